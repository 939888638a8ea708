internal import CMockUSB
package import Fingerprint
internal import Glibc
internal import Synchronization

/// A scripted scanner on a virtual USB bus, a U.are.U 4500 unless told otherwise: what a real one would answer, finger
/// and faults at command.
///
/// ```swift
/// let scanner = try VirtualScanner(on: VirtualUSBBus())
/// scanner.present(print)          // a finger, from now on
/// scanner.unplug()
/// scanner.replug()
/// spawn("boomtd", environment: scanner.environment)
/// ```
package final class VirtualScanner: Sendable {
    private struct State: Sendable {
        var firmware: any ScannerFirmware
        var node: VirtualUSBNode?
        /// The kernel gives a replugged device the next number.
        var deviceNumber = 1
        /// Request blocks until the plug is pulled.
        var countdown: Int?
        var requests = 0
        /// Who wants to know when the host waits for a finger.
        var askers: [CheckedContinuation<Void, Never>] = []
    }

    /// The serial number it reports.
    package let serial: String
    /// The bus it is on.
    package let bus: VirtualUSBBus
    private let port: Int
    private let identity: USBIdentity
    private let state: Mutex<State>

    /// What a child process needs in its environment to see the scanner.
    package var environment: [String: String] { bus.environment }

    /// Plugs a U.are.U 4500 in.
    ///
    /// - Parameters:
    ///   - port: 1...15 on the root hub; one scanner a port.
    ///   - wire: image key and block table.
    package convenience init(
        on bus: VirtualUSBBus, port: Int = 1, serial: String = "{00000000-0000-0000-0000-000000004500}",
        wire: ScannerWireFormat = ScannerWireFormat()
    ) {
        self.init(on: bus, port: port, serial: serial, firmware: VirtualSensor(wire: wire))
    }

    /// Plugs a scanner with any firmware in.
    package init(
        on bus: VirtualUSBBus, port: Int = 1, serial: String = "{00000000-0000-0000-0000-000000004500}",
        firmware: any ScannerFirmware
    ) {
        self.bus = bus
        self.port = port
        self.serial = serial
        identity = firmware.identity
        state = Mutex(State(firmware: firmware))
        replug()
    }

    // MARK: Controls

    /// Puts a finger on the sensor. It stays until `lift`.
    package func present(_ image: FingerImage) {
        state.withLock { state in Self.perform(state.firmware.place(image), state.node) }
    }

    /// Takes the finger away.
    package func lift() {
        state.withLock { state in Self.perform(state.firmware.place(nil), state.node) }
    }

    /// Makes something go wrong the next `times` times.
    package func inject(_ fault: VirtualScannerFault, times: Int = .max) {
        state.withLock { $0.firmware.inject(fault, times: times) }
    }

    /// Pulls the plug: everything under way fails, and the system tells that the device is gone.
    package func unplug() {
        let node = state.withLock { state in
            defer { state.node = nil }
            return state.node
        }
        if let node { bus.unplug(syspath, node: node) }
    }

    /// Pulls the plug when the host submits its n-th request block from now (1 = the next).
    package func unplug(atRequest count: Int) {
        state.withLock { $0.countdown = count }
    }

    /// Puts the plug in again, into the same port. Does nothing when it is in.
    package func replug() {
        let number: Int? = state.withLock { state in
            guard state.node == nil else { return nil }
            state.firmware.reset()
            // Several scanners on a bus must not share numbers; each has a range of its own.
            state.deviceNumber = state.deviceNumber % 8 + 1
            return 1 + (port - 1) * 8 + state.deviceNumber
        }
        guard let number else { return }
        // Left behind on purpose: the C side may call as long as the process lives.
        let plug = Unmanaged.passRetained(Plug(scanner: self)).toOpaque()
        let calls = boomt_usb_calls(
            context: plug,
            submitted: { context, request in
                guard let request, let scanner = Plug.scanner(context) else { return }
                scanner.handle(request.pointee)
            },
            discarded: { context, id in
                Plug.scanner(context)?.state.withLock { $0.firmware.discard(id) }
            },
            released: { context in
                Plug.scanner(context)?.state.withLock { $0.firmware.forgetRequests() }
            })
        let path = "/dev/bus/usb/001/\(Self.padded(number))"
        // Known before the device is announced, so that the first request finds it.
        let node = bus.plugIn(description(number), node: path, calls: calls) { node in
            self.state.withLock { $0.node = node }
        }
        if node == nil { state.withLock { $0.node = nil } }
    }

    /// How many request blocks the host has submitted so far.
    package var requestCount: Int { state.withLock { $0.requests } }

    /// Returns when the host waits for a finger.
    package func waitUntilAsked() async {
        await withCheckedContinuation { continuation in
            let isAsked = state.withLock { state in
                guard !state.firmware.isAwaitingFinger else { return true }
                state.askers.append(continuation)
                return false
            }
            if isAsked { continuation.resume() }
        }
    }

    // MARK: The host's requests

    /// On the test bed's thread.
    private func handle(_ request: boomt_urb) {
        var askers: [CheckedContinuation<Void, Never>] = []
        let pulled: VirtualUSBNode? = state.withLock { state in
            state.requests += 1
            guard let node = state.node else { return nil }
            if let left = state.countdown {
                state.countdown = left > 1 ? left - 1 : nil
                if left <= 1 {
                    node.endEverything()
                    state.node = nil
                    return node
                }
            }
            Self.perform(state.firmware.handle(Self.read(request)), node)
            if state.firmware.isAwaitingFinger { swap(&askers, &state.askers) }
            return nil
        }
        for asker in askers { asker.resume() }
        // The kernel tells a moment later, and not on this thread.
        if let pulled { Task { [bus, syspath] in bus.unplug(syspath, node: pulled) } }
    }

    private static func perform(_ answers: [FirmwareAnswer], _ node: VirtualUSBNode?) {
        for answer in answers {
            switch answer {
            case .complete(let id, let bytes): node?.complete(id, bytes)
            case .stall(let id): node?.fail(id, EPIPE)
            }
        }
    }

    private static func read(_ urb: boomt_urb) -> FirmwareRequest {
        let kind: FirmwareRequest.Kind
        let out = Array(UnsafeBufferPointer(start: urb.out, count: urb.out == nil ? 0 : urb.out_length))
        switch urb.type {
        case 1: kind = .interrupt
        case 3: kind = urb.endpoint & 0x80 != 0 ? .bulkIn(length: urb.in_capacity) : .bulkOut(out)
        default:
            let setup = urb.setup
            kind = .control(
                type: setup.0, request: setup.1, value: UInt16(setup.2) | UInt16(setup.3) << 8,
                index: UInt16(setup.4) | UInt16(setup.5) << 8, bytes: out, length: urb.in_capacity)
        }
        return FirmwareRequest(id: urb.id, kind: kind)
    }

    // MARK: Description

    private var syspath: String { "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-\(port)" }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    /// The device in umockdev's text form.
    private func description(_ number: Int) -> String {
        let descriptors = identity.descriptors
        func hex(_ value: UInt16, _ digits: Int) -> String {
            let text = String(value, radix: 16)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        let (vendor, product, release) = (identity.vendorID, identity.productID, identity.release)
        return """
            P: /devices/pci0000:00/0000:00:14.0/usb1/1-\(port)
            N: bus/usb/001/\(Self.padded(number))=\(descriptors)
            E: DEVNAME=/dev/bus/usb/001/\(Self.padded(number))
            E: DEVTYPE=usb_device
            E: DRIVER=usb
            E: PRODUCT=\(hex(vendor, 1))/\(hex(product, 1))/\(hex(release, 1))
            E: TYPE=0/0/0
            E: BUSNUM=001
            E: DEVNUM=\(Self.padded(number))
            E: MAJOR=189
            E: MINOR=\(number - 1)
            E: SUBSYSTEM=usb
            A: bConfigurationValue=1\\n
            A: bDeviceClass=00\\n
            A: bNumConfigurations=1\\n
            A: busnum=1\\n
            A: dev=189:\(number - 1)\\n
            H: descriptors=\(descriptors)
            A: devnum=\(number)\\n
            A: devpath=\(port)\\n
            A: idProduct=\(hex(product, 4))\\n
            A: idVendor=\(hex(vendor, 4))\\n
            A: bcdDevice=\(hex(release, 4))\\n
            A: serial=\(serial)\\n
            A: speed=12\\n

            """
    }

    /// The way from the C side back to the scanner, which may be gone.
    private final class Plug: Sendable {
        weak let scanner: VirtualScanner?

        init(scanner: VirtualScanner) {
            self.scanner = scanner
        }

        static func scanner(_ context: UnsafeMutableRawPointer?) -> VirtualScanner? {
            guard let context else { return nil }
            return Unmanaged<Plug>.fromOpaque(context).takeUnretainedValue().scanner
        }
    }
}
