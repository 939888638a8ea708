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

    /// All columns in the order of the table; the digest of the journal follows it.
    static let columns = """
        id, entryKey, ground, issuingBody, decisionNumber, startDate, endDate, registerNumber, issuer, documentNumber,
        primaryIdentifier, secondaryIdentifier, birthDate, registerKey, documentKey, nameKey, outlineKey
        """

    /// Makes an empty table of entries.
    static func creation(_ table: String) -> String {
        """
        CREATE TABLE \(table) (
            id INTEGER PRIMARY KEY,
            entryKey TEXT NOT NULL,
            ground TEXT NOT NULL,
            issuingBody TEXT NOT NULL,
            decisionNumber TEXT NOT NULL,
            startDate TEXT NOT NULL,
            endDate TEXT,
            registerNumber TEXT,
            issuer TEXT,
            documentNumber TEXT,
            primaryIdentifier TEXT,
            secondaryIdentifier TEXT,
            birthDate TEXT,
            registerKey TEXT,
            documentKey TEXT,
            nameKey TEXT,
            outlineKey TEXT,
            CHECK (registerKey IS NOT NULL OR documentKey IS NOT NULL OR nameKey IS NOT NULL)
        ) STRICT;
        """
    }

    /// Puts one entry into a table, 17 values.
    static func insertion(_ table: String) -> String {
        "INSERT INTO \(table) (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    }

    /// Makes the indexes of a full table, one statement each; built over sorted entries they take a tenth of the time
    /// that they would with each entry. Index names are unique in a database, hence the generation.
    static func indexes(_ table: String, generation: Int64) -> [String] {
        firstIndexes(table, generation: generation) + [digitIndex(table, generation: generation)]
    }

    /// What the digits of a register number are, for ``digitIndex(_:generation:)`` and whoever wants to use it.
    static let registerDigits = "substr(registerKey, -8)"

    /// Finds a register number by its digits: all that the optional data of a passport tell for certain.
    static func digitIndex(_ table: String, generation: Int64) -> String {
        """
        CREATE INDEX \(table)\(generation)ByDigits ON \(table) (\(registerDigits)) WHERE registerKey IS NOT NULL
        """
    }

    /// The indexes that tables of lists had from the beginning.
    static func firstIndexes(_ table: String, generation: Int64) -> [String] {
        [
            "CREATE UNIQUE INDEX \(table)\(generation)ByKey ON \(table) (entryKey)",
            """
            CREATE INDEX \(table)\(generation)ByRegister ON \(table) (registerKey) WHERE registerKey IS NOT NULL
            """,
            """
            CREATE INDEX \(table)\(generation)ByDocument ON \(table) (documentKey) WHERE documentKey IS NOT NULL
            """,
            "CREATE INDEX \(table)\(generation)ByName ON \(table) (nameKey) WHERE nameKey IS NOT NULL",
            """
            CREATE INDEX \(table)\(generation)ByOutline ON \(table) (outlineKey, birthDate) WHERE outlineKey IS NOT NULL
            """,
        ]
    }

    /// Whether there is something for the journal to watch: a list of an earlier version is adopted when it has come
    /// into its present form.
    func isLoaded(_ db: Database) throws -> Bool {
        guard try db.tableExists(name), try db.columns(in: name).contains(where: { $0.name == "entryKey" }) else {
            return false
        }
        return try lastLoad(db) != nil
    }

    /// The last load; nil when the list was never loaded.
    func lastLoad(_ db: Database) throws -> Row? {
        try Row.fetchOne(try db.cachedStatement(sql: "SELECT * FROM \(loads) ORDER BY id DESC LIMIT 1"))
    }

    /// What the list in force says of its own age; nil when the list was never loaded.
    func lastOrder(_ db: Database) throws -> (version: String, issuedAt: UnixTime)? {
        try lastLoad(db).map { (try $0.decode(forColumn: "version"), try $0.time("loadedAt")) }
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
