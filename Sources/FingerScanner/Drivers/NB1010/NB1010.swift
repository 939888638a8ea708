internal import Fingerprint

/// NEXT Biometrics NB-1010-U: a thermal area sensor of 256 x 180 pixels at 385 dpi, 8 bit grey, nothing encrypted.
///
/// Protocol: our notes, proven against a recording of the real device. It reports neither that a finger comes nor that
/// it goes: the host has to ask.
struct NB1010: ScannerDriver {
    let name = "nb1010"
    let interface = USBInterfaceClass.none
    let models = [ScannerModel(vendorID: 0x298D, productID: 0x1010, product: "NEXT NB-1010-U")]

    /// How often the host asks for a finger.
    private static let pollPause: Duration = .milliseconds(50)
    /// A device that says nothing for so long has nothing more to say.
    private static let quiet: Duration = .milliseconds(100)
    /// The device answers within milliseconds.
    private static let answerTimeout: Duration = .milliseconds(500)

    func capture(
        from session: USBSession, model: ScannerModel, terms: CaptureTerms
    ) async throws(ScannerError) -> FingerImage {
        do throws(ScannerError) {
            return try await takeImage(from: session, terms: terms)
        } catch {
            // Up to ninety frames may still be on their way. Where the plug was pulled, this fails at once.
            if error.code != .unplugged, error.code != .noFinger { try? await session.drain(quiet: Self.quiet) }
            throw error
        }
    }

    private func takeImage(from session: USBSession, terms: CaptureTerms) async throws(ScannerError) -> FingerImage {
        terms.progress(.waitingForFinger)
        let stopwatch = terms.stopwatch()
        var isFirst = true
        while true {
            let isFinger: Bool
            do throws(ScannerError) {
                isFinger = try NB1010Wire.isFinger(
                    try await exchange(NB1010Wire.askLevel, with: session, step: "finger level"))
            } catch {
                // A program that was killed in mid-image has left the rest of it to us.
                guard isFirst, error.code == .badFrame || error.code == .transferFailed else { throw error }
                isFirst = false
                try await session.drain(quiet: Self.quiet)
                continue
            }
            isFirst = false
            if isFinger { break }
            guard stopwatch.elapsed() < terms.timeout else { throw ScannerError(.noFinger, "finger level") }
            try await terms.pause(Self.pollPause, step: "finger level")
        }
        terms.progress(.fingerSeen)
        try NB1010Wire.checkTaken(
            try await exchange(NB1010Wire.prepare, with: session, step: "preparing"), step: "preparing")
        try NB1010Wire.checkTaken(try await exchange(NB1010Wire.scan, with: session, step: "scan"), step: "scan")
        var pixels: [UInt8] = []
        pixels.reserveCapacity(NB1010Wire.width * NB1010Wire.height)
        for index in 0..<(NB1010Wire.height / NB1010Wire.linesPerFrame) {
            // Not cut by a cancelled capture: what is not fetched now would answer the next question.
            let frame = try await session.bulkRead(
                length: NB1010Wire.imageFrameLength, timeout: Self.answerTimeout, .never, step: "image")
            pixels += try NB1010Wire.lines(frame, index: index)
        }
        terms.progress(.imageTaken)
        do {
            return try FingerImage(
                width: NB1010Wire.width, height: NB1010Wire.height, pixelsPerInch: NB1010Wire.pixelsPerInch,
                pixels: pixels)
        } catch {
            throw ScannerError(.badFrame, "image")
        }
    }

    private func exchange(
        _ command: [UInt8], with session: USBSession, step: String
    ) async throws(ScannerError) -> [UInt8] {
        try await session.bulkWrite(command, timeout: Self.answerTimeout, step: step)
        return try await session.bulkRead(
            length: NB1010Wire.answerLength, timeout: Self.answerTimeout, .never, step: step)
    }
}
