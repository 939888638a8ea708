internal import Checkpoint
internal import HTTPTypes
internal import Support

/// What an officer sends to settle an interrupted crossing.
struct SettlementRequest: Codable {
    let outcome: CrossingSettlement.Outcome
    let officer: String
    let reason: String

    func settlement(of crossing: CrossingID, at time: UnixTime) throws(ProblemDetails) -> CrossingSettlement {
        guard (1...200).contains(officer.utf8.count), (1...2000).contains(reason.utf8.count) else {
            throw ProblemDetails(
                "badSettlement", status: .unprocessableContent,
                title: "An officer (at most 200 bytes) and a reason (at most 2000) are needed")
        }
        return CrossingSettlement(
            crossing: crossing, outcome: outcome, officer: officer, reason: reason, settledAt: time)
    }
}
