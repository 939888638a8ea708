internal import GRDB

/// The settings of SQLite that decide whether a committed record survives a loss of power.
package struct Durability: Sendable, Equatable, CustomStringConvertible {
    /// `PRAGMA journal_mode`.
    package let journalMode: String
    /// `PRAGMA synchronous`: 2 is FULL.
    package let synchronous: Int
    /// `PRAGMA foreign_keys`.
    package let foreignKeys: Bool

    /// Write-ahead log, every commit synced, references checked.
    package static let required = Durability(journalMode: "wal", synchronous: 2, foreignKeys: true)

    private init(journalMode: String, synchronous: Int, foreignKeys: Bool) {
        self.journalMode = journalMode
        self.synchronous = synchronous
        self.foreignKeys = foreignKeys
    }

    /// Asks one connection.
    init(_ db: Database) throws {
        journalMode = try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "unknown"
        synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
        foreignKeys = try Bool.fetchOne(db, sql: "PRAGMA foreign_keys") ?? false
    }

    package var description: String {
        "journal_mode \(journalMode), synchronous \(synchronous), foreign_keys \(foreignKeys)"
    }
}
