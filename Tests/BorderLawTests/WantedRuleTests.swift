import Testing

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
