/// One scanner that is plugged in.
package struct ScannerDescription: Sendable, Hashable, Identifiable {
    /// Names the scanner to `ScannerHub.capture`: the serial number where the device has a usable one, else
    /// `usb-<bus>-<port>[.<port>...]`. Stable over replugging (of the same scanner, or into the same port).
    package let id: String
    /// What it says on the box.
    package let product: String
    /// USB vendor id.
    package let vendorID: UInt16
    /// USB product id.
    package let productID: UInt16
    /// USB serial number, where the device has one.
    package let serial: String?
    /// Place on the bus: `<bus>-<port>[.<port>...]`, as in /sys/bus/usb/devices.
    package let location: String
    /// Name of the driver that speaks to it.
    package let driver: String

    /// A description from its parts; in service the hub makes them.
    package init(
        id: String, product: String, vendorID: UInt16, productID: UInt16, serial: String?, location: String,
        driver: String
    ) {
        self.id = id
        self.product = product
        self.vendorID = vendorID
        self.productID = productID
        self.serial = serial
        self.location = location
        self.driver = driver
    }
}

/// A change in what is plugged in.
package enum ScannerEvent: Sendable, Hashable {
    /// A scanner is ready for `capture`.
    case arrived(ScannerDescription)
    /// A scanner is gone; a capture from it ends with `ScannerError.Code.unplugged`.
    case left(ScannerDescription)
}

/// How far a capture is.
package enum CaptureProgress: Sendable, Hashable {
    /// The sensor is lit and waits: tell the traveller.
    case waitingForFinger
    /// A finger lies on the sensor.
    case fingerSeen
    /// The image is complete; the finger may go.
    case imageTaken
}
