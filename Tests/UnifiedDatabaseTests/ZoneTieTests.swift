import Foundation
import GRDB
import Support
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import UnifiedDatabase

/// Two passports of a citizen whom nobody has enrolled: A/131 2.12 asks for the one of the preceding crossing.
@Suite("Passports with the same register number in their zones")
struct ZoneTieTests {
    private static let register = "AA85010121"

    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private func record(
        _ number: String, _ direction: Direction = .exit, at minute: Int64 = 0, state: CrossingState = .passed,
        register: String = register
    ) throws -> CrossingRecord {
        var record = try Samples.record(number, direction, at: Samples.minutes(minute), state: state)
        record.document = try Samples.document(number, optional: register)
        return record
    }

    private func other(
        _ database: UnifiedDatabase, _ number: String, register: String = register
    ) async throws -> PastCrossing? {
        try await database.gather(Samples.query(number, .entry, optional: register)).lastCrossingByZone
    }

    @Test func `a citizen who left with another passport is asked for it`() async throws {
        let database = try workspace.open()
        try await database.commit(record("E1111111"))
        let other = try #require(try await other(database, "E2222222"))
        #expect(other.documentNumber == "E1111111" && other.direction == .exit)
        #expect(try await self.other(database, "E1111111") == nil)
        #expect(try await self.other(database, "E2222222", register: "AA85010122") == nil)
        #expect(try await self.other(database, "E2222222", register: "") == nil)
        // The latest one counts.
        try await database.commit(record("E3333333", .entry, at: 5))
        #expect(try await self.other(database, "E2222222")?.documentNumber == "E3333333")
        // Nothing else is learnt of the person by it.
        let key = DocumentKey(recorded: "MNG", number: "E2222222")
        #expect(try await database.documents(ofHolderOf: key).documents == [key])
    }

    @Test func `an admission ties when it is completed, however it ended`() async throws {
        let database = try workspace.open()
        for (minute, state) in [CrossingState.passed, .interrupted, .turnedBack].enumerated() {
            let register = "AA8501012\(minute)"
            let admitted = try record("E000000\(minute)", at: Int64(minute), state: .admitted, register: register)
            try await database.commit(admitted)
            #expect(try await other(database, "E2222222", register: register) == nil)
            try await database.complete(admitted.id, state: state, at: Samples.minutes(60))
            let found = try await other(database, "E2222222", register: register)
            #expect(found?.documentNumber == (state == .turnedBack ? nil : "E000000\(minute)"))
        }
    }

    @Test func `a referred traveller ties once an officer has let them pass`() async throws {
        let database = try await workspace.openWithOfficers()
        let referred = try record("E1111111", state: .referred)
        try await database.commit(referred)
        #expect(try await other(database, "E2222222") == nil)
        try await database.decide(
            OfficerDecision(
                crossing: referred.id, kind: .letPass, officer: "17", reason: "looked at the passport",
                overridden: ["EG-03"], decidedAt: Samples.minutes(5)))
        #expect(try await other(database, "E2222222")?.documentNumber == "E1111111")
    }

    @Test func `only a zone that was right, and the record's own, ties`() async throws {
        let database = try workspace.open()
        var misread = try record("E1111111", state: .referred)
        misread.facts.document.mrzValid = false
        try await database.commit(misread)
        let ties = try await database.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM zoneTie") }
        #expect(ties == 0)
        // A stranger's passport whose number was once misread from this zone, or that somebody has written beside it.
        try await database.commit(record("E1111111", at: 1))
        try await database.commit(record("E1111111", at: 2, register: "UB91010121"))
        #expect(try await other(database, "E2222222") == nil)
        try await database.commit(record("E5555555", at: 3, register: "UB91010121"))
        try await database.pool.write { try $0.execute(sql: "UPDATE OR IGNORE zoneTie SET number = 'E5555555'") }
        #expect(try await other(database, "E2222222") == nil)
        #expect(try await other(database, "E2222222", register: "UB91010121")?.documentNumber == "E5555555")
    }

    @Test func `a tied record that cannot be opened any more is doubt, and ties`() async throws {
        let database = try workspace.open()
        let admitted = try record("E1111111", state: .admitted)
        try await database.commit(admitted)
        try await database.complete(admitted.id, state: .passed, at: Samples.minutes(1))
        let stranger = try workspace.stranger()
        try await stranger.write { db in
            try db.execute(sql: "DROP TRIGGER crossingIsFinal; UPDATE crossing SET sealedContent = x'00'")
        }
        try stranger.close()
        #expect(try await other(database, "E2222222")?.documentNumber == "E1111111")
    }

