import GRDB
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Settlements of interrupted crossings")
struct SettlementTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    private func settlement(
        of record: CrossingRecord, _ outcome: CrossingSettlement.Outcome
    ) -> CrossingSettlement {
        CrossingSettlement(
            crossing: record.id, outcome: outcome, officer: "17", reason: "camera 3", settledAt: Samples.minutes(9))
    }

    @Test func `a traveller who is found to have turned back has not crossed`() async throws {
        let record = try Samples.record(state: .interrupted)
        try await database.commit(record)
        #expect(try await database.gather(Samples.query()).lastCrossing?.id == record.id)
        try await database.settle(settlement(of: record, .turnedBack))
        #expect(try await database.gather(Samples.query()).lastCrossing == nil)
        #expect(try await database.settlement(of: record.id) == settlement(of: record, .turnedBack))
        #expect(try await database.crossing(record.id) == record)
    }

    @Test func `a traveller who is found to have passed has crossed`() async throws {
        let record = try Samples.record(state: .interrupted)
        try await database.commit(record)
        try await database.settle(settlement(of: record, .passed))
        #expect(try await database.gather(Samples.query()).lastCrossing?.id == record.id)
    }

    @Test func `only interrupted crossings are settled, and once`() async throws {
        let passed = try Samples.record(state: .passed)
        try await database.commit(passed)
        #expect(await Workspace.code { try await database.settle(settlement(of: passed, .passed)) } == .constraint)
        let unknown = try Samples.record(at: Samples.minutes(3), state: .interrupted)
        #expect(await Workspace.code { try await database.settle(settlement(of: unknown, .passed)) } == .notFound)
        let record = try Samples.record("E7654321", at: Samples.minutes(1), state: .interrupted)
        try await database.commit(record)
        try await database.settle(settlement(of: record, .passed))
        #expect(await Workspace.code { try await database.settle(settlement(of: record, .turnedBack)) } == .constraint)
        #expect(try await database.settlement(of: record.id)?.outcome == .passed)
    }

    @Test(arguments: ["DELETE FROM crossingSettlement", "UPDATE crossingSettlement SET outcome = 'turnedBack'"])
    func `nothing removes or changes a settlement`(statement: String) async throws {
        let record = try Samples.record(state: .interrupted)
        try await database.commit(record)
        try await database.settle(settlement(of: record, .passed))
        await #expect(throws: DatabaseError.self) {
            try await database.pool.write { try $0.execute(sql: statement) }
        }
    }
}
