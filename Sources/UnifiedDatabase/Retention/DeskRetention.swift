internal import BorderLaw
internal import Checkpoint
internal import GRDB
internal import TravelDocument

/// Which entries of the desk are over, and how they go.
///
/// An entry that was withdrawn waits from the day of its withdrawal. One in force waits from the day on which it stopped
/// to say anything, and stays as long as something needs it.
struct DeskRetention {
    /// What ended before this civil day is over.
    let day: CivilDate
    /// What was withdrawn or entered before this moment is over, in milliseconds since 1970.
    let milliseconds: Int64
    /// What opens the lists.
    let lists: ListKeys
    let db: Database

    /// The entries of a category that are over, by table and in the order in which they came.
    func due(_ category: RetentionCategory) throws -> [JournaledRow] {
        switch category {
        case .stayRights:
            // A card without a last day holds until it is withdrawn; what only has a first day belongs to one stay.
            try entries(
                in: .stayRight,
                endedIf: """
                    coalesce(validUntil, CASE WHEN kind <> 'residenceCard' THEN coalesce(validFrom, issued) END) < :day
                    """, unless: isInside)
        case .documentStatements:
            // A document that was lost or is invalid stays so, even when it is found.
            try entries(in: .documentStatement, endedIf: "kind IN ('valid', 'extended') AND until < :day")
        case .deskNotes: try entries(in: .deskNote, endedIf: "day < :day")
        case .borderCards: try entries(in: .borderCard, endedIf: "day < :day")
        case .falseHits:
            try entries(in: .listFalseHit, endedIf: "recordedAt < :time").filter { try !isListed($0) }
        case .personTies:
            try entries(
                in: .personNumber, endedIf: "recordedAt < :time AND NOT (\(Self.isUsed("issuer", "documentNumber")))",
                unless: hasHistory)
                + entries(
                    in: .personLink,
                    endedIf: """
                        recordedAt < :time AND NOT (\(Self.isUsed("issuer", "documentNumber")))
                            AND NOT (\(Self.isUsed("otherIssuer", "otherNumber")))
                        """, unless: hasHistory)
        case .childJourneys: try journeys()
        case .expiredTemplates, .listedPersons, .endedPermissions, .crossings: []
        }
    }

    /// Deletes an entry with what belongs to it, and the row of each document of which nothing else is known then.
    func delete(_ table: DeskTable, _ id: Int64, _ batch: inout JournalBatch) throws {
        let documents = try documents(of: table, id)
        if table == .childJourney {
            let settlements = try Int64.fetchAll(
                db, sql: "SELECT id FROM childSettlement WHERE journeyID = ? ORDER BY id", arguments: [id])
            for settlement in settlements { try deleteRow(.childSettlement, settlement, &batch) }
        }
        try deleteRow(table, id, &batch)
        for document in documents { try deleteForgotten(document, &batch) }
    }

