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
    /// The release (bcdDevice) that the driver speaks to, nil for all: some ids are shared by quite different devices.
    package let release: UInt16?

    init(vendorID: UInt16, productID: UInt16, product: String, isRotated: Bool = false, release: UInt16? = nil) {
        self.vendorID = vendorID
        self.productID = productID
        self.product = product
        self.isRotated = isRotated
        self.release = release
    }
}
