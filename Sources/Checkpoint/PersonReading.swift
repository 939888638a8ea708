/// Who reads what is held about a person, and what for.
package struct ReadingPurpose: Sendable, Equatable {
    /// Service number of the officer.
    package let officer: String
    package let purpose: String

    /// Nil without an officer or a purpose, or when one of them is too long or breaks the line.
    package init?(officer: String, purpose: String) {
        do {
            try EntryCheck.text(officer, "officer", limit: Limits.officerBytes)
            try EntryCheck.text(purpose, "purpose", limit: Limits.reasonBytes)
        } catch {
            return nil
        }
        self.officer = officer
        self.purpose = purpose
    }
}

/// A reading of what is held about one person, or of records of several, for people and not for lanes.
package struct PersonReading: Sendable, Equatable {
    /// Which records, by their path in the interface, for example `crossings` or `documents/statements`.
    package let records: String
    /// Issuer and number of the document whose holder they are about, or the plate of a vehicle; nil for records of
    /// several persons, and of a zone that was not read.
    package let subject: String?
    /// The one crossing that is read.
    package let crossing: CrossingID?
    /// How many records are given out.
    package let count: Int
    package let reader: ReadingPurpose

    package init(
        of records: String, subject: String? = nil, crossing: CrossingID? = nil, count: Int, by reader: ReadingPurpose
    ) {
        self.records = records
        self.subject = subject
        self.crossing = crossing
        self.count = count
        self.reader = reader
    }

    /// A reading about the holder of a document.
    package init(
        of records: String, document: DocumentKey?, crossing: CrossingID? = nil, count: Int, by reader: ReadingPurpose
    ) {
        self.init(
            of: records, subject: document.map { "\($0.issuer) \($0.number)" }, crossing: crossing, count: count,
            by: reader)
    }
}

/// Where readings are noted.
package protocol ReadingStore: Sendable {
    /// Writes into the journal who reads what for, before anything is given out; whom it is about stands there encrypted.
    /// Only an officer in service may read: else `officer`, and nothing is given out.
    func note(_ reading: PersonReading) async throws(StoreError)
}
