import Testing

@testable import BorderLaw

@Suite("Chip, finger and record: BX-01, EG-08, EG-06")
struct ChipAndFingerRulesTests {
    @Test(arguments: [
        (ChipFacts.absent, Outcome.allow),
        (.notExamined, .gateShut),
        (.unreadable(reason: "cardRemoved"), .gateShut),
        (.inspected(overall: .successful, failedChecks: []), .allow),
        (.inspected(overall: .successful, failedChecks: ["expiry"]), .gateShut),
        (.inspected(overall: .failed, failedChecks: ["dataGroupHashes"]), .refer),
        (.inspected(overall: .undetermined, failedChecks: ["trustStatus"]), .gateShut),
        (.inspected(overall: .notSupported, failedChecks: []), .gateShut),
        (.inspected(overall: .aborted, failedChecks: ["chipAccess"]), .gateShut),
    ])
    func `a chip is absent or proved genuine`(_ chip: ChipFacts, _ expected: Outcome) {
        let facts = Samples.eligible { $0.chip = chip }
        #expect(Samples.outcome("BX-01", facts) == expected)
        #expect(Samples.verdict(facts).mayProceed == (expected == .allow))
    }

    @Test func `a policy can ask for a chip`() {
        let facts = Samples.eligible { $0.chip = .absent }
        #expect(Samples.outcome("BX-01", facts) { $0.chipPolicy = .required } == .gateShut)
    }

    @Test(arguments: [
        (FingerFacts.matched(score: 3, threshold: 3, attempts: 1), true),
        (.matched(score: 9, threshold: 3, attempts: 3), true),
        (.matched(score: 2.999, threshold: 3, attempts: 1), false),
        (.matched(score: 9, threshold: 2.9, attempts: 1), false),  // compared with a laxer threshold
        (.matched(score: 9, threshold: 3, attempts: 4), false),
        (.matched(score: 9, threshold: 3, attempts: 0), false),
        (.matched(score: .nan, threshold: 3, attempts: 1), false),
        (.matched(score: .infinity, threshold: 3, attempts: 1), false),
        (.matched(score: 9, threshold: .nan, attempts: 1), false),
        (.mismatched(bestScore: 2.1, threshold: 3, attempts: 3), false),
        (.mismatched(bestScore: 9, threshold: 3, attempts: 1), false),
        (.mismatched(bestScore: nil, threshold: 3, attempts: 3), false),
        (.scannerFailed(reason: "unplugged"), false),
        (.notTaken, false),
    ])
    func `only a match at the rulebook's threshold opens the gate`(_ finger: FingerFacts, _ passes: Bool) {
        let facts = Samples.eligible { $0.finger = finger }
        #expect(Samples.obstacles(facts) == (passes ? [] : ["EG-08"]))
    }

    @Test func `the rules before the finger do not speak of it`() {
        let facts = Samples.eligible { $0.finger = .notTaken }
        let verdict = EGateRules.evaluate(facts, rulebook: .standard, stage: .beforeFinger)
        #expect(verdict.mayProceed)
        #expect(!verdict.findings.contains { $0.rule == "EG-08" || $0.rule == "EG-06" })
    }

    @Test func `a finger that was not asked for is no reproach when the gate was already shut`() {
        let facts = Samples.eligible {
            $0.finger = .notTaken
            $0.permission = .nothing
        }
        #expect(Samples.outcome("EG-08", facts) == .record)
        #expect(Samples.obstacles(facts) == ["EG-02", "EG-04"])
    }

    @Test func `a gate crossing is recorded without a stamp`() {
        #expect(Samples.outcome("EG-06", Samples.eligible()) == .record)
    }

    @Test func `the desk is told that the last crossing left no stamp`() {
        let facts = Samples.eligible(.entry, station: .desk) {
            $0.lastCrossing = .found(Samples.prior(.exit, minutesAgo: 9_000, station: .eGate))
        }
        #expect(Samples.outcome("EG-06", facts) == .remind)
        #expect(Samples.verdict(facts).mayProceed)
    }
}
