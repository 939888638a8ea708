package import Checkpoint
internal import GRDB

/// Crossings whose gate was opened and whose end is not known yet.
///
/// They are found by what the journal tells since the last `admissionsEnded`, not by an index: each traveller would wait
/// for it to be written, and only a start asks.
extension UnifiedDatabase {
    /// Records still `admitted`, oldest first.
    package func unfinishedCrossings() async throws(StoreError) -> [CrossingID] {
        try await read("list unfinished crossings") { db in
            try Admissions(db).open().map { text in
                guard let id = CrossingID(text) else { throw StoreError(.corrupt, "read id: no crossing id") }
                return id
            }
        }
    }

    /// Notes in the journal that nothing is admitted any more, so that the next start need not look further back.
    /// Without effect while something is, or when nothing was recorded since the last such note.
    package func noteEndOfAdmissions() async throws(StoreError) {
        let key = journalKey
        try await write("note end of admissions") { try Admissions($0).noteEnd(key) }
    }
}

/// What the journal knows of them.
struct Admissions {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// The ids of crossings that are still admitted, in their order.
    func open() throws -> [String] { try String.fetchAll(try db.cachedStatement(sql: Self.selection)) }

    /// From the journal to the table: the other way round it would be the whole table.
    static let selection = """
        SELECT DISTINCT crossing.id FROM journal
        CROSS JOIN crossing ON crossing.id = substr(journal.subject, length('crossing:') + 1)
        WHERE \(told) AND journal.subject LIKE 'crossing:%' AND crossing.state = 'admitted'
        ORDER BY crossing.id
        """

    func noteEnd(_ key: JournalKey) throws {
        let isTold = try Bool.fetchOne(
            try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM journal WHERE \(Self.told))"))
        guard isTold == true, try open().isEmpty else { return }
        try JournalWriter(db, key).append(JournalEvent(.admissionsEnded))
    }

    /// Entries since the last note by which a crossing may have been admitted: also as former versions told of it.
    private static let told = """
        journal.sequence > (SELECT coalesce(max(sequence), 0) FROM journal WHERE kind = 'admissionsEnded')
            AND journal.kind IN ('crossingAdmitted', 'crossingRecorded', 'rowAdopted')
        """

    /// Lets the table go on without its own index of them.
    static func migrate(_ db: Database, _ key: JournalKey) throws {
        let isAnyOver = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM crossing)
                    AND NOT EXISTS (SELECT 1 FROM crossing WHERE state = 'admitted')
                """)
        try db.execute(
            sql: """
                DROP INDEX IF EXISTS crossingUnfinished;
                CREATE INDEX journalByAdmissionsEnd ON journal (sequence) WHERE kind = 'admissionsEnded';
                """)
        // Otherwise the first start looks through the whole journal, once.
        if isAnyOver == true { try JournalWriter(db, key).append(JournalEvent(.admissionsEnded)) }
    }
}
