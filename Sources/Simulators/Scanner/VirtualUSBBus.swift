internal import CMockUSB
internal import Synchronization

/// Why a virtual bus or scanner cannot be made.
package struct VirtualUSBError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is missing, and what to do.
    package let description: String
}

/// A USB bus of emulated devices in a directory that other programs take for /sys and /dev (libumockdev).
///
/// The process that owns the bus, and every process that is to see it, must run with `libumockdev-preload.so.0`
/// preloaded. Making a bus sets `UMOCKDEV_DIR` of this process, so there is one at a time. Other processes see the same
/// bus when they are started with `environment`; they must end before the bus does, because libumockdev aborts a program
/// whose emulated device stops answering. One such process should watch for hot-plug events at a time: libumockdev names
/// a watcher's mailbox after a file descriptor, and two processes with the same number take it from each other.
///
/// An emulated device costs processor time that a real one does not: poll() cannot wait for it, so libusb asks without
/// end. The bus slows this down to 500 questions a second: a few per cent of a processor on either side, and only while
/// a capture is under way.
package final class VirtualUSBBus: Sendable {
    /// The test bed. `@unchecked Sendable`: used under `bed`'s lock only; the node of each device has its own lock.
    private struct Bed: @unchecked Sendable {
        let raw: OpaquePointer
    }

    /// Nil after `close`.
    private let bed: Mutex<Bed?>
    /// The bus's directory.
    package let directory: String

    /// What a child process needs in its environment to see this bus instead of the machine's own.
    package var environment: [String: String] {
        ["UMOCKDEV_DIR": directory, "LD_PRELOAD": "libumockdev-preload.so.0"]
    }

    /// Whether this process may make a bus.
    package static var isPossible: Bool { boomt_bed_preloaded() }

    /// Makes an empty bus: one root hub.
    package convenience init() throws(VirtualUSBError) {
        try self.init(devices: Self.rootHub)
    }

    /// Makes a bus of devices in umockdev's text form, as `umockdev-record` writes it.
    package init(devices: String) throws(VirtualUSBError) {
        guard Self.isPossible else {
            throw VirtualUSBError(description: "libumockdev-preload.so.0 is not loaded: run through umockdev-wrapper")
        }
        guard let raw = boomt_bed_create() else { throw VirtualUSBError(description: "no test bed") }
        directory = String(cString: boomt_bed_root(raw))
        bed = Mutex(Bed(raw: raw))
        guard boomt_bed_add(raw, devices) else { throw VirtualUSBError(description: "devices refused") }
    }

    deinit { close() }

    /// Removes the bus. Nobody may have a device of it open any more. A process that makes one bus after the other calls
    /// this: `UMOCKDEV_DIR` would otherwise be cleared when the last reference happens to go.
    package func close() {
        let last = bed.withLock { bed in
            defer { bed = nil }
            return bed
        }
        if let last { boomt_bed_destroy(last.raw) }
    }

    /// Answers the device at a sysfs path from a usbmon recording (pcapng), once.
    package func replay(_ recording: String, at syspath: String) throws(VirtualUSBError) {
        guard bed.withLock({ bed in bed.map { boomt_bed_load_recording($0.raw, syspath, recording) } ?? false }) else {
            throw VirtualUSBError(description: "recording refused")
        }
    }

    /// Answers the device that the file names from recorded ioctls, once.
    package func replay(ioctls recording: String) throws(VirtualUSBError) {
        guard bed.withLock({ bed in bed.map { boomt_bed_load_script($0.raw, recording) } ?? false }) else {
            throw VirtualUSBError(description: "recording refused")
        }
    }

    /// Plugs a device in whose node is answered by `calls`. `ready` is told the node before anybody hears of the device.
    func plugIn(
        _ description: String, node path: String, calls: boomt_usb_calls, ready: (VirtualUSBNode) -> Void
    ) -> VirtualUSBNode? {
        bed.withLock { bed in
            guard let bed, let raw = boomt_usb_attach(bed.raw, path, calls) else { return nil }
            let node = VirtualUSBNode(raw: raw)
            ready(node)
            return boomt_bed_add(bed.raw, description) ? node : nil
        }
    }

    /// Takes the device at a sysfs path away.
    func unplug(_ syspath: String, node: VirtualUSBNode) {
        node.endEverything()
        bed.withLock { bed in
            guard let bed else { return }
            boomt_bed_remove(bed.raw, syspath)
            boomt_usb_detach(bed.raw, node.raw)
        }
    }

    private static let rootHub = """
        P: /devices/pci0000:00/0000:00:14.0/usb1
        N: bus/usb/001/001=12010002090001406B1D020013050302010109021900010100E0000904000001090000000705810304000C
        E: DEVNAME=/dev/bus/usb/001/001
        E: DEVTYPE=usb_device
        E: DRIVER=usb
        E: PRODUCT=1d6b/2/513
        E: TYPE=9/0/1
        E: BUSNUM=001
        E: DEVNUM=001
        E: MAJOR=189
        E: MINOR=0
        E: SUBSYSTEM=usb
        A: bConfigurationValue=1\\n
        A: bDeviceClass=09\\n
        A: bNumConfigurations=1\\n
        A: busnum=1\\n
        A: dev=189:0\\n
        H: descriptors=12010002090001406B1D020013050302010109021900010100E0000904000001090000000705810304000C
        A: devnum=1\\n
        A: devpath=0\\n
        A: idProduct=0002\\n
        A: idVendor=1d6b\\n
        A: maxchild=16\\n
        A: speed=480\\n

        """
}

/// The usbdevfs side of one device. `@unchecked Sendable`: the C object has its own lock and is never freed.
struct VirtualUSBNode: @unchecked Sendable {
    /// `boomt_usb_node *`.
    let raw: OpaquePointer

    /// Ends a request block with bytes for the host.
    func complete(_ id: UInt64, _ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { boomt_usb_complete(raw, id, 0, $0.baseAddress, $0.count) }
    }

    /// Ends a request block with an error, a positive errno.
    func fail(_ id: UInt64, _ code: Int32) {
        boomt_usb_complete(raw, id, -code, nil, 0)
    }

    /// Ends everything as the kernel does when the plug is pulled.
    func endEverything() {
        boomt_usb_gone(raw)
    }
}
