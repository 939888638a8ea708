import GRDB
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Officers and their decisions")
struct OfficerTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() throws {
        workspace = try Workspace()
        database = try workspace.open()
    }

    private func officer(_ number: String, _ role: Officer.Role = .inspector) -> Officer {
        Officer(number: number, name: "Д. Оюун", role: role, addedAt: Samples.noon, addedBy: "admin")
    }

    private func decision(
        _ record: CrossingRecord, _ kind: OfficerDecision.Kind = .letPass, by number: String = "17",
        second: String? = nil
    ) -> OfficerDecision {
        OfficerDecision(
            crossing: record.id, kind: kind, officer: number, secondOfficer: second, reason: "looked at the passport",
            authority: kind == .refused ? "A/131 1.1" : nil, overridden: kind == .letPass ? ["EG-03"] : [],
            decidedAt: Samples.minutes(5))
    }

    private func referred(_ number: String = "E1234567", at minutes: Int64 = 0) async throws -> CrossingRecord {
        let record = try Samples.record(number, at: Samples.minutes(minutes), state: .referred)
        try await database.commit(record)
        return record
    }

    private func verify() throws -> JournalVerification {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path())
    }

    @Test func `a number is given once, also after a retirement`() async throws {
        try await database.add(officer("17"))
        #expect(await Workspace.code { try await database.add(officer("17")) } == .constraint)
        try await database.retireOfficer("17", by: "admin", at: Samples.minutes(3))
        #expect(await Workspace.code { try await database.add(officer("17")) } == .constraint)
        #expect(
            await Workspace.code { try await database.retireOfficer("17", by: "admin", at: Samples.noon) }
                == .constraint)
        #expect(
            await Workspace.code { try await database.retireOfficer("18", by: "admin", at: Samples.noon) }
                == .notFound)
        let all = try await database.officers()
        #expect(all.map(\.number) == ["17"])
        #expect(all.first?.retiredAt == Samples.minutes(3))
        #expect(all.first?.name == "Д. Оюун")
    }

    @Test(arguments: [" 17", "１７", "1 7", "17\u{00A0}"])
    func `a number that looks like another officer's is not given`(_ twin: String) async throws {
        try await database.add(officer("17"))
        #expect(await Workspace.code { try await database.add(officer(twin)) } == .constraint)
        try await database.add(officer("A-17"))
        #expect(await Workspace.code { try await database.add(officer("А-17")) } == .constraint)
        try await database.add(officer("117"))
    }

    @Test func `a referred traveller whom an officer let pass has crossed`() async throws {
        try await database.add(officer("17"))
        let record = try await referred()
        #expect(try await database.gather(Samples.query()).lastCrossing == nil)
        try await database.decide(decision(record))
        let last = try await database.gather(Samples.query()).lastCrossing
        #expect(last?.id == record.id)
        #expect(last?.state == .passed)
        #expect(try await database.decision(on: record.id) == decision(record))
        #expect(try await database.crossing(record.id) == record)
    }

    @Test func `a refused traveller has not crossed`() async throws {
        try await database.add(officer("17"))
        let record = try await referred()
        try await database.decide(decision(record, .refused))
        #expect(try await database.gather(Samples.query()).lastCrossing == nil)
        #expect(try await database.decision(on: record.id)?.authority == "A/131 1.1")
    }

    @Test func `only an officer in service decides, and only a supervisor is the second`() async throws {
        let record = try await referred()
        func code(_ decision: OfficerDecision) async -> StoreError.Code? {
            await Workspace.code { try await database.decide(decision) }
        }
        #expect(await code(decision(record)) == .officer)
        try await database.add(officer("17"))
        try await database.add(officer("18"))
        try await database.add(officer("4", .supervisor))
        #expect(await code(decision(record, second: "18")) == .officer)
        #expect(await code(decision(record, second: "99")) == .officer)
        try await database.retireOfficer("18", by: "admin", at: Samples.minutes(3))
        #expect(await code(decision(record, by: "18")) == .officer)
        #expect(try await database.decision(on: record.id) == nil)
        try await database.decide(decision(record, second: "4"))
        #expect(try await database.decision(on: record.id)?.secondOfficer == "4")
    }

    @Test func `a crossing from a clock that was ahead keeps no officer from letting the traveller pass`() async throws
    {
        try await database.add(officer("17"))
        try await database.commit(try Samples.record("E1234567", .entry, at: Samples.minutes(600), state: .passed))
        let record = try await referred()
        try await database.decide(decision(record))
        #expect(try await database.decision(on: record.id)?.kind == .letPass)
    }

    @Test func `what was not referred, is unknown, decided or crossed since is not decided`() async throws {
        try await database.add(officer("17"))
        func code(_ decision: OfficerDecision) async -> StoreError.Code? {
            await Workspace.code { try await database.decide(decision) }
        }
        let unknown = try Samples.record("E7654321", at: Samples.minutes(1), state: .referred)
        #expect(await code(decision(unknown)) == .notFound)
        let passed = try Samples.record("E7654321", at: Samples.minutes(1), state: .passed)
        try await database.commit(passed)
        #expect(await code(decision(passed)) == .constraint)
        let record = try await referred()
        try await database.decide(decision(record))
        #expect(await code(decision(record, .refused)) == .constraint)
        let early = try await referred("E7777777")
        try await database.commit(try Samples.record("E7777777", at: Samples.minutes(2), state: .passed))
        #expect(await code(decision(early)) == .constraint)
        // A refusal of the first lane is history all the same.
        try await database.decide(decision(early, .refused))
    }

    @Test(arguments: [
        "DELETE FROM officerDecision", "UPDATE officerDecision SET reason = 'x'", "DELETE FROM officer",
        """
        INSERT OR REPLACE INTO officerDecision
        SELECT crossingID, kind, officer, secondOfficer, 'x', authority, overridden, decidedAt FROM officerDecision
        """,
    ])
    func `nothing removes or changes a decision`(statement: String) async throws {
        try await database.add(officer("17"))
        try await database.decide(decision(try await referred()))
        await #expect(throws: DatabaseError.self) {
            try await database.pool.write { try $0.execute(sql: statement) }
        }
    }

    @Test func `the journal watches officers and decisions`() async throws {
        try await database.add(officer("17"))
        try await database.decide(decision(try await referred()))
        #expect(try verify().isIntact)
        try await database.pool.write { db in
            try db.execute(sql: "UPDATE officer SET role = 'supervisor' WHERE number = '17'")
        }
        #expect(try verify().faults.map(\.subject) == ["officer:17"])
    }
}
