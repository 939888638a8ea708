import BorderLaw
import Checkpoint
import Support
import Testing
import TravelDocument

/// Whatever happens in whatever order: the promises of the lane machine hold.
@Suite struct LaneMachinePropertyTests {
    private static let error = StoreError(.locked, "busy")

    private static let events: [LaneEvent] = [
        .chipProgress(percent: 40), .chipRead(.absent),
        .chipRead(ChipEvidence(presence: .unreadable, faultCode: "cardRemoved")),
        .factsGathered(.success(Fixture.known)), .factsGathered(.success(StoredFacts())),
        .factsGathered(.failure(error)), .fingerVerified(FingerTry(score: 6)), .fingerVerified(FingerTry(score: 0)),
        .fingerFailed(FingerFault(code: "noFinger", isTravellerSide: true)),
        .fingerFailed(FingerFault(code: "unplugged", isTravellerSide: false)), .recordCommitted,
        .recordNotCommitted(error), .passageReported(.passed), .passageReported(.turnedBack),
        .passageReported(.referred), .crossingCompleted, .crossingNotCompleted(error), .entrySpooled,
        .entryNotSpooled(error), .storingRetried, .stageTimedOut,
    ]

    @Test(arguments: 1...200)
    func `the gate opens only behind a committed admission, and nobody leaves without a record`(seed: Int) {
        var random = Fixture.Numbers(UInt64(seed))
        var machine = LaneMachine(configuration: Fixture.configuration)
        var arrived: Set<CrossingID> = []
        var recorded: Set<CrossingID> = []
        for step in 0..<400 {
            var event = Self.events.randomElement(using: &random) ?? .stageTimedOut
            if Int.random(in: 0..<6, using: &random) == 0 {
                let id = Fixture.id(UInt64(seed * 1000 + step))
                if machine.state == .idle { arrived.insert(id) }
                event = .travellerArrived(
                    id: id, mrzText: Bool.random(using: &random) ? Fixture.mrz : "nonsense", direction: .exit)
            }
            let before = machine.state
            let effects = machine.handle(event, at: Fixture.now)
            for effect in effects {
                switch effect {
                case .announce(let announcement) where announcement.gate == "open":
                    guard case .committing(let record) = before, case .recordCommitted = event else {
                        Issue.record("the gate opened out of \(before)")
                        return
                    }
                    #expect(record.state == .admitted && record.verdict.mayProceed)
                case .announce(let announcement) where announcement.event == .ready:
                    #expect(recorded == arrived)
                case .commit(let record): recorded.insert(record.id)
                default: break
                }
            }
        }
        for _ in 0..<10 { _ = machine.handle(.stopRequested, at: Fixture.now) + finish(&machine) }
        #expect(machine.state == .stopped)
    }

    /// Answers whatever the machine still waits for.
    private func finish(_ machine: inout LaneMachine) -> [LaneEffect] {
        [LaneEvent.recordCommitted, .crossingCompleted, .entrySpooled].flatMap {
            machine.handle($0, at: Fixture.now)
        }
    }
}
