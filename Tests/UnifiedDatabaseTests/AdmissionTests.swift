import GRDB
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Open admissions, by the journal")
struct AdmissionTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private func marks(_ database: UnifiedDatabase) async throws -> Int? {
        try await database.pool.read {
            try Int.fetchOne($0, sql: "SELECT count(*) FROM journal WHERE kind = 'admissionsEnded'")
        }
    }

    private func isIntact(_ name: String = "boomt.sqlite") throws -> Bool {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path(name)).isIntact
    }

    private func admission(_ minute: Int64) throws -> CrossingRecord {
        try Samples.record("E\(1_000_000 + minute)", at: Samples.minutes(minute))
    }

    @Test func `the end of all is noted once, and never while a gate may be open`() async throws {
        let database = try workspace.open()
        try await database.noteEndOfAdmissions()
        #expect(try await marks(database) == 0)
        let records = try (0..<3).map(admission)
        for record in records { try await database.commit(record) }
        try await database.commit(Samples.record(at: Samples.minutes(9), state: .referred))
        #expect(try await database.unfinishedCrossings() == records.map(\.id))
        for record in records {
            try await database.noteEndOfAdmissions()
            #expect(try await marks(database) == 0)
            try await database.complete(record.id, state: .passed, at: Samples.minutes(10))
        }
        for _ in 0..<2 {
            try await database.noteEndOfAdmissions()
            #expect(try await marks(database) == 1)
        }
        let later = try admission(20)
        try await database.commit(later)
        #expect(try await database.unfinishedCrossings() == [later.id])
        try await database.noteEndOfAdmissions()
        #expect(try await marks(database) == 1)
        #expect(try isIntact())
    }

    @Test func `an admission that is written again is open once, until it is referred`() async throws {
        let database = try workspace.open()
        var record = try admission(0)
        for _ in 0..<2 { try await database.commit(record) }
        #expect(try await database.unfinishedCrossings() == [record.id])
        record.state = .referred
        try await database.commit(record)
        #expect(try await database.unfinishedCrossings().isEmpty)
        #expect(try isIntact())
    }

    /// A database as the version before wrote it, with one crossing.
    private func former(_ record: CrossingRecord, _ kind: JournalKind) async throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: workspace.path("former.sqlite"))
        try DatabaseSchema.migrator(workspace.schemaKeys).migrate(queue, upTo: "10.2 sealed texts of officers")
        try await queue.write { [workspace] db in
            let keys = try ContentKeys(under: workspace.key, in: db)
            let content = try CrossingContent.Telling(record).finish()
            try db.execute(
                sql: CrossingColumns.insertion,
                arguments: StatementArguments(CrossingColumns(record, content: content, sealedWith: keys).values))
            try JournalWriter(db, workspace.journalKey).append(
                JournalEvent(kind, lane: kind.isOfLane ? record.lane : nil), about: .crossing(record.id.text))
        }
        return queue
    }

    @Test(arguments: [CrossingState.admitted, .passed])
    func `what a former version had left open is found`(_ state: CrossingState) async throws {
        let record = try Samples.record(state: state)
        let queue = try await former(record, .crossingRecorded)
        try queue.close()
        let database = try workspace.open("former.sqlite")
        #expect(try await database.unfinishedCrossings() == (state == .admitted ? [record.id] : []))
        #expect(try await marks(database) == (state == .admitted ? 0 : 1))
        #expect(try isIntact("former.sqlite"))
    }

    @Test func `a stranger's key adds nothing to the journal of a former version`() async throws {
        let queue = try await former(Samples.record(state: .passed), .rowAdopted)
        let before = try await queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM journal") }
        let stranger = try JournalKey.loadOrCreate(at: workspace.path("another-journal-key"))
        #expect(throws: StoreError.self) {
            _ = try UnifiedDatabase(path: workspace.path("former.sqlite"), key: workspace.key, journalKey: stranger)
        }
        #expect(try await queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM journal") } == before)
        try queue.close()
        let database = try workspace.open("former.sqlite")
        #expect(try await database.unfinishedCrossings().isEmpty)
        #expect(try isIntact("former.sqlite"))
    }

    @Test func `the last word about a crossing is found although no index tells of it`() async throws {
        let database = try workspace.open()
        let record = try admission(0)
        try await database.commit(record)
        let row = JournaledRow.crossing(record.id.text)
        let word = try await database.pool.read { try JournalBatch.lastWord(of: row, in: $0) }
        // As a lane's key could leave it: ended in the table, and in no entry.
        try await database.pool.write { try $0.execute(sql: "UPDATE crossing SET state = 'passed'") }
        #expect(try await database.pool.read { try JournalBatch.lastWord(of: row, in: $0) } == word)
        #expect(word != nil)
    }

    @Test func `a changed row is found while its crossing is open`() async throws {
        let database = try workspace.open()
        let record = try admission(0)
        try await database.commit(record)
        try await database.pool.write { try $0.execute(sql: "UPDATE crossing SET outcome = 'allow!'") }
        let found = try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path())
        #expect(found.faults.map(\.kind) == [.rowChanged])
        #expect(found.faults.first?.subject == "crossing:\(record.id.text)")
    }

    /// How SQLite would go about it.
    private func plan(_ sql: String) async throws -> String {
        let database = try workspace.open()
        return try await database.pool.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql).map {
                try $0.decode(String.self, forColumn: "detail")
            }
        }.joined(separator: "; ")
    }

    @Test func `searches by row go by the index, and that for open admissions begins where all had ended`() async throws
    {
        let word = "SELECT 1 FROM journal WHERE subject = 'officer:17' AND \(KeepingSchema.isIndexed)"
        #expect(try await plan(word).contains("USING INDEX journalBySubject") == true)
        let open = try await plan(Admissions.selection)
        #expect(open.contains("SEARCH journal USING INTEGER PRIMARY KEY (rowid>?)"), "\(open)")
        #expect(open.contains("journalByAdmissionsEnd"), "\(open)")
        #expect(open.contains("SEARCH crossing USING INDEX sqlite_autoindex_crossing_1 (id=?)"), "\(open)")
    }
}
