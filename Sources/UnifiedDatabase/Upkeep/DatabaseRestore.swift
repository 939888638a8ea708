package import Checkpoint
internal import GRDB
package import Support

/// Puts a backup in the place of a database that nobody has open. The former file is kept under another name.
///
/// The backup is copied into a folder beside the database, and only the copy is trusted: it is examined, its journal is
/// verified, the keys are tried, and the restore is journaled in it. Then it takes the place of the former file by one
/// rename. Killed anywhere, the place holds the former database, or the new one, or a mark that is no database and names
/// the former one; running the restore again ends it.
package struct DatabaseRestore: Sendable {
    /// What takes long.
    package enum Phase: Sendable {
        case copying, examining, verifyingJournal
    }

    /// Moments at which a test cuts the power.
    enum Step: CaseIterable {
        case backupIsCopied, copyIsJournaled, formerIsKept, placeIsMarked, logIsGone, copyIsInPlace
    }

    /// Where the database belongs.
    let path: String
    private let key: DatabaseKey
    private let journalKey: JournalKey
    private let reached: @Sendable (Step) throws -> Void

    package init(database path: String, key: DatabaseKey, journalKey: JournalKey) {
        self.init(database: path, key: key, journalKey: journalKey) { _ in }
    }

    init(
        database path: String, key: DatabaseKey, journalKey: JournalKey,
        reached: @escaping @Sendable (Step) throws -> Void
    ) {
        self.path = path
        self.key = key
        self.journalKey = journalKey
        self.reached = reached
    }

    /// Restores a backup.
    ///
    /// - Parameters:
    ///   - backup: a file that `backUp(to:progress:)` has made.
    ///   - verifier: the key and the place that the backup's journal is held against.
    ///   - who: for the journal.
    /// - Throws: `locked` while a daemon or another program has the database, `notFound` and `corrupt` for a file that
    ///   is no sound backup, `key` when the keys are not those of its time, `constraint` when its journal does not agree.
    package func run(
        from backup: String, verifiedBy verifier: JournalVerifier, by who: String,
        progress: (Phase, _ done: Int64, _ total: Int64) -> Void = { _, _, _ in }
    ) async throws(StoreError) -> RestoreOutcome {
        let daemon = try DatabaseClaim(.daemon, to: path)
        defer { daemon.release() }
        let sole = try DatabaseClaim(.soleUse, to: path)
        defer { sole.release() }
        let place = RestorePlace(path)
        try place.clear()
        let digest = try await place.clearingAfterFault { () throws(StoreError) in
            try place.stage(backup) { progress(.copying, $0, $1) }
        }
        try pass(.backupIsCopied)
        let head = try await place.clearingAfterFault { () throws(StoreError) in
            try examine(place.staged, verifier, progress)
        }
        let gap = place.former.flatMap { RestoreGap(between: place.staged, endingAt: head, and: $0) }
        let event = JournalEvent(
            .databaseRestored,
            details: [
                "by": who, "file": digest, "head": head?.description ?? "none",
                "replacedHead": gap?.head?.description ?? "none",
                "crossingsSince": gap.map { "\($0.crossings)" } ?? "unknown",
            ])
        let entry = try await place.clearingAfterFault { () async throws(StoreError) in
            let database = try UnifiedDatabase(path: place.staged, key: key, journalKey: journalKey)
            // What has ended since must not go on.
            try await database.endLogIns(.restored, by: who, at: .now())
            let entry = try await database.append(event)
            try database.close()
            try place.seal()
            return entry
        }
        try pass(.copyIsJournaled)
        let kept = try swap(place)
        return RestoreOutcome(digest: digest, head: head, entry: entry, former: kept, gap: gap)
    }

    /// The copy takes the place of the former file.
    private func swap(_ place: RestorePlace) throws(StoreError) -> String? {
        let hasLog = try !place.mergeLog()
        let kept = try place.keepFormer()
        try pass(.formerIsKept)
        // A log that is not empty would be taken for the new file's. Without it, the former file is not whole: so the
        // place must hold neither while it goes.
        if hasLog, let kept {
            try place.mark(former: kept)
            try pass(.placeIsMarked)
        }
        try place.removeLog()
        try pass(.logIsGone)
        try DurableFile.move(place.staged, to: path)
        try pass(.copyIsInPlace)
        // It is done; what is left behind goes with the next restore.
        try? place.clear()
        return kept
    }

    /// Examines the copy, and verifies its journal; its last entry.
    private func examine(
        _ staged: String, _ verifier: JournalVerifier, _ progress: (Phase, Int64, Int64) -> Void
    ) throws(StoreError) -> JournalPlace? {
        progress(.examining, 0, 1)
        let damage: [String]
        do {
            damage = try UnifiedDatabase.reading(staged) { db in
                try DatabaseSchema.refuseForeign(db)
                guard try db.tableExists("journal") else {
                    throw StoreError(.corrupt, "restore: the backup is no database of boomt with a journal")
                }
                return try UnifiedDatabase.damage(db, thorough: true)
            }
        } catch {
            throw StoreError(error, while: "examine backup")
        }
        if let first = damage.first { throw StoreError(.corrupt, "restore: the backup is damaged: \(first)") }
        progress(.examining, 1, 1)
        let verification = try verifier.verify(database: staged) { progress(.verifyingJournal, $0, $1) }
        guard let fault = verification.faults.first else { return verification.head }
        if fault.kind == .signatureWrong, fault.sequence == 1 {
            throw StoreError(.key, "restore: the backup's journal is signed by another key")
        }
        let place = [fault.sequence.map { "№ \($0)" }, fault.subject].compactMap { $0 }.joined(separator: ", ")
        throw StoreError(.constraint, "restore: the backup's journal does not agree: \(fault.kind.rawValue) \(place)")
    }

    private func pass(_ step: Step) throws(StoreError) {
        do {
            try reached(step)
        } catch {
            throw StoreError(error, while: "restore")
        }
    }
}

