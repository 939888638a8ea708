package import Checkpoint
internal import Cryptography
internal import GRDB
internal import Glibc

/// How the database file is opened.
package struct DatabaseOptions: Sendable {
    /// How long a write waits for another process, in seconds.
    package var busyTimeoutSeconds: Double
    /// Most pages of 4096 bytes the file may grow to; nil for no limit of our own.
    package var maximumPages: Int?
    /// Whether nobody else may have the file open meanwhile.
    var isSoleUse = false

    /// The usual options, or others.
    package init(busyTimeoutSeconds: Double? = nil, maximumPages: Int? = nil) {
        self.busyTimeoutSeconds = busyTimeoutSeconds ?? Limits.busyTimeoutSeconds
        self.maximumPages = maximumPages
    }
}

/// The unified database of travellers (нэгдсэн сан) of one checkpoint: one SQLite file in write-ahead-log mode.
///
/// Every write that has returned survives a loss of power (`synchronous = FULL`); templates, what crossings and lists tell
/// and what officers write are never on disk in the clear (``TextColumns``); and crossing records are never deleted.
package final class UnifiedDatabase: Sendable {
    let pool: DatabasePool
    let key: DatabaseKey
    let journalKey: JournalKey
    /// What opens contents.
    let contentKeys: ContentKeys
    /// The database file.
    let path: String
    private let claim: DatabaseClaim

    /// Opens the database, making it on the first start (mode 0600), and brings its tables up to date.
    ///
    /// Throws `corrupt` for a file that is not ours, is damaged, or was written by a newer version; `key` when the key
    /// is not the one that the file is under, or the journal was last signed by another; `locked`, `full` and `inputOutput` as they come.
    package init(
        path: String, key: DatabaseKey, journalKey: JournalKey, options: DatabaseOptions = DatabaseOptions()
    ) throws(StoreError) {
        self.key = key
        self.journalKey = journalKey
        self.path = path
        try Self.refuseForeign(path)
        try Self.secureFile(path)
        claim = try DatabaseClaim(options.isSoleUse ? .soleUse : .use, to: path)
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration(options))
            try pool.writeWithoutTransaction { db in
                // DatabasePool sets NORMAL after the connection was prepared, with which a loss of power may lose the
                // last commits: so FULL is set here, and read back.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(sql: "PRAGMA secure_delete = ON")
                if let pages = options.maximumPages { try db.execute(sql: "PRAGMA max_page_count = \(pages)") }
            }
            let durability = try pool.writeWithoutTransaction { try Durability($0) }
            guard durability == .required else {
                throw StoreError(.inputOutput, "open database: cannot be made durable (\(durability))")
            }
            try Self.checkJournalKey(journalKey, pool)
            try Self.migrate(pool, DatabaseSchema.Keys(journal: journalKey, database: key))
            try Self.checkKey(key, pool)
            contentKeys = try pool.read { try ContentKeys(under: key, in: $0) }
        } catch {
            throw StoreError(error, while: "open database")
        }
    }

    /// Whether there is a file to open, so that a command does not make an empty database by a slip of the pen.
    package static func isPresent(at path: String) -> Bool { access(path, F_OK) == 0 }

    /// Closes all connections and merges the log into the file; later accesses throw.
    package func close() throws(StoreError) {
        do {
            // SQLite merges by itself only when no reading connection outlives the writing one.
            _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            try pool.close()
        } catch {
            throw StoreError(error, while: "close database")
        }
        claim.release()
    }

    /// What the writing connection promises, read from SQLite itself.
    package func durability() throws(StoreError) -> Durability {
        do {
            return try pool.writeWithoutTransaction { try Durability($0) }
        } catch {
            throw StoreError(error, while: "read durability")
        }
    }

    /// Brings the tables up to date. What a step has sealed leaves the log, too, as far as nobody reads meanwhile.
    private static func migrate(_ pool: DatabasePool, _ keys: DatabaseSchema.Keys) throws {
        let migrator = DatabaseSchema.migrator(keys)
        guard try !pool.read(migrator.hasCompletedMigrations) else { return }
        try migrator.migrate(pool)
        _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }

    /// The database file never becomes readable by others; the log and the shared memory take its mode.
    private static func secureFile(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            Glibc.close(descriptor)
            return
        }
        guard errno == EEXIST else { throw StoreError(errno: errno, while: "make database file") }
        // By name and not by descriptor: closing a descriptor would drop the locks of other connections of this
        // process (POSIX advisory locks).
        guard chmod(path, 0o600) == 0 else { throw StoreError(errno: errno, while: "secure database file") }
    }

    private static func configuration(_ options: DatabaseOptions) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(options.busyTimeoutSeconds)
        configuration.maximumReaderCount = Limits.readers
        configuration.foreignKeysEnabled = true
        configuration.label = "unified database"
        return configuration
    }

    private static func checkKey(_ key: DatabaseKey, _ pool: DatabasePool) throws(StoreError) {
        let context = keyCheckContext
        let known = keyCheckText
        let fresh = try key.seal(known, for: context)
        let sealed: [UInt8]
        do {
            sealed = try pool.write { db in
                try db.execute(
                    sql: "INSERT INTO keyCheck (id, sealed) VALUES (1, ?) ON CONFLICT DO NOTHING",
                    arguments: [Blob(fresh).data])
                return try Blob.fetch(db, sql: "SELECT sealed FROM keyCheck WHERE id = 1")
            }
        } catch {
            throw StoreError(error, while: "check key")
        }
        guard let opened = try? key.open(sealed, for: context), opened == known else {
            throw StoreError(
                .key,
                "check key: the database is under another key. If it is a backup from before a change of the key, only "
                    + "the key of that time opens it")
        }
    }

    /// An entry that another key signs would break the journal: it is noticed before the first one is written, be it by a
    /// step to the present version.
    private static func checkJournalKey(_ key: JournalKey, _ pool: DatabasePool) throws(StoreError) {
        let expected: [UInt8]?
        do {
            expected = try pool.read { db in
                guard try db.tableExists("journal") else { return nil }
                return try JournalKeyChange.all(db).last.map(\.new) ?? soleSigner(db, candidate: key.publicKey)
            }
        } catch {
            throw StoreError(error, while: "check journal key")
        }
        guard expected == nil || expected == key.publicKey else {
            throw StoreError(.key, "check journal key: the journal is signed by another key")
        }
    }

    /// The candidate when the first entry is signed by it, no bytes at all when it is not, nil without entries.
    private static func soleSigner(_ db: Database, candidate: [UInt8]) throws -> [UInt8]? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM journal ORDER BY sequence LIMIT 1") else { return nil }
        let entry = try JournalEntry(row: row)
        return Ed25519.isValid(entry.signature, of: entry.hash, by: candidate) ? candidate : []
    }
}
