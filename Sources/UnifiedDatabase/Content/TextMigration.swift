internal import Checkpoint
internal import GRDB

/// Seals what officers had written in the clear: reasons, authorities, and what they noted of a person beyond codes, days
/// and numbers.
///
/// Rows are taken out of their table, which frees every page it had, and come back sealed: what SQLite overwrites in
/// place may leave a copy in the unused part of a page.
struct TextMigration {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func run(_ keys: DatabaseSchema.Keys) throws {
        let contents = try ContentKeys(under: keys.database, in: db)
        let parts = try Self.parts.filter(hasTexts)
        var rows: Set<JournaledRow> = []
        for part in parts { rows.formUnion(try watched(part)) }
        var batch = JournalBatch()
        for row in rows { try batch.willChangeAnyway(row, in: db) }
        var count = 0
        try RowKeepers.lifted(from: parts.map(\.table), in: db) {
            for part in parts { count += try seal(part, contents) }
        }
        for row in rows { try batch.hasChanged(row, in: db) }
        guard count > 0 else { return }
        try JournalWriter(db, keys.journal).append(
            JournalEvent(.contentsSealed, details: ["texts": "\(count)"]), about: batch)
    }

    /// A table, the columns of its primary key, those that are sealed, and how the journal calls a row by the first
    /// column of its key.
    private struct Part: Sendable {
        let table: String
        let key: [String]
        let columns: [String]
        let row: @Sendable (DatabaseValue) -> JournaledRow?
    }

    /// Written down for itself: what is sealed later is none of this step's business.
    private static let parts: [Part] =
        [
            byCrossing("crossingSettlement", ["reason"]) { .settlement($0) },
            byCrossing("officerDecision", ["reason", "authority"]) { .decision($0) },
            byCrossing("crossingParticulars", ["purpose"], revised: true) { .particulars($0) },
            byCrossing("crossingGrant", ["authority"], revised: true) { .grant($0) },
            byNumber("document", ["id"], ["invalidationCause", "invalidationBody"]) { .document($0) },
            byNumber("childPaper", ["journeyID", "kind"], ["issuer"]) { .desk(.childJourney, $0) },
            desk(.stayRight, ["category"]), desk(.documentStatement, ["body"]), desk(.deskNote), desk(.personNumber),
            desk(.personLink),
            desk(.borderCard, ["travelNumber", "purpose", "address", "phone", "occupation"]),
            desk(.listFalseHit), desk(.childJourney, ["companionGivenName"]), desk(.childSettlement),
        ]

    private static func byCrossing(
        _ table: String, _ columns: [String], revised: Bool = false, _ row: @escaping @Sendable (String) -> JournaledRow
    ) -> Part {
        Part(table: table, key: ["crossingID"] + (revised ? ["revision"] : []), columns: columns) {
            String.fromDatabaseValue($0).map(row)
        }
    }

    private static func byNumber(
        _ table: String, _ key: [String], _ columns: [String], _ row: @escaping @Sendable (Int64) -> JournaledRow
    ) -> Part {
        Part(table: table, key: key, columns: columns) { Int64.fromDatabaseValue($0).map(row) }
    }

    private static func desk(_ table: DeskTable, _ columns: [String] = []) -> Part {
        byNumber(table.rawValue, ["id"], columns + ["reason", "withdrawalReason"]) { .desk(table, $0) }
    }

    /// A column of a key as ``RowTexts`` has it.
    private static func text(_ value: DatabaseValue) -> String {
        Int64.fromDatabaseValue(value).map(String.init) ?? String.fromDatabaseValue(value) ?? ""
    }

    private static func anyText(_ part: Part) -> String {
        part.columns.map { "\($0) IS NOT NULL" }.joined(separator: " OR ")
    }

    private func hasTexts(_ part: Part) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(part.table) WHERE \(Self.anyText(part)))") ?? false
    }

    private func watched(_ part: Part) throws -> [JournaledRow] {
        try DatabaseValue.fetchAll(
            db, sql: "SELECT DISTINCT \(part.key[0]) FROM \(part.table) WHERE \(Self.anyText(part))"
        ).compactMap(part.row)
    }

    /// Whatever stands in the texts goes over as it is. Foreign keys are checked at the end of a migration.
    private func seal(_ part: Part, _ contents: ContentKeys) throws -> Int {
        let names = try db.columns(in: part.table).map(\.name)
        try db.execute(sql: "CREATE TABLE sealedRow AS SELECT * FROM \(part.table) WHERE 0")
        let insertion = try db.makeStatement(
            sql: "INSERT INTO sealedRow VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))")
        var count = 0
        // As they stand: rows that have to be sorted may go through a temporary file.
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(part.table)")
        while let row = try rows.next() {
            let key = try part.key.map { try Self.text(row.decode(forColumn: $0)) }
            let texts = RowTexts(part.table, key, contents)
            let values = try names.map { name -> DatabaseValue in
                guard part.columns.contains(name), let text = try row.decode(String?.self, forColumn: name) else {
                    return try row.decode(forColumn: name)
                }
                count += 1
                return try texts.sealOptional(text, name)?.databaseValue ?? .null
            }
            try insertion.execute(arguments: StatementArguments(values))
        }
        try db.execute(
            sql: """
                DELETE FROM \(part.table);
                INSERT INTO \(part.table) SELECT * FROM sealedRow ORDER BY rowid;
                DROP TABLE sealedRow;
                """)
        return count
    }
}
