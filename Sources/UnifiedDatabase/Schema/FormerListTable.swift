/// The form that lists had before they were sealed, for the steps that made it and for those that leave it: never changed.
enum FormerListTable {
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

    /// Finds a register number by its digits: all that the optional data of a passport tell for certain.
    static func digitIndex(_ table: String) -> String {
        """
        CREATE INDEX \(table)0ByDigits ON \(table) (substr(registerKey, -8)) WHERE registerKey IS NOT NULL
        """
    }

    /// The indexes that tables of lists had from the beginning.
    static func firstIndexes(_ table: String) -> [String] {
        [
            "CREATE UNIQUE INDEX \(table)0ByKey ON \(table) (entryKey)",
            """
            CREATE INDEX \(table)0ByRegister ON \(table) (registerKey) WHERE registerKey IS NOT NULL
            """,
            """
            CREATE INDEX \(table)0ByDocument ON \(table) (documentKey) WHERE documentKey IS NOT NULL
            """,
            "CREATE INDEX \(table)0ByName ON \(table) (nameKey) WHERE nameKey IS NOT NULL",
            """
            CREATE INDEX \(table)0ByOutline ON \(table) (outlineKey, birthDate) WHERE outlineKey IS NOT NULL
            """,
        ]
    }
}
