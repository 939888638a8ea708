internal import GRDB

/// What the journal says of which row, as a verification has read it so far.
///
/// The file has an index (``KeepingSchema/subjects``) of those entries only that are asked for while the checkpoint works:
/// each entry more would be paid by the traveller who waits for it. And a verification believes no index of a file that
/// somebody may have written into: this one is made of the very entries whose hashes were looked at.
struct JournalWords {
    /// Temporary, and so in no file of ours: `subject`, `sequence`, `rowDigest`.
    static let table = "temp.journalWord"

    private let insertion: Statement

    /// Makes an empty table for this connection.
    init(_ db: Database) throws {
        try db.execute(
            sql: """
                DROP TABLE IF EXISTS \(Self.table);
                CREATE TABLE \(Self.table) (
                    subject TEXT NOT NULL, sequence INTEGER NOT NULL, rowDigest BLOB, PRIMARY KEY (subject, sequence)
                ) STRICT, WITHOUT ROWID;
                """)
        insertion = try db.makeStatement(
            sql: "INSERT OR IGNORE INTO \(Self.table) (subject, sequence, rowDigest) VALUES (?, ?, ?)")
    }

    /// Takes an entry that was looked at.
    func add(_ entry: JournalEntry) throws {
        guard let subject = entry.subject else { return }
        try insertion.execute(arguments: [subject, entry.sequence, entry.rowDigest.map { Blob($0).data }])
    }
}
