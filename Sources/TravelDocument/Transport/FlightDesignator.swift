/// The number of a flight as carriers and boarding passes write it: `OM301`, `MGL301`, `CA902A`.
///
/// IATA Resolution 762 and ICAO Annex 10: an airline designator of two characters (IATA, with at least one letter) or
/// three letters (ICAO), one to four digits, and a letter where the same flight is operated twice.
package struct FlightDesignator: Hashable, Sendable {
    /// Two or three capitals or digits.
    package let carrier: String
    /// 1 to 9999; `OM0301` and `OM301` are one flight.
    package let number: Int
    /// A capital letter, or nothing.
    package let suffix: String

    /// Reads a number with or without blanks and leading zeros; anything else is nil.
    ///
    /// Three letters are a carrier of ICAO; a carrier of IATA is followed by a digit.
    package init?(_ text: String) {
        var bytes: [UInt8] = []
        for byte in text.utf8.prefix(Self.longest + 1) where byte != UInt8(ascii: " ") {
            bytes.append((0x61...0x7A).contains(byte) ? byte - 0x20 : byte)
        }
        guard text.utf8.count <= Self.longest, bytes.count >= 3 else { return nil }
        let length = bytes.prefix(3).allSatisfy(Self.isLetter) ? 3 : 2
        let carrier = bytes.prefix(length)
        guard carrier.allSatisfy({ Self.isLetter($0) || Self.isDigit($0) }), carrier.contains(where: Self.isLetter)
        else { return nil }
        var rest = bytes.dropFirst(length)
        var suffix = ""
        if let last = rest.last, Self.isLetter(last) {
            suffix = String(decoding: [last], as: UTF8.self)
            rest = rest.dropLast()
        }
        guard (1...4).contains(rest.count), rest.allSatisfy(Self.isDigit) else { return nil }
        number = rest.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        guard number > 0 else { return nil }
        self.carrier = String(decoding: carrier, as: UTF8.self)
        self.suffix = suffix
    }

    /// The same number of another carrier, or of this one under its other code; nil for what is no code.
    package func operated(by carrier: String) -> FlightDesignator? {
        FlightDesignator("\(carrier)\(number)\(suffix)").flatMap { $0.carrier == carrier ? $0 : nil }
    }

    /// Longest text that is looked at, blanks included.
    private static let longest = 16

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension FlightDesignator: CustomStringConvertible {
    /// Without blanks and leading zeros: `OM301`.
    package var description: String { "\(carrier)\(number)\(suffix)" }
}
