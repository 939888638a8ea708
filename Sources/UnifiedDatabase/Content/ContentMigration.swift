internal import BorderLaw
internal import Checkpoint
internal import GRDB

/// Makes the keys of columns, and seals what crossings had in the clear.
struct ContentMigration {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func run(_ keys: DatabaseSchema.Keys) throws {
        // Nothing is sealed under a key that is not that of the database.
        if let sealed = try Row.fetchOne(db, sql: "SELECT sealed FROM keyCheck")?.bytes("sealed") {
            _ = try keys.database.open(sealed, for: UnifiedDatabase.keyCheckContext)
        }
        try db.execute(sql: Self.keys)
        _ = try ColumnKey(for: .content, under: keys.database, in: db)
        let contents = try ContentKeys(under: keys.database, in: db)
        let ids = try String.fetchAll(db, sql: "SELECT id FROM crossing ORDER BY id")
        var batch = JournalBatch()
        for id in ids { try batch.willChangeAnyway(.crossing(id), in: db) }
        // The table comes back with the indexes and triggers that it had.
        let keepers = try String.fetchAll(
            db,
            sql: """
                SELECT sql FROM sqlite_master WHERE tbl_name = 'crossing' AND type <> 'table' AND sql IS NOT NULL
                ORDER BY rowid
                """)
        try db.execute(sql: "CREATE TABLE sealedCrossing (\(Self.columns)) STRICT")
        for id in ids { try seal(id, with: contents) }
        // Foreign keys are checked at the end of a migration; those of other tables name the table that comes back.
        try db.execute(sql: "DROP TABLE crossing; ALTER TABLE sealedCrossing RENAME TO crossing")
        for keeper in keepers { try db.execute(sql: keeper) }
        guard !ids.isEmpty else { return }
        for id in ids { try batch.hasChanged(.crossing(id), in: db) }
        try JournalWriter(db, keys.journal).append(
            JournalEvent(.contentsSealed, details: ["crossings": "\(ids.count)"]), about: batch)
    }

    /// Whatever stands in the texts goes over as it is: what cannot be decoded later could not be before.
    private func seal(_ id: String, with contents: ContentKeys) throws {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM crossing WHERE id = ?", arguments: [id]) else {
            return
        }
        let texts = try CrossingContent.former.map { try row.decode(String?.self, forColumn: $0) }
        let sealed = try CrossingContent.sealed(CrossingContent.told(former: texts), of: id, with: contents)
        let content = try CrossingContent(opening: sealed, of: id, with: contents)
        let station = (try? content.facts)?.station.rawValue
        let stayUntil = (try? content.verdict)?.agreedStayUntil?.column
        try db.execute(
            sql: """
                INSERT INTO sealedCrossing
                SELECT id, lane, direction, startedAt, decidedAt, completedAt, state, outcome, rulebook, issuer,
                    documentNumber, permissionID, softwareVersion, ?, ?, ?
                FROM crossing WHERE id = ?
                """, arguments: [station, stayUntil, Blob(sealed).data, id])
    }

    /// `sealed` is the key under the database key; see ``ColumnKey``.
    private static let keys = """
        CREATE TABLE columnKey (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            use TEXT NOT NULL,
            sealed BLOB NOT NULL,
            madeAt INTEGER NOT NULL
        ) STRICT;
        """

    /// Columns are what is searched for and what every look at a traveller needs; `sealedContent` is all that is only
    /// read again (``CrossingContent``). `permissionID` is no foreign key on purpose: a record that waited in the spool
    /// must find its place even in a database restored from a backup older than the permission.
    private static let columns = """
        id TEXT PRIMARY KEY NOT NULL,
        lane TEXT NOT NULL,
        direction TEXT NOT NULL CHECK (direction IN ('entry', 'exit')),
        startedAt INTEGER NOT NULL,
        decidedAt INTEGER NOT NULL,
        completedAt INTEGER,
        state TEXT NOT NULL
            CHECK (state IN ('admitted', 'passed', 'turnedBack', 'referred', 'interrupted')),
        outcome TEXT NOT NULL,
        rulebook TEXT NOT NULL,
        issuer TEXT,
        documentNumber TEXT,
        permissionID INTEGER,
        softwareVersion TEXT NOT NULL,
        station TEXT,
        stayUntil TEXT,
        sealedContent BLOB NOT NULL
        """
}
