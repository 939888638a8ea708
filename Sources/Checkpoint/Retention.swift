package import Support

/// How long each category of data is kept (Personal Data Protection Law 15.1, 15.2).
///
/// Templates of a withdrawn permission go at once and have no period. Images of fingers and files of chips are never
/// stored with a crossing. What a law orders to keep is not deleted unless a period is given.
package struct RetentionPeriods: Sendable, Equatable {
    /// Days after the last day of a document in which its owner's finger templates are still kept.
    package var templatesAfterExpiryDays = 30
    /// Days after the end of a permission (withdrawn, or its document expired) in which its row is still kept.
    package var permissionsAfterEndDays = 1095
    /// Years that records of crossings are kept; 0 for ever, since the state's archive decides.
    package var crossingYears = 0
    /// Days after a flight in which the persons on its lists are still kept; the lists keep their lines.
    package var listedPersonDays = 90
    /// Days after the last day of a visa, permit or registration in which it is still kept.
    package var stayRightDays = 1825
    /// Days after the last day that a statement about a document gives it. A document that was lost or declared invalid
    /// stays so.
    package var documentStatementDays = 1825
    /// Days after the day of a note about a traveller.
    package var deskNoteDays = 365
    /// Days after the day of a border card.
    package var borderCardDays = 365
    /// Days after the entry of a note of a false hit, once the list has the entry no more.
    package var falseHitDays = 365
    /// Days after the entry of a tie between documents or to a number, once nothing else is known of the person.
    package var personTieDays = 1825
    /// Days after the day of a child's journey, once nothing is to be followed up, or after its settlement.
    package var childJourneyDays = 1825

    package init() {}
}

/// What a retention deletes.
package enum RetentionCategory: String, Codable, Sendable, CaseIterable {
    /// Finger templates of permissions whose document has expired.
    case expiredTemplates
    /// Persons on the passenger lists of flights that are long gone.
    case listedPersons
    /// Visas, permits and registrations that have ended, of people who are not in the country.
    case stayRights
    /// Statements about documents: valid or extended until a day that is long gone, or withdrawn.
    case documentStatements
    /// What officers saw of travellers.
    case deskNotes
    case borderCards
    /// Notes of false hits whose entry the list has no more.
    case falseHits
    /// Numbers and links of persons of whom nothing else is known.
    case personTies
    /// Children's journeys with papers and settlements, without those that are still followed up.
    case childJourneys
    /// Permissions that have ended, with the document when nothing else is known of it.
    case endedPermissions
    /// Records of crossings with everything that stands beside them.
    case crossings
}

/// What was deleted of one category, or would be.
package struct RetentionOutcome: Codable, Sendable, Equatable {
    package var category: RetentionCategory
    /// Rows whose time is over: permissions for templates, lists for their persons, else the rows themselves.
    package var count: Int
    /// The first and the last of them, as the journal names rows; nil when there is none.
    package var from: String?
    package var to: String?
    /// Entries of the journal that tell of it; none for a dry run.
    package var entries: [Int64]

    package init(category: RetentionCategory, count: Int, from: String?, to: String?, entries: [Int64]) {
        self.category = category
        self.count = count
        self.from = from
        self.to = to
        self.entries = entries
    }
}

/// Deletes what has outlived its time.
package protocol RetentionStore: Sendable {
    /// Deletes, and journals what was deleted; `dryRun` only counts.
    func retain(
        _ periods: RetentionPeriods, at time: UnixTime, dryRun: Bool
    ) async throws(StoreError) -> [RetentionOutcome]
}
