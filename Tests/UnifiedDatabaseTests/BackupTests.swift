import Foundation
import GRDB
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Backup and examination")
struct BackupTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    @Test func `a backup opens with every crossing and proves its journal`() async throws {
        let records = try (0..<20).map { try Samples.record("E\(1_000_000 + $0)", at: Samples.minutes(Int64($0))) }
        for record in records { try await database.commit(record) }
        _ = try await database.grant(Samples.permission())
        let outcome = try await database.backUp(to: workspace.path("copy.sqlite"))
        let attributes = try FileManager.default.attributesOfItem(atPath: workspace.path("copy.sqlite"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(!FileManager.default.fileExists(atPath: workspace.path("copy.sqlite-wal")))
        let verifier = JournalVerifier(publicKey: workspace.journalKey.publicKey, noted: outcome.head)
        #expect(try verifier.verify(database: workspace.path("copy.sqlite")).isIntact)
        let copy = try workspace.open("copy.sqlite")
        #expect(try await copy.crossings(limit: 100, before: nil).count == 20)
        #expect(try await copy.gather(Samples.query()).permission?.fingers == [Samples.finger(2)])
        let last = try await database.pool.read { db in
            try String.fetchOne(db, sql: "SELECT details FROM journal WHERE kind = 'backupWritten'")
        }
        #expect(last?.contains(outcome.digest) == true)
    }

    @Test func `a backup takes no name that is taken`() async throws {
        _ = try await database.backUp(to: workspace.path("copy.sqlite"))
        let before = try Data(contentsOf: URL(fileURLWithPath: workspace.path("copy.sqlite")))
        let code = await Workspace.code { _ = try await database.backUp(to: workspace.path("copy.sqlite")) }
        #expect(code == .constraint)
        #expect(try Data(contentsOf: URL(fileURLWithPath: workspace.path("copy.sqlite"))) == before)
        let gone = await Workspace.code { _ = try await database.backUp(to: workspace.path("no/where")) }
        #expect(gone == .notFound)
    }

    @Test func `a sound database has no damage and a corrupted page is told`() async throws {
        for index in 0..<200 { try await database.commit(Samples.record("E\(1_000_000 + index)")) }
        #expect(try await database.damage(thorough: true).isEmpty)
        try database.close()
        // A page of the table of crossings, somewhere in the middle of the file.
        let file = try #require(FileHandle(forUpdatingAtPath: workspace.path()))
        let size = try file.seekToEnd()
        try file.seek(toOffset: size / 2 / 4096 * 4096)
        try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
        try file.close()
        var told = false
        do {
            let damage = try await workspace.open().damage(thorough: true)
            told = !damage.isEmpty
        } catch {
            told = (error as? StoreError)?.code == .corrupt
        }
        #expect(told)
    }

    @Test func `a torn end of the log loses only what was never committed`() async throws {
        let record = try Samples.record()
        try await database.commit(record)
        // A copy of the files as a kill leaves them, with a half-written frame at the end of the log.
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: workspace.path() + suffix, toPath: workspace.path("torn.sqlite") + suffix)
        }
        let log = try #require(FileHandle(forWritingAtPath: workspace.path("torn.sqlite-wal")))
        try log.seekToEnd()
        try log.write(contentsOf: Data(repeating: 0x5A, count: 1000))
        try log.close()
        let torn = try workspace.open("torn.sqlite")
        #expect(try await torn.crossing(record.id) == record)
        #expect(try await torn.damage(thorough: true).isEmpty)
    }

    @Test func `the log is counted as SQLite recovers it, also when its end is torn`() async throws {
        #expect(try WriteAheadLog.committedFrames(ofDatabase: workspace.path("nothing")) == 0)
        try await database.commit(Samples.record())
        try await database.commit(Samples.record("E7654321"))
        let log = try Data(contentsOf: URL(fileURLWithPath: workspace.path() + "-wal"))
        let all = try WriteAheadLog.committedFrames(ofDatabase: workspace.path())
        #expect(all > 4)
        var counts: [Int] = []
        for length in [log.count, log.count - 1, log.count - 4120, 32 + 4120 * 2 + 7, 31, 0] {
            let name = "torn-\(length).sqlite"
            try FileManager.default.copyItem(atPath: workspace.path(), toPath: workspace.path(name))
            try log.prefix(length).write(to: URL(fileURLWithPath: workspace.path(name) + "-wal"))
            counts.append(try WriteAheadLog.committedFrames(ofDatabase: workspace.path(name)))
            // SQLite's own count, after its recovery.
            let stranger = try workspace.stranger(name)
            let recovered = try await stranger.writeWithoutTransaction { try $0.checkpoint(.passive).walFrameCount }
            #expect(counts.last == max(0, recovered), "\(length)")
            try stranger.close()
        }
        #expect(counts == counts.sorted(by: >))
        #expect(counts.first == all)
    }

    @Test func `a look at a file writes nothing and tells how the last run ended`() async throws {
        #expect(try UnifiedDatabase.examine(workspace.path("no")) == nil)
        func lastRun() throws -> DatabaseCondition.LastRun? {
            try UnifiedDatabase.examine(workspace.path())?.lastRun
        }
        #expect(try lastRun() == DatabaseCondition.LastRun.none)
        _ = try await database.append(JournalEvent(.daemonStarted))
        let before = try workspace.rawBytes()
        let found = try UnifiedDatabase.examine(workspace.path())
        #expect(found?.lastRun == .killed)
        #expect(found?.thorough == true)
        #expect(found?.damage == [])
        #expect(try workspace.rawBytes().count == before.count)
        _ = try await database.append(JournalEvent(.daemonStopped))
        #expect(try lastRun() == .stoppedInOrder)
    }

    @Test func `a run that did not stop in order is known`() async throws {
        #expect(try await database.wasStoppedInOrder())
        _ = try await database.append(JournalEvent(.daemonStarted))
        #expect(try await database.wasStoppedInOrder() == false)
        _ = try await database.append(JournalEvent(.daemonStopped))
        #expect(try await database.wasStoppedInOrder())
    }
}

