/// One session with a sensor: power-up, waiting for the finger, the image, the key.
struct URU4000Sensor: Sendable {
    /// The open device.
    let session: USBSession
    /// Time, seed and patience.
    let terms: CaptureTerms
    /// Whether the sensor stays powered down until its challenge is answered.
    let isChallenging: Bool

    /// Powers the sensor up, waits for a finger, and takes one frame.
    ///
    /// - Returns: 384 x 290 descrambled pixels as they come from the sensor.
    func takeFrame() async throws(ScannerError) -> [UInt8] {
        let stopwatch = terms.stopwatch()
        var restarts = 0
        while true {
            try await powerUp()
            do throws(ScannerError) {
                try await awaitFinger(stopwatch)
                return try await takeImage()
            } catch {
                guard error.code == .deviceFault, restarts < Limits.sessionRestarts else { throw error }
                restarts += 1
            }
        }
    }

    /// Turns the sensor's light off. Never fails: the device may be gone.
    func switchOff() async {
        try? await setMode(.off, .never)
    }

    // MARK: Waiting for a finger

    private func awaitFinger(_ stopwatch: Stopwatch) async throws(ScannerError) {
        try await setMode(.awaitFingerOn)
        terms.progress(.waitingForFinger)
        while true {
            let remaining = terms.timeout - stopwatch.elapsed()
            guard remaining > .zero, let bytes = try await session.interrupts.next(within: remaining, on: terms.clock)
            else { throw ScannerError(.noFinger, "waiting for a finger") }
            switch URU4000Report(bytes) {
            case .fingerOn:
                terms.progress(.fingerSeen)
                return
            case .death: throw ScannerError(.deviceFault, "the sensor announced its failure")
            // Late ones of the power-up, and what nobody has explained.
            case .scanPowerOn, .fingerOff, .unknown, nil: continue
            }
        }
    }

    // MARK: Image

    private func takeImage() async throws(ScannerError) -> [UInt8] {
        var attempts = 0
        var isCapturing = false
        while true {
            attempts += 1
            do throws(ScannerError) {
                let bytes = try await session.bulkRead(
                    length: URU4000Frame.transferLength, step: "image"
                ) { () async throws(ScannerError) in
                    // The sensor goes on sending frames as long as it is in this mode.
                    if !isCapturing { try await setMode(.capture, .never) }
                    isCapturing = true
                }
                let pixels = try await descramble(try URU4000Frame(parsing: bytes))
                terms.progress(.imageTaken)
                // The sensor stops sending. Its report of the lifted finger is not waited for: the next capture begins
                // with a power-up anyway.
                try await setMode(.awaitFingerOff)
                return pixels
            } catch {
                guard error.code == .badFrame, attempts < Limits.framesPerCapture, !Task.isCancelled else {
                    throw error
                }
            }
        }
    }

    private func descramble(_ frame: URU4000Frame) async throws(ScannerError) -> [UInt8] {
        let cipher = frame.isEncrypted ? try await fetchKey(frame.keyNumber) : nil
        var assembly = URU4000Assembly(frame, cipher: cipher)
        while let number = assembly.advance() { assembly.setCipher(try await fetchKey(number)) }
        return assembly.pixels
    }

    /// Asks for a key of the sensor. The seed hides it on the bus only.
    private func fetchKey(_ number: UInt8) async throws(ScannerError) -> URU4000Cipher {
        let seed = terms.seedSource()
        let seedBytes = (0..<4).map { UInt8(truncatingIfNeeded: seed >> (8 * $0)) }
        try await write(URU4000Register.keySelection, [number] + seedBytes)
        let answer = try await read(URU4000Register.scrambledKey, 4)
        return try URU4000Cipher(answer: answer, seed: seed)
    }

    // MARK: Registers

    /// Reads `length` registers from `register` on.
    func read(_ register: UInt16, _ length: Int) async throws(ScannerError) -> [UInt8] {
        try await session.vendorRead(
            request: URU4000Register.request, value: register, length: length, .withTask,
            step: "reading register 0x\(String(register, radix: 16))")
    }

    /// Writes registers from `register` on.
    func write(
        _ register: UInt16, _ bytes: [UInt8], _ cancellation: USBTransfer.Cancellation = .withTask
    ) async throws(ScannerError) {
        try await session.vendorWrite(
            request: URU4000Register.request, value: register, bytes, cancellation,
            step: "writing register 0x\(String(register, radix: 16))")
    }

    /// Writes the MODE register.
    func setMode(
        _ mode: URU4000Mode, _ cancellation: USBTransfer.Cancellation = .withTask
    ) async throws(ScannerError) {
        try await write(URU4000Register.mode, [mode.rawValue], cancellation)
    }
}
