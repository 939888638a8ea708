import Cryptography
import GRDB
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Crossings told and signed beside the writing thread")
struct CrossingDraftTests {
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

    /// A key that can sign nothing that anybody would take: what was signed before shows by that.
    private func strange() throws -> Ed25519.PrivateKey { try Ed25519.PrivateKey.generate().key }

    /// The key of the lane of all samples, which the first crossing puts into force.
    private func laneKey() async throws -> Ed25519.PrivateKey {
        try await database.commit(Samples.record("E9000000"))
        return try workspace.journalKey.lanes.key(of: Samples.record().lane)
    }

    @Test func `the entry is signed ahead for the place that is known, and anew for any other`() async throws {
        let key = workspace.journalKey
        let laneKey = try await laneKey()
        let here = try #require(try await database.journalHead())
        #expect(key.newestPlace == here)
        let draft = CrossingDraft(try Samples.record(), sealedWith: database.contentKeys)
        draft.make(signedBy: key) {}
        let other = try strange()
        let entry = try draft.entry(after: here, signedBy: other)
        #expect(entry.sequence == here.sequence + 1 && entry.previousHash == here.hash)
        #expect(try entry.hash == entry.computedHash())
        #expect(try entry.signature == laneKey.sign(entry.hash))

        var hash = here.hash
        hash[31] ^= 1
        for place in [
            JournalPlace(sequence: here.sequence, hash: hash),
            JournalPlace(sequence: here.sequence + 1, hash: here.hash),
        ] {
            let entry = try draft.entry(after: place, signedBy: other)
            #expect(entry.sequence == place.sequence + 1 && entry.previousHash == place.hash)
            #expect(try entry.signature == other.sign(entry.hash))
        }
    }

    @Test func `what others tell of meanwhile leaves the guess good`() async throws {
        _ = try await laneKey()
        let place = try await database.append(JournalEvent(.daemonStopped))
        #expect(workspace.journalKey.guess(for: try Samples.record().lane)?.previous == place)
        let next = try await second().append(JournalEvent(.daemonStarted))
        #expect(workspace.journalKey.guess(for: try Samples.record().lane)?.previous == place)
        try await database.commit(Samples.record("E9000001"))
        #expect(workspace.journalKey.newestPlace?.sequence == next.sequence + 1)
        #expect(try verify().isIntact)
    }

    @Test func `nothing is guessed for a lane whose key is not in force`() async throws {
        let draft = CrossingDraft(try Samples.record(), sealedWith: database.contentKeys)
        let here = try #require(try await database.journalHead())
        #expect(workspace.journalKey.newestPlace == here)
        try await database.prepareLaneKeys([Samples.record().lane])
        draft.make(signedBy: workspace.journalKey) {}
        let other = try strange()
        let entry = try draft.entry(after: here, signedBy: other)
        #expect(try entry.signature == other.sign(entry.hash))
    }

    @Test func `without a place to guess the entry is signed when it is asked for`() throws {
        let key = try JournalKey.load(from: workspace.path("journal-key"))
        #expect(key.newestPlace == nil)
        let draft = CrossingDraft(try Samples.record(), sealedWith: database.contentKeys)
        draft.make(signedBy: key) {}
        let other = try strange()
        let entry = try draft.entry(
            after: JournalPlace(sequence: 0, hash: JournalEntry.origin), signedBy: other)
        #expect(try entry.signature == other.sign(entry.hash))
    }

    @Test func `whoever asks while the parts are being made waits for them`() async throws {
        let laneKey = try await laneKey()
        for number in 10..<60 {
            let record = try Samples.record("E50000\(number)")
            let draft = CrossingDraft(record, sealedWith: database.contentKeys)
            let place = try #require(try await database.journalHead())
            let other = try strange()
            let (values, entry) = try await withThrowingTaskGroup(of: ([DatabaseValue], JournalEntry).self) { group in
                draft.make(signedBy: workspace.journalKey) {
                    group.addTask { (try draft.values(), try draft.entry(after: place, signedBy: other)) }
                }
                return try #require(try await group.next())
            }
            #expect(try entry.rowDigest == JournaledRow.digest(ofRow: values))
            #expect(try entry.signature == laneKey.sign(entry.hash))
        }
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
