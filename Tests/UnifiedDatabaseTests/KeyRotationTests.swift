import Cryptography
import Foundation
import GRDB
import Synchronization
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Changing the keys", .timeLimit(.minutes(2)))
struct KeyRotationTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private func rotation(_ reached: @escaping @Sendable (KeyRotation.Step) throws -> Void = { _ in }) -> KeyRotation {
        KeyRotation(
            database: workspace.path(), keyFile: workspace.path("key"), journalKeyFile: workspace.path("journal-key"),
            reached: reached)
    }

    /// With whatever keys the files hold now.
    private func open() throws -> UnifiedDatabase {
        try UnifiedDatabase(
            path: workspace.path(), key: try DatabaseKey.load(from: workspace.path("key")),
            journalKey: try JournalKey.load(from: workspace.path("journal-key")))
    }

    private func fill() async throws {
        let database = try await workspace.openWithOfficers()
        for index in 0..<5 {
            _ = try await database.grant(
                Samples.permission("E000000\(index)", register: nil, fingers: [Samples.finger(2), Samples.finger(7)]))
        }
        try await database.commit(Samples.record())
        let purpose = try #require(ReadingPurpose(officer: "17", purpose: "audit"))
        _ = try await database.personFile(issuer: "MNG", documentNumber: "E0000001", for: purpose)
        try database.close()
    }

    private func rotate(_ kind: KeyRotation.Kind, _ rotation: KeyRotation? = nil) async throws -> KeyRotation.Outcome {
        try await (rotation ?? self.rotation()).rotate(kind, spool: workspace.path("spool"), by: "root")
    }

    private func verify(_ key: [UInt8]) throws -> JournalVerification {
        try JournalVerifier(publicKey: key).verify(database: workspace.path())
    }

    private func expectWhole() async throws {
        let database = try open()
        for index in 0..<5 {
            let facts = try await database.gather(Samples.query("E000000\(index)"))
            #expect(facts.permission?.fingers == [Samples.finger(2), Samples.finger(7)])
        }
        let reading = try await database.pool.read { db in
            try Int64.fetchOne(db, sql: "SELECT sequence FROM journal WHERE kind = 'personRead'")
        }
        #expect(try await database.subjectOfReading(try #require(reading)) == "MNG E0000001")
        try database.close()
        #expect(try verify(JournalKey.load(from: workspace.path("journal-key")).publicKey).isIntact)
    }

    @Test func `every sealed column is put under the new key`() async throws {
        let database = try workspace.open()
        let columns = try await database.pool.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT tables.name || '.' || columns.name FROM pragma_table_list AS tables,
                        pragma_table_info(tables.name) AS columns
                    WHERE tables.schema = 'main' AND columns.name LIKE 'sealed%'
                    """)
        }
        #expect(Set(columns) == UnifiedDatabase.sealedColumns.union(UnifiedDatabase.contentColumns))
    }

    @Test func `a new database key opens everything, the old one nothing and is gone`() async throws {
        try await fill()
        let old = try Data(contentsOf: URL(fileURLWithPath: workspace.path("key")))
        let sealed = try await Self.sealed(workspace)
        let outcome = try await rotate(.database)
        #expect(outcome.resealed == 12)
        #expect(outcome.old != outcome.new)
        try await expectWhole()
        // The old key, an open handle in this test's memory, opens the database no more.
        #expect(await Workspace.code { _ = try workspace.open() } == .key)
        let names = try FileManager.default.contentsOfDirectory(atPath: workspace.directory)
        #expect(!names.contains("key.new"))
        for name in names where !name.hasSuffix("spool") && !name.hasSuffix(".lanes") {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: workspace.path(name)))
            #expect(bytes.range(of: old.prefix(64)) == nil, "\(name)")
            for ciphertext in sealed { #expect(bytes.range(of: ciphertext.prefix(32)) == nil, "\(name)") }
        }
        let mode = try FileManager.default.attributesOfItem(atPath: workspace.path("key"))[.posixPermissions] as? Int
        #expect(mode == 0o600)
        // And once more, since readings now have their subjects beside the journal.
        _ = try await rotate(.database)
        try await expectWhole()
    }

    private static func sealed(_ workspace: Workspace) async throws -> [Data] {
        let stranger = try workspace.stranger()
        defer { try? stranger.close() }
        return try await stranger.read { try Data.fetchAll($0, sql: "SELECT sealedTemplate FROM finger") }
    }

    private struct PowerCut: Error {}

    private static let lane = LaneID("gate-1")

    @Test(arguments: [.database, .journal, .lane(lane!)] as [KeyRotation.Kind], KeyRotation.Step.allCases)
    func `cut off anywhere, the change is finished or undone, and nothing is lost`(
        kind: KeyRotation.Kind, step: KeyRotation.Step
    ) async throws {
        try await fill()
        let cut = rotation { if $0 == step { throw PowerCut() } }
        await #expect(throws: StoreError.self) { _ = try await rotate(kind, cut) }
        #expect(try rotation().isPending == (step != .newKeyHasItsName))
        let finished = try rotation().finish()
        #expect(finished == ([.newKeyIsWritten, .newKeyHasItsName].contains(step) ? [] : [kind]))
        #expect(try !rotation().isPending)
        #expect(!FileManager.default.fileExists(atPath: workspace.path("key.new")))
        #expect(!FileManager.default.fileExists(atPath: workspace.path("journal-key.new")))
        #expect(try LaneKeyFolder.pending(in: workspace.path("journal-key.lanes")) == [])
        try await expectWhole()
        _ = try await rotate(kind)
        try await expectWhole()
    }

    @Test func `a database that is open elsewhere keeps its keys`() async throws {
        try await fill()
        let other = try open()
        await #expect { _ = try await rotate(.database) } throws: { ($0 as? StoreError)?.code == .locked }
        try other.close()
        let claim = try DatabaseClaim(.daemon, to: workspace.path())
        await #expect { _ = try await rotate(.journal) } throws: { ($0 as? StoreError)?.code == .locked }
        claim.release()
        try await expectWhole()
    }

    @Test func `records in the spool go into the database first; one that does not keeps the key`() async throws {
        try await fill()
        let record = try Samples.record("E7654321")
        let spool = try EncryptedSpool(directory: workspace.path("spool"), key: workspace.key)
        try await spool.keep(.record(record))
        _ = try await rotate(.database)
        let database = try open()
        #expect(try await database.crossing(record.id) == record)
        try database.close()
        let stuck = try EncryptedSpool(
            directory: workspace.path("spool"), key: try DatabaseKey.load(from: workspace.path("key")))
        try await stuck.keep(.completion(try Samples.record().id, .passed, Samples.noon))
        #expect(await Workspace.code { _ = try await rotate(.database) } == .constraint)
        #expect(try await stuck.waitingCount() == 1)
        try await expectWhole()
    }

    @Test func `a permission that was changed behind the journal is not covered up`() async throws {
        try await fill()
        let stranger = try workspace.stranger()
        try await stranger.write { try $0.execute(sql: "UPDATE permission SET birthDate = '1990-01-01' WHERE id = 3") }
        try stranger.close()
        #expect(await Workspace.code { _ = try await rotate(.database) } == .corrupt)
        let faults = try verify(workspace.journalKey.publicKey).faults
        #expect(faults.map(\.subject) == ["permission:3"])
    }

    // MARK: - The journal's key

    /// A journal under three keys, one after the other.
    private func threeKeys() async throws -> [[UInt8]] {
        try await fill()
        var keys = [workspace.journalKey.publicKey]
        for index in 1...2 {
            _ = try await rotate(.journal)
            let key = try JournalKey.load(from: workspace.path("journal-key"))
            keys.append(key.publicKey)
            let database = try open()
            try await database.commit(Samples.record("E777777\(index)"))
            try database.close()
        }
        return keys
    }

    @Test func `any key of the journal proves the whole of it`() async throws {
        let keys = try await threeKeys()
        for key in keys {
            let verification = try verify(key)
            #expect(verification.isIntact, "\(verification.faults)")
            #expect(verification.keys.filter { $0.lane == nil }.map(\.publicKey) == keys.map { Hexadecimal.text($0) })
        }
        let stranger = try JournalKey.loadOrCreate(at: workspace.path("stranger"))
        #expect(try verify(stranger.publicKey).faults.first?.kind == .signatureWrong)
        // Nobody goes on with a key that was handed over.
        let old = await Workspace.code { _ = try workspace.open() }
        #expect(old == .key)
    }

    /// Appends an entry by hand, as somebody does who has the file.
    private func forge(_ key: JournalKey, _ body: (JournalWriter, Database) throws -> Void) throws {
        let stranger = try workspace.stranger()
        defer { try? stranger.close() }
        try stranger.write { try body(JournalWriter($0, key), $0) }
    }

    @Test func `a change of the key that the key before did not sign is found`() async throws {
        let keys = try await threeKeys()
        let thief = try JournalKey.loadOrCreate(at: workspace.path("thief"))
        let other = try JournalKey.loadOrCreate(at: workspace.path("other"))
        try forge(thief) { writer, _ in
            try writer.append(changeTo: other, details: [:])
        }
        try forge(other) { writer, _ in try writer.append(JournalEvent(.daemonStopped)) }
        for key in keys {
            let faults = try verify(key).faults
            #expect(faults.map(\.kind) == [.keyChangeForged, .signatureWrong])
        }
        // Neither does pinning the thief's key make it his journal.
        for key in [thief.publicKey, other.publicKey] { #expect(try !verify(key).isIntact) }
    }

    @Test func `a journal rewritten by a thief who names our key as the next one is found`() async throws {
        try await fill()
        let thief = try JournalKey.loadOrCreate(at: workspace.path("thief"))
        let ours = workspace.journalKey.publicKey
        let stranger = try workspace.stranger()
        try await stranger.write { db in
            for name in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(name)")
            }
            try db.execute(sql: "DELETE FROM journal")
            let writer = JournalWriter(db, thief)
            try writer.begin()
            // The thief cannot sign with our key and so repeats his own proof.
            let details = [
                "old": Hexadecimal.text(thief.publicKey), "new": Hexadecimal.text(ours),
                "proof": Hexadecimal.text(try thief.sign([1])),
            ]
            try writer.append(JournalEvent(.journalKeyChanged, details: details))
        }
        try stranger.close()
        #expect(try verify(ours).isIntact == false)
    }

    @Test(arguments: [
        "DELETE FROM journalBatch WHERE subject = 'permission:2'",
        "UPDATE journalBatch SET digestAfter = NULL WHERE subject = 'permission:2'",
        "UPDATE journalBatch SET digestBefore = zeroblob(32)",
        "INSERT INTO journalBatch VALUES (1, 'permission:2', NULL, NULL)",
    ])
    func `rows beside an entry that were changed are found`(statement: String) async throws {
        try await fill()
        _ = try await rotate(.database)
        #expect(try verify(workspace.journalKey.publicKey).isIntact)
        let stranger = try workspace.stranger()
        try await stranger.write { db in
            for name in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(name)")
            }
            try db.execute(sql: statement)
        }
        try stranger.close()
        #expect(try verify(workspace.journalKey.publicKey).faults.contains { $0.kind == .batchChanged })
    }
}
