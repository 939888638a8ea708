internal import CUSB
internal import Glibc
internal import Synchronization

/// One libusb context: its devices, its hot-plug events, its event loop.
///
/// The libusb pointers are in `state`, under its lock.
final class USBContext: Sendable {
    /// A libusb object. `@unchecked Sendable`: libusb's objects may be used from every thread; how long they live is
    /// kept track of in `State`.
    private struct Pointer: @unchecked Sendable, Equatable {
        let raw: OpaquePointer
    }

    private struct State {
        var context: Pointer?
        /// Devices that are plugged in, each with a reference of ours.
        var devices: [Int: Pointer] = [:]
        var arrivals = 0
        var notices: [USBNotice] = []
        var openSessions = 0
        var hotplug: libusb_hotplug_callback_handle?
    }

    private let state: Mutex<State>
    private let isStopping = Atomic(false)
    /// Called on the event thread whenever `takeNotices` has something new. It must be quick.
    private let onNotice: @Sendable () -> Void

    /// Whether the system tells of arrivals and departures. Without it `rescan()` is the only way to learn of them.
    let hasHotplug: Bool

    /// Starts libusb, and takes stock of what is plugged in.
    init(onNotice: @escaping @Sendable () -> Void) throws(ScannerError) {
        var context: OpaquePointer?
        let code = libusb_init(&context)
        guard code == 0, let context else { throw ScannerError(.unavailable, "libusb does not start (\(code))") }
        self.onNotice = onNotice
        hasHotplug = libusb_has_capability(UInt32(LIBUSB_CAP_HAS_HOTPLUG.rawValue)) != 0
        state = Mutex(State(context: Pointer(raw: context)))
        if hasHotplug { try watch(context) } else { rescan() }
    }

    deinit { shutDown() }

    // MARK: Devices

    /// What has happened since the last call, oldest first.
    func takeNotices() -> [USBNotice] {
        state.withLock { state in
            defer { state.notices = [] }
            return state.notices
        }
    }

    /// Compares the list of devices with the one known; for systems without hot-plug events.
    func rescan() {
        let before = state.withLock { $0.context }
        guard let before = before?.raw else { return }
        var list: UnsafeMutablePointer<OpaquePointer?>?
        let count = libusb_get_device_list(before, &list)
        guard count >= 0, let list else { return }
        defer { libusb_free_device_list(list, 1) }
        let present = (0..<count).compactMap { list[$0] }
        let known = state.withLock { $0.devices }
        for device in known.values where !present.contains(device.raw) { deviceLeft(device.raw) }
        for device in present where !known.values.contains(Pointer(raw: device)) { deviceArrived(device) }
    }

    private func watch(_ context: OpaquePointer) throws(ScannerError) {
        var handle: libusb_hotplug_callback_handle = 0
        let events = LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED.rawValue | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT.rawValue
        let code = libusb_hotplug_register_callback(
            context, Int32(events), Int32(LIBUSB_HOTPLUG_ENUMERATE.rawValue),
            LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY, LIBUSB_HOTPLUG_MATCH_ANY,
            { _, device, event, owner in
                guard let device, let owner else { return 0 }
                // Not retained: `shutDown` ends the callbacks before the owner goes.
                let this = Unmanaged<USBContext>.fromOpaque(owner).takeUnretainedValue()
                if event == LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED {
                    this.deviceArrived(device)
                } else {
                    this.deviceLeft(device)
                }
                return 0
            }, Unmanaged.passUnretained(self).toOpaque(), &handle)
        guard code == 0 else { throw ScannerError(.unavailable, "no hot-plug events (\(code))") }
        state.withLock { $0.hotplug = handle }
    }

