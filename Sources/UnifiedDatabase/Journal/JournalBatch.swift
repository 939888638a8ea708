internal import Checkpoint
internal import Cryptography
internal import GRDB

/// Rows that one entry of the journal tells of together: what a change of the key or a retention did to each.
struct JournalBatch {
    /// One row of the batch.
    struct Change: Equatable {
        let subject: String
        /// What the journal had said of the row until then.
        let before: [UInt8]?
        /// What it is now; nil for a row that was deleted.
        let after: [UInt8]?
    }

    private(set) var changes: [Change] = []
    private var expected: [String: [UInt8]?] = [:]

    /// Takes in a row before it is changed.
    ///
    /// Throws `corrupt` when the row is not as the journal says: a change must not cover up another one.
    mutating func willChange(_ row: JournaledRow, in db: Database) throws {
        let said = try Self.lastWord(of: row, in: db)
        guard said == (try row.digest(db)) else {
            throw StoreError(
                .corrupt, "\(row.subject) is not as the journal says: boomtctl journal verify tells more")
        }
        expected[row.subject] = said
    }

    /// The same for a row that is changed whatever the journal says of it: one that it does not know as it is stays out of
    /// the batch, and so for ever at variance with the journal.
    mutating func willChangeAnyway(_ row: JournaledRow, in db: Database) throws {
        guard let said = try Self.lastWord(of: row, in: db), said == (try row.digest(db)) else { return }
        expected[row.subject] = said
    }

    /// Takes in the same row after it was changed or deleted.
    mutating func hasChanged(_ row: JournaledRow, in db: Database) throws {
        guard let before = expected.removeValue(forKey: row.subject) else { return }
        changes.append(Change(subject: row.subject, before: before, after: try row.digest(db)))
    }

    /// Count and digest, as the entry has them.
    func details() throws -> [String: String] {
        ["rows": "\(changes.count)", "rowsDigest": Hexadecimal.text(try Self.digest(of: ordered))]
    }

    /// In the order of the subjects' bytes, which is that of the table.
    var ordered: [Change] {
        changes.sorted { $0.subject.utf8.lexicographicallyPrecedes($1.subject.utf8) }
    }

    /// Digest over changes in the order of their subjects.
    static func digest(of changes: some Sequence<Change>) throws -> [UInt8] {
        var hash = try RunningHash(.sha256)
        for change in changes {
            var bytes: [UInt8] = []
            bytes.append(field: change.subject.utf8)
            bytes.append(field: change.before)
            bytes.append(field: change.after)
            try hash.update(bytes)
        }
        return try hash.digest()
    }

    /// The digest that the journal says of a row last, by itself or in a batch; nil also when it says nothing.
    ///
    /// No index finds an admission. Of a crossing that has not ended, or of whose end nothing is found, the whole journal is
    /// looked through.
    static func lastWord(of row: JournaledRow, in db: Database) throws -> [UInt8]? {
        guard case .crossing(let id) = row else {
            return try lastWord(of: row, KeepingSchema.isIndexed, in: db)?.optionalBytes("digest")
        }
        let isOpen = try Bool.fetchOne(
            try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM crossing WHERE id = ? AND state = 'admitted')"),
            arguments: [id])
        let word = isOpen == true ? nil : try lastWord(of: row, KeepingSchema.isIndexed, in: db)
        return try (word ?? lastWord(of: row, "TRUE", in: db))?.optionalBytes("digest")
    }

    private static func lastWord(of row: JournaledRow, _ condition: String, in db: Database) throws -> Row? {
        try Row.fetchOne(
            try db.cachedStatement(
                sql: """
                    SELECT sequence, rowDigest AS digest FROM journal WHERE subject = :subject AND \(condition)
                    UNION ALL SELECT sequence, digestAfter FROM journalBatch WHERE subject = :subject
                    ORDER BY sequence DESC LIMIT 1
                    """), arguments: ["subject": row.subject])
    }

    /// The changes that stand with an entry, in their order.
    static func stored(_ sequence: Int64, in db: Database) throws -> [Change] {
        try Row.fetchAll(
            try db.cachedStatement(sql: "SELECT * FROM journalBatch WHERE sequence = ? ORDER BY subject"),
            arguments: [sequence]
        ).map { row in
            Change(
                subject: try row.decode(forColumn: "subject"), before: try row.optionalBytes("digestBefore"),
                after: try row.optionalBytes("digestAfter"))
        }
    }

    /// Writes the changes beside their entry.
    func store(_ sequence: Int64, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO journalBatch (sequence, subject, digestBefore, digestAfter) VALUES (?, ?, ?, ?)")
        for change in changes {
            try statement.execute(arguments: [
                sequence, change.subject, change.before.map { Blob($0).data }, change.after.map { Blob($0).data },
            ])
        }
    }
}
