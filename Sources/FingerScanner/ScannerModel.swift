/// One row of a driver's table of devices. The udev rules list the same ids; a test holds the two together.
package struct ScannerModel: Sendable, Hashable {
    /// USB vendor id.
    package let vendorID: UInt16
    /// USB product id.
    package let productID: UInt16
    /// What it says on the box.
    package let product: String
    /// The sensor is built in upside down: the image is turned by 180 degrees.
    package let isRotated: Bool
}
