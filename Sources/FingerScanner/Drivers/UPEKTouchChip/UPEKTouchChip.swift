internal import Fingerprint

/// UPEK / AuthenTec TouchChip with its coprocessor and an area sensor (TCS1, TCS2): desk readers such as the Eikon Touch.
///
/// 8 bit grey, three quarters of the sensor's 508 dpi, nothing encrypted. Protocol: our notes, proven against a recording
/// of a TCS1 (192 x 270 pixels). The same ids were given to quite different devices, so the release number decides, too.
/// Sensors that a finger is swiped over are refused.
struct UPEKTouchChip: ScannerDriver {
    let name = "upektc"
    let interface = USBInterfaceClass.vendor
    let models = [
        ScannerModel(vendorID: 0x147E, productID: 0x2016, product: "UPEK TouchChip TCS1/TCS2", release: 0x0002),
        ScannerModel(vendorID: 0x147E, productID: 0x2020, product: "UPEK TouchChip TCS1/TCS2 (2020)", release: 0x0001),
    ]

    func capture(
        from session: USBSession, model: ScannerModel, terms: CaptureTerms
    ) async throws(ScannerError) -> FingerImage {
        var chip = TouchChip(session: session, terms: terms)
        do throws(ScannerError) {
            let geometry = try await chip.start()
            let pixels = try await chip.takeImage(count: geometry.count)
            await chip.close()
            do {
                return try FingerImage(
                    width: geometry.width, height: geometry.height, pixelsPerInch: geometry.pixelsPerInch,
                    pixels: pixels)
            } catch {
                throw ScannerError(.badFrame, "image")
            }
        } catch {
            await chip.close()
            throw error
        }
    }
}

/// One session with the coprocessor.
private struct TouchChip {
    let session: USBSession
    let terms: CaptureTerms
    private var sequence: UInt8 = 0

    private static let timeout: Duration = .seconds(4)
    /// The device ends a transfer without bytes when it has nothing to say yet.
    private static let emptyPause: Duration = .milliseconds(10)
    /// Transfers read away at the end.
    private static let lastWords = 64

    init(session: USBSession, terms: CaptureTerms) {
        self.session = session
        self.terms = terms
    }

    /// Wakes the chip and asks for its sensor.
    mutating func start() async throws(ScannerError) -> TouchChipWire.Geometry {
        try await wake()
        try await send(CiaoMessage(TouchChipWire.setUp, TouchChipWire.firstSetUp))
        _ = try await receive()
        try await send(CiaoMessage(TouchChipWire.end, TouchChipWire.close))
        _ = try await receive()
        try await wake()
        try await send(CiaoMessage(TouchChipWire.setUp, TouchChipWire.secondSetUp))
        _ = try await receive()
        try await sendData(TouchChipWire.getInfo)
        return try TouchChipWire.geometry(try await receive().payload)
    }

    /// Waits for a finger and collects its image.
    mutating func takeImage(count: Int) async throws(ScannerError) -> [UInt8] {
        try await sendData(TouchChipWire.capture)
        terms.progress(.waitingForFinger)
        let stopwatch = terms.stopwatch()
        var pixels: [UInt8] = []
        var isSeen = false
        // A device that speaks without end does not keep its host any longer than one that is silent.
        while stopwatch.elapsed() < terms.timeout + (isSeen ? Limits.imageTimeout : .zero) {
            let message: CiaoMessage
            do throws(ScannerError) {
                message = try await receive()
            } catch {
                // Silence is a device that waits for a finger; once one is there, it is a fault.
                guard error.code == .noAnswer, !isSeen else { throw error }
                continue
            }
            switch message.type {
            case TouchChipWire.ping: try await send(CiaoMessage(TouchChipWire.pong, []))
            case TouchChipWire.data:
                switch try TouchChipWire.event(message.payload) {
                case .noFinger, .fingerGone: try await sendData(TouchChipWire.goOn)
                case .holdStill, .fingerPresent:
                    if !isSeen { terms.progress(.fingerSeen) }
                    isSeen = true
                    try await sendData(TouchChipWire.goOn)
                case .failed(let state):
                    throw ScannerError(.deviceFault, "finger state 0x\(String(state, radix: 16))")
                case .pixels(let part, let isLast):
                    guard pixels.count + part.count <= count else { throw ScannerError(.badFrame, "image size") }
                    pixels += part
                    guard isLast else {
                        try await sendData(TouchChipWire.nextFrame)
                        continue
                    }
                    guard pixels.count == count else { throw ScannerError(.badFrame, "image size") }
                    terms.progress(.imageTaken)
                    return pixels
                }
            default: throw ScannerError(.badFrame, "type of a message in a capture")
            }
        }
        throw ScannerError(isSeen ? .noAnswer : .noFinger, "capture")
    }

    /// Ends the session as the device expects it; whether it answers does not matter any more.
    mutating func close() async {
        let message = CiaoMessage(TouchChipWire.end, sequence: sequence, TouchChipWire.close)
        do throws(ScannerError) {
            try await session.bulkWrite(message.bytes, timeout: Self.timeout, .never, step: "closing")
            // What it still wanted to say of the image comes before its answer.
            for _ in 0..<Self.lastWords {
                let bytes = try await session.bulkRead(
                    length: CiaoMessage.firstRead, timeout: .milliseconds(500), .never, step: "closing")
                if let last = try? CiaoMessage(parsing: bytes), last.type == TouchChipWire.ended { return }
            }
        } catch {
            return
        }
    }

    private mutating func wake() async throws(ScannerError) {
        try await session.vendorWrite(
            request: TouchChipWire.wakeRequest, value: TouchChipWire.wakeValue, index: TouchChipWire.wakeIndex, [0],
            .withTask, step: "waking")
        _ = try await receive()
    }

    private mutating func sendData(_ payload: [UInt8]) async throws(ScannerError) {
        try await send(CiaoMessage(TouchChipWire.data, sequence: sequence, payload))
        sequence = (sequence + 1) & 0x0F
    }

    private func send(_ message: CiaoMessage) async throws(ScannerError) {
        try await session.bulkWrite(message.bytes, timeout: Self.timeout, step: "message")
    }

    /// The next message; transfers without bytes are waited out.
    private func receive() async throws(ScannerError) -> CiaoMessage {
        let stopwatch = terms.stopwatch()
        while true {
            var bytes = try await session.bulkRead(
                length: CiaoMessage.firstRead, timeout: Self.timeout, step: "message")
            guard !bytes.isEmpty else {
                guard stopwatch.elapsed() < Self.timeout else { throw ScannerError(.noAnswer, "message") }
                try await terms.pause(Self.emptyPause, step: "message")
                continue
            }
            if try CiaoMessage.length(bytes) > bytes.count {
                bytes += try await session.bulkRead(
                    length: CiaoMessage.longest - CiaoMessage.firstRead, timeout: Self.timeout, step: "message")
            }
            return try CiaoMessage(parsing: bytes)
        }
    }
}
