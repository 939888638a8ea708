package import Support
package import TravelDocument

/// A foreigner's right to stay, as an officer has seen it in the document or a register has told it.
package struct StayRight: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case visa, residencePermit
        /// A permission for a visa (GB-3); `validFrom` is the day of issue.
        case visaPermission
        /// Registration with the immigration authority; `validFrom` is its day.
        case registration
        /// The residence card; `validFrom` is the day on which it was taken.
        case residenceCard
    }

    package var kind: Kind
    /// The document that it was given for.
    package var issuer: String
    package var documentNumber: String
    /// Its own number.
    package var number: String
    package var validFrom: CivilDate?
    package var validUntil: CivilDate?
    /// Days of stay that a visa grants at each entry.
    package var days: Int?
    /// Entries that a visa allows in all.
    package var entries: Int?
    /// Who has entered it.
    package var officer: String
    package var recordedAt: UnixTime

    package init(
        kind: Kind, issuer: String, documentNumber: String, number: String, validFrom: CivilDate? = nil,
        validUntil: CivilDate? = nil, days: Int? = nil, entries: Int? = nil, officer: String, recordedAt: UnixTime
    ) {
        self.kind = kind
        self.issuer = issuer
        self.documentNumber = documentNumber
        self.number = number
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.days = days
        self.entries = entries
        self.officer = officer
        self.recordedAt = recordedAt
    }
}
