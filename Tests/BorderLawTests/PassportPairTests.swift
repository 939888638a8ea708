import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("Two passports of a dual citizen: GE-04, EG-09")
struct PassportPairTests {
    /// What the officer reads.
    private enum Said: String, CaseIterable {
        /// The other passport opened the pair and this crossing would close it.
        case ask = "Ask for that passport."
        /// The other passport opened the pair, and the person goes the same way again.
        case noReturn = "no return is on record."
        /// The other passport closed its pair, and the person goes the same way again.
        case missing = "went the same way."
        /// The other passport closed its pair; the one shown would close one that it never opened.
        case unopened = "No crossing the other way with this passport is on record"
        /// The other passport closed its pair.
        case free = "any passport may be used."

        var outcome: Outcome { self == .free ? .allow : .refer }
    }

    private struct Pair: Sendable {
        /// State of the passport shown.
        let shown: String
        /// State of the passport of the preceding crossing.
        let other: String
        let before: Direction
        let now: Direction
        let said: Said
    }

    /// Of a citizen with a passport of Mongolia and of the United States, and two of each; every preceding crossing
    /// with every crossing after it. A pair opens by exit with the one and by entry with the other (A/131 2.12).
    private static let pairs = [
        Pair(shown: "MNG", other: "MNG", before: .exit, now: .entry, said: .ask),
        Pair(shown: "MNG", other: "MNG", before: .exit, now: .exit, said: .noReturn),
        Pair(shown: "MNG", other: "MNG", before: .entry, now: .exit, said: .free),
        Pair(shown: "MNG", other: "MNG", before: .entry, now: .entry, said: .missing),
        // The stay of a foreigner was opened, and is closed as one.
        Pair(shown: "MNG", other: "USA", before: .entry, now: .exit, said: .ask),
        Pair(shown: "MNG", other: "USA", before: .entry, now: .entry, said: .noReturn),
        Pair(shown: "MNG", other: "USA", before: .exit, now: .entry, said: .unopened),
        Pair(shown: "MNG", other: "USA", before: .exit, now: .exit, said: .missing),
        // The journey of a citizen was opened, and is closed as one.
        Pair(shown: "USA", other: "MNG", before: .exit, now: .entry, said: .ask),
        Pair(shown: "USA", other: "MNG", before: .exit, now: .exit, said: .noReturn),
        Pair(shown: "USA", other: "MNG", before: .entry, now: .exit, said: .unopened),
        Pair(shown: "USA", other: "MNG", before: .entry, now: .entry, said: .missing),
        Pair(shown: "USA", other: "USA", before: .entry, now: .exit, said: .ask),
        Pair(shown: "USA", other: "USA", before: .entry, now: .entry, said: .noReturn),
        Pair(shown: "USA", other: "USA", before: .exit, now: .entry, said: .free),
        Pair(shown: "USA", other: "USA", before: .exit, now: .exit, said: .missing),
    ]

    private static func facts(
        _ pair: Pair, station: Station = .desk, own: PriorCrossing? = nil, byZone: Bool = false
    ) -> CrossingFacts {
        var facts = Samples.eligible(pair.now, station: station)
        facts.document.issuer = pair.shown
        facts.document.nationality = pair.shown
        let other = Samples.prior(pair.before, minutesAgo: 9_000, issuer: pair.other, number: "X7777777")
        if byZone { facts.lastCrossingByZone = .found(other) }
        if !byZone { facts.lastCrossingWithOtherDocument = .found(other) }
        if let own { facts.lastCrossing = .found(own) }
        return facts
    }

    private static func finding(_ rule: String, _ facts: CrossingFacts) -> Finding? {
        let rulebook = Rulebook(version: "test", parameters: EGateParameters(), desk: DeskParameters())
        let verdict =
            facts.station == .desk
            ? DeskRules.evaluate(facts, rulebook: rulebook, stage: .final)
            : EGateRules.evaluate(facts, rulebook: rulebook, stage: .final)
        return verdict.findings.first { $0.rule == rule }
    }

    @Test(arguments: pairs.indices)
    func `GE-04 the passport of the preceding crossing tells which pair it opened`(_ index: Int) throws {
        let pair = Self.pairs[index]
        for byZone in [false, true] {
            let finding = try #require(Self.finding("GE-04", Self.facts(pair, byZone: byZone)))
            #expect(finding.reason.en.contains(pair.said.rawValue), "\(pair): \(finding.reason.en)")
            #expect(finding.outcome == pair.said.outcome, "\(pair)")
            #expect(finding.outcome == .allow || finding.reason.mn.contains("X7777777"))
            #expect(finding.evidence.contains("otherDocument.issuer=\(pair.other)"))
        }
    }

    @Test func `GE-04 every preceding crossing meets every crossing after it once`() {
        let all = Set(Self.pairs.map { [$0.shown, $0.other, $0.before.rawValue, $0.now.rawValue] })
        #expect(all.count == 16 && Self.pairs.count == 16)
    }

    @Test(arguments: pairs.indices)
    func `EG-09 the gate stays shut where a desk would refer`(_ index: Int) throws {
        let pair = Self.pairs[index]
        guard pair.shown == "MNG" else { return }
        let finding = try #require(Self.finding("EG-09", Self.facts(pair, station: .eGate)))
        #expect(finding.reason.en.contains(pair.said.rawValue), "\(pair): \(finding.reason.en)")
        #expect(finding.outcome.needsOfficer == (pair.said != .free), "\(pair)")
        if pair.said == .ask { #expect(finding.outcome == .gateShut) }
    }

    @Test(arguments: [("MNG", "USA", Direction.entry), ("USA", "MNG", .exit)])
    func `GE-04 the passport that opened its pair closes it, whatever was done with the other one in between`(
        _ shown: String, _ other: String, _ now: Direction
    ) throws {
        let back: Direction = now == .entry ? .exit : .entry
        let pair = Pair(shown: shown, other: other, before: back, now: now, said: .unopened)
        let opened = Self.facts(pair, own: Samples.prior(back, minutesAgo: 20_000))
        #expect(Self.finding("GE-04", opened)?.outcome == .allow)
        // Closed already, or not crossed at all.
        let closed = Self.facts(pair, own: Samples.prior(now, minutesAgo: 20_000))
        #expect(Self.finding("GE-04", closed)?.outcome == .refer)
        let turned = Self.facts(pair, own: Samples.prior(back, minutesAgo: 20_000, outcome: .turnedBack))
        #expect(Self.finding("GE-04", turned)?.outcome == .refer)
    }

    @Test(arguments: [nil, "", "<", "MNG"] as [String?])
    func `GE-04 a record without the issuer is judged as that of a passport like the one shown`(_ issuer: String?) {
        // Mongolia issues the papers of persons without a citizenship too.
        for (nationality, before, now) in [("MNG", Direction.exit, Direction.entry), ("XXA", .entry, .exit)] {
            let facts = DeskSamples.adult(now) {
                $0.document.nationality = nationality
                $0.lastCrossingWithOtherDocument = .found(
                    Samples.prior(before, minutesAgo: 9_000, issuer: issuer, number: "X7777777"))
            }
            #expect(Self.finding("GE-04", facts)?.reason.en.contains(Said.ask.rawValue) == true)
        }
    }
}
