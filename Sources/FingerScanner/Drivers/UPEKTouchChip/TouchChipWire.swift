/// Commands and answers of the TouchChip, as payloads of its messages.
enum TouchChipWire {
    /// The vendor request that wakes the coprocessor.
    static let wakeRequest: UInt8 = 0x0C
    static let wakeValue: UInt16 = 0x0100
    static let wakeIndex: UInt16 = 0x0400

    /// The two set-up messages: the second asks for a longer patience.
    static let firstSetUp: [UInt8] = [0x01, 0x00, 0x46, 0, 0, 0, 0, 0, 0x01, 0x01, 0, 0, 0]
    static let secondSetUp: [UInt8] = [0x01, 0x00, 0xBC, 0x02, 0, 0, 0, 0, 0x01, 0x01, 0, 0, 0]
    static let close: [UInt8] = [0x01]
    static let getInfo: [UInt8] = [0x28, 0x04, 0, 0, 0, 0x06, 0x04]
    /// Captures from an area sensor and waits for a finger without end.
    static let capture: [UInt8] = [0x28, 0x0B, 0, 0, 0, 0x0E, 0x02, 0xFE, 0xFF, 0xFF, 0xFF, 0x02, 0x01, 0x02]
    static let goOn: [UInt8] = [0x28, 0x05, 0, 0, 0, 0, 0x30, 0x01]
    static let nextFrame: [UInt8] = [0x30]

    /// Types of messages.
    static let data: UInt8 = 0x00
    static let ended: UInt8 = 0x01
    static let setUp: UInt8 = 0x04
    static let end: UInt8 = 0x07
    static let ping: UInt8 = 0x08
    static let pong: UInt8 = 0x09

    /// An image's size and resolution.
    struct Geometry: Sendable, Equatable {
        let width: Int
        let height: Int
        let pixelsPerInch: Int
        var count: Int { width * height }
    }

    /// Sensors by the size that they tell; what they deliver is three quarters of it, and so is the resolution of the
    /// nominal 508 dpi.
    private static let areaSensors: [[Int]: Geometry] = [
        [256, 360]: Geometry(width: 192, height: 270, pixelsPerInch: 381),
        [208, 288]: Geometry(width: 156, height: 216, pixelsPerInch: 381),
        [248, 360]: Geometry(width: 186, height: 270, pixelsPerInch: 381),
    ]

    /// The geometry by the answer to `getInfo`; strips that a finger is swiped over are not supported.
    static func geometry(_ payload: [UInt8]) throws(ScannerError) -> Geometry {
        // Places count from the start of the message, seven bytes before the payload.
        guard payload.count >= 47, payload[5] == 0x06, payload[6] == 0x14 else {
            throw ScannerError(.badFrame, "sensor information")
        }
        guard payload[42] & 0x80 == 0 else { throw ScannerError(.badFrame, "sensor information: a swipe sensor") }
        let size = [Int(payload[43]) | Int(payload[44]) << 8, Int(payload[45]) | Int(payload[46]) << 8]
        guard let geometry = areaSensors[size] else {
            throw ScannerError(.badFrame, "sensor information: unknown size")
        }
        return geometry
    }

    /// What a data message says during a capture.
    enum Event: Sendable, Equatable {
        case noFinger
        case holdStill
        case fingerPresent
        case fingerGone
        /// Pixels, and whether they are the last ones.
        case pixels([UInt8], isLast: Bool)
        case failed(state: UInt8)
    }

    /// Reads the payload of a data message.
    static func event(_ payload: [UInt8]) throws(ScannerError) -> Event {
        switch payload.first {
        case 0x28:
            guard payload.count >= 12 else { throw ScannerError(.badFrame, "finger state") }
            switch payload[11] {
            case 0x0C: return .noFinger
            case 0x13: return .holdStill
            case 0x00: return .fingerPresent
            case 0x01: return .fingerGone
            case let state: return .failed(state: state)
            }
        // One byte of kind; the first frame has ten more before the pixels, the last one four after them.
        case 0x2C:
            guard payload.count > 11 else { throw ScannerError(.badFrame, "first image frame") }
            return .pixels(Array(payload[11...]), isLast: false)
        case 0x24: return .pixels(Array(payload.dropFirst()), isLast: false)
        case 0x20:
            guard payload.count >= 5 else { throw ScannerError(.badFrame, "last image frame") }
            return .pixels(Array(payload[1..<(payload.count - 4)]), isLast: true)
        default: throw ScannerError(.badFrame, "message in a capture")
        }
    }
}
