internal import Checkpoint
internal import GRDB
internal import TravelDocument

/// Brings the exit restrictions of earlier versions into the form that all lists have, with folded names.
struct ListMigration {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func run(_ journalKey: JournalKey) throws {
        for list in BorderList.allCases {
            let table = ListTable(list: list)
            if list == .exitRestrictions {
                try db.execute(sql: "ALTER TABLE \(table.loads) ADD COLUMN signer TEXT")
                try db.execute(sql: "ALTER TABLE \(table.loads) ADD COLUMN fileDigest BLOB")
                try db.execute(sql: FormerListTable.creation(table.staging))
                try copyRestrictions(into: table.staging)
                try db.execute(sql: "DROP TABLE \(table.name)")
                try db.execute(sql: "ALTER TABLE \(table.staging) RENAME TO \(table.name)")
            } else {
                try db.execute(sql: Self.loads(table.loads))
                try db.execute(sql: FormerListTable.creation(table.name))
            }
            for sql in FormerListTable.firstIndexes(table.name) { try db.execute(sql: sql) }
            if try table.lastLoad(db) != nil {
                try JournalWriter(db, journalKey).append(JournalEvent(.rowAdopted), about: .list(list))
            }
        }
        try db.execute(sql: Self.falseHits)
    }

    private func copyRestrictions(into table: String) throws {
        let insertion = try RowInsertion(FormerListTable.insertion(table), in: db)
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM exitRestriction ORDER BY id")
        while let row = try rows.next() {
            let primary = try row.decode(String?.self, forColumn: "primaryIdentifier")
            let secondary = try row.decode(String?.self, forColumn: "secondaryIdentifier")
            let name = FoldedName(primary ?? "", secondary ?? "")
            let birth: String? = try row.decode(forColumn: "birthDate")
            let id: Int64 = try row.decode(forColumn: "id")
            let kept = ["ground", "issuingBody", "decisionNumber", "startDate", "endDate", "registerNumber"]
            var values: [DatabaseValue] = [id.databaseValue, "row-\(id)".databaseValue]
            values += try kept.map { try row.decode(DatabaseValue.self, forColumn: $0) }
            values += [.null, try row.decode(DatabaseValue.self, forColumn: "documentNumber")]
            values += [
                primary?.databaseValue ?? .null, secondary?.databaseValue ?? .null, birth?.databaseValue ?? .null,
            ]
            values += try ["registerKey", "documentKey"].map { try row.decode(DatabaseValue.self, forColumn: $0) }
            values += [name?.key.databaseValue ?? .null, (birth == nil ? nil : name?.outline)?.databaseValue ?? .null]
            try insertion.insert(values)
        }
    }

    private static func loads(_ table: String) -> String {
        """
        CREATE TABLE \(table) (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            version TEXT NOT NULL,
            loadedAt INTEGER NOT NULL,
            entryCount INTEGER NOT NULL,
            signer TEXT,
            fileDigest BLOB
        ) STRICT;
        """
    }

    /// That an entry does not mean the holder of a document, as an officer has found out.
    private static let falseHits = """
        CREATE TABLE listFalseHit (
            list TEXT NOT NULL,
            entryKey TEXT NOT NULL,
            issuer TEXT NOT NULL,
            documentNumber TEXT NOT NULL,
            officer TEXT NOT NULL CHECK (officer <> ''),
            reason TEXT NOT NULL CHECK (reason <> ''),
            notedAt INTEGER NOT NULL,
            PRIMARY KEY (list, entryKey, issuer, documentNumber)
        ) STRICT, WITHOUT ROWID;
        """
}
