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
}

/// Where the fingerprints of a device come from: one interface and its two pipes into the host.
struct USBInterface: Sendable, Hashable {
    /// bInterfaceNumber.
    let number: Int32
    /// Address of the interrupt IN endpoint.
    let interruptEndpoint: UInt8
    /// Largest interrupt report in bytes.
    let interruptSize: Int
    /// Address of the bulk IN endpoint.
    let bulkEndpoint: UInt8
}
