internal import Checkpoint
internal import Cryptography
internal import GRDB
internal import TravelDocument

/// Which passports of the home state have the same register number in their machine-readable zones (A/131 2.12): most
/// travellers are not enrolled, and nothing else on record ties their two passports.
///
/// Only a hint, for one question: which passport an officer should ask for. Nobody's permissions, restrictions or file are
/// looked up by it, since no one has confirmed whose a passport is, and Latin letters stand for several Cyrillic ones. The
/// table holds keyed tags instead of register numbers, and follows from the records of crossings; no entry of the journal
/// tells of it.
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
    private let tagger: ZoneTagger

    init(_ db: Database, _ tagger: ZoneTagger) {
        self.db = db
        self.tagger = tagger
    }

    /// Notes whose zone was read. It costs nothing but a look when the passport was here before.
    func note(_ page: CrossingDocument?) throws {
        guard let page, let register = page.latinRegisterNumber, let number = SearchKey.document(page.number) else {
            return
        }
        try db.cachedStatement(sql: "INSERT INTO zoneTie (tag, number) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .execute(arguments: [tagger.tag(register), number])
    }

    /// Other passports with the register number of this zone, unless what is confirmed of their holders says otherwise.
    func others(than own: DocumentKey, _ register: LatinRegisterNumber, of person: PersonDocuments) throws
        -> [DocumentKey]
    {
        guard !contradicts(person.registerNumber, register) else { return [] }
        return try String.fetchAll(
            try db.cachedStatement(
                sql: "SELECT number FROM zoneTie WHERE tag = ? AND number <> ? ORDER BY number LIMIT ?"),
            arguments: [tagger.tag(register), own.number, Limits.documentsPerPerson]
        ).map { DocumentKey(recorded: own.issuer, number: $0) }
            .filter { other in
                guard !person.documents.contains(other) else { return false }
                let confirmed = try PersonDocuments(ofHolderOf: other, db).registerNumber
                if let confirmed, let mine = person.registerNumber, confirmed != mine { return false }
                return !contradicts(confirmed, register)
            }
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
        let ties = ZoneTies(db, contents.zoneTagger)
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, sealedContent, max(decidedAt) FROM crossing
                WHERE issuer = ? AND documentNumber IS NOT NULL GROUP BY documentNumber
                """, arguments: [UnifiedDatabase.homeState])
        while let row = try rows.next() {
            // A record that cannot be opened could not before; whoever reads it is told.
            try ties.note(try? CrossingContent(row: row, with: contents).document)
        }
    }
}

/// Makes the tags of register numbers in zones. Never printed: neither its description nor its mirror shows the key.
struct ZoneTagger: Sendable {
    private let key: [UInt8]

    /// - Parameter first: the oldest key of contents, which stays for ever: tags made under it are found for ever.
    init(_ first: ColumnKey) throws { key = try first.derived(for: "zone ties") }

    /// The first 8 bytes of a CMAC, as a number: among the passports of a country two register numbers do not meet.
    func tag(_ register: LatinRegisterNumber) throws -> Int64 {
        try RunningCMAC(key: key).authenticate(Array((register.prefix + register.digits).utf8))
            .prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }
}

extension ZoneTagger: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "ZoneTagger" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
