package import TravelDocument

/// How long an officer let a foreigner stay at an entry: so many days, or until a day. What was granted is what the exit
/// is held against, in place of a visa's days and of an agreement's (VF-04).
package struct StayGrant: Sendable, Codable, Hashable {
    /// Days of stay, that of entry counted; nil when a last day was named.
    package var days: Int?
    /// Last day; nil when days were named.
    package var until: CivilDate?
    /// Service number of the officer who granted it.
    package var officer: String
    /// The law, agreement or decision that it rests on.
    package var authority: String

    /// Gathers what was granted.
    package init(days: Int? = nil, until: CivilDate? = nil, officer: String, authority: String) {
        self.days = days
        self.until = until
        self.officer = officer
        self.authority = authority
    }

    /// What a finding says of it.
    var evidence: [String] {
        [
            until.map { "granted.until=\($0)" } ?? "granted.days=\(days.map(\.description) ?? "unknown")",
            "granted.by=\(officer)", "granted.authority=\(authority)",
        ]
    }
}
