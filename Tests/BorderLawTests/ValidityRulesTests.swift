import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("Validity: PA-05, EG-03")
struct ValidityRulesTests {
    private func facts(
        _ day: String, expiry: String, extended: String? = nil, _ direction: Direction = .exit
    ) -> CrossingFacts {
        Samples.eligible(direction) {
            $0.date = Samples.date(day)
            $0.document.expiryDate = Samples.date(expiry)
            $0.document.verifiedExtension = extended.map { Samples.date($0) }
        }
    }

    @Test(
        arguments: [
            ("2026-03-10", "2026-09-10", Outcome.allow),  // exactly six months
            ("2026-03-10", "2026-09-09", .gateShut),  // one day less
            ("2026-03-10", "2026-09-11", .allow),
            ("2026-08-31", "2027-02-28", .allow),  // no 31 February: its last day counts
            ("2026-08-31", "2027-02-27", .gateShut),
            ("2027-08-31", "2028-02-29", .allow),  // leap year
            ("2027-08-31", "2028-02-28", .gateShut),
            ("2026-08-30", "2027-02-28", .allow),
            ("2026-08-28", "2027-02-28", .allow),
            ("2026-10-31", "2027-04-30", .allow),
            ("2026-12-31", "2027-06-30", .allow),  // over the turn of the year
            ("2026-12-31", "2027-06-29", .gateShut),
            ("2026-02-28", "2026-08-28", .allow),  // six months later, not the end of the month
            ("2028-02-29", "2028-08-29", .allow),
            ("2028-02-29", "2028-08-28", .gateShut),
        ], Direction.allCases)
    func `six calendar months are inclusive and clamp to the end of a month`(
        _ sample: (day: String, expiry: String, expected: Outcome), _ direction: Direction
    ) {
        let facts = facts(sample.day, expiry: sample.expiry, direction)
        #expect(Samples.outcome("EG-03", facts) == sample.expected)
    }

    @Test func `the check at entry can be switched off and then only entry is free of it`() {
        let entry = facts("2026-03-10", expiry: "2026-04-01", .entry)
        let exit = facts("2026-03-10", expiry: "2026-04-01", .exit)
        #expect(Samples.outcome("EG-03", entry) { $0.validityCheckedAtEntry = false } == .allow)
        #expect(Samples.outcome("EG-03", exit) { $0.validityCheckedAtEntry = false } == .gateShut)
    }

    @Test(arguments: [
        ("2026-03-10", "2026-03-10", Outcome.allow),  // the last day
        ("2026-03-10", "2026-03-09", .refer),
        ("2026-03-10", "2016-03-10", .refer),
    ])
    func `a passport is valid to the end of its last day`(_ day: String, _ expiry: String, _ expected: Outcome) {
        for direction in Direction.allCases {
            #expect(Samples.outcome("PA-05", facts(day, expiry: expiry, direction)) == expected)
        }
    }

    @Test func `an expired passport of a citizen at entry tells the officer to let the citizen in`() {
        let verdict = Samples.verdict(facts("2026-03-10", expiry: "2026-03-09", .entry))
        let finding = verdict.findings.first { $0.rule == "PA-05" }
        #expect(finding?.outcome == .refer)
        #expect(finding?.reason.mn.contains("нэвтрүүлнэ") == true)
    }

    @Test(arguments: [
        ("2026-01-01", "2027-01-01", Outcome.allow, Outcome.allow),
        ("2026-01-01", "2026-03-10", .allow, .gateShut),  // extended, yet less than six months
        ("2026-01-01", "2026-03-09", .refer, .gateShut),
        ("2030-01-01", "2026-01-01", .allow, .allow),  // an older extension shortens nothing
    ])
    func `the later of expiry and verified extension counts`(
        _ expiry: String, _ extended: String, _ expired: Outcome, _ sixMonths: Outcome
    ) {
        let facts = facts("2026-03-10", expiry: expiry, extended: extended)
        #expect(Samples.outcome("PA-05", facts) == expired)
        #expect(Samples.outcome("EG-03", facts) == sixMonths)
    }

    @Test func `a switch keeps extended passports from the gate`() {
        let facts = facts("2026-03-10", expiry: "2026-01-01", extended: "2027-01-01")
        #expect(Samples.outcome("EG-03", facts) { $0.extensionAcceptedAtGate = false } == .gateShut)
    }

    @Test(
        arguments: [
            (["expiry"], "2027-01-01", true, Outcome.allow), (["expiry"], "2027-01-01", false, .refer),
            (["expiry"], "2026-03-10", true, .allow), (["expiry"], "2026-03-09", true, .refer),
            (["expiry"], nil, true, .refer), (["expiry", "sodSignature"], "2027-01-01", true, .refer),
            ([], "2027-01-01", true, .refer),
        ] as [([String], String?, Bool, Outcome)])
    func `PA-09 at the gate the old date in the chip is no fault where the extension counts`(
        _ failed: [String], _ extended: String?, _ accepted: Bool, _ expected: Outcome
    ) {
        var facts = facts("2026-03-10", expiry: "2026-01-01", extended: extended)
        facts.chip = .inspected(overall: .failed, failedChecks: failed)
        #expect(Samples.outcome("BX-01", facts) { $0.extensionAcceptedAtGate = accepted } == expected)
    }

    @Test func `an unknown expiry date is doubt even with an extension`() {
        let facts = Samples.eligible {
            $0.document.expiryDate = nil
            $0.document.verifiedExtension = Samples.date("2030-01-01")
        }
        #expect(Samples.obstacles(facts) == ["PA-05", "EG-03"])
    }

    @Test func `the last date of the calendar is no trap`() {
        let facts = facts("9999-12-31", expiry: "9999-12-31")
        #expect(Samples.outcome("PA-05", facts) == .allow)
    }
}
