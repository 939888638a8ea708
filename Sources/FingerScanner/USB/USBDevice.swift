/// A device on the bus, as it was when it arrived. Names a device of its `USBContext`; holds no pointer.
struct USBDevice: Sendable, Hashable {
    /// Number of the arrival; a replugged device has another one.
    let token: Int
    /// USB vendor id.
    let vendorID: UInt16
    /// USB product id.
    let productID: UInt16
    /// Release number of the device (bcdDevice).
    let release: UInt16
    /// Bus number.
    let bus: UInt8
    /// Ports on the way from the root hub.
    let ports: [UInt8]

    /// `<bus>-<port>[.<port>...]`, the directory name in /sys/bus/usb/devices.
    var location: String { "\(bus)-" + ports.map(String.init).joined(separator: ".") }
}

/// What the bus tells.
enum USBNotice: Sendable, Hashable {
    /// A device is there.
    case arrived(USBDevice)
    /// A device is gone; only its token is filled in.
    case left(USBDevice)
}
