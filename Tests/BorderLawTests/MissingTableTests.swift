import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("A day without a table")
struct MissingTableTests {
    /// The compiled-in tables, of which that of one kind ends with a day.
    private func shelf(_ kind: RulebookTableKind, until end: String) throws -> RulebookShelf {
        var tables = RulebookShelf.standard.tables
        for index in tables.indices where tables[index].kind == kind { tables[index].validUntil = Samples.date(end) }
        return try #require(RulebookShelf.build(tables).shelf)
    }

    @Test(
        arguments: [
            ("2026-01-01", nil, nil),
            (
                "2026-01-02", "тухайн өдөр хүчинтэй eGate хүснэгт алга (2026-01-01-нд дууссан)",
                "no table eGate holds on that day (ended 2026-01-01)"
            ),
            (
                "2017-11-19", "тухайн өдөр хүчинтэй eGate хүснэгт алга (2017-11-20-нд эхэлнэ)",
                "no table eGate holds on that day (begins 2017-11-20)"
            ),
        ] as [(String, String?, String?)])
    func `a kind without a table is named with the day of its end or beginning`(
        _ day: String, _ mn: String?, _ en: String?
    ) throws {
        let shelf = try shelf(.eGate, until: "2026-01-01")
        let missing = shelf.missing(on: Samples.date(day)).first { $0.kind == .eGate }
        #expect(missing?.text.mn == mn)
        #expect(missing?.text.en == en)
        let faults = shelf.rulebook(on: Samples.date(day)).faults
        #expect(faults.map(\.description) == (en.map { ["table: \($0)"] } ?? []))
    }

    @Test(arguments: RulebookTableKind.allCases.filter { $0 != .carriers })
    func `at the desk every kind counts`(_ kind: RulebookTableKind) throws {
        let rulebook = try shelf(kind, until: "2026-01-01").rulebook(on: Samples.date("2026-03-10"))
        let text = "no table \(kind.rawValue) holds on that day (ended 2026-01-01)"
        #expect(rulebook.deskFaults.map(\.reason) == [text])
        let finding = try #require(
            DeskRules.evaluate(DeskSamples.adult(), rulebook: rulebook, stage: .final).findings.first)
        #expect(finding.rule == "BX-00")
        #expect(finding.outcome == .refer)
        #expect(finding.reason.en == "Nothing can be decided automatically: \(text).")
        #expect(finding.reason.mn.contains("хүчинтэй \(kind.rawValue) хүснэгт алга (2026-01-01-нд дууссан)"))
        #expect(finding.evidence == ["table: \(text)"])
        // A gate asks its own table only.
        #expect(rulebook.faults.isEmpty == (kind != .eGate))
    }

    @Test func `carriers that have ended are told and stop nobody`() throws {
        let shelf = try shelf(.carriers, until: "2026-01-01")
        let day = Samples.date("2026-03-10")
        #expect(shelf.missing(on: day).map(\.kind) == [.carriers])
        #expect(shelf.rulebook(on: day).deskFaults == [])
        let bare = RulebookShelf.build(RulebookShelf.standard.tables.filter { $0.kind != .carriers }).shelf
        #expect(bare?.missing(on: day) == [])
    }

    @Test func `numbers that a record holds need no table of the gate`() throws {
        let rulebook = try shelf(.eGate, until: "2026-01-01").rulebook(on: Samples.date("2026-03-10"))
        let numbers = RulebookNumbers(version: "own", parameters: EGateParameters())
        #expect(rulebook.with(numbers).faults == [])
        #expect(rulebook.with(numbers).version == "own")
    }

    @Test func `the catalogue gives parameters of a table that lacks no value`() throws {
        let rulebook = try shelf(.eGate, until: "2026-01-01").rulebook(on: Samples.date("2026-03-10"))
        let entries = RuleCatalogue.entries(rulebook)
        let months = try #require(entries.first { $0.rule == "EG-03" })
        #expect(months.parameters == [:])
        #expect(months.tables == [.eGate])
        let list = try #require(entries.first { $0.rule == "EG-05" })
        #expect(list.tables == [.eGate, .desk])
        #expect(list.parameters.keys.sorted() == ["desk.secondOfficerRules"])
    }
}
