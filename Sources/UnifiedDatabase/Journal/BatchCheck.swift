internal import Checkpoint
internal import Cryptography
internal import GRDB

/// Holds the rows that entries tell of together against those entries, as a verification comes along the journal.
struct BatchCheck {
    /// What was deleted by each entry so far.
    private(set) var deletions: [JournalDeletion] = []
    private var told: Int64 = 0
    private let isPossible: Bool

    /// - Parameter isPossible: whether the database has batches; one of an earlier version does not.
    init(_ isPossible: Bool) { self.isPossible = isPossible }

    static func isPossible(_ db: Database) throws -> Bool { try db.tableExists("journalBatch") }

    /// Every word of the journal about a row: by an entry of its own, or in a batch.
    static func words(_ db: Database) throws -> String {
        let own = "SELECT subject, sequence, rowDigest FROM \(JournalWords.table)"
        return try isPossible(db) ? own + " UNION ALL SELECT subject, sequence, digestAfter FROM journalBatch" : own
    }

    /// The names of rows that do not fit to an entry, or what does not fit.
    mutating func faults(of entry: JournalEntry, _ db: Database) throws -> [String] {
        guard let details = try? StoredJSON.value([String: String].self, of: entry.details),
            let count = details["rows"].flatMap(Int.init), let digest = details["rowsDigest"], isPossible
        else { return [] }
        let changes = try JournalBatch.stored(entry.sequence, in: db)
        told += Int64(changes.count)
        guard changes.count == count, Hexadecimal.text(try JournalBatch.digest(of: changes)) == digest else {
            return ["\(changes.count)/\(count)"]
        }
        let deleted = changes.count { $0.after == nil }
        if deleted > 0 {
            deletions.append(
                JournalDeletion(
                    sequence: entry.sequence, category: details["category"] ?? entry.kind, count: deleted))
        }
        return try changes.filter { try said(of: $0.subject, before: entry.sequence, db) != $0.before }
            .map(\.subject)
    }

    private func said(of subject: String, before sequence: Int64, _ db: Database) throws -> [UInt8]? {
        try Row.fetchOne(
            try db.cachedStatement(
                sql: """
                    SELECT sequence, rowDigest AS digest FROM \(JournalWords.table)
                    WHERE subject = :subject AND sequence < :before
                    UNION ALL
                    SELECT sequence, digestAfter FROM journalBatch WHERE subject = :subject AND sequence < :before
                    ORDER BY sequence DESC LIMIT 1
                    """), arguments: ["subject": subject, "before": sequence]
        )?.optionalBytes("digest")
    }

    /// Rows of batches that no entry tells of: somebody has put them there to cover up a deletion.
    func strays(_ db: Database) throws -> [String] {
        guard isPossible, try Int64.fetchOne(db, sql: "SELECT count(*) FROM journalBatch") != told else { return [] }
        return try String.fetchAll(
            db,
            sql: """
                SELECT subject FROM journalBatch WHERE NOT EXISTS (
                    SELECT 1 FROM journal WHERE journal.sequence = journalBatch.sequence
                        AND journal.details LIKE '%"rowsDigest"%')
                LIMIT ?
                """, arguments: [Limits.journalFaults])
    }
}