    @Test func `what is confirmed goes before a zone`() async throws {
        let database = try workspace.open()
        _ = try await database.grant(Samples.permission("E1111111", register: "АА85010121"))
        _ = try await database.grant(Samples.permission("E4444444", register: "ББ85010121"))
        _ = try await database.grant(Samples.permission("E5555555", register: "АА91010121"))
        try await database.commit(record("E1111111"))
        // Of the same person by the register number on record, and so no hint.
        _ = try await database.grant(Samples.permission("E2222222", register: "АА85010121"))
        let facts = try await database.gather(Samples.query("E2222222", .entry, optional: Self.register))
        #expect(facts.lastCrossingOfPerson?.documentNumber == "E1111111" && facts.lastCrossingByZone == nil)
        // Two register numbers on record are two persons, and one with other digits is not that of the zone.
        #expect(try await other(database, "E4444444") == nil)
        #expect(try await other(database, "E5555555") == nil)
        #expect(try await other(database, "E6666666")?.documentNumber == "E1111111")
        try await database.commit(record("E5555555", at: 9))
        #expect(try await other(database, "E6666666")?.documentNumber == "E1111111")
    }

    @Test func `no register number stands in the file, and a change of the key keeps the ties`() async throws {
        let database = try workspace.open()
        try await database.commit(record("E1111111"))
        let text = Data(Self.register.utf8)
        #expect(try workspace.rawBytes().range(of: text) == nil)
        #expect(try workspace.rawBytes().range(of: Data("85010121".utf8)) == nil)
        try database.close()
        _ = try await KeyRotation(
            database: workspace.path(), keyFile: workspace.path("key"), journalKeyFile: workspace.path("journal-key"),
            reached: { _ in }
        ).rotate(.database, spool: workspace.path("spool"), by: "root")
        let rotated = try UnifiedDatabase(
            path: workspace.path(), key: try DatabaseKey.load(from: workspace.path("key")),
            journalKey: try JournalKey.load(from: workspace.path("journal-key")))
        #expect(try await other(rotated, "E2222222")?.documentNumber == "E1111111")
        // What comes after it is under another key, and found as well.
        try await rotated.commit(record("E3333333", at: 5))
        #expect(try await other(rotated, "E2222222")?.documentNumber == "E3333333")
        let tags = try await rotated.pool.read { try Int64.fetchAll($0, sql: "SELECT tag FROM zoneTie") }
        #expect(Set(tags).count == 2)
    }

    @Test func `a passport of which no crossing is left is forgotten`() async throws {
        let database = try workspace.open()
        try await database.commit(record("E1111111"))
        try await database.commit(record("E1111111", .entry, at: 60 * 24 * 400))
        func ties() async throws -> Int? {
            try await database.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM zoneTie") }
        }
        var periods = RetentionPeriods()
        periods.crossingYears = 10
        for (days, left) in [(3660, 1), (3660 + 400, 0)] {
            let time = UnixTime(seconds: Samples.noon.seconds + 86_400 * Int64(days))
            _ = try await database.retain(periods, at: time, dryRun: false)
            #expect(try await ties() == left)
        }
    }

    @Test func `crossings of before are tied by the update`() async throws {
        let queue = try DatabaseQueue(path: workspace.path("former.sqlite"))
        let schema = DatabaseSchema.migrator(workspace.schemaKeys)
        try schema.migrate(queue, upTo: "10.3 admissions without indexes of their own")
        let records = try [
            record("E1111111"), record("E1111111", .entry, at: 5), Samples.record("E3333333", at: Samples.minutes(7)),
        ]
        try await queue.write { [workspace] db in
            let keys = try ContentKeys(under: workspace.key, in: db)
            for record in records {
                let content = try CrossingContent.Telling(record).finish()
                try db.execute(
                    sql: CrossingColumns.insertion,
                    arguments: StatementArguments(CrossingColumns(record, content: content, sealedWith: keys).values))
            }
            // A record that nobody can open ties nothing, and stops nothing.
            try db.execute(sql: "UPDATE crossing SET sealedContent = x'00' WHERE documentNumber = 'E3333333'")
        }
        try queue.close()
        let database = try workspace.open("former.sqlite")
        let found = try await other(database, "E2222222")
        #expect(found?.documentNumber == "E1111111" && found?.direction == .entry)
    }

    @Test func `a record that cannot be opened is completed all the same`() async throws {
        let database = try workspace.open()
        let admitted = try record("E1111111", state: .admitted)
        try await database.commit(admitted)
        try await database.pool.write { try $0.execute(sql: "UPDATE crossing SET sealedContent = x'00'") }
        try await database.complete(admitted.id, state: .passed, at: Samples.minutes(1))
        #expect(try await database.unfinishedCrossings().isEmpty)
        #expect(try await other(database, "E2222222") == nil)
    }
}
