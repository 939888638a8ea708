package import Support

/// What an officer found out about a crossing that ended `interrupted`: the gate was open, and nobody saw what happened.
///
/// The record itself stays as it is; the settlement stands beside it, once and for ever.
package struct CrossingSettlement: Codable, Sendable, Equatable {
    package enum Outcome: String, Codable, Sendable, CaseIterable {
        case passed, turnedBack
    }

    package var crossing: CrossingID
    package var outcome: Outcome
    /// Service number of the officer who answers for it.
    package var officer: String
    /// What the finding rests on, for example the recording of a camera.
    package var reason: String
    package var settledAt: UnixTime

    package init(crossing: CrossingID, outcome: Outcome, officer: String, reason: String, settledAt: UnixTime) {
        self.crossing = crossing
        self.outcome = outcome
        self.officer = officer
        self.reason = reason
        self.settledAt = settledAt
    }
}

/// Where settlements are kept.
package protocol SettlementStore: Sendable {
    /// Writes a settlement. A crossing that is not `interrupted` or is settled already is an error (`constraint`), an
    /// unknown one `notFound`.
    func settle(_ settlement: CrossingSettlement) async throws(StoreError)

    /// The settlement of a crossing, or nil.
    func settlement(of crossing: CrossingID) async throws(StoreError) -> CrossingSettlement?
}
