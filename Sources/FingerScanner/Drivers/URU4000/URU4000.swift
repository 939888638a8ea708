internal import Fingerprint

/// DigitalPersona U.are.U 4000, 4000B and 4500, and Microsoft's readers with the same sensor.
///
/// An optical area sensor of 384 x 290 pixels, 8 bit grey, nominally 512 dpi, that scrambles its images on the wire.
/// Protocol: our notes on the wire protocol, §1 to §8; the 4500 (05ba:000a) is proven against a recording of the real
/// device, the other rows follow from its documented kinship only. The Microsoft Fingerprint Reader v2 wants each
/// power-up answered with a challenge encrypted under a key that everybody knows; its answer is proven by a recorded one.
struct URU4000: ScannerDriver {
    let name = "uru4000"
    let interface = USBInterfaceClass.vendorSpecific
    let models = [
        ScannerModel(vendorID: 0x05BA, productID: 0x0007, product: "U.are.U 4000", isRotated: false),
        ScannerModel(vendorID: 0x05BA, productID: 0x0008, product: "U.are.U 4000 in a keyboard", isRotated: false),
        ScannerModel(vendorID: 0x05BA, productID: 0x000A, product: "U.are.U 4000B/4500", isRotated: true),
        ScannerModel(vendorID: 0x045E, productID: 0x00BB, product: "Microsoft Keyboard with reader", isRotated: false),
        ScannerModel(vendorID: 0x045E, productID: 0x00BC, product: "Microsoft Mouse with reader", isRotated: false),
        ScannerModel(vendorID: 0x045E, productID: 0x00BD, product: "Microsoft Fingerprint Reader", isRotated: false),
        ScannerModel(vendorID: 0x045E, productID: 0x00CA, product: "Microsoft Fingerprint Reader v2"),
    ]

    func capture(
        from session: USBSession, model: ScannerModel, terms: CaptureTerms
    ) async throws(ScannerError) -> FingerImage {
        let sensor = URU4000Sensor(
            session: session, terms: terms,
            isChallenging: (model.vendorID, model.productID) == (0x045E, 0x00CA))
        // Before the first register access: the sensor may report at once.
        try session.interrupts.start()
        do throws(ScannerError) {
            let frame = try await sensor.takeFrame()
            await sensor.switchOff()
            return try Self.image(frame, isRotated: model.isRotated)
        } catch {
            await sensor.switchOff()
            throw error
        }
    }

    /// The picture of a descrambled frame: dark ridges on a light ground, the fingertip up.
    static func image(_ raw: [UInt8], isRotated: Bool) throws(ScannerError) -> FingerImage {
        let upright = isRotated ? raw.reversed() : raw
        do {
            // Ridges are bright in the raw data.
            return try FingerImage(
                width: URU4000Frame.width, height: URU4000Frame.height, pixelsPerInch: URU4000Frame.pixelsPerInch,
                pixels: upright.map { 255 - $0 })
        } catch {
            throw ScannerError(.badFrame, "image")
        }
    }
}
