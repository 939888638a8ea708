package import Support

/// Names one lane of the checkpoint: an e-gate or a desk.
///
/// One to 32 characters of `a-z`, `0-9` and `-`, so that it fits into addresses, file names and logs unescaped.
package struct LaneID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init?(_ text: String) {
        let allowed = text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard allowed, (1...32).contains(text.utf8.count) else { return nil }
        self.text = text
    }

    package var description: String { text }
}

/// Names one crossing for ever: a UUID version 7 (RFC 9562 §5.7), so that ids sort by the time they were made.
package struct CrossingID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// A new id for a crossing that begins at `time`.
    package init(at time: UnixTime, using random: inout some RandomNumberGenerator) {
        let moment = UInt64(bitPattern: time.milliseconds) & 0xFFFF_FFFF_FFFF
        let high = moment << 16 | 0x7000 | UInt64(random.next(upperBound: UInt64(0x1000)))
        let low: UInt64 = 0x8000_0000_0000_0000 | (random.next() >> 2)
        let digits = Self.hexadecimal(high) + Self.hexadecimal(low)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        self.text = text
    }

    /// Reads the canonical form: 36 characters, lower-case hex, version 7.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 36, bytes[14] == UInt8(ascii: "7") else { return nil }
        for (index, byte) in bytes.enumerated() {
            let isHyphen = byte == UInt8(ascii: "-")
            let isDigit = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
            guard [8, 13, 18, 23].contains(index) ? isHyphen : isDigit else { return nil }
        }
        self.text = text
    }

    package static func < (left: CrossingID, right: CrossingID) -> Bool { left.text < right.text }

    package var description: String { text }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension LaneID: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = LaneID(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a lane id"))
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension CrossingID: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = CrossingID(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a crossing id"))
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
