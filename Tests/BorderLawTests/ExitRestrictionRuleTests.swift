import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("Exit restrictions: EG-05")
struct ExitRestrictionRuleTests {
    private func facts(
        _ direction: Direction = .exit, station: Station = .eGate, listing found: [ExitRestriction], age: Int? = 1
    ) -> CrossingFacts {
        Samples.eligible(direction, station: station) {
            $0.restrictions = RestrictionFacts(found: found, listAgeHours: age)
        }
    }

    @Test(
        arguments: [
            (nil, nil, Outcome.gateShut),
            ("2026-03-10", nil, .gateShut),  // begins today
            ("2026-03-11", nil, .allow),  // begins tomorrow
            (nil, "2026-03-10", .gateShut),  // ends today
            (nil, "2026-03-09", .allow),  // ended yesterday
            ("2026-01-01", "2026-12-31", .gateShut),
            ("2026-12-31", "2026-01-01", .gateShut),  // end before start: an error of the list, taken as in force
        ] as [(String?, String?, Outcome)])
    func `a restriction holds from its first to its last day`(
        _ start: String?, _ end: String?, _ expected: Outcome
    ) {
        #expect(Samples.outcome("EG-05", facts(listing: [Samples.restriction(from: start, to: end)])) == expected)
    }

    @Test(arguments: [1, nil, 500] as [Int?])
    func `entry is not affected by the list nor by its age`(_ age: Int?) {
        #expect(Samples.verdict(facts(.entry, listing: [Samples.restriction()], age: age)).mayProceed)
    }

    @Test(
        arguments: [
            (0, Outcome.allow), (23, .allow), (24, .allow), (25, .gateShut), (Int.max, .gateShut), (nil, .gateShut),
            (-1, .gateShut),
        ] as [(Int?, Outcome)])
    func `with a list too old or never loaded the gate closes for exit`(_ age: Int?, _ expected: Outcome) {
        #expect(Samples.outcome("EG-05", facts(listing: [], age: age)) == expected)
    }

    @Test(arguments: [nil, 25] as [Int?])
    func `the desk goes on with an old list and is reminded`(_ age: Int?) {
        let facts = facts(station: .desk, listing: [], age: age)
        #expect(Samples.outcome("EG-05", facts) == .remind)
        #expect(Samples.verdict(facts).mayProceed)
    }

    @Test func `the desk decides about a restricted person`() {
        #expect(Samples.outcome("EG-05", facts(station: .desk, listing: [Samples.restriction()])) == .refer)
    }

    @Test func `every restriction in force is shown with ground body number start and end`() {
        let other = ExitRestriction(
            groundCode: "newGround", body: "ЦЕГ", documentNumber: "7", start: nil,
            end: Samples.date("2027-01-01"))
        let findings = Samples.verdict(facts(listing: [Samples.restriction(), other])).obstacles
        #expect(findings.map(\.rule) == ["EG-05", "EG-05"])
        #expect(findings.first?.reason.mn.contains("ШШГЕГ, № 123/45") == true)
        #expect(findings.last?.reason.mn.contains("newGround") == true)
        #expect(findings.last?.evidence.contains("restriction.end=2027-01-01") == true)
    }
}
