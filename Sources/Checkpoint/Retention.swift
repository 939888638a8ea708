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

    package init() {}
}

/// What a retention deletes.
package enum RetentionCategory: String, Codable, Sendable, CaseIterable {
    /// Finger templates of permissions whose document has expired.
    case expiredTemplates
    /// Persons on the passenger lists of flights that are long gone.
    case listedPersons
    /// Permissions that have ended, with the document when nothing else is known of it.
    case endedPermissions
    /// Records of crossings with everything that stands beside them.
    case crossings
}

/// What was deleted of one category, or would be.
package struct RetentionOutcome: Codable, Sendable, Equatable {
    package var category: RetentionCategory
    /// Rows whose time is over: permissions for templates, permissions, crossings.
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
