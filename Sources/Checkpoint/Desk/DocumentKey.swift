/// A travel document by what its zone prints: issuing state and number.
///
/// The number stands in capitals without filler, blanks and hyphens, so that one document has one key however it was
/// typed.
package struct DocumentKey: Hashable, Sendable {
    /// Issuing state or organisation, one to three letters (ICAO 9303-3 §5).
    package let issuer: String
    /// One to twenty letters and digits: documents of size TD1 may print long numbers.
    package let number: String

    /// Names which part is wrong: `issuer` or `number`.
    package init(issuer: String, number: String) throws(EntryFault) {
        let bare = Self.bare(issuer)
        // Germany prints `D`; whoever types has the three letters in mind.
        let state = bare == "DEU" ? "D" : bare
        guard (1...3).contains(state.utf8.count), state.utf8.allSatisfy(Self.isLetter) else {
            throw EntryFault("issuer", .malformed)
        }
        let digits = Self.bare(number)
        guard (1...20).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ Self.isLetter($0) || (0x30...0x39).contains($0) })
        else { throw EntryFault("number", .malformed) }
        self.issuer = state
        self.number = digits
    }

    /// A document as it stands on record, however it came there.
    package init(recorded issuer: String, number: String) {
        self.issuer = issuer
        self.number = number
    }

    private static func bare(_ text: String) -> String {
        text.uppercased().filter { $0 != "<" && $0 != "-" && !$0.isWhitespace }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}

extension DocumentKey: Codable {
    private enum CodingKeys: String, CodingKey {
        case issuer, number
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let issuer = try container.decode(String.self, forKey: .issuer)
        let number = try container.decode(String.self, forKey: .number)
        do throws(EntryFault) {
            try self.init(issuer: issuer, number: number)
        } catch {
            let key: CodingKeys = error.field == "issuer" ? .issuer : .number
            throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: error.description)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(issuer, forKey: .issuer)
        try container.encode(number, forKey: .number)
    }
}

extension DocumentKey: CustomStringConvertible {
    /// `MNG E1234567`
    package var description: String { "\(issuer) \(number)" }
}