/// What a restore has done.
package struct RestoreOutcome: Sendable, Equatable {
    /// SHA-256 of the backup, in hex.
    package let digest: String
    /// The place in the journal that the backup ends with.
    package let head: JournalPlace?
    /// The entry that tells of the restore.
    package let entry: JournalPlace
    /// Where the former file is now; nil when there was none.
    package let former: String?
    /// What only the former file has; nil when it cannot be read.
    package let gap: RestoreGap?
}

/// What came into a database after a backup of it was made.
package struct RestoreGap: Sendable, Equatable {
    /// The last place in its journal.
    package var head: JournalPlace?
    /// Whether its journal goes on where the backup ends; else they are of two lives.
    package var continues = false
    /// Crossings that the backup does not have.
    package var crossings = 0
    /// When the first and the last of them began, by which they are given out.
    package var first: UnixTime?
    package var last: UnixTime?
    /// Entries of the journal behind the backup's, by their kinds.
    package var entries: [String: Int] = [:]
    /// Permissions that were withdrawn or suspended since: with the backup they are in force again.
    package var withdrawals: [Int64] = []
    /// How many crossings have ended since, which the backup knows as open.
    package var endings = 0
    /// How many declarations of documents as lost or invalid came since: without them gates open again.
    package var declarations = 0
    /// Officers who have left since: with the backup they are in service again.
    package var retirements: [String] = []

    /// Nil when the former file cannot be read.
    init?(between backup: String, endingAt place: JournalPlace?, and former: String) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(Limits.busyTimeoutSeconds)
        configuration.prepareDatabase { try $0.execute(sql: "ATTACH ? AS backup", arguments: [backup]) }
        do {
            let queue = try DatabaseQueue(path: former, configuration: configuration)
            defer { try? queue.close() }
            try queue.read { try fill($0, place) }
        } catch {
            return nil
        }
    }

    private mutating func fill(_ db: Database, _ place: JournalPlace?) throws {
        head = try UnifiedDatabase.head(db)
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*) AS count, min(startedAt) AS first, max(startedAt) AS last FROM main.crossing
                WHERE id NOT IN (SELECT id FROM backup.crossing)
                """)
        crossings = try row?.decode(forColumn: "count") ?? 0
        first = try row?.optionalTime("first")
        last = try row?.optionalTime("last")
        guard let place else { return }
        let same = try Row.fetchOne(
            db, sql: "SELECT hash FROM main.journal WHERE sequence = ?", arguments: [place.sequence])
        continues = try same?.bytes("hash") == place.hash
        guard continues else { return }
        for row in try Row.fetchAll(
            db, sql: "SELECT kind, count(*) AS count FROM main.journal WHERE sequence > ? GROUP BY kind",
            arguments: [place.sequence])
        { entries[try row.decode(forColumn: "kind")] = try row.decode(Int.self, forColumn: "count") }
        withdrawals = try Int64.fetchAll(
            db,
            sql: """
                SELECT former.id FROM main.permission AS former JOIN backup.permission AS old ON old.id = former.id
                WHERE former.status <> 'active' AND old.status = 'active' ORDER BY former.id
                """)
        endings =
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM main.crossing AS former JOIN backup.crossing AS old ON old.id = former.id
                    WHERE former.state <> old.state
                    """) ?? 0
        // A backup of an earlier version has fewer tables.
        if try db.tableExists("documentStatement", in: "backup") {
            declarations =
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT count(*) FROM main.documentStatement
                        WHERE kind IN ('lost', 'invalidated') AND id NOT IN (SELECT id FROM backup.documentStatement)
                        """) ?? 0
        }
        if try db.tableExists("officer", in: "backup") {
            retirements = try String.fetchAll(
                db,
                sql: """
                    SELECT former.number FROM main.officer AS former JOIN backup.officer AS old USING (number)
                    WHERE former.retiredAt IS NOT NULL AND old.retiredAt IS NULL ORDER BY former.number
                    """)
        }
    }
}
