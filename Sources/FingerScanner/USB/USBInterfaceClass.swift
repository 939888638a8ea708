/// How an interface of a USB device describes itself (USB 2.0 §9.6.5).
struct USBInterfaceClass: Sendable, Hashable {
    /// bInterfaceClass.
    let code: UInt8
    /// bInterfaceSubClass.
    let subclass: UInt8
    /// bInterfaceProtocol.
    let protocolCode: UInt8

    /// Vendor specific in all three.
    static let vendorSpecific = USBInterfaceClass(code: 0xFF, subclass: 0xFF, protocolCode: 0xFF)
    /// Vendor specific, nothing said of subclass and protocol.
    static let vendor = USBInterfaceClass(code: 0xFF, subclass: 0, protocolCode: 0)
    /// No class at all.
    static let none = USBInterfaceClass(code: 0, subclass: 0, protocolCode: 0)
    /// The data side of a serial line (CDC 1.2 §4.5).
    static let serialData = USBInterfaceClass(code: 0x0A, subclass: 0, protocolCode: 0)
}

/// Where the fingerprints of a device come from: one interface and its pipes.
struct USBInterface: Sendable, Hashable {
    /// bInterfaceNumber.
    let number: Int32
    /// Address of the interrupt IN endpoint, 0 where there is none.
    let interruptEndpoint: UInt8
    /// Largest interrupt report in bytes.
    let interruptSize: Int
    /// Address of the bulk IN endpoint.
    let bulkEndpoint: UInt8
    /// Address of the bulk OUT endpoint, 0 where there is none.
    let bulkOutEndpoint: UInt8
}
