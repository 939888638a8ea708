internal import Checkpoint
internal import Cryptography
internal import GRDB
internal import TravelDocument

/// Which passports of the home state have the same register number in their machine-readable zones (A/131 2.12): most
/// travellers are not enrolled, and nothing else on record ties their two passports.
///
/// Only a hint, for one question: which passport an officer should ask for. Nobody's permissions, restrictions or file are
/// looked up by it, since no one has confirmed whose a passport is, and Latin letters stand for several Cyrillic ones. The
/// table holds keyed tags instead of register numbers, and only leads to records, which are looked at themselves. No entry
/// of the journal tells of it: a row that somebody deletes is a hint less.
struct ZoneTies {
    /// `number` is that of a passport of the home state.
    static let schema = """
        CREATE TABLE zoneTie (
            tag INTEGER NOT NULL,
            number TEXT NOT NULL,
            PRIMARY KEY (tag, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX zoneTieByNumber ON zoneTie (number);
        """

    private let db: Database
    private let contents: ContentKeys

    init(_ db: Database, _ contents: ContentKeys) {
        self.db = db
        self.contents = contents
    }

    /// Notes whose zone was read. It costs nothing but a look when the passport was here before.
    func note(_ page: CrossingDocument?) throws {
        guard let page, let register = page.latinRegisterNumber, let number = SearchKey.document(page.number) else {
            return
        }
        try db.cachedStatement(sql: "INSERT INTO zoneTie (tag, number) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .execute(arguments: [contents.zoneTagger.tag(register.tagged), number])
    }

    /// The latest crossing with another passport whose zone had this register number, unless what is confirmed of its
    /// holder says otherwise.
    func lastCrossing(
        with register: LatinRegisterNumber, but own: DocumentKey, of person: PersonDocuments
    ) throws -> PastCrossing? {
        guard !contradicts(person.registerNumber, register) else { return nil }
        let tags = try contents.zoneTagger.tags(register.tagged)
        let values = tags.map(\.databaseValue) + [own.number.databaseValue, Limits.documentsPerPerson.databaseValue]
        return try String.fetchAll(
            try db.cachedStatement(
                sql: """
                    SELECT DISTINCT number FROM zoneTie
                    WHERE tag IN (\(tags.map { _ in "?" }.joined(separator: ", "))) AND number <> ? LIMIT ?
                    """), arguments: StatementArguments(stored: values)
        ).map { DocumentKey(recorded: own.issuer, number: $0) }
            .compactMap { try lastCrossing(with: $0, register, of: person) }
            .max { ($0.time, $0.id) < ($1.time, $1.id) }
    }

    /// The last crossing with a passport, if its own record shows the register number: a passport number that was misread
    /// once, or a table that somebody has written into, ties nobody.
    private func lastCrossing(
        with other: DocumentKey, _ register: LatinRegisterNumber, of person: PersonDocuments
    ) throws -> PastCrossing? {
        guard !person.documents.contains(other) else { return nil }
        let confirmed = try PersonDocuments(ofHolderOf: other, db).registerNumber
        if let confirmed, let mine = person.registerNumber, confirmed != mine { return nil }
        guard !contradicts(confirmed, register),
            let crossing = try UnifiedDatabase.lastCrossing(issuer: other.issuer, number: other.number, in: db),
            let row = try Row.fetchOne(
                try db.cachedStatement(sql: "SELECT id, sealedContent FROM crossing WHERE id = ?"),
                arguments: [crossing.id.text])
        else { return nil }
        // A record that cannot be opened is doubt, and an officer's to settle.
        if let page = try? CrossingContent(row: row, with: contents).document, page.latinRegisterNumber != register {
            return nil
        }
        return crossing
    }

    /// Letters may be written in ways that no table here knows; digits are the same or not.
    private func contradicts(_ confirmed: String?, _ register: LatinRegisterNumber) -> Bool {
        guard let confirmed, let number = try? RegisterNumber(parsing: confirmed) else { return false }
        return register.agreement(with: number) == .differs
    }

    /// Forgets a passport of which no crossing is left.
    static func forget(_ number: String, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                DELETE FROM zoneTie WHERE number = :number AND NOT EXISTS (
                    SELECT 1 FROM crossing WHERE issuer = :issuer AND documentNumber = :number)
                """
        ).execute(arguments: ["number": number, "issuer": UnifiedDatabase.homeState])
    }

    /// Makes the table, from the latest crossing with each passport.
    static func migrate(_ db: Database, _ keys: DatabaseSchema.Keys) throws {
        try db.execute(sql: schema)
        let contents = try ContentKeys(under: keys.database, in: db)
        let ties = ZoneTies(db, contents)
        // The index alone tells which rows; of each passport one content is opened.
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT rowid, max(decidedAt) FROM crossing
                WHERE issuer = ? AND documentNumber IS NOT NULL GROUP BY documentNumber
                """, arguments: [UnifiedDatabase.homeState])
        while let row = try rows.next() {
            let id: Int64 = try row.decode(forColumn: "rowid")
            guard
                let row = try Row.fetchOne(
                    try db.cachedStatement(sql: "SELECT id, sealedContent FROM crossing WHERE rowid = ?"),
                    arguments: [id])
            else { continue }
            // A record that cannot be opened could not before; whoever reads it is told.
            try ties.note(try? CrossingContent(row: row, with: contents).document)
        }
    }
}

extension LatinRegisterNumber {
    /// What its tag is of.
    fileprivate var tagged: [UInt8] { Array((prefix + digits).utf8) }
}
