package import Support
package import TravelDocument

/// Something that an officer or administrator enters about the holder of a document; lanes judge by it.
///
/// Entries are never changed: what was wrong or has ended is withdrawn, and another entry takes its place.
package protocol DeskEntry: Codable, Sendable, Equatable {
    /// The document that the entry is about.
    var document: DocumentKey { get }

    /// Refuses what cannot be true, whatever else is on record.
    ///
    /// - Parameter today: the civil day in Ulaanbaatar.
    func check(on today: CivilDate) throws(EntryFault)
}

/// Who answers for an entry, and why.
package struct OfficerNote: Codable, Sendable, Equatable {
    /// Service number of the officer.
    package let officer: String
    /// What it rests on, for example the paper that was seen.
    package let reason: String
    package let time: UnixTime

    /// Refuses an officer or a reason that says nothing, or is longer than `Limits` allow.
    package init(officer: String, reason: String, at time: UnixTime) throws(EntryFault) {
        try EntryCheck.text(officer, "officer", limit: Limits.officerBytes)
        try EntryCheck.text(reason, "reason", limit: Limits.reasonBytes)
        self.init(recorded: officer, reason: reason, at: time)
    }

    /// A note as it stands on record, however it came there.
    package init(recorded officer: String, reason: String, at time: UnixTime) {
        self.officer = officer
        self.reason = reason
        self.time = time
    }
}

/// An entry as it stands on record.
package struct DeskRecord<Entry: DeskEntry>: Codable, Sendable, Equatable {
    /// Counted from 1, each kind of entry by itself.
    package let id: Int64
    package let entry: Entry
    /// Who has entered it.
    package let note: OfficerNote
    /// Who has withdrawn it; nil while it is in force.
    package let withdrawal: OfficerNote?

    package init(id: Int64, entry: Entry, note: OfficerNote, withdrawal: OfficerNote? = nil) {
        self.id = id
        self.entry = entry
        self.note = note
        self.withdrawal = withdrawal
    }
}

/// All entries of one kind.
package protocol DeskBook<Entry>: Sendable {
    associatedtype Entry: DeskEntry

    /// Writes an entry durably and into the journal. What contradicts the record is an error (`constraint`) that names
    /// the field.
    func enter(_ entry: Entry, by note: OfficerNote) async throws(StoreError) -> DeskRecord<Entry>

    /// Entries about a document, also withdrawn ones, oldest first.
    func entries(of document: DocumentKey) async throws(StoreError) -> [DeskRecord<Entry>]

    /// Takes an entry out of force, once: a second time is an error (`constraint`), an unknown entry `notFound`.
    func withdraw(_ id: Int64, by note: OfficerNote) async throws(StoreError) -> DeskRecord<Entry>
}

/// What all entries are held to.
enum EntryCheck {
    /// A text that says something, without control characters, of no more than so many bytes.
    static func text(_ text: String, _ field: String, limit: Int = Limits.entryTextBytes) throws(EntryFault) {
        guard text.contains(where: { !$0.isWhitespace }) else { throw EntryFault(field, .missing) }
        guard text.utf8.count <= limit,
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw EntryFault(field, .malformed) }
    }

    /// A text that may be missing, but is none without words.
    static func optional(_ text: String?, _ field: String) throws(EntryFault) {
        if let text { try self.text(text, field) }
    }

    /// A day on a paper that exists: not decades back, not decades ahead.
    static func day(_ day: CivilDate?, _ field: String, today: CivilDate) throws(EntryFault) {
        guard let day else { return }
        let years = Limits.entryYears
        guard day >= today.adding(years: -years), day <= today.adding(years: years) else {
            throw EntryFault(field, .implausible)
        }
    }

    /// A day that has come already.
    static func past(_ day: CivilDate?, _ field: String, today: CivilDate) throws(EntryFault) {
        try self.day(day, field, today: today)
        if let day, day > today { throw EntryFault(field, .future) }
    }

    /// A state or organisation as zones print it, one to three capitals.
    static func state(_ code: String?, _ field: String) throws(EntryFault) {
        guard let code else { return }
        guard (1...3).contains(code.utf8.count), code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw EntryFault(field, .malformed)
        }
    }

    /// Something that an entry of this kind has to say.
    static func need(_ value: (some Any)?, _ field: String) throws(EntryFault) {
        if value == nil { throw EntryFault(field, .missing) }
    }

    /// Something that an entry of this kind has no room for.
    static func refuse(_ value: (some Any)?, _ field: String) throws(EntryFault) {
        if value != nil { throw EntryFault(field, .misplaced) }
    }
}
