package import Checkpoint
internal import GRDB
internal import Support
internal import TravelDocument

/// An entry that has a table.
protocol StoredDeskEntry: DeskEntry {
    static var table: DeskTable { get }
    /// What the entry of the journal says that the row has come.
    static var journalKind: JournalKind { get }
    /// In the order of the table's own columns; those of ``TextColumns`` sealed.
    func values(_ texts: RowTexts) throws -> [(any DatabaseValueConvertible)?]
    /// - Parameter texts: what opens its texts; nil leaves them unopened.
    init(row: Row, document: DocumentKey, texts: RowTexts?) throws
    /// Documents that need a row of their own before this one can refer to them.
    var others: [DocumentKey] { get }
    /// Throws an ``EntryFault`` when what is on record forbids the entry.
    func confront(_ db: Database, _ contents: ContentKeys) throws
    /// Writes what stands in a table of its own, for the row of this id.
    func storeParts(_ id: Int64, _ db: Database, _ contents: ContentKeys) throws
    /// Reads it again.
    mutating func readParts(_ id: Int64, _ db: Database, _ contents: ContentKeys?) throws
}

extension StoredDeskEntry {
    static var journalKind: JournalKind { .deskEntryRecorded }
    var others: [DocumentKey] { [] }
    func storeParts(_ id: Int64, _ db: Database, _ contents: ContentKeys) throws {}
    mutating func readParts(_ id: Int64, _ db: Database, _ contents: ContentKeys?) throws {}
}

/// An entry without what officers wrote about it.
struct StandingEntry<Entry: StoredDeskEntry> {
    let id: Int64
    let entry: Entry
    /// Who has entered it.
    let officer: String
}

/// All entries of one kind in the unified database.
struct StoredBook<Entry: StoredDeskEntry>: DeskBook {
    let database: UnifiedDatabase

    func enter(_ entry: Entry, by note: OfficerNote) async throws(StoreError) -> DeskRecord<Entry> {
        let (key, contents) = (database.journalKey, database.contentKeys)
        return try await database.write("enter \(Entry.table.rawValue)") { db in
            try Officer.require(note.officer, in: db)
            return try Self.store(entry, by: note, db, key, contents)
        }
    }

    /// Puts an entry into its table and the journal, in the transaction under way.
    @discardableResult
    static func store(
        _ entry: Entry, by note: OfficerNote, _ db: Database, _ key: JournalKey, _ contents: ContentKeys
    ) throws -> DeskRecord<Entry> {
        try entry.check(on: UlaanbaatarCalendar.day(of: note.time))
        try entry.confront(db, contents)
        let journal = JournalWriter(db, key)
        for document in [entry.document] + entry.others { try Self.know(document, db, journal) }
        let id = try Entry.table.nextNumber(db)
        let texts = RowTexts(Entry.table, id, contents)
        let ends: [(any DatabaseValueConvertible)?] = [
            note.officer, try texts.seal(note.reason, "reason"), note.time.milliseconds,
        ]
        try db.cachedStatement(sql: Entry.table.insertion).execute(
            arguments: StatementArguments(
                [id, entry.document.issuer, entry.document.number] + entry.values(texts) + ends))
        try entry.storeParts(id, db, contents)
        try journal.append(
            JournalEvent(Entry.journalKind, details: ["entry": Entry.table.rawValue, "officer": note.officer]),
            about: .desk(Entry.table, id))
        return DeskRecord(id: id, entry: entry, note: note)
    }

    func entries(of document: DocumentKey) async throws(StoreError) -> [DeskRecord<Entry>] {
        let contents = database.contentKeys
        return try await database.read("read \(Entry.table.rawValue)") { db in
            try Self.records(of: document, db, contents)
        }
    }

    func withdraw(_ id: Int64, by note: OfficerNote) async throws(StoreError) -> DeskRecord<Entry> {
        let (key, contents) = (database.journalKey, database.contentKeys)
        let table = Entry.table
        return try await database.write("withdraw \(table.rawValue)") { db in
            try Officer.require(note.officer, in: db)
            guard let before = try Self.record(id, db, contents) else {
                throw StoreError(.notFound, "withdraw \(table.rawValue): no such entry")
            }
            guard before.withdrawal == nil else { throw EntryFault("id", .withdrawn) }
            try db.execute(
                sql: """
                    UPDATE \(table.rawValue) SET withdrawnAt = ?, withdrawnBy = ?, withdrawalReason = ? WHERE id = ?
                    """,
                arguments: [
                    note.time.milliseconds, note.officer,
                    try RowTexts(table, id, contents).seal(note.reason, "withdrawalReason"), id,
                ])
            try JournalWriter(db, key).append(
                JournalEvent(.deskEntryWithdrawn, details: ["entry": table.rawValue, "officer": note.officer]),
                about: .desk(table, id))
            return DeskRecord(id: id, entry: before.entry, note: before.note, withdrawal: note)
        }
    }

    /// The newest entries about a document, also withdrawn ones, oldest first, with all that officers wrote.
    static func records(
        of document: DocumentKey, _ db: Database, _ contents: ContentKeys
    ) throws -> [DeskRecord<Entry>] {
        try records(of: document, where: aboutDocument, db, contents)
    }

    /// The same of those that name a document in other columns than their own.
    ///
    /// - Parameter condition: on the columns of the table; `:issuer` and `:number` are those of the document.
    static func records(
        of document: DocumentKey, where condition: String, _ db: Database, _ contents: ContentKeys
    ) throws -> [DeskRecord<Entry>] {
        try rows(of: document, where: condition, db).map { try record(row: $0, db, contents) }
    }

