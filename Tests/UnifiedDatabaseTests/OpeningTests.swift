import Foundation
import GRDB
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Opening the unified database")
struct OpeningTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    @Test func `a new database has all tables and every commit is synced`() async throws {
        let database = try workspace.open()
        #expect(try database.durability() == Durability.required)
        #expect(try database.durability().synchronous == 2)
        let tables = try await database.pool.read { db in
            try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        }
        #expect(
            Set(tables) == [
                "grdb_migrations", "keyCheck", "document", "permission", "finger", "exitRestrictionLoad",
                "exitRestriction", "crossing", "crossingSettlement", "journal", "wantedPerson", "wantedPersonLoad",
                "invalidDocument", "invalidDocumentLoad", "journalBatch", "sealedSubject", "listFalseHit", "stayRight",
                "crossingTrip", "officer", "officerDecision", "crossingParticulars", "permissionConsent",
                "flight", "passengerList", "listedPerson", "listedDocument", "documentStatement", "deskNote",
                "personNumber", "personLink", "borderCard", "childJourney", "childPaper", "childSettlement",
                "crossingGrant", "deskNoteCase", "columnKey", "officerPassphrase", "officerLogIn", "zoneTie",
                "notedEntry",
            ])
    }

    @Test func `all of our tables are strict`() async throws {
        let database = try workspace.open()
        let lax = try await database.pool.read { db in
            try String.fetchAll(
                db, sql: "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND type = 'table'")
        }
        #expect(Set(lax).isSubset(of: ["grdb_migrations", "sqlite_schema", "sqlite_sequence"]))
    }

    @Test func `an opened database stays durable after writes and after reopening`() async throws {
        let first = try workspace.open()
        try await first.commit(Samples.record())
        #expect(try first.durability() == Durability.required)
        try first.close()
        let second = try workspace.open()
        #expect(try second.durability() == Durability.required)
        #expect(try await second.crossings(limit: 10, before: nil).count == 1)
    }

    @Test func `only the owner may read the database and its log`() async throws {
        let database = try workspace.open()
        try await database.commit(Samples.record())
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: workspace.path() + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
        }
    }

    @Test func `closing merges the log into the file`() async throws {
        let database = try workspace.open()
        let record = try Samples.record()
        try await database.commit(record)
        try database.close()
        try? FileManager.default.removeItem(atPath: workspace.path() + "-wal")
        #expect(try await workspace.open().crossing(record.id) == record)
    }

    @Test func `a closed database throws and does not trap`() async throws {
        let database = try workspace.open()
        try database.close()
        let code = await Workspace.code { try await database.commit(Samples.record()) }
        #expect(code != nil)
    }

    @Test func `a file of another program is refused and left alone`() async throws {
        let other = try DatabaseQueue(path: workspace.path())
        try await other.write { try $0.execute(sql: "CREATE TABLE theirs (a)") }
        try other.close()
        #expect(await Workspace.code { _ = try workspace.open() } == .corrupt)
        let again = try DatabaseQueue(path: workspace.path())
        let tables = try await again.read { try String.fetchAll($0, sql: "SELECT name FROM sqlite_master") }
        #expect(tables == ["theirs"])
    }

    @Test(arguments: [100, 4096, 20_000])
    func `garbage is refused`(_ length: Int) async throws {
        try Data((0..<length).map { UInt8(truncatingIfNeeded: $0 &* 131 &+ 7) }).write(
            to: URL(fileURLWithPath: workspace.path()))
        #expect(await Workspace.code { _ = try workspace.open() } == .corrupt)
    }

    @Test func `a database from a newer version is refused`() async throws {
        let database = try workspace.open()
        try await database.pool.write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 from the future')")
        }
        try database.close()
        #expect(await Workspace.code { _ = try workspace.open() } == .corrupt)
    }

    @Test func `another key is refused`() async throws {
        try workspace.open().close()
        let other = try DatabaseKey.loadOrCreate(at: workspace.path("other-key"))
        let code = await Workspace.code {
            _ = try UnifiedDatabase(path: workspace.path(), key: other, journalKey: workspace.journalKey)
        }
        #expect(code == .key)
    }

    @Test func `a missing directory is an input error`() async throws {
        let code = await Workspace.code { _ = try workspace.open("missing/boomt.sqlite") }
        #expect(code == .notFound)
    }
}
