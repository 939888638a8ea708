import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("Earlier crossings: EG-09, EG-10")
struct EarlierCrossingRulesTests {
    @Test(
        arguments: [
            // Same document: minutes ago, earlier direction, direction now, expected.
            (0, Direction.entry, Direction.exit, Outcome.gateShut),
            (9, .entry, .exit, .gateShut),  // within the window, even the other way
            (10, .entry, .exit, .allow),  // exactly the window
            (11, .exit, .entry, .allow),
            (9, .exit, .exit, .gateShut),
            (11, .exit, .exit, .gateShut),  // same direction again, however late
            (500_000, .exit, .exit, .gateShut),
            (500_000, .entry, .entry, .gateShut),
            (500_000, .exit, .entry, .allow),
            (-1, .entry, .exit, .gateShut),  // another lane, a moment later
            (-11, .entry, .exit, .gateShut),  // in the future: the clock is wrong
        ] as [(Int64, Direction, Direction, Outcome)])
    func `the same document is not used again in minutes nor in the same direction`(
        _ minutes: Int64, _ before: Direction, _ now: Direction, _ expected: Outcome
    ) {
        let facts = Samples.eligible(now) {
            $0.lastCrossing = .found(Samples.prior(before, minutesAgo: minutes))
        }
        #expect(Samples.outcome("EG-10", facts) == expected)
    }

    @Test(arguments: PriorOutcome.allCases)
    func `only crossings that may have happened count`(_ outcome: PriorOutcome) {
        let facts = Samples.eligible(.exit) {
            $0.lastCrossing = .found(Samples.prior(.exit, minutesAgo: 1, outcome: outcome))
        }
        let counts = outcome == .passed || outcome == .unresolved
        #expect(Samples.obstacles(facts) == (counts ? ["EG-10"] : []))
    }

    @Test(
        arguments: [(-1, "just now"), (0, "just now"), (9, "9 min ago"), (-11, "clock")]
            as [(Int64, String)])
    func `another lane that decided a moment later is pass-back and a far future a wrong clock`(
        _ minutes: Int64, _ words: String
    ) {
        let facts = Samples.eligible(.exit) {
            $0.lastCrossing = .found(Samples.prior(.entry, minutesAgo: minutes))
        }
        #expect(Samples.verdict(facts).obstacles.first?.reason.en.contains(words) == true)
    }

    @Test func `times at the ends of the clock do not trap`() {
        let facts = Samples.eligible(.exit) {
            $0.unixTime = Int64.max
            $0.lastCrossing = .found(
                PriorCrossing(direction: .entry, unixTime: Int64.min, documentNumber: "E1234567", outcome: .passed))
        }
        #expect(Samples.outcome("EG-10", facts) == .gateShut)
    }

    @Test func `crossings that could not be asked shut the gate`() {
        #expect(Samples.obstacles(Samples.eligible { $0.lastCrossing = .unknown }) == ["EG-09", "EG-10"])
        #expect(Samples.obstacles(Samples.eligible { $0.lastCrossingWithOtherDocument = .unknown }) == ["EG-09"])
    }

    /// Two passports: direction now, last with this one, last with the other, expected.
    private struct TwoPassports: Sendable {
        let now: Direction
        let own: PriorCrossing?
        let other: PriorCrossing?
        let expected: Outcome
    }

    private static func other(_ direction: Direction, _ hoursAgo: Int64, _ outcome: PriorOutcome = .passed)
        -> PriorCrossing
    {
        Samples.prior(direction, minutesAgo: hoursAgo * 60, number: "PE7654321", outcome: outcome)
    }

    private static let cases: [TwoPassports] = [
        // Left with the other passport: must return with it.
        TwoPassports(now: .entry, own: nil, other: other(.exit, 48), expected: .gateShut),
        // Left with this one, later than anything with the other.
        TwoPassports(
            now: .entry, own: Samples.prior(.exit, minutesAgo: 60), other: other(.entry, 48), expected: .allow),
        // Pair closed with the other one: any passport may be used.
        TwoPassports(now: .exit, own: nil, other: other(.entry, 48), expected: .allow),
        // Out with the other one and out again: no return on record.
        TwoPassports(now: .exit, own: nil, other: other(.exit, 48), expected: .gateShut),
        // Came in with the other one and comes in again: a record is missing.
        TwoPassports(now: .entry, own: nil, other: other(.entry, 48), expected: .refer),
        // An older pair with this one does not matter.
        TwoPassports(
            now: .entry, own: Samples.prior(.exit, minutesAgo: 9_000), other: other(.exit, 48), expected: .gateShut),
        // Same moment: doubt, the other one counts.
        TwoPassports(
            now: .entry, own: Samples.prior(.exit, minutesAgo: 48 * 60), other: other(.exit, 48), expected: .gateShut),
        // Turned back at the gate with the other one: never left.
        TwoPassports(now: .entry, own: nil, other: other(.exit, 48, .turnedBack), expected: .allow),
        // Whether the gate was passed is unknown: taken as passed.
        TwoPassports(now: .entry, own: nil, other: other(.exit, 48, .unresolved), expected: .gateShut),
        TwoPassports(now: .entry, own: nil, other: nil, expected: .allow),
    ]

    @Test(arguments: cases.indices)
    func `a citizen returns with the passport used to leave`(_ index: Int) {
        let sample = Self.cases[index]
        let facts = Samples.eligible(sample.now) {
            $0.lastCrossing = sample.own.map { .found($0) } ?? .nothing
            $0.lastCrossingWithOtherDocument = sample.other.map { .found($0) } ?? .nothing
        }
        #expect(Samples.outcome("EG-09", facts) == sample.expected)
    }

    @Test func `the officer reads which passport to ask for`() {
        let facts = Samples.eligible(.entry) { $0.lastCrossingWithOtherDocument = .found(Self.other(.exit, 48)) }
        let finding = Samples.verdict(facts).obstacles.first
        #expect(finding?.rule == "EG-09")
        #expect(finding?.reason.mn.contains("PE7654321") == true)
    }

    @Test func `a foreigner's pair at the desk is entry and departure`() {
        let leaving = Samples.eligible(.exit, station: .desk) {
            $0.document.nationality = "KOR"
            $0.lastCrossingWithOtherDocument = .found(Self.other(.entry, 48))
        }
        #expect(Samples.outcome("EG-09", leaving) == .refer)
        var coming = leaving
        coming.direction = .entry
        coming.lastCrossingWithOtherDocument = .found(Self.other(.exit, 48))
        #expect(Samples.outcome("EG-09", coming) == .allow)
    }
}
