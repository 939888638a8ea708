package import Fingerprint

/// The firmware of a U.are.U 4500, or of a relative with the same sensor.
package struct VirtualSensor: ScannerFirmware {
    /// Whose case it is built into.
    package enum Model: Sendable {
        case uareu4500
        /// The sensor is the right way up.
        case uareu4000
        /// Beside the keys of a keyboard or a mouse, which have the first interface.
        case uareu4000Keyboard
        case microsoftKeyboard
        case microsoftMouse
        case microsoftV1
        /// Stays powered down until its challenge is answered.
        case microsoftV2
    }

    /// The challenge and the answer to it that were seen on the wire of a real reader.
    private static let challenge: [UInt8] = [
        0x4D, 0xAE, 0x5A, 0x0B, 0x12, 0x47, 0xA8, 0x6C, 0x9F, 0xBF, 0x29, 0xFD, 0xCC, 0x17, 0x8A, 0x74,
    ]
    private static let response: [UInt8] = [
        0x32, 0x93, 0x51, 0x37, 0x1E, 0x4A, 0xDF, 0xB1, 0xF3, 0x5F, 0x09, 0xF3, 0x29, 0xC6, 0xAB, 0x46,
    ]

    package let model: Model
    /// How images are sent.
    var wire = ScannerWireFormat()
    private var faults = FaultTable()
    private var isAnswered = false

    private let fingersLeave: Bool
    private var finger: [UInt8]?
    /// Whether the host has a picture of the finger that lies there.
    private var isPictured = false
    private var status: UInt8 = 0x01
    private var readsUntilAwake: Int?
    private var mode: UInt8 = 0x70
    private var keyNumber: UInt8 = 0
    private var seed: UInt32 = 0
    private var reports: [[UInt8]] = []
    private var interruptRequests: [UInt64] = []
    private var bulkRequests: [UInt64] = []

    /// A sensor that sends its images by `wire`.
    ///
    /// - Parameter fingersLeave: whether a finger of which a picture was taken is gone when the host waits for the next one,
    ///   as people do it. One that stays gives the next picture to the bit, which no skin on glass does.
    package init(
        _ model: Model = .uareu4500, wire: ScannerWireFormat = ScannerWireFormat(), fingersLeave: Bool = false
    ) {
        self.model = model
        self.wire = wire
        self.fingersLeave = fingersLeave
    }

    /// One interface of class ff/ff/ff, endpoint 0x81 interrupt and 0x82 bulk, 64 bytes each.
    package var identity: USBIdentity {
        let (vendor, product, release): (UInt16, UInt16, UInt16) =
            switch model {
            case .uareu4500: (0x05BA, 0x000A, 0x0103)
            case .uareu4000: (0x05BA, 0x0007, 0x0100)
            case .uareu4000Keyboard: (0x05BA, 0x0008, 0x0100)
            case .microsoftKeyboard: (0x045E, 0x00BB, 0x0100)
            case .microsoftMouse: (0x045E, 0x00BC, 0x0100)
            case .microsoftV1: (0x045E, 0x00BD, 0x0100)
            case .microsoftV2: (0x045E, 0x00CA, 0x0001)
            }
        let hasKeys = [.uareu4000Keyboard, .microsoftKeyboard, .microsoftMouse].contains(model)
        let keys: [UInt8] = hasKeys ? [9, 4, 0, 0, 1, 3, 1, 1, 0, 7, 5, 0x83, 3, 8, 0, 10] : []
        return USBIdentity(
            vendorID: vendor, productID: product, release: release,
            interfaces: keys + [
                9, 4, hasKeys ? 1 : 0, 0, 2, 0xFF, 0xFF, 0xFF, 0, 7, 5, 0x81, 3, 0x40, 0, 8, 7, 5, 0x82, 2, 0x40, 0, 0,
            ], interfaceCount: hasKeys ? 2 : 1)
    }

    /// Whether the host waits for a finger: the sensor is in that mode and a report is asked for.
    package var isAwaitingFinger: Bool { mode == 0x10 && !interruptRequests.isEmpty }

    // MARK: The world's side

    package mutating func place(_ image: FingerImage?) -> [FirmwareAnswer] {
        isPictured = false
        finger = image.map { ScannerWireFormat.sensorPixels($0, isRotated: model == .uareu4500) }
        return reportFinger() + sendFrames()
    }

    package mutating func inject(_ fault: VirtualScannerFault, times: Int) { faults.inject(fault, times: times) }

    package mutating func reset() {
        (status, mode, seed, keyNumber) = (0x01, 0x70, 0, 0)
        isAnswered = false
        forgetRequests()
        reports = []
    }

    package mutating func forgetRequests() {
        interruptRequests = []
        bulkRequests = []
    }

    // MARK: The host's side

    package mutating func discard(_ id: UInt64) {
        interruptRequests.removeAll { $0 == id }
        bulkRequests.removeAll { $0 == id }
    }

    package mutating func handle(_ request: FirmwareRequest) -> [FirmwareAnswer] {
        let id = request.id
        switch request.kind {
        case .interrupt:
            interruptRequests.append(id)
            return deliverReports()
        case .bulkIn:
            bulkRequests.append(id)
            return sendFrames()
        case .control(type: 0xC0, request: 0x04, let register, _, _, let length):
            if faults.strikes(.stall(register: register)) { return [.stall(id: id)] }
            return [.complete(id: id, Array(read(register).prefix(length)))]
        case .control(type: 0x40, request: 0x04, let register, _, let bytes, _):
            if faults.strikes(.stall(register: register)) { return [.stall(id: id)] }
            let answers = write(register, bytes)
            // The length of a write is counted from the bytes that went out.
            return answers.before + [.complete(id: id, bytes)] + answers.after
        case .control, .bulkOut: return [.stall(id: id)]
        }
    }

    private mutating func read(_ register: UInt16) -> [UInt8] {
        switch register {
        case 0x07:
            if faults.strikes(.hangs) { status = 0x84 }
            if let reads = readsUntilAwake {
                readsUntilAwake = reads > 0 ? reads - 1 : nil
                if reads == 0 { status |= 0x01 }
            }
            return [status]
        case 0x34:
            let value = wire.key(number: keyNumber) ^ seed
            return (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        case 0xF0: return [0x1A, 0x0A, 0x1A, 0x0A, 0x01, 0x15, 0, 0, 0, 0x20, 0, 0x10, 0, 0, 0, 0]
        case 0x2010: return Self.challenge
        default: return [UInt8](repeating: 0, count: 64)
        }
    }

    private mutating func write(_ register: UInt16, _ bytes: [UInt8]) -> (
        before: [FirmwareAnswer], after: [FirmwareAnswer]
    ) {
        switch (register, bytes.count) {
        case (0x07, 1):
            let wasDown = status & 0x80 != 0
            if status & 0x84 == 0x84 {
                // Wakes from its hang some reads later, powered down.
                status = 0x80
                readsUntilAwake = 2
                return ([], [])
            }
            status = bytes[0] & 0x81 | 0x01
            // Until it is told that its host knows the key, the reader stays down.
            if model == .microsoftV2, !isAnswered { status |= 0x82 }
            guard wasDown, status & 0x80 == 0, !faults.strikes(.noScanPower) else { return ([], []) }
            // One report comes before the write that caused it has ended, the others later.
            reports += [Self.report(0x56AA), Self.report(0x56AA), Self.report(0x56AA)]
            return (deliverReports(), [])
        case (0x2000, 16):
            isAnswered = bytes == Self.response
        case (0x33, 5):
            keyNumber = bytes[0]
            seed = bytes[1...].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        case (0x4E, 1):
            mode = bytes[0]
            if mode == 0x10, fingersLeave, isPictured { finger = nil }
            if mode == 0x10, faults.strikes(.death) {
                reports.append(Self.report(0x0800))
                return ([], deliverReports())
            }
            return ([], reportFinger() + sendFrames())
        default: break
        }
        return ([], [])
    }

    private mutating func reportFinger() -> [FirmwareAnswer] {
        if mode == 0x10, finger != nil {
            reports.append(Self.report(0x0101))
        } else if mode == 0x12, finger == nil {
            reports.append(Self.report(0x0200))
        }
        return deliverReports()
    }

    private mutating func deliverReports() -> [FirmwareAnswer] {
        var answers: [FirmwareAnswer] = []
        while !reports.isEmpty, !interruptRequests.isEmpty {
            answers.append(.complete(id: interruptRequests.removeFirst(), reports.removeFirst()))
        }
        // The device has room for a few reports only.
        if reports.count > 8 { reports.removeFirst(reports.count - 8) }
        return answers
    }

    private mutating func sendFrames() -> [FirmwareAnswer] {
        guard mode == 0x20 else { return [] }
        var answers: [FirmwareAnswer] = []
        while !bulkRequests.isEmpty {
            let id = bulkRequests.removeFirst()
            answers.append(faults.strikes(.bulkStall) ? .stall(id: id) : .complete(id: id, frame()))
        }
        return answers
    }

    private mutating func frame() -> [UInt8] {
        let glass = [UInt8](repeating: 0, count: ScannerWireFormat.width * ScannerWireFormat.height)
        var bytes = wire.frame(of: finger ?? glass)
        isPictured = finger != nil
        if faults.strikes(.emptyFrame) { return [] }
        if faults.strikes(.shortFrame) { bytes.removeLast(bytes.count / 3) }
        if faults.strikes(.absurdLineCount) { bytes.replaceSubrange(4..<6, with: [0xFF, 0xFF]) }
        if faults.strikes(.absurdBlocks) { for index in 0..<15 { bytes[17 + 2 * index] = 0xFF } }
        return bytes
    }

    /// An interrupt report: a type, and what the buffer held before.
    private static func report(_ type: UInt16) -> [UInt8] {
        [UInt8(type >> 8), UInt8(type & 0xFF)] + (0..<62).map { UInt8($0) &* 7 }
    }
}
