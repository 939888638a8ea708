internal import Fingerprint

/// IDEMIA / Morpho MorphoSmart Optic (MSO 300, 1300, 1350): a serial line over USB (CDC ACM) with packets of ILVs.
///
/// **Proven against our own simulator only.** The notes come from public descriptions; nobody has recorded a real device
/// for us, and IDEMIA keeps its interface manuals closed: a real installation needs them, and a test beside the device.
struct MorphoSmart: ScannerDriver {
    let name = "morpho"
    let interface = USBInterfaceClass.serialData
    let models = [
        ScannerModel(vendorID: 0x079B, productID: 0x0024, product: "MorphoSmart Optic"),
        ScannerModel(vendorID: 0x079B, productID: 0x0047, product: "MorphoSmart Optic"),
        ScannerModel(vendorID: 0x225D, productID: 0x0008, product: "MorphoSmart Optic"),
        ScannerModel(vendorID: 0x225D, productID: 0x0009, product: "MorphoSmart Optic"),
        ScannerModel(vendorID: 0x225D, productID: 0x000A, product: "MorphoSmart Optic"),
        ScannerModel(vendorID: 0x225D, productID: 0x000B, product: "MorphoSmart Optic"),
        ScannerModel(vendorID: 0x225D, productID: 0x000C, product: "MorphoSmart Optic"),
        ScannerModel(vendorID: 0x225D, productID: 0x000D, product: "MorphoSmart Optic"),
    ]

    private static let writeTimeout: Duration = .seconds(2)
    private static let readSlice: Duration = .milliseconds(500)
    private static let readLength = 16_384
    /// A device that says nothing for so long has nothing more to say.
    private static let quiet: Duration = .milliseconds(100)
    /// After the device's own patience has ended, its answer is waited for so long.
    private static let grace: Duration = .seconds(2)
    /// 38,400 bits a second, one stop bit, no parity, eight bits (CDC PSTN 1.2 §6.3.10).
    private static let lineCoding: [UInt8] = [0x00, 0x96, 0x00, 0x00, 0, 0, 8]

    func capture(
        from session: USBSession, model: ScannerModel, terms: CaptureTerms
    ) async throws(ScannerError) -> FingerImage {
        try await openLine(session)
        // The answer to a capture that was given up may still come, with the finger of somebody else.
        try await session.drain(quiet: Self.quiet)
        let seconds = Int(min(terms.timeout.components.seconds, 600))
        try await session.bulkWrite(
            MorphoPacket.wrap(MorphoCapture.question(seconds: seconds)), timeout: Self.writeTimeout, step: "capture")
        terms.progress(.waitingForFinger)
        let stopwatch = terms.stopwatch()
        var received: [UInt8] = []
        var (isHeard, isSeen) = (false, false)
        let limit = terms.timeout + Self.grace
        while stopwatch.elapsed() < limit {
            guard let message = try await message(from: session, &received, until: limit, stopwatch) else { continue }
            isHeard = true
            switch try MorphoCapture.answer(message) {
            case .instruction, nil: break
            case .preview:
                if !isSeen { terms.progress(.fingerSeen) }
                isSeen = true
            case .image(let image):
                terms.progress(.imageTaken)
                return image
            case .refused(let status):
                // The codes are not in our notes: by the time it took, it was the finger that did not come.
                guard stopwatch.elapsed() < terms.timeout else { throw ScannerError(.noFinger, "capture") }
                throw ScannerError(.deviceFault, "status 0x\(String(status, radix: 16))")
            }
        }
        // It was asked to tell the person what to do: one that says nothing at all has not understood.
        throw ScannerError(isHeard ? .noFinger : .noAnswer, "capture")
    }

    private func openLine(_ session: USBSession) async throws(ScannerError) {
        try await session.controlWrite(
            type: 0x21, request: 0x22, value: 3, index: 0, [], .withTask, step: "line state")
        try await session.controlWrite(
            type: 0x21, request: 0x20, value: 0, index: 0, Self.lineCoding, .withTask, step: "line coding")
    }

    /// The next message, nil when none has come for a while, or not the whole of it until the limit.
    private func message(
        from session: USBSession, _ received: inout [UInt8], until limit: Duration, _ stopwatch: Stopwatch
    ) async throws(ScannerError) -> [UInt8]? {
        while stopwatch.elapsed() < limit {
            if !received.isEmpty, let message = try MorphoPacket.unwrap(&received) { return message }
            do throws(ScannerError) {
                let bytes = try await session.bulkRead(length: Self.readLength, timeout: Self.readSlice, step: "answer")
                guard !bytes.isEmpty else { return nil }
                received += bytes
            } catch {
                guard error.code == .noAnswer else { throw error }
                return nil
            }
        }
        return nil
    }
}
