/// Flights of this checkpoint and the lists of who is on them.
enum FlightMigration {
    /// A flight has at most one list of passengers and one of crew in force. A replaced list keeps its line, and loses
    /// its persons.
    ///
    /// `day` and `scheduledAt` are those of this checkpoint: of arrival for an entry, of departure for an exit.
    static let flights = """
        CREATE TABLE flight (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            carrier TEXT NOT NULL CHECK (carrier <> ''),
            number TEXT NOT NULL CHECK (number <> ''),
            day TEXT NOT NULL,
            direction TEXT NOT NULL CHECK (direction IN ('entry', 'exit')),
            origin TEXT NOT NULL,
            destination TEXT NOT NULL,
            departure TEXT,
            arrival TEXT,
            scheduledAt INTEGER NOT NULL,
            UNIQUE (number, day, direction)
        ) STRICT;
        CREATE INDEX flightByTime ON flight (scheduledAt);

        CREATE TABLE passengerList (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            flightID INTEGER NOT NULL REFERENCES flight (id),
            kind TEXT NOT NULL CHECK (kind IN ('passengers', 'crew')),
            sender TEXT NOT NULL,
            interchange TEXT NOT NULL,
            reference TEXT NOT NULL,
            preparedAt TEXT NOT NULL,
            importedAt INTEGER NOT NULL,
            importedBy TEXT NOT NULL CHECK (importedBy <> ''),
            personCount INTEGER NOT NULL,
            announced INTEGER,
            notes TEXT NOT NULL,
            replacedAt INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX passengerListInForce ON passengerList (flightID, kind) WHERE replacedAt IS NULL;

        CREATE TABLE listedPerson (
            id INTEGER PRIMARY KEY,
            listID INTEGER NOT NULL REFERENCES passengerList (id),
            position INTEGER NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('passenger', 'crew', 'transitPassenger', 'transitCrew')),
            primaryIdentifier TEXT NOT NULL,
            secondaryIdentifier TEXT NOT NULL,
            sex TEXT,
            birthDate TEXT,
            nationality TEXT,
            UNIQUE (listID, position)
        ) STRICT;

        CREATE TABLE listedDocument (
            personID INTEGER NOT NULL REFERENCES listedPerson (id),
            position INTEGER NOT NULL,
            code TEXT NOT NULL,
            issuer TEXT,
            number TEXT NOT NULL,
            expiryDate TEXT,
            PRIMARY KEY (personID, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX listedDocumentByNumber ON listedDocument (number);
        """
}
