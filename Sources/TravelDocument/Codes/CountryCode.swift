/// A three-letter code for an issuing state or a nationality, as machine-readable zones print it,
/// with trailing fillers removed (`D` for Germany).
///
/// ICAO 9303-3 §5: ISO 3166-1 alpha-3 codes with the additions listed there. Any text can be held,
/// because documents print codes that no table knows; ``kind`` tells what it is.
package struct CountryCode: Hashable, Sendable, Codable {
    /// The code in capitals without fillers.
    package let text: String

    /// Keeps the code; at most the first three bytes count in the look-up.
    package init(_ text: String) {
        self.text = text
    }

    /// Mongolia, MNG.
    package static let mongolia = CountryCode("MNG")

    /// What a code stands for.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// A state or territory of ISO 3166-1, Germany's `D` included.
        case state
        /// GBD, GBN, GBO, GBP, GBS: British, but not a British citizen.
        case britishVariant
        /// An organisation that issues travel documents (UNO, EUE, XPO ...).
        case organisation
        /// XXA: stateless person (1954 convention).
        case stateless
        /// XXB: refugee (1951 convention).
        case refugee
        /// XXC: refugee by other rules.
        case otherRefugee
        /// XXX: nationality not stated.
        case unspecified
        /// RKS: Kosovo, a user-assigned code in general use.
        case userAssigned
        /// A code of a state that has changed its name or is gone; old documents still carry it.
        case legacy
        /// UTO, the specimen state Utopia: never a real document.
        case specimen
    }

    /// Whether a machine-readable zone can print the code: three capital letters, or Germany's `D`, the only one that is
    /// shorter. The two-letter codes of ICAO 9303-3 §5 stand in certificates and visible seals, never in a zone.
    package var isPrintable: Bool {
        text == "D" || text.utf8.count == 3 && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")) ~= $0 }
    }

    /// What the code stands for, or nil when no table knows it.
    package var kind: Kind? {
        CountryCodeTable.shared.entry(for: text)?.kind
    }

    /// Two-letter country of ISO 3166-1 (`MN` for MNG), upper case, which certificates of the issuer name; nil for codes
    /// that ISO does not have, whose countries `CountryVariants` knows. Certificates may write it in lower case.
    package var certificateCountry: String? {
        CountryCodeTable.shared.entry(for: text)?.certificateCountry
    }
}

extension CountryCode: CustomStringConvertible, ExpressibleByStringLiteral {
    /// The code itself.
    package var description: String { text }

    /// Same as `CountryCode(text)`.
    package init(stringLiteral value: String) {
        self.init(value)
    }
}
