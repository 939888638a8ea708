package import Fingerprint

/// What a scanner does behind its USB plug: the host's requests in, answers out. Touches nothing itself, so one
/// `VirtualScanner` can be any of them.
package protocol ScannerFirmware: Sendable {
    /// How the device describes itself.
    var identity: USBIdentity { get }
    /// Whether the host waits for a finger.
    var isAwaitingFinger: Bool { get }

    /// A finger comes, or goes.
    mutating func place(_ image: FingerImage?) -> [FirmwareAnswer]
    /// Something will go wrong the next `times` times.
    mutating func inject(_ fault: VirtualScannerFault, times: Int)
    /// The plug was pulled and put in again.
    mutating func reset()
    /// The host let go of the device.
    mutating func forgetRequests()
    /// The host takes a request back.
    mutating func discard(_ id: UInt64)
    /// Takes a request; what can be answered now is answered.
    mutating func handle(_ request: FirmwareRequest) -> [FirmwareAnswer]
}

/// A request block of the host.
package struct FirmwareRequest: Sendable {
    /// Which pipe it goes to, and what it carries.
    package enum Kind: Sendable {
        /// To the device when bit 7 of `type` is clear, then with `bytes`; from it otherwise, `length` at most.
        case control(type: UInt8, request: UInt8, value: UInt16, index: UInt16, bytes: [UInt8], length: Int)
        case interrupt
        case bulkIn(length: Int)
        case bulkOut([UInt8])
    }

    package let id: UInt64
    package let kind: Kind
}

/// What becomes of a request block.
package enum FirmwareAnswer: Sendable, Equatable {
    /// With bytes for the host; for bytes of the host, those that went out.
    case complete(id: UInt64, [UInt8])
    /// The endpoint refuses (STALL).
    case stall(id: UInt64)
}

/// Ids and descriptors of a device.
package struct USBIdentity: Sendable {
    package let vendorID: UInt16
    package let productID: UInt16
    package let release: UInt16
    /// Interfaces with their endpoints, as they stand in the configuration descriptor after its first nine bytes.
    package let interfaces: [UInt8]
    /// Number of those interfaces.
    package let interfaceCount: UInt8

    /// Device and configuration descriptor (USB 2.0 §9.6) in hex.
    var descriptors: String {
        func low(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
        let device: [UInt8] =
            [0x12, 0x01, 0x00, 0x02, 0, 0, 0, 0x40] + low(vendorID) + low(productID) + low(release)
            + [0x01, 0x02, 0x03, 0x01]
        let configuration: [UInt8] =
            [0x09, 0x02] + low(UInt16(9 + interfaces.count)) + [interfaceCount, 0x01, 0x00, 0x80, 0x64]
        return (device + configuration + interfaces).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

/// Faults that wait for their moment.
struct FaultTable: Sendable {
    private var left: [VirtualScannerFault: Int] = [:]

    mutating func inject(_ fault: VirtualScannerFault, times: Int) { left[fault] = times > 0 ? times : nil }

    /// Whether the fault strikes now; then it has struck once more.
    mutating func strikes(_ fault: VirtualScannerFault) -> Bool {
        guard let times = left[fault], times > 0 else { return false }
        left[fault] = times > 1 ? times - 1 : nil
        return true
    }
}

/// The bulk IN pipe of a firmware that speaks when it wants: what it has said and what the host has asked for.
struct BulkMouth: Sendable {
    private var waiting: [(id: UInt64, length: Int)] = []
    private var said: [[UInt8]] = []

    /// Whether the host listens.
    var isAsked: Bool { !waiting.isEmpty }

    /// Whether the host has heard all that was said.
    var isHeard: Bool { said.isEmpty }

    mutating func ask(_ id: UInt64, _ length: Int) -> [FirmwareAnswer] {
        waiting.append((id, length))
        return deliver()
    }

    /// One transfer; what is longer than the host's buffer goes on in the next.
    mutating func say(_ bytes: [UInt8]) -> [FirmwareAnswer] {
        said.append(bytes)
        return deliver()
    }

    /// Refuses what the host waits for.
    mutating func stall() -> [FirmwareAnswer] {
        defer { waiting = [] }
        return waiting.map { .stall(id: $0.id) }
    }

    mutating func discard(_ id: UInt64) { waiting.removeAll { $0.id == id } }

    /// The plug was pulled.
    mutating func forget() { (waiting, said) = ([], []) }

    /// The host let go: what was said and not heard stays for the next one.
    mutating func forgetListeners() { waiting = [] }

    private mutating func deliver() -> [FirmwareAnswer] {
        var answers: [FirmwareAnswer] = []
        while !waiting.isEmpty, !said.isEmpty {
            let (id, length) = waiting.removeFirst()
            let bytes = said.removeFirst()
            if bytes.count > length { said.insert(Array(bytes[length...]), at: 0) }
            answers.append(.complete(id: id, Array(bytes.prefix(length))))
        }
        return answers
    }
}
