/// Something in a machine-readable zone that is allowed, tolerated or odd, but does not make it
/// unreadable. Raw values are the names in JSON.
package enum MRZDeviation: String, Sendable, Hashable, Codable, CaseIterable {
    /// Small letters were read as capitals.
    case lowercaseRepaired
    /// Blanks, tabs or a byte-order mark were dropped.
    case whitespaceRemoved
    /// The first letter is none that this format allows (P; V; A, C or I).
    case unexpectedDocumentCode
    /// The issuer is in no table of codes.
    case unknownIssuerCode
    /// The issuer code is a former one.
    case legacyIssuerCode
    /// The nationality is in no table of codes.
    case unknownNationalityCode
    /// The nationality code is a former one.
    case legacyNationalityCode
    /// The document number goes on in the optional data (ICAO 9303-5 and 9303-6, over nine characters).
    case longDocumentNumber
    /// The document number is empty.
    case documentNumberMissing
    /// A part of the birth date is not stated: fillers, zeros or X.
    case birthDatePartlyUnknown
    /// No part of the birth date is stated.
    case birthDateUnknown
    /// The birth date is no day of the calendar.
    case birthDateInvalid
    /// A part of the expiry date is not stated.
    case expiryDatePartlyUnknown
    /// No expiry date is stated.
    case expiryDateUnknown
    /// The expiry date is no day of the calendar.
    case expiryDateInvalid
    /// The expiry year was taken as more than fifteen years ahead, because a century earlier there were
    /// no machine-readable documents.
    case expiryFarAhead
    /// Sex is printed as something other than M, F or a filler.
    case nonstandardSex
    /// The check digit of empty optional data is a filler instead of 0 (ICAO 9303-4 §4.2.2.2 allows both).
    case checkDigitFillerForEmptyOptionalData
    /// There is no name before the double filler.
    case primaryIdentifierMissing
    /// There is no name after the double filler, or no double filler.
    case secondaryIdentifierMissing
    /// The name field is full to its last position, so the name may have been cut.
    case nameMayBeTruncated
    /// The name field holds digits.
    case digitInName
    /// Fillers inside the name where the standard has none: at the start, or a second double filler.
    case irregularNameFillers
    /// Fillers inside the document number.
    case fillerInDocumentNumber
}

/// A collection of deviations that costs no allocation while a zone is being parsed.
struct MRZDeviationSet {
    private var bits: UInt32 = 0

    /// Adds one.
    mutating func insert(_ deviation: MRZDeviation) {
        bits |= 1 << deviation.bit
    }

    /// The members in order of declaration.
    var members: [MRZDeviation] {
        guard bits != 0 else { return [] }
        return MRZDeviation.allCases.filter { bits & (1 << $0.bit) != 0 }
    }
}

extension MRZDeviation {
    /// Place of the case in the declaration, which is its bit in a set.
    fileprivate var bit: UInt32 {
        // Same cost as a table, and the compiler refuses a case that is forgotten here.
        switch self {
        case .lowercaseRepaired: 0
        case .whitespaceRemoved: 1
        case .unexpectedDocumentCode: 2
        case .unknownIssuerCode: 3
        case .legacyIssuerCode: 4
        case .unknownNationalityCode: 5
        case .legacyNationalityCode: 6
        case .longDocumentNumber: 7
        case .documentNumberMissing: 8
        case .birthDatePartlyUnknown: 9
        case .birthDateUnknown: 10
        case .birthDateInvalid: 11
        case .expiryDatePartlyUnknown: 12
        case .expiryDateUnknown: 13
        case .expiryDateInvalid: 14
        case .expiryFarAhead: 15
        case .nonstandardSex: 16
        case .checkDigitFillerForEmptyOptionalData: 17
        case .primaryIdentifierMissing: 18
        case .secondaryIdentifierMissing: 19
        case .nameMayBeTruncated: 20
        case .digitInName: 21
        case .irregularNameFillers: 22
        case .fillerInDocumentNumber: 23
        }
    }
}
