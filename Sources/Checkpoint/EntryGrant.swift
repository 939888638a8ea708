package import Support
package import TravelDocument

/// How long a foreigner may stay by what an officer granted at an entry; exits are judged by it (VF-04).
///
/// A later grant takes the place of the one before, which stays: none is changed.
package struct EntryGrant: Codable, Sendable, Equatable {
    /// The entry.
    package var crossing: CrossingID
    /// Days of stay, that of entry counted; nil when a last day is named.
    package var days: Int?
    /// Last day; nil when days are named.
    package var until: CivilDate?
    /// The law, agreement or decision that it rests on, with its paragraph or number.
    package var authority: String
    /// Service number of the officer who answers for it.
    package var officer: String
    package var recordedAt: UnixTime

    package init(
        crossing: CrossingID, days: Int? = nil, until: CivilDate? = nil, authority: String, officer: String,
        recordedAt: UnixTime
    ) {
        self.crossing = crossing
        self.days = days
        self.until = until
        self.authority = authority
        self.officer = officer
        self.recordedAt = recordedAt
    }

    /// The first field that cannot be, and why; nil when all can.
    ///
    /// - Parameter entered: the day of the entry.
    package func fault(entered: CivilDate) -> (field: String, reason: String)? {
        switch (days, until) {
        case (nil, nil): return ("days", "days or until is needed")
        case (.some, .some): return ("until", "days are named already")
        case (let days?, nil):
            guard (1...Limits.stayDays).contains(days) else { return ("days", "1 to \(Limits.stayDays)") }
        case (nil, let until?):
            guard (entered...entered.adding(days: Limits.stayDays)).contains(until) else {
                return ("until", "a day from \(entered) on, at most \(Limits.stayDays) days later")
            }
        }
        do throws(EntryFault) {
            try EntryCheck.text(authority, "authority", limit: Limits.reasonBytes)
            try EntryCheck.text(officer, "officer", limit: Limits.officerBytes)
        } catch {
            return (error.field, "empty, too long, or with control characters")
        }
        return nil
    }
}

/// Where grants are kept.
package protocol GrantStore: Sendable {
    /// Adds a grant to an entry. Unknown crossings are `notFound`; a crossing that is no entry of a foreigner or did not
    /// take place, a field that cannot be, and an officer who is not in service, are errors (`constraint`).
    func grantStay(_ grant: EntryGrant) async throws(StoreError)

    /// The newest grant at an entry, or nil.
    func stayGrant(at crossing: CrossingID) async throws(StoreError) -> EntryGrant?
}
