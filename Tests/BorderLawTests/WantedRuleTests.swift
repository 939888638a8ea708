import Testing
import TravelDocument

@testable import BorderLaw

@Suite("BX-06: wanted persons")
struct WantedRuleTests {
    private static let entry = WantedEntry(key: "w1", body: "ЦЕГ", documentNumber: "7", match: .near)

    @Test(arguments: Direction.allCases)
    func `BX-06 shuts the gate for whoever may be wanted`(_ direction: Direction) throws {
        let facts = Samples.eligible(direction) { $0.wanted = .found([Self.entry]) }
        let verdict = Samples.verdict(facts)
        let finding = try #require(verdict.findings.first { $0.rule == "BX-06" })
        #expect(finding.outcome == .gateShut)
        #expect(finding.evidence.contains("wanted.match=near"))
        #expect(!verdict.mayProceed)
    }

    @Test func `BX-06 refers whoever may be wanted at a desk`() {
        let facts = Samples.eligible(.entry) {
            $0.station = .desk
            $0.wanted = .found([Self.entry])
        }
        let verdict = DeskRules.evaluate(facts, rulebook: .standard, stage: .final)
        #expect(verdict.findings.filter { $0.rule == "BX-06" }.map(\.outcome) == [.refer])
    }

    @Test(arguments: [Lookup<[WantedEntry]>.unknown, .nothing, .found([])])
    func `BX-06 holds up nobody else`(_ wanted: Lookup<[WantedEntry]>) {
        let verdict = Samples.verdict(Samples.eligible(.exit) { $0.wanted = wanted })
        #expect(verdict.findings.filter { $0.rule == "BX-06" }.map(\.outcome) == (wanted.isKnown ? [.allow] : []))
        #expect(verdict.mayProceed)
    }
}

@Suite("BX-07: the age of lists")
struct ListAgeRuleTests {
    private func outcomes(
        _ station: Station, wanted: Int?, invalid: Int?, _ adjust: (inout Rulebook) -> Void = { _ in }
    ) -> [Outcome] {
        let facts = Samples.eligible(.entry) {
            $0.station = station
            $0.wantedListAgeHours = wanted
            $0.invalidListAgeHours = invalid
        }
        var rulebook = Rulebook.standard
        adjust(&rulebook)
        let verdict =
            station == .eGate
            ? EGateRules.evaluate(facts, rulebook: rulebook, stage: .final)
            : DeskRules.evaluate(facts, rulebook: rulebook, stage: .final)
        return verdict.findings.filter { $0.rule == "BX-07" }.map(\.outcome)
    }

    @Test(
        arguments: [
            (0, .allow), (24, .allow), (25, .gateShut), (10_000, .gateShut), (-1, .gateShut),
        ] as [(Int, Outcome)])
    func `BX-07 leads to an officer at the gate when a list is too old or from the future`(
        age: Int, outcome: Outcome
    ) {
        #expect(outcomes(.eGate, wanted: age, invalid: nil) == [outcome])
        #expect(outcomes(.eGate, wanted: nil, invalid: age) == [outcome])
    }

    @Test func `BX-07 only reminds the officer at a desk, and refuses nobody`() {
        #expect(outcomes(.desk, wanted: 25, invalid: 48) == [.remind, .remind])
    }

    private func missing(_ station: Station, limit: Int = 24) -> Verdict {
        let facts = Samples.eligible(.entry) {
            $0.station = station
            $0.invalidation = .unknown
            $0.wanted = .unknown
            ($0.wantedListAgeHours, $0.invalidListAgeHours) = (nil, nil)
            ($0.wantedListMissing, $0.invalidListMissing) = (true, true)
        }
        var rulebook = Rulebook.standard
        rulebook.parameters.wantedListAgeLimitHours = limit
        rulebook.parameters.invalidListAgeLimitHours = limit
        return station == .eGate
            ? EGateRules.evaluate(facts, rulebook: rulebook, stage: .final)
            : DeskRules.evaluate(facts, rulebook: rulebook, stage: .final)
    }

    @Test func `BX-07 and PA-08 keep the gate shut without lists, and remind the officer at a desk`() {
        func said(_ verdict: Verdict, _ rule: String, _ word: String) -> [Outcome] {
            verdict.findings.filter { $0.rule == rule && $0.reason.en.contains(word) }.map(\.outcome)
        }
        let gate = missing(.eGate)
        #expect(said(gate, "BX-07", "never loaded") == [.gateShut, .gateShut])
        #expect(said(gate, "PA-08", "never loaded") == [.gateShut])
        let desk = missing(.desk)
        #expect(said(desk, "BX-07", "never loaded") == [.remind, .remind])
        #expect(said(desk, "PA-08", "never loaded") == [.remind])
        #expect(!desk.obstacles.contains { ["BX-07", "PA-08"].contains($0.rule) })
        // A port without the lists says so.
        let without = missing(.eGate, limit: 0)
        #expect(said(without, "BX-07", "") == [])
        #expect(said(without, "PA-08", "never loaded") == [.record])
        #expect(without.mayProceed)
    }

    @Test func `BX-07 says nothing where nobody could ask, or where the age is not judged`() {
        #expect(outcomes(.eGate, wanted: nil, invalid: nil) == [])
        let off = outcomes(.eGate, wanted: 9000, invalid: 9000) {
            $0.parameters.wantedListAgeLimitHours = 0
            $0.parameters.invalidListAgeLimitHours = 0
        }
        #expect(off == [])
    }
}
