import GRDB
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Entries signed ahead of their transaction")
struct JournalDraftTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() throws {
        workspace = try Workspace()
        database = try workspace.open()
    }

    private func verify() throws -> JournalVerification {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path())
    }

    /// The same database as another process has it: with a key that knows nothing of what this one has signed.
    private func second() throws -> UnifiedDatabase {
        try UnifiedDatabase(
            path: workspace.path(), key: workspace.key,
            journalKey: try JournalKey.load(from: workspace.path("journal-key")))
    }

    private func draft() throws -> (JournalDraft, CrossingRecord) {
        let record = try Samples.record()
        return (
            JournalDraft(
                JournalEvent(.crossingRecorded), about: .crossing(record.id.text),
                values: try CrossingColumns(record).values), record
        )
    }

    @Test func `the entry is taken at the place it was signed for, and at no other`() async throws {
        let key = workspace.journalKey
        let here = try #require(try await database.journalHead())
        #expect(key.newestPlace == here)
        let (draft, _) = try draft()
        #expect(draft.signed(after: here) == nil)
        draft.sign(with: key)
        let entry = try #require(draft.signed(after: here))
        #expect(entry.sequence == here.sequence + 1 && entry.previousHash == here.hash)
        #expect(try entry.hash == entry.computedHash())
        var hash = here.hash
        hash[31] ^= 1
        #expect(draft.signed(after: JournalPlace(sequence: here.sequence, hash: hash)) == nil)
        #expect(draft.signed(after: JournalPlace(sequence: here.sequence + 1, hash: here.hash)) == nil)

        try await database.pool.write { db in _ = try JournalWriter(db, key).append(draft) }
        #expect(try await database.journalHead()?.hash == entry.hash)
    }

    @Test func `without a place to guess nothing is signed ahead`() throws {
        let (draft, _) = try draft()
        let key = try JournalKey.load(from: workspace.path("journal-key"))
        #expect(key.newestPlace == nil)
        draft.sign(with: key)
        #expect(draft.signed(after: JournalPlace(sequence: 0, hash: JournalEntry.origin)) == nil)
    }

    @Test func `what others have written, and what has failed, only makes the guess wrong`() async throws {
        let other = try second()
        for number in 0..<6 {
            for store in [database, other] {
                try await store.commit(Samples.record("E100000\(number)", state: .passed))
            }
        }
        // Signed in a transaction that came to nothing.
        let finished = try Samples.record("E2000000", state: .passed)
        try await database.commit(finished)
        await #expect(throws: StoreError.self) {
            try await database.write("fail") { db in
                _ = try JournalWriter(db, workspace.journalKey).append(JournalEvent(.daemonStarted))
                throw StoreError(.constraint, "on purpose")
            }
        }
        try await database.commit(Samples.record("E3000000", state: .passed))
        let result = try verify()
        #expect(result.isIntact && result.rows == 14)
    }

    @Test func `two processes that write at once leave a whole journal`() async throws {
        let other = try second()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 10..<50 {
                let store = number.isMultiple(of: 2) ? database : other
                group.addTask { try await store.commit(Samples.record("E40000\(number)", state: .passed)) }
            }
            try await group.waitForAll()
        }
        let result = try verify()
        #expect(result.isIntact && result.rows == 40)
    }
}
