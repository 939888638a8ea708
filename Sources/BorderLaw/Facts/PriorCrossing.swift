/// How an earlier crossing ended.
package enum PriorOutcome: String, Sendable, Codable, Hashable, CaseIterable {
    /// The traveller passed.
    case passed
    /// The gate was opened and nobody knows yet whether the traveller passed.
    case unresolved
    /// The traveller turned back.
    case turnedBack
    /// The gate stayed shut and an officer took over.
    case referred

    /// Whether the border has to be taken as crossed: doubt counts as crossed.
    package var countsAsCrossing: Bool {
        switch self {
        case .passed, .unresolved: true
        case .turnedBack, .referred: false
        }
    }
}

/// An earlier crossing in the unified database.
///
/// Whoever gathers the facts looks for the last one that counts (``PriorOutcome/countsAsCrossing``); others say
/// nothing about where the person is, and the rules pass over them.
package struct PriorCrossing: Sendable, Codable, Hashable {
    /// Which way it went.
    package var direction: Direction
    /// When, in seconds since 1970-01-01T00:00:00Z.
    package var unixTime: Int64
    /// State that issued the document used, which tells whose pair of crossings it was (A/131 2.12); nil in records from
    /// before it was kept.
    package var issuer: String?
    /// Number of the document used.
    package var documentNumber: String
    /// How it ended.
    package var outcome: PriorOutcome
    /// Where it was; nil when the record does not say. A gate leaves no mark in the passport (A/260 1.4).
    package var station: Station?

    /// Gathers the facts of one earlier crossing.
    package init(
        direction: Direction,
        unixTime: Int64,
        issuer: String? = nil,
        documentNumber: String,
        outcome: PriorOutcome,
        station: Station? = nil
    ) {
        self.direction = direction
        self.unixTime = unixTime
        self.issuer = issuer
        self.documentNumber = documentNumber
        self.outcome = outcome
        self.station = station
    }
}
