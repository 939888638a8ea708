internal import Checkpoint
internal import GRDB

/// Seals the lists that are loaded: rows keep their numbers and are found by the same texts as before.
struct SealedListMigration {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func run(_ keys: DatabaseSchema.Keys) throws {
        let lists = ListKeys(under: keys.database)
        var batch = JournalBatch()
        var count = 0
        // A list that was changed behind the journal stays at variance with it.
        for list in BorderList.allCases { try batch.willChangeAnyway(.list(list), in: db) }
        for list in BorderList.allCases {
            try db.execute(sql: "ALTER TABLE \(ListTable(list: list).loads) ADD COLUMN keyID INTEGER")
        }
        for list in BorderList.allCases {
            count += try seal(ListTable(list: list), lists)
            try batch.hasChanged(.list(list), in: db)
        }
        guard !batch.changes.isEmpty else { return }
        try JournalWriter(db, keys.journal).append(
            JournalEvent(.contentsSealed, details: ["entries": "\(count)"]), about: batch)
    }

    private func seal(_ table: ListTable, _ lists: ListKeys) throws -> Int {
        // An import of the version before that was cut off is of no use to anybody.
        try db.execute(sql: "DROP TABLE IF EXISTS \(table.staging)")
        try db.execute(sql: ListTable.creation(table.staging))
        var count = 0
        // Nothing is in force that was never loaded.
        if let load = try table.lastLoad(db) {
            let key = try lists.begin(table.list, in: db)
            count = try copy(table, key)
            try db.execute(
                sql: "UPDATE \(table.loads) SET keyID = ? WHERE id = ?",
                arguments: [key.id, try load.decode(Int64.self, forColumn: "id")])
        }
        try db.execute(sql: "DROP TABLE \(table.name)")
        try db.execute(sql: "ALTER TABLE \(table.staging) RENAME TO \(table.name)")
        for sql in ListTable.indexes(table.name, generation: 0) { try db.execute(sql: sql) }
        return count
    }

    private func copy(_ table: ListTable, _ key: ListKey) throws -> Int {
        let sealer = try ListSealer(key)
        let insertion = try RowInsertion(ListTable.insertion(table.staging), in: db)
        let rows = try Row.fetchCursor(db, sql: "SELECT \(FormerListTable.columns) FROM \(table.name) ORDER BY id")
        var count = 0
        while let row = try rows.next() {
            let search = ListEntry.Search(
                register: try row.decode(forColumn: "registerKey"), document: try row.decode(forColumn: "documentKey"),
                name: try row.decode(forColumn: "nameKey"), outline: try row.decode(forColumn: "outlineKey"))
            let entry = try ListEntry(search: search) { column in
                // The columns have the names that lists give them, but for the entry's own key.
                switch column {
                case .key: try row.decode(String?.self, forColumn: "entryKey")
                case .removed: nil
                default: try row.decode(String?.self, forColumn: column.name)
                }
            }
            try insertion.insert(sealer.row(entry, at: row.decode(forColumn: "id")).values)
            count += 1
        }
        return count
    }
}
