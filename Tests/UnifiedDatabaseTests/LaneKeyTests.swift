import Cryptography
import Foundation
import GRDB
import Synchronization
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Keys of lanes")
struct LaneKeyTests {
    private let journal: LaneJournal
    private let files = FileManager.default

    init() async throws { journal = try await LaneJournal() }

    private var workspace: Workspace { journal.workspace }
    private var folder: String { workspace.path("journal-key.lanes") }

    /// As another run of the daemon has it: with the files as they are now.
    private func reopen() throws -> UnifiedDatabase {
        try journal.database.close()
        return try second()
    }

    private func second(laneKeys: String? = nil) throws -> UnifiedDatabase {
        try UnifiedDatabase(
            path: workspace.path(), key: workspace.key,
            journalKey: try JournalKey.load(from: workspace.path("journal-key"), laneKeys: laneKeys))
    }

    private func mode(_ path: String) throws -> Int? {
        try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `each lane signs what it tells with a key of its own, and the checkpoint's proves it all`() throws {
        #expect(
            try journal.told().suffix(6) == [
                "laneKeyAdded", "crossingAdmitted gate-1", "crossingCompleted gate-1", "laneKeyAdded",
                "crossingAdmitted gate-2", "crossingCompleted gate-2",
            ])
        let (one, two) = (try journal.key(0).publicKey, try journal.key(1).publicKey)
        for entry in try journal.entries() {
            let key = entry.lane == "gate-1" ? one : entry.lane == "gate-2" ? two : workspace.journalKey.publicKey
            #expect(Ed25519.isValid(entry.signature, of: entry.hash, by: key), "\(entry.sequence)")
        }
        let verification = try journal.verify()
        #expect(verification.isIntact)
        #expect(verification.keys.map(\.lane) == [nil, "gate-1", "gate-2"])
        #expect(verification.keys.map(\.from) == [1, 6, 9])
        #expect(verification.keys.map(\.publicKey) == [workspace.journalKey.publicKey, one, two].map(Hexadecimal.text))
        #expect(try mode(folder) == 0o700)
        #expect(try files.contentsOfDirectory(atPath: folder).sorted() == ["gate-1.key", "gate-2.key"])
        for name in ["gate-1", "gate-2"] { #expect(try mode("\(folder)/\(name).key") == 0o600) }
        // A lane's key is no root: who has only that proves nothing.
        #expect(
            try JournalVerifier(publicKey: one).verify(database: workspace.path()).faults.first
                == JournalFault(kind: .signatureWrong, sequence: 1, subject: nil))
    }

    @Test func `entries of lanes from before their keys stay valid`() async throws {
        let old = try Workspace()
        let database = try old.open()
        let trip = JournalEvent(.laneTripChanged, lane: journal.lanes[0], details: ["trip": "none"])
        _ = try await database.pool.write { db in
            try JournalWriter(db, old.journalKey).append(of: nil) { previous, key in
                try JournalEntry(trip, subject: nil, rowDigest: nil, after: previous, signedBy: key)
            }
        }
        #expect(!files.fileExists(atPath: old.path("journal-key.lanes")))
        _ = try await database.append(trip)
        let verification = try JournalVerifier(publicKey: old.journalKey.publicKey).verify(database: old.path())
        #expect(verification.isIntact && verification.entries == 4)
        #expect(verification.keys.map(\.from) == [1, 4])
    }

    @Test func `a key that was made and not yet told is told before the first entry`() async throws {
        let lane = try #require(LaneID("desk-1"))
        try await journal.database.prepareLaneKeys([lane])
        let made = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/desk-1.key"))
        let database = try reopen()
        _ = try await database.append(JournalEvent(.laneTripChanged, lane: lane, details: ["trip": "none"]))
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/desk-1.key")) == made)
        try database.close()
        let verification = try journal.verify()
        #expect(verification.isIntact && verification.keys.last?.lane == "desk-1")
    }