    private func deviceArrived(_ pointer: OpaquePointer) {
        var descriptor = libusb_device_descriptor()
        guard libusb_get_device_descriptor(pointer, &descriptor) == 0,
            ScannerDrivers.find(
                vendorID: descriptor.idVendor, productID: descriptor.idProduct, release: descriptor.bcdDevice) != nil
        else { return }
        var ports = [UInt8](repeating: 0, count: 7)  // USB 3.2 §10.1: at most 7 tiers
        let depth = libusb_get_port_numbers(pointer, &ports, Int32(ports.count))
        ports = Array(ports.prefix(Int(max(0, depth))))
        let (arrived, bus) = (Pointer(raw: pointer), libusb_get_bus_number(pointer))
        let isNew = state.withLock { state in
            // Between registration and enumeration a device may be announced twice.
            guard !state.devices.values.contains(arrived), state.devices.count < Limits.scanners else { return false }
            state.arrivals += 1
            libusb_ref_device(arrived.raw)
            state.devices[state.arrivals] = arrived
            let device = USBDevice(
                token: state.arrivals, vendorID: descriptor.idVendor, productID: descriptor.idProduct,
                release: descriptor.bcdDevice, bus: bus, ports: ports)
            state.notices.append(.arrived(device))
            return true
        }
        if isNew { onNotice() }
    }

    private func deviceLeft(_ pointer: OpaquePointer) {
        let left = Pointer(raw: pointer)
        let isOurs = state.withLock { state in
            guard let token = state.devices.first(where: { $0.value == left })?.key else { return false }
            state.devices[token] = nil
            libusb_unref_device(left.raw)
            // The rest of the value is not needed to tell who left.
            state.notices.append(
                .left(USBDevice(token: token, vendorID: 0, productID: 0, release: 0, bus: 0, ports: [])))
            return true
        }
        if isOurs { onNotice() }
    }

    // MARK: Sessions

    /// Opens a device and claims the interface of the given class. Close the session on every path.
    func open(_ device: USBDevice, _ wanted: USBInterfaceClass) throws(ScannerError) -> USBSession {
        let step = "opening \(device.location)"
        // Opened outside of the lock, with a reference of its own: opening talks to the kernel.
        let pointer: Pointer? = state.withLock { state in
            guard state.context != nil, let pointer = state.devices[device.token] else { return nil }
            libusb_ref_device(pointer.raw)
            state.openSessions += 1
            return pointer
        }
        guard let pointer else { throw ScannerError(.unplugged, step) }
        defer { libusb_unref_device(pointer.raw) }
        do throws(ScannerError) {
            return try USBSession(opening: pointer.raw, wanted, context: self, step: step)
        } catch {
            sessionClosed()
            throw error
        }
    }

    /// Told by a session that has closed its handle.
    func sessionClosed() {
        state.withLock { $0.openSessions -= 1 }
    }

    // MARK: Event loop

    /// Handles events until `stopEvents`. Blocks: call it on a thread of its own.
    func runEvents() {
        while !isStopping.load(ordering: .acquiring) {
            let context = state.withLock { $0.context }
            guard let context else { return }
            // Sleeps in poll() until a descriptor of libusb is ready: a transfer, a hot-plug event, or a wake-up.
            let code = libusb_handle_events(context.raw)
            if code == LIBUSB_ERROR_INTERRUPTED.rawValue || code == 0 || code == LIBUSB_ERROR_BUSY.rawValue { continue }
            // An error that stays would otherwise spin; there is no event to wait for in that state.
            usleep(10_000)
        }
    }

    /// Makes `runEvents` return.
    func stopEvents() {
        isStopping.store(true, ordering: .releasing)
        state.withLock { state in
            if let context = state.context { libusb_interrupt_event_handler(context.raw) }
        }
    }

    /// Ends libusb. Every session must be closed and the event loop must have returned; a context with an open session
    /// is leaked, because ending it would pull memory from under the session.
    func shutDown() {
        let (context, hotplug) = state.withLock { state in
            defer {
                state.context = nil
                state.hotplug = nil
            }
            return (state.openSessions == 0 ? state.context : nil, state.hotplug)
        }
        guard let context = context?.raw else { return }
        if let hotplug { libusb_hotplug_deregister_callback(context, hotplug) }
        let devices = state.withLock { state in
            defer { state.devices = [:] }
            return Array(state.devices.values)
        }
        for device in devices { libusb_unref_device(device.raw) }
        libusb_exit(context)
    }
}
