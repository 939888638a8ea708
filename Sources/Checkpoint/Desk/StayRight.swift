package import TravelDocument

/// A foreigner's right to stay, as an officer has seen it in the document or a register has told it.
package struct StayRight: DeskEntry {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case visa, residencePermit
        /// A permission for a visa (GB-3).
        case visaPermission
        /// Registration with the immigration authority; `validFrom` is its day, `number` the 13 digits of the person.
        case registration
        /// The residence card; `validFrom` is the day on which it was taken.
        case residenceCard
    }

    /// The document that it was given for.
    package var document: DocumentKey
    package var kind: Kind
    /// Its own number.
    package var number: String
    /// Class of a visa, or kind of a residence permit, as printed.
    package var category: String?
    package var issued: CivilDate?
    package var validFrom: CivilDate?
    package var validUntil: CivilDate?
    /// Days of stay that a visa grants at each entry.
    package var days: Int?
    /// Entries that a visa allows in all.
    package var entries: Int?

    package init(
        document: DocumentKey, kind: Kind, number: String, category: String? = nil, issued: CivilDate? = nil,
        validFrom: CivilDate? = nil, validUntil: CivilDate? = nil, days: Int? = nil, entries: Int? = nil
    ) {
        self.document = document
        self.kind = kind
        self.number = number
        self.category = category
        self.issued = issued
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.days = days
        self.entries = entries
    }

    package func check(on today: CivilDate) throws(EntryFault) {
        try EntryCheck.text(number, "number", limit: Limits.entryNumberBytes)
        try EntryCheck.optional(category, "category")
        try EntryCheck.past(issued, "issued", today: today)
        try EntryCheck.day(validFrom, "validFrom", today: today)
        try EntryCheck.day(validUntil, "validUntil", today: today)
        if let until = validUntil, until < (validFrom ?? until) || until < (issued ?? until) {
            throw EntryFault("validUntil", .reversed)
        }
        if let from = validFrom, let issued, from < issued { throw EntryFault("validFrom", .reversed) }
        if let days, !(1...Limits.stayDays).contains(days) { throw EntryFault("days", .outOfRange) }
        if let entries, !(1...Limits.visaEntries).contains(entries) { throw EntryFault("entries", .outOfRange) }
        if kind != .visa {
            try EntryCheck.refuse(days, "days")
            try EntryCheck.refuse(entries, "entries")
        }
        switch kind {
        case .visa, .residencePermit: try EntryCheck.need(validUntil, "validUntil")
        case .visaPermission: try EntryCheck.need(issued, "issued")
        case .registration:
            // RS-09: the registration number of a foreigner has 13 digits.
            guard number.utf8.count == 13, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw EntryFault("number", .malformed)
            }
            try happened(today)
        case .residenceCard: try happened(today)
        }
    }

    private func happened(_ today: CivilDate) throws(EntryFault) {
        try EntryCheck.need(validFrom, "validFrom")
        try EntryCheck.past(validFrom, "validFrom", today: today)
    }
}