    /// The newest entries in force about a document, oldest first.
    ///
    /// - Parameters:
    ///   - contents: opens their texts; nil leaves them unopened.
    ///   - isWanted: looks at a row before anything of it is read or opened.
    static func inForce(
        of document: DocumentKey, _ db: Database, opening contents: ContentKeys? = nil,
        where isWanted: (Row) throws -> Bool = { _ in true }
    ) throws -> [StandingEntry<Entry>] {
        try rows(of: document, where: aboutDocument + " AND withdrawnAt IS NULL", db)
            .filter(isWanted).map { try entry(row: $0, db, contents) }
    }

    /// The newest of these, or nil.
    static func newest(
        of document: DocumentKey, _ db: Database, opening contents: ContentKeys? = nil,
        where isWanted: (Row) throws -> Bool
    ) throws -> Entry? {
        try rows(of: document, where: aboutDocument + " AND withdrawnAt IS NULL", db)
            .last(where: isWanted).map { try entry(row: $0, db, contents).entry }
    }

    private static var aboutDocument: String { "issuer = :issuer AND documentNumber = :number" }

    private static func rows(of document: DocumentKey, where condition: String, _ db: Database) throws -> [Row] {
        try Row.fetchAll(
            try db.cachedStatement(
                sql: """
                    SELECT * FROM \(Entry.table.rawValue) WHERE \(condition) ORDER BY id DESC LIMIT :limit
                    """),
            arguments: ["issuer": document.issuer, "number": document.number, "limit": Limits.entriesPerDocument]
        ).reversed()
    }

    private static func record(
        _ id: Int64, _ db: Database, _ contents: ContentKeys
    ) throws -> DeskRecord<Entry>? {
        try Row.fetchOne(db, sql: "SELECT * FROM \(Entry.table.rawValue) WHERE id = ?", arguments: [id]).map {
            try record(row: $0, db, contents)
        }
    }

    private static func entry(
        row: Row, _ db: Database, _ contents: ContentKeys?
    ) throws -> StandingEntry<Entry> {
        let document = DocumentKey(
            recorded: try row.decode(forColumn: "issuer"), number: try row.decode(forColumn: "documentNumber"))
        let id: Int64 = try row.decode(forColumn: "id")
        var entry = try Entry(row: row, document: document, texts: contents.map { RowTexts(Entry.table, id, $0) })
        try entry.readParts(id, db, contents)
        return StandingEntry(id: id, entry: entry, officer: try row.decode(forColumn: "officer"))
    }

    private static func record(row: Row, _ db: Database, _ contents: ContentKeys) throws -> DeskRecord<Entry> {
        let read = try entry(row: row, db, contents)
        let texts = RowTexts(Entry.table, read.id, contents)
        return DeskRecord(
            id: read.id, entry: read.entry,
            note: OfficerNote(
                recorded: read.officer, reason: try row.text("reason", texts), at: try row.time("recordedAt")),
            withdrawal: try row.optionalTime("withdrawnAt").map { time in
                OfficerNote(
                    recorded: try row.decode(forColumn: "withdrawnBy"),
                    reason: try row.text("withdrawalReason", texts), at: time)
            })
    }

    /// Makes the row of a document that is not there yet.
    private static func know(_ document: DocumentKey, _ db: Database, _ journal: JournalWriter) throws {
        let isThere = try Bool.fetchOne(
            try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM document WHERE issuer = ? AND number = ?)"),
            arguments: [document.issuer, document.number])
        guard isThere != true else { return }
        let id = try UnifiedDatabase.document(
            issuer: document.issuer, number: document.number, registerNumber: nil, in: db)
        try journal.append(JournalEvent(.documentChanged), about: .document(id))
    }
}

extension UnifiedDatabase {
    /// Visas, residence permits and registrations.
    package var stayRights: any DeskBook<StayRight> { StoredBook<StayRight>(database: self) }
    /// What became of documents.
    package var documentStatements: any DeskBook<DocumentStatement> { StoredBook<DocumentStatement>(database: self) }
    /// What officers see of travellers.
    package var deskNotes: any DeskBook<DeskNote> { StoredBook<DeskNote>(database: self) }
    /// By which numbers states know the holders of documents.
    package var personNumbers: any DeskBook<PersonNumber> { StoredBook<PersonNumber>(database: self) }
    /// Border cards.
    package var borderCards: any DeskBook<BorderCard> { StoredBook<BorderCard>(database: self) }
    /// Entries of lists that mean somebody else.
    package var falseHits: any DeskBook<FalseHit> { StoredBook<FalseHit>(database: self) }
    /// Children who leave, and their papers.
    package var childJourneys: any DeskBook<ChildJourney> { StoredBook<ChildJourney>(database: self) }
    /// What became of children who stayed abroad.
    package var childSettlements: any DeskBook<ChildSettlement> { StoredBook<ChildSettlement>(database: self) }
    /// Documents of one person.
    package var personLinks: any DeskBook<PersonLink> { StoredBook<PersonLink>(database: self) }
}

extension Row {
    /// One of the words of an enumeration or nothing; `corrupt` when the column holds another.
    func optionalWord<Word: RawRepresentable<String>>(_ column: String) throws -> Word? {
        try decode(String?.self, forColumn: column) == nil ? nil : try word(column)
    }
}
