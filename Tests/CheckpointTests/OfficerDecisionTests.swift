import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import Support
@testable import TravelDocument

/// What an officer may decide about a referred traveller.
@Suite struct OfficerDecisionTests {
    private static let now = UnixTime(seconds: 1_773_115_200)

    private func record(
        _ rules: [(String, [String])], nationality: String? = "MNG", direction: Direction = .exit,
        state: CrossingState = .referred
    ) throws -> CrossingRecord {
        var document: CrossingDocument?
        if let nationality {
            let text = "P<MNGBATBAYAR<<BOLD<<<<<<<<<<<<<<<<<<<<<<<<<\nE1234567<4MNG8503172M3403163UZ85031719<<<<34"
            let page = try MachineReadableZone(parsing: text, today: try #require(CivilDate("2026-03-10")))
            document = CrossingDocument(page)
            document?.nationality = nationality
        }
        var random = SystemRandomNumberGenerator()
        let facts = CrossingFacts(
            direction: direction, date: try #require(CivilDate("2026-03-10")), unixTime: Self.now.seconds,
            station: .eGate,
            document: DocumentFacts(
                classCode: "P", issuer: "MNG", nationality: nationality ?? "", number: "E1234567", expiryDate: nil,
                birthDateText: "850317", birthDate: nil, sex: .male, mrzValid: true),
            permission: .nothing, invalidation: .nothing, lastCrossing: .unknown, chip: .absent, finger: .notTaken)
        let findings = rules.map { rule, evidence in
            Finding(
                rule: rule, citation: "A/260", outcome: .refer, reason: LocalizedText(mn: "а", en: "a"),
                evidence: evidence)
        }
        return CrossingRecord(
            id: CrossingID(at: Self.now, using: &random), lane: try #require(LaneID("gate-1")), direction: direction,
            startedAt: Self.now, decidedAt: Self.now, completedAt: Self.now, state: state, mrzText: "",
            document: document, chip: .absent, fingerTries: [], permissionID: nil, facts: facts,
            verdict: Verdict(findings: findings, rulebook: "test"), softwareVersion: "test")
    }

    private func make(
        _ kind: OfficerDecision.Kind, _ record: CrossingRecord, second: String? = nil, authority: String? = nil
    ) throws(DecisionFault) -> OfficerDecision {
        try OfficerDecision.make(
            kind, on: record, officer: "17", secondOfficer: second, reason: "seen", authority: authority,
            rulebook: .standard, at: Self.now)
    }

    @Test func `a traveller is let pass over named findings`() throws {
        let record = try record([("EG-03", []), ("EG-02", []), ("EG-03", [])])
        let decision = try make(.letPass, record)
        #expect(decision.overridden == ["EG-03", "EG-02"])
        #expect(decision.crossing == record.id)
        #expect(decision.secondOfficer == nil)
    }

    @Test(arguments: ["BX-06", "EG-05", "GE-06", "LN-08", "PA-04", "PA-07", "PA-08"])
    func `grave findings are passed over by two`(rule: String) throws {
        let record = try record([("EG-03", []), (rule, [])])
        #expect(throws: DecisionFault.secondOfficerNeeded([rule])) { try make(.letPass, record) }
        #expect(throws: DecisionFault.sameOfficer) { try make(.letPass, record, second: "17") }
        #expect(try make(.letPass, record, second: "4").overridden == ["EG-03", rule])
    }

    @Test func `a chip that failed is grave, one that is in doubt is not`() throws {
        let failed = try record([("LN-07", ["check=sodSignature", "result=failed", "code=1401"])])
        #expect(throws: DecisionFault.secondOfficerNeeded(["LN-07"])) { try make(.letPass, failed) }
        let doubtful = try record([("LN-07", ["check=trustStatus", "result=undetermined", "code=1700"])])
        #expect(try make(.letPass, doubtful).overridden == ["LN-07"])
    }

    @Test func `what was not referred is not decided`() throws {
        for state in CrossingState.allCases where state != .referred {
            let record = try record([("EG-03", [])], state: state)
            #expect(throws: DecisionFault.notReferred(state)) { try make(.letPass, record) }
        }
    }

    @Test func `a refusal names what it rests on`() throws {
        let record = try record([("EG-05", [])])
        #expect(throws: DecisionFault.authorityMissing) { try make(.refused, record) }
        #expect(throws: DecisionFault.authorityMissing) { try make(.refused, record, authority: "") }
        let decision = try make(.refused, record, authority: "ШШГЕГ 123/45")
        #expect(decision.overridden.isEmpty)
        #expect(decision.authority == "ШШГЕГ 123/45")
    }

    @Test func `a citizen of Mongolia is never refused entry`() throws {
        let home = try record([("PA-05", [])], direction: .entry)
        #expect(throws: DecisionFault.citizenIsNotRefusedEntry) {
            try make(.refused, home, second: "4", authority: "126 8.3")
        }
        let foreigner = try record([("VF-02", [])], nationality: "D", direction: .entry)
        #expect(try make(.refused, foreigner, authority: "A/131 1.1").kind == .refused)
        let nobody = try record([("LN-01", [])], nationality: nil, direction: .entry)
        #expect(throws: DecisionFault.nationalityUnknown) { try make(.refused, nobody, authority: "A/131 1.1") }
        #expect(try make(.refused, nobody, second: "4", authority: "A/131 1.1").secondOfficer == "4")
    }
}
