/// The document code, the first two positions of a machine-readable zone, fillers removed.
///
/// The second letter is the issuer's choice (PO is an ordinary passport in one state, an official one
/// in another), so this type says only what the standard fixes; the class of a passport is a matter
/// for tables of law.
package struct DocumentCode: Hashable, Sendable, Codable {
    /// One or two capitals, for example `P`, `PD`, `I`, `AC`.
    package let text: String

    /// Keeps the code.
    package init(_ text: String) {
        self.text = text
    }

    /// Whether a machine-readable zone can print the code: a capital letter, and one more or a digit where the issuer
    /// chose one (ICAO 9303-4 §4.2.2, 9303-5 §4.2.2; the zone's characters: 9303-3 §4.3).
    package var isPrintable: Bool {
        func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")) ~= byte }
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte }
        let bytes = Array(text.utf8)
        guard (1...2).contains(bytes.count), isLetter(bytes[0]) else { return false }
        return bytes.dropFirst().allSatisfy { isLetter($0) || isDigit($0) }
    }

    /// What kind of document the first letter names.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// P: passport.
        case passport
        /// IP: passport card of the United States form.
        case passportCard
        /// A, C or I: official travel document of card form.
        case officialTravelDocument
        /// AC: crew member certificate.
        case crewMemberCertificate
        /// V: visa.
        case visa
    }

    /// The kind, or nil when the first letter is none that ICAO 9303 knows.
    package var kind: Kind? {
        switch text {
        case "AC": return .crewMemberCertificate
        case "IP": return .passportCard
        default: break
        }
        switch text.utf8.first {
        case UInt8(ascii: "P"): return .passport
        case UInt8(ascii: "V"): return .visa
        case UInt8(ascii: "A"), UInt8(ascii: "C"), UInt8(ascii: "I"): return .officialTravelDocument
        default: return nil
        }
    }
}

extension DocumentCode: CustomStringConvertible {
    /// The code itself.
    package var description: String { text }
}