    @Test func `a transaction that fails takes the word about a key with it`() async throws {
        let lane = try #require(LaneID("desk-1"))
        let trip = JournalEvent(.laneTripChanged, lane: lane, details: ["trip": "none"])
        let key = workspace.journalKey
        await #expect(throws: StoreError.self) {
            try await journal.database.write("fail") { db in
                try JournalWriter(db, key).append(trip)
                throw StoreError(.constraint, "on purpose")
            }
        }
        #expect(try journal.verify().keys.count == 3)
        _ = try await journal.database.append(trip)
        #expect(try journal.verify().isIntact)
        #expect(try journal.verify().keys.count == 4)
    }

    @Test func `nothing that is not a lane's to tell is told in its name`() async throws {
        let before = try await journal.database.journalHead()
        for kind in JournalKind.allCases where !kind.isOfLane {
            let event = JournalEvent(kind, lane: journal.lanes[0])
            #expect(await Workspace.code { _ = try await journal.database.append(event) } == .constraint, "\(kind)")
        }
        #expect(try await journal.database.journalHead() == before)
    }

    @Test func `a lost key is made anew and told, and the journal stays whole`() async throws {
        let lost = try journal.key(0).publicKey
        try files.removeItem(atPath: "\(folder)/gate-1.key")
        let database = try reopen()
        try await journal.cross(0, "E7654321", in: database)
        try database.close()
        let verification = try journal.verify()
        #expect(verification.isIntact)
        #expect(verification.keys.map(\.lane) == [nil, "gate-1", "gate-2", "gate-1"])
        #expect(verification.keys.last?.publicKey != Hexadecimal.text(lost))
    }

    @Test func `an older key that has come back is told anew`() async throws {
        let old = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/gate-1.key"))
        try files.removeItem(atPath: "\(folder)/gate-1.key")
        let between = try reopen()
        try await journal.cross(0, "E7654321", in: between)
        try between.close()
        try old.write(to: URL(fileURLWithPath: "\(folder)/gate-1.key"))
        let database = try second()
        try await journal.cross(0, "E7654322", in: database)
        try await journal.cross(0, "E7654323", in: database)
        try database.close()
        let verification = try journal.verify()
        #expect(verification.isIntact)
        #expect(verification.keys.map(\.lane) == [nil, "gate-1", "gate-2", "gate-1", "gate-1"])
        #expect(verification.keys[1].publicKey == verification.keys[4].publicKey)
    }

    @Test func `another process with other keys of the same lane is noticed`() async throws {
        let other = try second(laneKeys: workspace.path("elsewhere"))
        for number in 0..<3 {
            try await journal.cross(0, "E100000\(number)")
            try await journal.cross(0, "E200000\(number)", in: other)
        }
        try other.close()
        let verification = try journal.verify()
        #expect(verification.isIntact)
        #expect(verification.keys.count == 3 + 5)
    }

    @Test func `a crossing asks the journal for no key, and is signed ahead`() async throws {
        let statements = Mutex<[String]>([])
        try await journal.database.pool.writeWithoutTransaction { db in
            db.trace { event in statements.withLock { $0.append("\(event)") } }
        }
        try await journal.cross(0, "E7654321")
        let read = statements.withLock { $0.filter { $0.contains("FROM journal") } }
        #expect(read.count == 2 && read.allSatisfy { $0.contains("ORDER BY sequence DESC LIMIT 1") }, "\(read)")
        // The next one is signed ahead.
        let guess = workspace.journalKey.guess(for: journal.lanes[0])
        #expect(try await guess?.previous == journal.database.journalHead())
        #expect(try guess?.key.publicKey == journal.key(0).publicKey)
        try await journal.database.pool.writeWithoutTransaction { $0.trace(nil) }
        let plan = try await journal.database.pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    EXPLAIN QUERY PLAN SELECT * FROM journal WHERE kind = 'laneKeyAdded' AND sequence > 0
                    ORDER BY sequence
                    """
            ).map { try $0.decode(String.self, forColumn: "detail") }.joined()
        }
        #expect(plan.contains("journalByLaneKey"), "\(plan)")
    }

    /// Files that are no key of the lane `gate-1`.
    enum Unfit: CaseIterable {
        case openFile, openFolder, link, linkedFolder, zeros, ofOtherLane, ofOtherLaneUntold, ofCheckpoint
    }

    @Test(arguments: Unfit.allCases)
    func `a key that may be anybody's signs nothing, and nothing is written without`(unfit: Unfit) async throws {
        let file = "\(folder)/gate-1.key"
        try journal.database.close()
        switch unfit {
        case .openFile: try files.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
        case .openFolder: try files.setAttributes([.posixPermissions: 0o750], ofItemAtPath: folder)
        case .link:
            try files.moveItem(atPath: file, toPath: workspace.path("moved"))
            try files.createSymbolicLink(atPath: file, withDestinationPath: workspace.path("moved"))
        case .linkedFolder:
            try files.moveItem(atPath: folder, toPath: workspace.path("moved"))
            try files.createSymbolicLink(atPath: folder, withDestinationPath: workspace.path("moved"))
        case .zeros: try Data(count: 65).write(to: URL(fileURLWithPath: file))
        case .ofOtherLane, .ofOtherLaneUntold:
            try files.removeItem(atPath: file)
            try files.copyItem(atPath: "\(folder)/gate-2.key", toPath: file)
            if unfit == .ofOtherLaneUntold { try files.removeItem(atPath: "\(folder)/gate-2.key") }
        case .ofCheckpoint:
            try files.removeItem(atPath: file)
            try files.copyItem(atPath: workspace.path("journal-key"), toPath: file)
        }
        let database = try second()
        let before = try await database.journalHead()
        let refusal = await #expect(throws: StoreError.self) {
            try await database.prepareLaneKeys(journal.lanes.reversed())
        }
        #expect(refusal?.code == .key && refusal?.message.contains("lanes") == true, "\(refusal as Any)")
        #expect(await Workspace.code { try await journal.cross(0, "E7654321", in: database) } == .key)
        #expect(try await database.journalHead() == before)
        try database.close()
        #expect(try journal.verify().isIntact)
    }

    // MARK: - Changing keys

    private func rotation(_ reached: @escaping @Sendable (KeyRotation.Step) throws -> Void = { _ in }) -> KeyRotation {
        KeyRotation(
            database: workspace.path(), keyFile: workspace.path("key"), journalKeyFile: workspace.path("journal-key"),
            reached: reached)
    }

    @Test func `all keys are changed, one after the other, and the newest public key proves the whole`() async throws {
        try journal.database.close()
        let kinds = try rotation().kinds()
        #expect(kinds == [.database, .journal] + journal.lanes.map(KeyRotation.Kind.lane))
        let before = try ["gate-1", "gate-2"].map { try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0).key")) }
        for kind in kinds {
            let outcome = try await rotation().rotate(kind, spool: workspace.path("spool"), by: "root")
            #expect(outcome.old != outcome.new && outcome.kind == kind)
        }
        let after = try ["gate-1", "gate-2"].map { try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0).key")) }
        #expect(zip(before, after).allSatisfy { $0 != $1 })
        let key = try JournalKey.load(from: workspace.path("journal-key"))
        let database = try UnifiedDatabase(
            path: workspace.path(), key: try DatabaseKey.load(from: workspace.path("key")), journalKey: key)
        try await journal.cross(0, "E7654321", in: database)
        try await journal.cross(1, "E7654322", in: database)
        try database.close()
        for root in [key.publicKey, workspace.journalKey.publicKey] {
            let verification = try JournalVerifier(publicKey: root).verify(database: workspace.path())
            #expect(verification.isIntact, "\(verification.faults)")
            #expect(verification.keys.map(\.lane) == [nil, "gate-1", "gate-2", nil, "gate-1", "gate-2"])
        }
    }

    @Test func `another key of the checkpoint leaves lanes theirs`() async throws {
        try journal.database.close()
        _ = try await rotation().rotate(.journal, spool: workspace.path("spool"), by: "root")
        let key = try JournalKey.load(from: workspace.path("journal-key"))
        let database = try UnifiedDatabase(path: workspace.path(), key: workspace.key, journalKey: key)
        try await journal.cross(0, "E7654321", in: database)
        try database.close()
        let verification = try journal.verify()
        #expect(verification.isIntact)
        #expect(verification.keys.map(\.lane) == [nil, "gate-1", "gate-2", nil])
    }

    @Test func `a lane without a key has none to change`() async throws {
        try journal.database.close()
        let lane = try #require(LaneID("desk-9"))
        #expect(
            await Workspace.code {
                _ = try await rotation().rotate(.lane(lane), spool: workspace.path("spool"), by: "root")
            } == .constraint)
        #expect(try files.contentsOfDirectory(atPath: folder).count == 2)
    }

    @Test func `a lost key is changed like any other`() async throws {
        try files.removeItem(atPath: "\(folder)/gate-1.key")
        try journal.database.close()
        _ = try await rotation().rotate(.lane(journal.lanes[0]), spool: workspace.path("spool"), by: "root")
        let database = try second()
        try await journal.cross(0, "E7654321", in: database)
        try database.close()
        let verification = try journal.verify()
        #expect(verification.isIntact)
        #expect(verification.keys.map(\.lane) == [nil, "gate-1", "gate-2", "gate-1"])
    }

    private struct PowerCut: Error {}

    @Test(arguments: KeyRotation.Step.allCases)
    func `a lane goes on with the key that a change has left, wherever it was cut off`(
        step: KeyRotation.Step
    ) async throws {
        try journal.database.close()
        let cut = rotation { if $0 == step { throw PowerCut() } }
        await #expect(throws: StoreError.self) {
            _ = try await cut.rotate(.lane(journal.lanes[0]), spool: workspace.path("spool"), by: "root")
        }
        _ = try rotation().finish()
        let database = try second()
        try await journal.cross(0, "E7654321", in: database)
        try database.close()
        let verification = try journal.verify()
        #expect(verification.isIntact)
        // Told once by whoever began, and never once more.
        #expect(verification.keys.count == (step == .newKeyIsWritten ? 3 : 4))
        #expect(try files.contentsOfDirectory(atPath: folder).sorted() == ["gate-1.key", "gate-2.key"])
    }

    @Test func `a backup goes on with keys that lanes got after it`() async throws {
        let backup = workspace.path("backup.sqlite")
        _ = try await journal.database.backUp(to: backup)
        try journal.database.close()
        _ = try await rotation().rotate(.lane(journal.lanes[0]), spool: workspace.path("spool"), by: "root")
        let verifier = JournalVerifier(publicKey: workspace.journalKey.publicKey)
        _ = try await DatabaseRestore(
            database: workspace.path(), key: workspace.key,
            journalKey: try JournalKey.load(from: workspace.path("journal-key"))
        ).run(from: backup, verifiedBy: verifier, by: "root")
        let database = try second()
        try await journal.cross(0, "E7654321", in: database)
        try await journal.cross(1, "E7654322", in: database)
        try database.close()
        let verification = try journal.verify()
        #expect(verification.isIntact)
        #expect(verification.keys.map(\.lane) == [nil, "gate-1", "gate-2", "gate-1"])
    }
}
