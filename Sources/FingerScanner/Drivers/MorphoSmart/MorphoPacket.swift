/// The outer layer of the MorphoSmart protocol on its serial line:
/// `"SYNC" | length | complement of the length | ILV | "EN"`, numbers of 32 bits little endian.
enum MorphoPacket {
    /// Longest message taken: an image of 2000 x 2000 pixels would be longer than anything the family has.
    static let longest = 1 << 20
    private static let start = Array("SYNC".utf8)
    private static let end = Array("EN".utf8)
    private static let headLength = 12

    /// A message on the wire.
    static func wrap(_ message: [UInt8]) -> [UInt8] {
        let length = UInt32(truncatingIfNeeded: message.count)
        return start + word(length) + word(~length) + message + end
    }

    /// Takes the first whole message out of what was received; nil when more has to come.
    ///
    /// - Throws: `badFrame` when the bytes are no packet.
    static func unwrap(_ received: inout [UInt8]) throws(ScannerError) -> [UInt8]? {
        guard received.count >= headLength else {
            guard start.starts(with: received.prefix(start.count)) else { throw ScannerError(.badFrame, "packet") }
            return nil
        }
        guard received.starts(with: start) else { throw ScannerError(.badFrame, "packet") }
        let length = number(received, 4)
        guard length == ~number(received, 8), length <= longest else { throw ScannerError(.badFrame, "packet length") }
        let whole = headLength + Int(length) + end.count
        guard received.count >= whole else { return nil }
        guard received[(whole - end.count)..<whole].elementsEqual(end) else {
            throw ScannerError(.badFrame, "packet end")
        }
        let message = Array(received[headLength..<(whole - end.count)])
        received.removeFirst(whole)
        return message
    }

    private static func word(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func number(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) }
    }
}

/// An element of the inner layer: identifier, length of 16 bits little endian (0xFFFF: 32 bits follow), value.
struct MorphoILV: Sendable, Equatable {
    let identifier: UInt8
    let value: [UInt8]

    init(_ identifier: UInt8, _ value: [UInt8]) {
        self.identifier = identifier
        self.value = value
    }

    /// Most elements of a list; a device that sends more is broken or hostile.
    private static let most = 64

    /// Elements that stand one after the other.
    static func list(_ bytes: ArraySlice<UInt8>) throws(ScannerError) -> [MorphoILV] {
        var rest = bytes
        var result: [MorphoILV] = []
        while let identifier = rest.first {
            guard result.count < most, rest.count >= 3 else { throw ScannerError(.badFrame, "element") }
            func number(_ place: Int, _ count: Int) -> Int {
                (0..<count).reduce(0) { $0 | Int(rest[rest.startIndex + place + $1]) << (8 * $1) }
            }
            var (length, head) = (number(1, 2), 3)
            if length == 0xFFFF {
                guard rest.count >= 7 else { throw ScannerError(.badFrame, "element length") }
                (length, head) = (number(3, 4), 7)
            }
            guard rest.count - head >= length else { throw ScannerError(.badFrame, "element length") }
            let begin = rest.startIndex + head
            result.append(MorphoILV(identifier, Array(rest[begin..<(begin + length)])))
            rest = rest[(begin + length)...]
        }
        return result
    }

    /// The element on the wire.
    var bytes: [UInt8] {
        let count = value.count
        let short = [UInt8(truncatingIfNeeded: count), UInt8(truncatingIfNeeded: count >> 8)]
        guard count >= 0xFFFF else { return [identifier] + short + value }
        let high = [UInt8(truncatingIfNeeded: count >> 16), UInt8(truncatingIfNeeded: count >> 24)]
        return [identifier, 0xFF, 0xFF] + short + high + value
    }
}
