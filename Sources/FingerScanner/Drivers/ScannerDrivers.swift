/// The one table of drivers.
package enum ScannerDrivers {
    /// Every driver, asked in this order.
    static let all: [any ScannerDriver] = [URU4000(), NB1010(), UPEKTouchChip(), MorphoSmart()]

    /// Every device that some driver speaks to.
    package static var models: [ScannerModel] { all.flatMap(\.models) }

    /// The driver and the table row for a device, or nil for a device that is none of ours.
    static func find(
        vendorID: UInt16, productID: UInt16, release: UInt16
    ) -> (driver: any ScannerDriver, model: ScannerModel)? {
        for driver in all {
            if let model = driver.models.first(where: {
                $0.vendorID == vendorID && $0.productID == productID && ($0.release ?? release) == release
            }) {
                return (driver, model)
            }
        }
        return nil
    }
}
