package import Checkpoint
internal import GRDB
internal import Glibc

/// How a database file was found, before anything is written to it.
package struct DatabaseCondition: Sendable, Equatable {
    /// How the last run of the daemon ended.
    package enum LastRun: String, Sendable {
        /// There was none.
        case none
        /// Its last word in the journal is that it stopped.
        case stoppedInOrder
        /// It has never said that it stopped: killed, crashed, or the power failed.
        case killed
    }

    package let lastRun: LastRun
    /// Frames of the log that were committed and not yet merged: SQLite takes them over.
    package let recoveredFrames: Int
    /// Whether indexes were compared with their tables, too.
    package let thorough: Bool
    /// What is damaged, in SQLite's words, which name tables and pages and no values; empty for a sound file.
    package let damage: [String]
}

extension UnifiedDatabase {
    /// Looks at a database file without writing a byte of it: quickly after a run that stopped in order, thoroughly
    /// after any other. Nil when there is none yet.
    ///
    /// Throws `corrupt` for a file that is no database of boomt, and for one of a newer version.
    package static func examine(_ path: String) throws(StoreError) -> DatabaseCondition? {
        guard try hasContent(path) else { return nil }
        let frames = try WriteAheadLog.committedFrames(ofDatabase: path)
        do {
            return try reading(path) { db in
                try DatabaseSchema.refuseForeign(db)
                let lastRun = try lastRun(db)
                let thorough = lastRun == .killed
                return DatabaseCondition(
                    lastRun: lastRun, recoveredFrames: frames, thorough: thorough,
                    damage: try damage(db, thorough: thorough))
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            // So damaged that not even the journal can be asked.
            return DatabaseCondition(
                lastRun: .killed, recoveredFrames: frames, thorough: true, damage: [error.message ?? "malformed"])
        } catch {
            throw StoreError(error, while: "open database")
        }
    }

    /// Throws `corrupt` for a file that is no database of boomt, and for one of a newer version: it stays as it is.
    static func refuseForeign(_ path: String) throws(StoreError) {
        guard try hasContent(path) else { return }
        do {
            try reading(path) { try DatabaseSchema.refuseForeign($0) }
        } catch {
            throw StoreError(error, while: "open database")
        }
    }

    /// Brings what was committed to the log into the file, and removes the log. Nobody else has the file open.
    static func mergeLog(ofDatabase path: String) throws {
        var configuration = Configuration()
        configuration.label = "merge"
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.checkpoint(.truncate)
        }
        try queue.close()
    }

    /// Looks at a file without writing to it.
    static func reading<Value>(_ path: String, _ body: (Database) throws -> Value) throws -> Value {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(Limits.busyTimeoutSeconds)
        configuration.label = "examination"
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read(body)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            guard !RestorePlace(path).isMarked else {
                throw StoreError(
                    .corrupt,
                    "open database: a restore of \(path) was cut off: run boomtctl database restore again, and leave "
                        + "this file where it is, since it names the former database")
            }
            throw StoreError(
                .corrupt,
                "open database: \(path) is no database of boomt, or its first page is destroyed. Nothing was changed: "
                    + "name the right file, or move this one away and restore a backup")
        }
    }

    private static func hasContent(_ path: String) throws(StoreError) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT { return false }
            throw StoreError(errno: errno, while: "open database")
        }
        return status.st_size > 0
    }

    static func lastRun(_ db: Database) throws -> DatabaseCondition.LastRun {
        guard try db.tableExists("journal") else { return .none }
        let kind = try String.fetchOne(
            db,
            sql: """
                SELECT kind FROM journal WHERE kind IN ('daemonStarted', 'daemonStopped')
                ORDER BY sequence DESC LIMIT 1
                """)
        switch kind {
        case nil: return .none
        case JournalKind.daemonStarted.rawValue: return .killed
        default: return .stoppedInOrder
        }
    }

    static func damage(_ db: Database, thorough: Bool) throws -> [String] {
        do {
            let pragma = thorough ? "integrity_check" : "quick_check"
            let lines = try String.fetchAll(db, sql: "PRAGMA \(pragma)(\(Limits.damageLines))")
            let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(Limits.damageLines)
            let names = try orphans.map {
                "a row of \(try $0.decode(String.self, forColumn: "table")) refers to nothing"
            }
            return try (lines == ["ok"] ? [] : lines) + names + ContentKeys.missing(db)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            return [error.message ?? "malformed"]
        }
    }

    /// What is damaged in the file, in SQLite's words; empty for a sound one.
    ///
    /// - Parameter thorough: also compares indexes with their tables, which takes several times as long.
    package func damage(thorough: Bool) async throws(StoreError) -> [String] {
        try await read("check database") { try Self.damage($0, thorough: thorough) }
    }

    /// Whether the last run of the daemon ended in order, or there was none.
    package func wasStoppedInOrder() async throws(StoreError) -> Bool {
        try await read("read journal") { try Self.lastRun($0) != .killed }
    }
}
