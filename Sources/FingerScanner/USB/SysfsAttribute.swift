internal import Glibc

/// Text attributes of a USB device in sysfs.
///
/// The kernel read the string descriptors when the device was plugged in. Asking the device again would cost control
/// transfers in the middle of a session (and time out in a replay), so the kernel's copy is used.
enum SysfsAttribute {
    /// Value of `/sys/bus/usb/devices/<location>/<name>` without the final newline, or nil when there is none or it is
    /// not printable text of at most `Limits.serialLength` bytes.
    static func read(_ name: String, location: String) -> String? {
        guard let file = fopen("/sys/bus/usb/devices/\(location)/\(name)", "re") else { return nil }
        defer { fclose(file) }
        let capacity = Limits.serialLength + 2
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            count = fread(buffer.baseAddress, 1, capacity, file)
        }
        return text(bytes)
    }

    /// The checked text in an attribute's bytes.
    static func text(_ bytes: [UInt8]) -> String? {
        let line = bytes.prefix { $0 != 0x0A }
        guard !line.isEmpty, line.count <= Limits.serialLength, line.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return nil
        }
        return String(decoding: line, as: UTF8.self)
    }
}
