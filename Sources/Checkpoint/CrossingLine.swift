package import BorderLaw
package import Support

/// A crossing without whom it is about: what is listed for programs and watch-keepers who need no person's data.
package struct CrossingLine: Codable, Sendable, Equatable {
    package let id: CrossingID
    package let lane: LaneID
    package let direction: Direction
    package let startedAt: UnixTime
    package let decidedAt: UnixTime
    /// When the state became final; nil while `admitted`.
    package let completedAt: UnixTime?
    package let state: CrossingState
    package let verdict: Outcome
    package let rulebook: String
    /// The rules whose findings led to an officer, each once.
    package let rules: [String]

    package init(_ record: CrossingRecord) {
        id = record.id
        lane = record.lane
        direction = record.direction
        startedAt = record.startedAt
        decidedAt = record.decidedAt
        completedAt = record.completedAt
        state = record.state
        verdict = record.verdict.outcome
        rulebook = record.verdict.rulebook
        var seen: Set<String> = []
        rules = record.verdict.obstacles.map(\.rule).filter { seen.insert($0).inserted }
    }
}
