import Foundation
import GRDB

@testable import Checkpoint
@testable import UnifiedDatabase

/// A directory of one test with a key and room for databases; gone when the test is over.
final class Workspace: Sendable {
    let directory: String
    let key: DatabaseKey
    let journalKey: JournalKey

    init() throws {
        directory = FileManager.default.temporaryDirectory.path + "/boomt-database-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        key = try DatabaseKey.loadOrCreate(at: directory + "/key")
        journalKey = try JournalKey.loadOrCreate(at: directory + "/journal-key")
    }

    /// What migrations are run with.
    var schemaKeys: DatabaseSchema.Keys { DatabaseSchema.Keys(journal: journalKey, database: key) }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    func path(_ name: String = "boomt.sqlite") -> String { "\(directory)/\(name)" }

    func open(_ name: String = "boomt.sqlite", _ options: DatabaseOptions = DatabaseOptions()) throws -> UnifiedDatabase
    {
        try UnifiedDatabase(path: path(name), key: key, journalKey: journalKey, options: options)
    }

    /// A new database with the officers who answer for what tests write: 17 and 18, and the supervisor 4.
    func openWithOfficers(_ name: String = "boomt.sqlite") async throws -> UnifiedDatabase {
        let database = try open(name)
        for (number, role) in [("17", Officer.Role.inspector), ("18", .inspector), ("4", .supervisor)] {
            try await database.add(
                Officer(number: number, name: "Д. Оюун", role: role, addedAt: Samples.noon, addedBy: "admin"))
        }
        return database
    }

    /// Everything that stands in the database file, its log and its shared memory.
    func rawBytes(_ name: String = "boomt.sqlite") throws -> Data {
        var bytes = Data()
        for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path(name) + suffix) {
            bytes += try Data(contentsOf: URL(fileURLWithPath: path(name) + suffix))
        }
        return bytes
    }

    /// A second connection to the same file, such as a backup or a curious administrator would open.
    func stranger(_ name: String = "boomt.sqlite") throws -> DatabaseQueue {
        var configuration = Configuration()
        // So that it may hold the write lock between two accesses.
        configuration.allowsUnsafeTransactions = true
        return try DatabaseQueue(path: path(name), configuration: configuration)
    }

    /// The code a store operation fails with; nil when it does not.
    static func code(_ body: () async throws -> Void) async -> StoreError.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? StoreError)?.code
        }
    }
}
