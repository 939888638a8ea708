/// The firmware of a U.are.U 4500 as the host sees it: requests in, answers out. Touches nothing.
struct VirtualSensor: Sendable {
    /// A request block of the host.
    struct Request: Sendable {
        enum Kind: Sendable {
            case read(register: UInt16, length: Int)
            case write(register: UInt16, [UInt8])
            case otherControl
            case interrupt
            case bulk
        }

        let id: UInt64
        let kind: Kind
    }

    /// What becomes of a request block.
    enum Answer: Sendable, Equatable {
        case complete(id: UInt64, [UInt8])
        /// The endpoint refuses (STALL).
        case stall(id: UInt64)
    }

    /// How images are sent.
    var wire = ScannerWireFormat()
    /// What goes wrong, and how often yet.
    private(set) var faults: [VirtualScannerFault: Int] = [:]

    private var finger: [UInt8]?
    private var status: UInt8 = 0x01
    private var readsUntilAwake: Int?
    private var mode: UInt8 = 0x70
    private var keyNumber: UInt8 = 0
    private var seed: UInt32 = 0
    private var reports: [[UInt8]] = []
    private var interruptRequests: [UInt64] = []
    private var bulkRequests: [UInt64] = []

    /// Whether the host waits for a finger: the sensor is in that mode and a report is asked for.
    var isAwaitingFinger: Bool { mode == 0x10 && !interruptRequests.isEmpty }

    // MARK: The world's side

    /// A finger, as pixels of the sensor, or none.
    mutating func place(_ pixels: [UInt8]?) -> [Answer] {
        finger = pixels
        return reportFinger() + sendFrames()
    }

    /// Something will go wrong the next `times` times.
    mutating func inject(_ fault: VirtualScannerFault, times: Int) {
        faults[fault] = times > 0 ? times : nil
    }

    /// The plug was pulled and put in again.
    mutating func reset() {
        (status, mode, seed, keyNumber) = (0x01, 0x70, 0, 0)
        forgetRequests()
        reports = []
    }

    /// The host let go of the device.
    mutating func forgetRequests() {
        interruptRequests = []
        bulkRequests = []
    }

    // MARK: The host's side

    /// The host takes a request back.
    mutating func discard(_ id: UInt64) {
        interruptRequests.removeAll { $0 == id }
        bulkRequests.removeAll { $0 == id }
    }

    /// Takes a request; what can be answered now is answered.
    mutating func handle(_ request: Request) -> [Answer] {
        let id = request.id
        switch request.kind {
        case .interrupt:
            interruptRequests.append(id)
            return deliverReports()
        case .bulk:
            bulkRequests.append(id)
            return sendFrames()
        case .otherControl:
            return [.stall(id: id)]
        case .read(let register, let length):
            if strikes(.stall(register: register)) { return [.stall(id: id)] }
            return [.complete(id: id, Array(read(register).prefix(length)))]
        case .write(let register, let bytes):
            if strikes(.stall(register: register)) { return [.stall(id: id)] }
            let answers = write(register, bytes)
            // The length of a write is counted from the bytes that went out.
            return answers.before + [.complete(id: id, bytes)] + answers.after
        }
    }

    private mutating func strikes(_ fault: VirtualScannerFault) -> Bool {
        guard let left = faults[fault], left > 0 else { return false }
        faults[fault] = left > 1 ? left - 1 : nil
        return true
    }

    private mutating func read(_ register: UInt16) -> [UInt8] {
        switch register {
        case 0x07:
            if strikes(.hangs) { status = 0x84 }
            if let reads = readsUntilAwake {
                readsUntilAwake = reads > 0 ? reads - 1 : nil
                if reads == 0 { status |= 0x01 }
            }
            return [status]
        case 0x34:
            let value = wire.key(number: keyNumber) ^ seed
            return (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        case 0xF0: return [0x1A, 0x0A, 0x1A, 0x0A, 0x01, 0x15, 0, 0, 0, 0x20, 0, 0x10, 0, 0, 0, 0]
        default: return [UInt8](repeating: 0, count: 64)
        }
    }

    private mutating func write(_ register: UInt16, _ bytes: [UInt8]) -> (before: [Answer], after: [Answer]) {
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
            guard wasDown, status & 0x80 == 0, !strikes(.noScanPower) else { return ([], []) }
            // One report comes before the write that caused it has ended, the others later.
            reports += [Self.report(0x56AA), Self.report(0x56AA), Self.report(0x56AA)]
            return (deliverReports(), [])
        case (0x33, 5):
            keyNumber = bytes[0]
            seed = bytes[1...].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        case (0x4E, 1):
            mode = bytes[0]
            if mode == 0x10, strikes(.death) {
                reports.append(Self.report(0x0800))
                return ([], deliverReports())
            }
            return ([], reportFinger() + sendFrames())
        default: break
        }
        return ([], [])
    }

    private mutating func reportFinger() -> [Answer] {
        if mode == 0x10, finger != nil {
            reports.append(Self.report(0x0101))
        } else if mode == 0x12, finger == nil {
            reports.append(Self.report(0x0200))
        }
        return deliverReports()
    }

    private mutating func deliverReports() -> [Answer] {
        var answers: [Answer] = []
        while !reports.isEmpty, !interruptRequests.isEmpty {
            answers.append(.complete(id: interruptRequests.removeFirst(), reports.removeFirst()))
        }
        // The device has room for a few reports only.
        if reports.count > 8 { reports.removeFirst(reports.count - 8) }
        return answers
    }

    private mutating func sendFrames() -> [Answer] {
        guard mode == 0x20 else { return [] }
        var answers: [Answer] = []
        while !bulkRequests.isEmpty {
            let id = bulkRequests.removeFirst()
            answers.append(strikes(.bulkStall) ? .stall(id: id) : .complete(id: id, frame()))
        }
        return answers
    }

    private mutating func frame() -> [UInt8] {
        let glass = [UInt8](repeating: 0, count: ScannerWireFormat.width * ScannerWireFormat.height)
        var bytes = wire.frame(of: finger ?? glass)
        if strikes(.emptyFrame) { return [] }
        if strikes(.shortFrame) { bytes.removeLast(bytes.count / 3) }
        if strikes(.absurdLineCount) { bytes.replaceSubrange(4..<6, with: [0xFF, 0xFF]) }
        if strikes(.absurdBlocks) { for index in 0..<15 { bytes[17 + 2 * index] = 0xFF } }
        return bytes
    }

    /// An interrupt report: a type, and what the buffer held before.
    private static func report(_ type: UInt16) -> [UInt8] {
        [UInt8(type >> 8), UInt8(type & 0xFF)] + (0..<62).map { UInt8($0) &* 7 }
    }
}
