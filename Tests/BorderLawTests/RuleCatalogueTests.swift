import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("The catalogue of rules")
struct RuleCatalogueTests {
    private let entries = RuleCatalogue.entries(.standard)

    @Test func `every rule of the list stands in it`() {
        func ids(_ group: String, _ range: ClosedRange<Int>) -> [String] {
            range.map { "\(group)-\($0 < 10 ? "0" : "")\($0)" }
        }
        let asked =
            ids("CH", 0...10) + ids("GE", 1...6) + ids("PA", 1...9) + ids("EG", 1...10) + ids("BC", 1...5)
            + ids("VF", 1...11) + ids("RS", 1...10)
        #expect(Set(entries.map(\.rule)).isSuperset(of: asked))
        #expect(entries.map(\.rule) == entries.map(\.rule).sorted())
    }

    @Test func `every entry is complete and every parameter has a value`() {
        for entry in entries {
            #expect(!entry.stations.isEmpty, "\(entry.rule)")
            #expect(["GE-02", "RS-08", "RS-10"].contains(entry.rule) || !entry.needs.isEmpty, "\(entry.rule)")
            #expect(!entry.parameters.values.contains("unknown"), "\(entry.rule)")
            #expect(!entry.who.mn.isEmpty && !entry.title.en.isEmpty && !entry.citation.isEmpty)
        }
        #expect(entries.filter { $0.appliedBy != nil }.map(\.rule) == ["CH-10", "GE-02", "RS-08", "RS-10"])
    }

    @Test func `an order that changes a number shows in it`() {
        var rulebook = Rulebook.standard
        rulebook.parameters.monthsOfValidity = 3
        let entry = RuleCatalogue.entries(rulebook).first { $0.rule == "EG-03" }
        #expect(entry?.parameters["monthsOfValidity"] == "3")
    }

    @Test func `what no rule decides is named with the reason`() {
        #expect(RuleCatalogue.gaps.allSatisfy { !$0.reason.mn.isEmpty && $0.reason.en.count > 5 })
        #expect(RuleCatalogue.gaps.contains { $0.citation == "A/49 2.3, 2.4" })
    }
}
