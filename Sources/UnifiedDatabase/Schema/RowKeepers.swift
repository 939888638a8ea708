internal import GRDB

/// The triggers that keep rows from being deleted.
enum RowKeepers {
    /// Runs `work` while those of these tables are away, within the transaction under way only.
    static func lifted(from tables: [String], in db: Database, _ work: () throws -> Void) throws {
        let keepers = try Row.fetchAll(
            db,
            sql: """
                SELECT name, sql FROM sqlite_master
                WHERE type = 'trigger' AND tbl_name IN (SELECT value FROM json_each(?)) AND sql LIKE '%BEFORE DELETE%'
                """, arguments: [try StoredJSON.text(tables)]
        ).map { (try $0.decode(String.self, forColumn: "name"), try $0.decode(String.self, forColumn: "sql")) }
        for (name, _) in keepers { try db.execute(sql: "DROP TRIGGER \(name)") }
        try work()
        for (_, sql) in keepers { try db.execute(sql: sql) }
    }
}
