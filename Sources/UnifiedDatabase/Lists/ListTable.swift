internal import Checkpoint
internal import Cryptography
internal import GRDB
internal import Support

/// The table of one list and the line for every load of it.
struct ListTable {
    let list: BorderList

    /// The table that lanes look into.
    var name: String {
        switch list {
        case .exitRestrictions: "exitRestriction"
        case .wantedPersons: "wantedPerson"
        case .invalidDocuments: "invalidDocument"
        }
    }

    /// Version, age and signer of every load.
    var loads: String { name + "Load" }
    /// Where a new version grows until it takes the place of the old one.
    var staging: String { name + "Staging" }

    /// What stands in the clear: number, days, and tags (``ListTagger``), which tell nothing without the key of the load.
    static let clearColumns = [
        "id", "entryTag", "startDate", "endDate", "registerTag", "digitsTag", "documentTag", "nameTag", "nameBirthTag",
        "outlineTag",
    ]

    /// All columns in the order of the table; the digest of the journal follows it.
    static let columns = (clearColumns + ["sealedEntry"]).joined(separator: ", ")

    /// The columns that the table has in a file: also in a copy that an earlier version wrote.
    func columns(in db: Database) throws -> String {
        try db.columns(in: name).contains { $0.name == "sealedEntry" } ? Self.columns : FormerListTable.columns
    }

    /// Makes an empty table of entries. Numbers of lost and stolen books are no secret as persons are, but one form for
    /// all lists is simpler than two.
    static func creation(_ table: String) -> String {
        """
        CREATE TABLE \(table) (
            id INTEGER PRIMARY KEY,
            entryTag INTEGER NOT NULL,
            startDate TEXT NOT NULL,
            endDate TEXT,
            registerTag INTEGER,
            digitsTag INTEGER,
            documentTag INTEGER,
            nameTag INTEGER,
            nameBirthTag INTEGER,
            outlineTag INTEGER,
            sealedEntry BLOB NOT NULL,
            CHECK (registerTag IS NOT NULL OR documentTag IS NOT NULL OR nameTag IS NOT NULL)
        ) STRICT;
        """
    }

    /// Puts one entry into a table, as many values as there are columns.
    static func insertion(_ table: String) -> String {
        let places = Array(repeating: "?", count: clearColumns.count + 1).joined(separator: ", ")
        return "INSERT INTO \(table) (\(columns)) VALUES (\(places))"
    }

    /// Makes the indexes of a full table, one statement each; built over sorted entries they take a tenth of the time
    /// that they would with each entry. Index names are unique in a database, hence the generation.
    static func indexes(_ table: String, generation: Int64) -> [String] {
        ["CREATE UNIQUE INDEX \(table)\(generation)ByKey ON \(table) (entryTag)"]
            + [
                ("Register", ["registerTag"]), ("Digits", ["digitsTag"]), ("Document", ["documentTag"]),
                ("Name", ["nameTag", "nameBirthTag"]), ("Outline", ["outlineTag"]),
            ].map { name, columns in
                """
                CREATE INDEX \(table)\(generation)By\(name) ON \(table) (\(columns.joined(separator: ", ")))
                WHERE \(columns[0]) IS NOT NULL
                """
            }
    }

    /// Whether there is something for the journal to watch: a list of an earlier version is adopted when it has come
    /// into its present form.
    func isLoaded(_ db: Database) throws -> Bool {
        guard try db.tableExists(name),
            try db.columns(in: name).contains(where: { ["entryKey", "entryTag"].contains($0.name) })
        else { return false }
        return try lastLoad(db) != nil
    }

    /// The last load; nil when the list was never loaded.
    func lastLoad(_ db: Database) throws -> Row? {
        try Row.fetchOne(try db.cachedStatement(sql: "SELECT * FROM \(loads) ORDER BY id DESC LIMIT 1"))
    }

    /// What the journal watches of the line of a load: also in a copy that an earlier version wrote.
    func loadColumns(in db: Database) throws -> String {
        let isSealed = try db.columns(in: loads).contains { $0.name == "keyID" }
        return "id, version, loadedAt, entryCount, signer, fileDigest" + (isSealed ? ", keyID" : "")
    }

    /// Tells of a load in its line, which names the key of its entries: from now on that one is in force, and those of
    /// others are gone.
    func tell(
        _ version: String, _ loadedAt: UnixTime, entries: Int, signer: String?, file: [UInt8], _ key: ListKey,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO \(loads) (version, loadedAt, entryCount, signer, fileDigest, keyID)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [version, loadedAt.milliseconds, entries, signer, Blob(file).data, key.id])
        try ListKeys.removeOthers(in: db)
    }

    /// What the list in force says of its own age; nil when the list was never loaded. A list that came while the clock here
    /// was slow says in the journal when it was issued; its line has the earlier time, by which it ages.
    func lastOrder(_ db: Database) throws -> (version: String, issuedAt: UnixTime)? {
        guard let load = try lastLoad(db) else { return nil }
        let version: String = try load.decode(forColumn: "version")
        let told = try String.fetchOne(
            try db.cachedStatement(
                sql: """
                    SELECT details FROM journal
                    WHERE subject = ? AND kind = ? AND \(KeepingSchema.isIndexed) ORDER BY sequence DESC LIMIT 1
                    """),
            arguments: [JournaledRow.list(list).subject, JournalKind.listReplaced.rawValue])
        let details = try told.map { try StoredJSON.value([String: String].self, of: $0) } ?? [:]
        let issued = details["version"] == version ? details["issuedAt"].flatMap { UnixTime($0) } : nil
        let loaded = try load.time("loadedAt")
        return (version, max(loaded, issued ?? loaded))
    }

    /// An old list does not come back, by whichever way it comes, and none comes from the future.
    func checkOrder(
        issuedAt: UnixTime, after last: (version: String, issuedAt: UnixTime)?, _ now: UnixTime
    ) throws(ListFault) {
        guard issuedAt.seconds <= now.seconds + Limits.clockDifferenceSeconds else {
            throw ListFault(.header, line: 1, "issuedAt lies in the future")
        }
        if let last, issuedAt < last.issuedAt {
            throw ListFault(.order, line: 1, "the list is older than the one in force")
        }
    }
}