@Suite("A person's file")
struct PersonFileTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    @Test func `the file holds the person's documents and no template, and the reading is journaled`() async throws {
        var permission = Samples.permission("E1234567")
        permission.consent = Consent(textVersion: "2026-1", way: .written, officer: "17", givenAt: Samples.noon)
        _ = try await database.grant(permission)
        _ = try await database.grant(Samples.permission("E7654321"))
        try await database.commit(Samples.record("E7654321", state: .passed))
        try await database.commit(Samples.record("E0000001", state: .passed))
        let interrupted = try Samples.record("E7654321", at: Samples.minutes(1), state: .interrupted)
        try await database.commit(interrupted)
        try await database.settle(
            CrossingSettlement(
                crossing: interrupted.id, outcome: .passed, officer: "17", reason: "camera 3",
                settledAt: Samples.minutes(9)))
        let purpose = try #require(ReadingPurpose(officer: "17", purpose: "request of the person"))
        let file = try await database.personFile(issuer: "MNG", documentNumber: "E1234567", for: purpose)
        #expect(file.documents.map(\.number) == ["E1234567", "E7654321"])
        #expect(file.documents.map(\.crossings.count) == [0, 2])
        #expect(file.documents.last?.crossings.map(\.settlement?.reason) == [nil, "camera 3"])
        #expect(file.documents.first?.permissions.first?.fingers == [2])
        #expect(file.documents.first?.permissions.first?.consent == permission.consent)
        let details = try await database.pool.read { db in
            try String.fetchOne(db, sql: "SELECT details FROM journal WHERE kind = 'personRead'")
        }
        #expect(details?.contains("request of the person") == true)
        #expect(details?.contains("E1234567") == false)
    }

    @Test func `a reading that finds nothing is journaled, one without purpose does not happen`() async throws {
        #expect(ReadingPurpose(officer: "17", purpose: "") == nil)
        let purpose = try #require(ReadingPurpose(officer: "17", purpose: "audit"))
        let code = await Workspace.code {
            _ = try await database.personFile(issuer: "MNG", documentNumber: "E9", for: purpose)
        }
        #expect(code == .notFound)
        let count = try await database.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM journal WHERE kind = 'personRead'")
        }
        #expect(count == 1)
    }
}
