import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("Passports as books: PA-01 to PA-09")
struct PassportBookRuleTests {
    @Test(
        arguments: [
            ("2020-01-01", "2030-01-01", Outcome.allow),
            ("2020-01-02", "2030-01-01", .allow),  // the day before counts as ten years too
            ("2025-01-01", "2030-01-01", .allow),
            ("2024-02-29", "2029-02-28", .allow),
            ("2023-01-01", "2030-01-01", .remind),  // seven years
            ("2019-12-31", "2030-01-01", .refer),  // a day over ten years
            ("2026-03-11", "2031-03-11", .refer),  // issued tomorrow
            ("2030-01-02", "2030-01-01", .refer),
            (nil, "2030-01-01", .record),
        ] as [(String?, String, Outcome)])
    func `PA-01 passports are of five or ten years`(_ issue: String?, _ expiry: String, _ expected: Outcome) {
        let facts = DeskSamples.adult {
            $0.desk?.book?.issueDate = issue.map { Samples.date($0) }
            $0.document.expiryDate = Samples.date(expiry)
        }
        #expect(DeskSamples.outcome("PA-01", facts) == expected)
    }

    @Test(arguments: [("2035-01-01", Outcome.allow), ("2035-01-02", .refer)])
    func `PA-01 ten years and the longest extension are the end`(_ until: String, _ expected: Outcome) {
        let facts = DeskSamples.adult { $0.document.verifiedExtension = Samples.date(until) }
        #expect(DeskSamples.outcome("PA-01", facts) == expected)
    }

    @Test func `PA-01 to PA-03 speak of ordinary passports of Mongolia only`() {
        for change: (inout CrossingFacts) -> Void in [{ $0.document.classCode = "PD" }, { $0.document.issuer = "KOR" }]
        {
            let rules = DeskSamples.verdict(DeskSamples.adult(.exit, change)).findings.map(\.rule)
            #expect(Set(rules).isDisjoint(with: ["PA-01", "PA-02", "PA-03"]))
        }
    }

    @Test(
        arguments: [
            // birth, issue, expiry
            ("2005-06-01", "2021-05-31", "2031-05-31", Outcome.refer),  // fifteen at issue, ten years
            ("2005-06-01", "2021-06-01", "2031-06-01", nil),  // sixteen on the day of issue
            ("2005-06-01", "2021-05-31", "2026-05-31", .allow),
            ("2005-06-01", nil, "2030-01-01", .remind),  // may have been fourteen
            ("1985-01-01", nil, "2030-01-01", nil),
            (nil, "2020-01-01", "2030-01-01", .refer),
            (nil, "2025-01-01", "2030-01-01", .remind),
        ] as [(String?, String?, String, Outcome?)])
    func `PA-02 a child's passport is of five years`(
        _ birth: String?, _ issue: String?, _ expiry: String, _ expected: Outcome?
    ) {
        let facts = DeskSamples.adult {
            $0.document.birthDate = birth.map { Samples.date($0) }
            $0.desk?.book?.issueDate = issue.map { Samples.date($0) }
            $0.document.expiryDate = Samples.date(expiry)
        }
        #expect(DeskSamples.outcome("PA-02", facts) == expected)
    }

