import BorderLaw
import Support
import Testing

@testable import Checkpoint

@Suite("Numbers of the settings in records")
struct LaneNumbersTests {
    private static let own: Rulebook = {
        var own = Rulebook(version: "own", parameters: EGateParameters())
        own.parameters.monthsOfValidity = 12
        return own
    }()

    private func lane(_ rulebooks: RulebookShelf, _ events: LaneEvent...) -> Rehearsal {
        var lane = Rehearsal()
        lane.machine = LaneMachine(
            configuration: LaneConfiguration(lane: Fixture.lane, rulebooks: rulebooks, softwareVersion: "test"))
        lane.bringToFinger()
        for event in events { lane.tell(event) }
        return lane
    }

    @Test func `a record holds the numbers of the settings, also one that waits in the spool`() throws {
        let numbers = RulebookNumbers(version: "own", parameters: Self.own.parameters)
        let lane = lane(
            RulebookShelf(always: Self.own), .fingerVerified(FingerTry(score: 6)),
            .recordNotCommitted(StoreError(.full, "full")))
        let record = try #require(lane.committed.first)
        #expect(record.verdict.numbers == numbers)
        #expect(
            EGateRules.evaluate(record.facts, rulebook: .standard.with(numbers), stage: .final).findings
                == record.verdict.findings)
        guard case .record(let spooled)? = lane.spooled.first else {
            Issue.record("nothing was spooled")
            return
        }
        #expect(spooled.verdict.numbers == numbers)
    }

    @Test func `numbers of the order and of files stand in no record`() throws {
        for shelf in [RulebookShelf.standard, RulebookShelf(always: .standard)] {
            let record = try #require(lane(shelf, .fingerVerified(FingerTry(score: 6))).committed.first)
            #expect(record.verdict.numbers == nil)
        }
    }
}
