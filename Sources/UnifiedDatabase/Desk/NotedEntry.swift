internal import Checkpoint
internal import GRDB
internal import Support

/// Whom an entry of a list named when an officer noted that it means somebody else. Keys of entries may go on while what
/// they say changes: a note hides the entry only as long as it names the same person by the same numbers, names and birth
/// date, and any other is shown to an officer again.
///
/// The table holds keyed tags. No entry of the journal tells of it: without its row, or with another, a note hides
/// nothing.
enum NotedEntry {
    static let schema = """
        CREATE TABLE notedEntry (
            noteID INTEGER PRIMARY KEY REFERENCES listFalseHit (id) ON DELETE CASCADE,
            tag INTEGER NOT NULL
        ) STRICT;
        """

    static func store(_ entry: ListEntry, note: Int64, _ contents: ContentKeys, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO notedEntry (noteID, tag) VALUES (?, ?)",
            arguments: [note, try contents.noteTagger.tag(entry.identity)])
    }

    /// Makes the table. Notes of before are about the entries as they stand on the lists in force.
    static func migrate(_ db: Database, _ keys: DatabaseSchema.Keys) throws {
        try db.execute(sql: schema)
        let contents = try ContentKeys(under: keys.database, in: db)
        let notes = try Row.fetchAll(db, sql: "SELECT id, list, entryKey FROM listFalseHit WHERE withdrawnAt IS NULL")
        for note in notes {
            // A list that cannot be opened is told of elsewhere; the note hides nothing then.
            let entry = try? ListTable(list: note.word("list")).entry(
                named: note.decode(forColumn: "entryKey"), contents.lists, in: db)
            if let entry { try store(entry, note: note.decode(forColumn: "id"), contents, in: db) }
        }
    }
}

extension ListEntry {
    /// By what it means somebody, each with its length.
    var identity: [UInt8] {
        let texts = [registerNumber, issuer, documentNumber, primaryIdentifier, secondaryIdentifier, birthDate]
        return texts.reduce(into: []) { $0.append(field: $1?.utf8) }
    }
}