    @Test(
        arguments: [
            (Lookup.unknown, Outcome.record), (.nothing, .allow), (.found([]), .allow),
            (.found(["E1234567", "E2"]), .allow),
            (.found(["E2"]), .allow), (.found(["E2", "E3"]), .refer), (.found(["E1234567", "E2", "E3"]), .refer),
            (.found(["e1234567<", "E2", "", "E2"]), .allow),
        ] as [(Lookup<[String]>, Outcome)])
    func `PA-03 a third passport goes to the officer`(_ numbers: Lookup<[String]>, _ expected: Outcome) {
        #expect(
            DeskSamples.outcome("PA-03", DeskSamples.adult { $0.desk?.book?.validPassports = numbers }) == expected)
    }

    @Test(
        arguments: [
            (FingerFacts.matched(score: 5, threshold: 3, attempts: 1), Outcome.allow),
            (.matched(score: 2, threshold: 2, attempts: 1), .refer),  // a threshold below the rulebook's
            (.matched(score: .nan, threshold: 3, attempts: 1), .refer),
            (.mismatched(bestScore: 1, threshold: 3, attempts: 3), .refer),
            (.notTaken, .record), (.scannerFailed(reason: "gone"), .record),
        ])
    func `PA-04 another person's finger goes to the officer`(_ finger: FingerFacts, _ expected: Outcome) {
        #expect(DeskSamples.outcome("PA-04", DeskSamples.adult { $0.finger = finger }) == expected)
    }

    @Test(
        arguments: [
            ("2026-03-10", nil, Outcome.allow), ("2026-03-09", nil, .refer), ("2026-03-09", "2027-03-09", .allow),
            (nil, "2027-03-09", .refer),
        ] as [(String?, String?, Outcome)])
    func `PA-05 the later of expiry and extension counts`(
        _ expiry: String?, _ extended: String?, _ expected: Outcome
    ) {
        for direction in Direction.allCases {
            let facts = DeskSamples.adult(direction) {
                $0.document.expiryDate = expiry.map { Samples.date($0) }
                $0.document.verifiedExtension = extended.map { Samples.date($0) }
            }
            #expect(DeskSamples.outcome("PA-05", facts) == expected)
        }
    }

    @Test(arguments: [(true, Outcome.allow), (false, .remind), (nil, .record)] as [(Bool?, Outcome)])
    func `PA-06 a full book is a reminder and no obstacle`(_ left: Bool?, _ expected: Outcome) {
        let facts = DeskSamples.adult { $0.desk?.book?.pagesLeft = left }
        #expect(DeskSamples.outcome("PA-06", facts) == expected)
        #expect(DeskSamples.verdict(facts).mayProceed)
    }

    @Test(
        arguments: [
            (true, FingerFacts.notTaken, Outcome.allow), (false, .notTaken, .refer), (nil, .notTaken, .refer),
            (nil, .matched(score: 5, threshold: 3, attempts: 1), .record),
            (false, .matched(score: 5, threshold: 3, attempts: 1), .refer),
        ] as [(Bool?, FingerFacts, Outcome)])
    func `PA-07 somebody recognised the traveller`(_ likeness: Bool?, _ finger: FingerFacts, _ expected: Outcome) {
        let facts = DeskSamples.adult {
            $0.desk?.book?.likeness = likeness
            $0.finger = finger
        }
        #expect(DeskSamples.outcome("PA-07", facts) == expected)
    }

    private static let conditions: [(change: @Sendable (inout CrossingFacts) -> Void, expected: Outcome)] = [
        ({ _ in }, .allow), ({ $0.desk?.book?.damaged = true }, .refer), ({ $0.desk?.book?.altered = true }, .refer),
        ({ $0.desk?.book?.personalDataChanged = true }, .refer), ({ $0.invalidation = .unknown }, .refer),
        ({ $0.invalidation = .found(Invalidation(cause: "lost")) }, .refer),
        ({ $0.chip = .inspected(overall: .failed, failedChecks: ["mrzDg1Comparison"]) }, .refer),
        ({ $0.desk?.book?.damaged = nil }, .allow),  // the list answered; the look is only recorded
    ]

    @Test(arguments: conditions.indices)
    func `PA-08 an invalid damaged or altered passport goes to the officer`(_ index: Int) {
        let row = Self.conditions[index]
        let outcomes = DeskSamples.verdict(DeskSamples.adult(.exit, row.change)).findings.filter { $0.rule == "PA-08" }
            .map(\.outcome)
        #expect(outcomes.contains { $0.needsOfficer } == (row.expected == .refer))
        #expect(outcomes.contains(row.expected))
    }

    @Test(
        arguments: [
            ("2028-05-01", "2029-05-01", Outcome.allow), ("2028-05-01", "2033-05-01", .allow),
            ("2028-05-01", "2034-05-01", .refer), ("2028-05-01", "2029-05-02", .refer),
            ("2028-05-01", "2028-05-01", .refer), ("2028-02-29", "2029-02-28", .allow),
        ])
    func `PA-09 an extension counts on from the printed expiry by one to five years`(
        _ expiry: String, _ extended: String, _ expected: Outcome
    ) {
        let facts = DeskSamples.adult {
            $0.document.expiryDate = Samples.date(expiry)
            $0.document.verifiedExtension = Samples.date(extended)
        }
        #expect(DeskSamples.outcome("PA-09", facts) == expected)
        #expect(DeskSamples.outcome("PA-09", DeskSamples.adult()) == nil)
    }

    @Test(
        arguments: [
            (["expiry"], "2026-03-09", "2027-03-09", Outcome.allow),
            (["expiry"], "2026-03-09", nil, .refer),
            (["expiry"], "2025-03-09", "2026-03-09", .refer),  // the extension has run out too
            (["expiry"], "2026-03-09", "2027-03-10", .refer),  // the extension does not count on
            (["expiry", "sodSignature"], "2026-03-09", "2027-03-09", .refer),
            ([], "2026-03-09", "2027-03-09", .refer),
        ] as [([String], String, String?, Outcome)])
    func `PA-09 the old date in the chip of an extended passport is no fault by itself`(
        _ failed: [String], _ expiry: String, _ extended: String?, _ expected: Outcome
    ) {
        let facts = DeskSamples.adult {
            $0.chip = .inspected(overall: .failed, failedChecks: failed)
            $0.document.expiryDate = Samples.date(expiry)
            $0.document.verifiedExtension = extended.map { Samples.date($0) }
        }
        #expect(DeskSamples.outcome("BX-01", facts) == expected)
    }
}