    /// Deletes the row of a document that has no permission, was not declared invalid, and that nothing else refers to.
    /// A register number stays with the crossings of its holder: entries of lists that have nothing else are found by it.
    func deleteForgotten(_ document: Int64, _ batch: inout JournalBatch) throws {
        guard
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT invalidationCause IS NULL
                        AND NOT EXISTS (SELECT 1 FROM permission WHERE documentID = document.id)
                        AND NOT (\(DeskTable.mentionsDocument))
                        AND (registerNumber IS NULL OR NOT EXISTS (
                            SELECT 1 FROM crossing
                            WHERE crossing.issuer = document.issuer AND documentNumber = document.number))
                    FROM document WHERE id = ?
                    """, arguments: [document]) == true
        else { return }
        try batch.willChange(.document(document), in: db)
        do {
            try db.execute(sql: "DELETE FROM document WHERE id = ?", arguments: [document])
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY {
            // A table that is not known here refers to it: the document stays with that.
            return
        }
        try batch.hasChanged(.document(document), in: db)
    }

    /// Tables whose rows a category deletes.
    static func tables(of category: RetentionCategory) -> [DeskTable] {
        switch category {
        case .stayRights: [.stayRight]
        case .documentStatements: [.documentStatement]
        case .deskNotes: [.deskNote]
        case .borderCards: [.borderCard]
        case .falseHits: [.listFalseHit]
        case .personTies: [.personNumber, .personLink]
        case .childJourneys: [.childJourney, .childSettlement]
        case .expiredTemplates, .listedPersons, .endedPermissions, .crossings: []
        }
    }

    // MARK: - What is over

    private var times: StatementArguments { ["day": day.column, "time": milliseconds] }

    /// - Parameters:
    ///   - condition: when an entry in force has ended long ago.
    ///   - isNeeded: whether an entry in force about this document is needed all the same.
    private func entries(
        in table: DeskTable, endedIf condition: String, unless isNeeded: (DocumentKey) throws -> Bool = { _ in false }
    ) throws -> [JournaledRow] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT id, issuer, documentNumber, withdrawnAt IS NULL AS inForce FROM \(table.rawValue) AS entry
                WHERE withdrawnAt < :time OR (withdrawnAt IS NULL AND \(condition)) ORDER BY id
                """, arguments: condition.contains(":day") ? times : ["time": milliseconds]
        ).compactMap { row in
            let id: Int64 = try row.decode(forColumn: "id")
            let document = DocumentKey(
                recorded: try row.decode(forColumn: "issuer"), number: try row.decode(forColumn: "documentNumber"))
            guard try row.decode(Bool.self, forColumn: "inForce"), try isNeeded(document) else {
                return .desk(table, id)
            }
            return nil
        }
    }

    /// Journeys whose children are back or were never gone, with settlements that are over, too.
    private func journeys() throws -> [JournaledRow] {
        let open = Set(try UnifiedDatabase.followUps(before: day, in: db).map(\.journey))
        return try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM childJourney
                WHERE day < :day AND coalesce(withdrawnAt, 0) < :time AND NOT EXISTS (
                    SELECT 1 FROM childSettlement
                    WHERE journeyID = childJourney.id AND max(recordedAt, coalesce(withdrawnAt, 0)) >= :time)
                ORDER BY id
                """, arguments: times
        ).filter { !open.contains($0) }.map { .desk(.childJourney, $0) }
    }

    /// Whether the holder is in the country, by the last crossing with whichever document.
    private func isInside(_ document: DocumentKey) throws -> Bool {
        try UnifiedDatabase.last(of: document, in: db)?.direction == .entry
    }

    /// Whether anything is known of one of the person's documents that the tie makes count for the others.
    private func hasHistory(_ document: DocumentKey) throws -> Bool {
        try PersonDocuments(ofHolderOf: document, db).documents.contains { document in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT \(Self.isUsed("issuer", "documentNumber"))
                    FROM (SELECT ? AS issuer, ? AS documentNumber) AS entry
                    """, arguments: [document.issuer, document.number]) ?? true
        }
    }

    /// Whether a note of a false hit is in force and speaks of an entry that is on its list still.
    private func isListed(_ note: JournaledRow) throws -> Bool {
        guard case .desk(let table, let id) = note,
            let row = try Row.fetchOne(
                db, sql: "SELECT list, entryKey FROM \(table.rawValue) WHERE id = ? AND withdrawnAt IS NULL",
                arguments: [id])
        else { return false }
        return try ListTable(list: row.word("list")).entry(named: row.decode(forColumn: "entryKey"), lists, in: db)
            != nil
    }

    /// Whether there are crossings, permissions or other entries than ties about the document in these columns.
    private static func isUsed(_ issuer: String, _ number: String) -> String {
        let ties: [DeskTable] = [.personNumber, .personLink]
        let tables = ["crossing"] + DeskTable.allCases.filter { !ties.contains($0) }.map(\.rawValue)
        return tables.map { table in
            """
            EXISTS (SELECT 1 FROM \(table) AS other
                WHERE other.issuer = entry.\(issuer) AND other.documentNumber = entry.\(number))
            """
        }.joined(separator: " OR ") + """
             OR EXISTS (SELECT 1 FROM document JOIN permission ON documentID = document.id
                WHERE document.issuer = entry.\(issuer) AND document.number = entry.\(number))
            """
    }

    // MARK: - How it goes

    private func deleteRow(_ table: DeskTable, _ id: Int64, _ batch: inout JournalBatch) throws {
        try batch.willChange(.desk(table, id), in: db)
        if table == .childJourney {
            try db.execute(sql: "DELETE FROM childPaper WHERE journeyID = ?", arguments: [id])
        }
        if table == .deskNote {
            try db.execute(sql: "DELETE FROM \(DeskNoteCase.table) WHERE noteID = ?", arguments: [id])
        }
        try db.execute(sql: "DELETE FROM \(table.rawValue) WHERE id = ?", arguments: [id])
        try batch.hasChanged(.desk(table, id), in: db)
    }

    /// The rows of the documents that an entry is about or names.
    private func documents(of table: DeskTable, _ id: Int64) throws -> [Int64] {
        try table.documentColumns.flatMap { issuer, number in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT document.id FROM document JOIN \(table.rawValue) AS entry
                    ON document.issuer = entry.\(issuer) AND document.number = entry.\(number) WHERE entry.id = ?
                    """, arguments: [id])
        }
    }
}
