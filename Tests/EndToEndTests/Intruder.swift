import Foundation
import GRDB
import Simulators

/// Another program at the database, such as a backup or a curious administrator.
final class Intruder {
    private let queue: DatabaseQueue

    init(at gate: Gate) throws {
        var configuration = Configuration()
        // So that it may hold the lock between two accesses.
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(10)
        queue = try DatabaseQueue(path: gate.folder + "/boomt.sqlite", configuration: configuration)
    }

    /// Executes SQL; a transaction may stay open.
    func run(_ statement: String) throws {
        try queue.inDatabase { try $0.execute(sql: statement) }
    }

    /// One value of bytes.
    func bytes(_ query: String) throws -> [UInt8] {
        try queue.inDatabase { Array(try Data.fetchOne($0, sql: query) ?? Data()) }
    }

    /// Lets the write-ahead log grow past `bytes` and stay so: its own snapshot keeps the log from being emptied.
    func fillLog(bytes: Int) throws {
        try run("CREATE TABLE filler (bytes BLOB)")
        try run("INSERT INTO filler VALUES (zeroblob(\(bytes)))")
        try run("BEGIN")
        try run("SELECT count(*) FROM filler")
    }

    func close() throws {
        try queue.close()
    }
}
