internal import GRDB

/// Which entries of the journal tell of which row: all of them, for a verification.
///
/// The file itself has an index (``KeepingSchema/subjects``) of those only that are asked for while the checkpoint works:
/// each entry more would be paid by the traveller who waits for it.
enum JournalWords {
    /// Temporary, and so in no file of ours: `subject`, `sequence`.
    static let table = "temp.journalWord"

    /// Makes the table for this connection, for as long as the journal is the same.
    static func prepare(_ db: Database) throws {
        try db.execute(
            sql: """
                DROP TABLE IF EXISTS \(table);
                CREATE TABLE \(table) (
                    subject TEXT NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (subject, sequence)
                ) STRICT, WITHOUT ROWID;
                INSERT INTO \(table) SELECT subject, sequence FROM main.journal WHERE subject IS NOT NULL
                """)
    }
}
