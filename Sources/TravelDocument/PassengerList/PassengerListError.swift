/// Why an interchange of passenger lists is refused as a whole: the place and the reason, without what stands there,
/// which may be personal.
package struct PassengerListError: Error, Sendable, Equatable {
    /// The kinds of fault.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// More bytes, segments, elements or persons than are taken.
        case tooLarge
        /// The separators of UNA cannot separate, or the interchange does not begin with UNA or UNB.
        case separators
        /// A character set that is not read, or bytes that it does not have.
        case characters
        /// A segment without a tag, a release character before nothing, a repeated element.
        case syntax
        /// The interchange ends before its UNZ, or a message before its UNT.
        case cutOff
        /// A segment stands where it cannot.
        case order
        /// Not a PAXLST message, or one that is no whole list of passengers or crew.
        case kind
        /// A trailer names another reference than its header, or a message has the reference of an earlier one.
        case reference
        /// A trailer counts other segments, messages or groups than there are.
        case count
        /// A date or time of the interchange or of the flight that is none.
        case dateTime
        /// There is no flight, or its number or places are none.
        case flight
        /// Somebody without a name and without a document, or neither passenger nor crew.
        case person
    }

    package let code: Code
    /// Counted from 1, UNA included; 0 for the interchange as a whole.
    package let segment: Int
    /// Of that segment; empty when it has none.
    package let tag: String
    package let reason: String

    init(_ code: Code, _ segment: EDIFACTSegment? = nil, _ reason: String) {
        self.init(code, at: segment?.number ?? 0, segment?.tag ?? "", reason)
    }

    init(_ code: Code, at number: Int, _ tag: String, _ reason: String) {
        self.code = code
        self.segment = number
        self.tag = tag
        self.reason = reason
    }
}

extension PassengerListError: CustomStringConvertible {
    /// Place and reason in one line.
    package var description: String {
        guard segment > 0 else { return reason }
        return "segment \(segment)\(tag.isEmpty ? "" : " (\(tag))"): \(reason)"
    }
}

/// Something in a passenger list that breaks the guide, while the list can still be used: it is the carrier's claim,
/// and an officer sees what is odd about it.
package struct PassengerListNote: Sendable, Hashable {
    /// Raw values are the names in JSON and in the database.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// Small letters or characters that the announced set does not have.
        case characterOutsideSet
        /// A release of the directory that this reader was not written for.
        case otherRelease
        /// A segment that PAXLST does not have, or not there; it was passed over.
        case unexpectedSegment
        /// The count of CNT is missing.
        case countMissing
        /// CNT counts other persons than the list has.
        case countDiffers
        /// A passenger in a list of crew, or the other way round.
        case roleOfOtherList
        case nameMissing
        case birthDateMissing
        /// The birth date is no day of the calendar, or lies ahead.
        case birthDateInvalid
        case sexMissing
        /// Sex is none of F, M, U and X.
        case sexUnknown
        case nationalityMissing
        /// A nationality or issuer that is in no table of codes.
        case countryUnknown
        case documentMissing
        case documentNumberMissing
        case documentIssuerMissing
        case expiryInvalid
        /// The document ends before the flight.
        case documentExpired
        /// A document that an earlier person of the list has, too.
        case documentTwice
        /// More documents of one person than are kept.
        case tooManyDocuments
    }

    package let code: Code
    /// Of the interchange, counted from 1.
    package let segment: Int

    package init(_ code: Code, segment: Int) {
        self.code = code
        self.segment = segment
    }
}
