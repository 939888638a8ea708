internal import Checkpoint
internal import GRDB

/// The tables of the unified database, one migration after the other; a migration that was ever installed is never
/// changed.
///
/// Times are milliseconds since 1970-01-01T00:00:00Z, civil days are `YYYY-MM-DD`.
enum DatabaseSchema {
    /// `PRAGMA application_id` of our files: `BOMT` in ASCII.
    static let applicationID = 0x424F_4D54

    /// What a migration may need to know.
    struct Keys: Sendable {
        /// Signs what the journal tells of rows that were there before.
        let journal: JournalKey
        /// Under which columns are sealed.
        let database: DatabaseKey
    }

    /// All migrations in order.
    static func migrator(_ keys: Keys) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for step in steps {
            migrator.registerMigration(step.name) { try step.run($0, keys) }
        }
        return migrator
    }

    /// One step from an earlier version to the present one.
    struct Step: Sendable {
        let name: String
        let run: @Sendable (Database, Keys) throws -> Void

        init(_ name: String, _ run: @escaping @Sendable (Database, Keys) throws -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// All steps; the number at the beginning of a name tells people the version of the tables.
    static let steps: [Step] = [
        Step("1 documents, permissions, exit restrictions, crossings") { db, _ in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: documents)
            try db.execute(sql: permissions)
            try db.execute(sql: exitRestrictions)
            try db.execute(sql: crossings)
        },
        Step("2 settlements of interrupted crossings") { db, _ in
            try db.execute(sql: settlements)
        },
        Step("3 journal") { db, keys in
            try db.execute(sql: journal)
            try JournalWriter(db, keys.journal).begin()
        },
        Step("4 lists with keys of entries, wanted persons, invalid documents") { db, keys in
            try ListMigration(db).run(keys.journal)
        },
        Step("5 rights of foreigners to stay") { db, _ in
            try db.execute(sql: stayRights)
        },
        Step("6 journaled batches, sealed subjects") { db, _ in
            try db.execute(sql: KeepingSchema.batches)
        },
        Step("7 what officers enter at the desk") { db, keys in
            try DeskMigration(db).run(keys.journal)
        },
        Step("8 officers and their decisions") { db, _ in
            try db.execute(sql: OfficerSchema.officers)
        },
        Step("8a particulars of crossings") { db, _ in
            try db.execute(sql: OfficerSchema.particulars)
        },
        Step("8b consents") { db, _ in
            try db.execute(sql: ConsentSchema.consents)
        },
        Step("9 trips of crossings") { db, _ in
            try db.execute(sql: TripMigration.trips)
        },
        Step("9.1 flights and their passenger lists") { db, _ in
            try db.execute(sql: FlightMigration.flights)
        },
        Step("9.2 stays granted at entries") { db, _ in
            try db.execute(sql: GrantSchema.grants)
        },
        Step("9.3 entries that each start looks for") { db, _ in
            try db.execute(sql: KeepingSchema.kinds)
        },
        Step("9.4 lists by the digits of register numbers") { db, _ in
            // Documents have no register number on their list.
            for list in [BorderList.exitRestrictions, .wantedPersons] {
                try db.execute(sql: FormerListTable.digitIndex(ListTable(list: list).name))
            }
        },
        Step("9.5 remains, courtesies and other checks in notes of the desk") { db, _ in
            try db.execute(sql: DeskNoteCase.schema)
        },
        Step("9.6 keys of lanes") { db, _ in
            try db.execute(sql: KeepingSchema.laneKeys)
        },
        Step("9.7 log-ins of officers") { db, _ in
            try db.execute(sql: LogInSchema.logIns)
        },
        Step("10 sealed contents of crossings") { db, keys in
            try ContentMigration(db).run(keys)
        },
        Step("10.1 sealed lists") { db, keys in
            try SealedListMigration(db).run(keys)
        },
        Step("10.2 sealed texts of officers") { db, keys in
            try TextMigration(db).run(keys)
        },
        Step("10.3 admissions without indexes of their own") { db, keys in
            try Admissions.migrate(db, keys.journal)
            try db.execute(sql: KeepingSchema.subjects)
        },
        Step("10.4 passports with the same register number in their zones") { db, keys in
            try ZoneTies.migrate(db, keys)
        },
        Step("10.5 whom an entry named when it was noted as a false hit") { db, keys in
            try NotedEntry.migrate(db, keys)
        },
    ]

    /// `keyCheck` holds a known text under the key, so that a wrong key is noticed at the start.
    ///
    /// A document stands here once it was enrolled or declared invalid; travellers have no table of their own, the
    /// register number links the documents of one person.
    private static let documents = """
        CREATE TABLE keyCheck (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            sealed BLOB NOT NULL
        ) STRICT;

        CREATE TABLE document (
            id INTEGER PRIMARY KEY,
            issuer TEXT NOT NULL,
            number TEXT NOT NULL,
            registerNumber TEXT,
            invalidationCause TEXT,
            invalidationBody TEXT,
            UNIQUE (issuer, number)
        ) STRICT;
        CREATE INDEX documentByRegisterNumber ON document (registerNumber) WHERE registerNumber IS NOT NULL;
        """

    /// One active permission a document (A/260 3.1), its fingers as sealed templates only.
    private static let permissions = """
        CREATE TABLE permission (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            documentID INTEGER NOT NULL REFERENCES document (id),
            status TEXT NOT NULL CHECK (status IN ('active', 'suspended', 'withdrawn')),
            documentExpiry TEXT NOT NULL,
            birthDate TEXT NOT NULL,
            primaryIdentifier TEXT NOT NULL,
            secondaryIdentifier TEXT NOT NULL,
            legalCapacityDeclared INTEGER NOT NULL CHECK (legalCapacityDeclared IN (0, 1)),
            documentHasChip INTEGER NOT NULL CHECK (documentHasChip IN (0, 1)),
            verifiedExtension TEXT,
            grantedAt INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX permissionActive ON permission (documentID) WHERE status = 'active';
        CREATE INDEX permissionByDocument ON permission (documentID);

        CREATE TABLE finger (
            permissionID INTEGER NOT NULL REFERENCES permission (id),
            position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 10),
            sealedTemplate BLOB NOT NULL,
            PRIMARY KEY (permissionID, position)
        ) STRICT, WITHOUT ROWID;
        """

    /// The list as it was last loaded, and a line for every load.
    private static let exitRestrictions = """
        CREATE TABLE exitRestrictionLoad (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            version TEXT NOT NULL,
            loadedAt INTEGER NOT NULL,
            entryCount INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE exitRestriction (
            id INTEGER PRIMARY KEY,
            ground TEXT NOT NULL,
            issuingBody TEXT NOT NULL,
            decisionNumber TEXT NOT NULL,
            startDate TEXT NOT NULL,
            endDate TEXT,
            registerNumber TEXT,
            documentNumber TEXT,
            primaryIdentifier TEXT,
            secondaryIdentifier TEXT,
            birthDate TEXT,
            registerKey TEXT,
            documentKey TEXT,
            nameKey TEXT,
            CHECK (registerKey IS NOT NULL OR documentKey IS NOT NULL OR nameKey IS NOT NULL)
        ) STRICT;
        CREATE INDEX exitRestrictionByRegister ON exitRestriction (registerKey) WHERE registerKey IS NOT NULL;
        CREATE INDEX exitRestrictionByDocument ON exitRestriction (documentKey) WHERE documentKey IS NOT NULL;
        CREATE INDEX exitRestrictionByName ON exitRestriction (nameKey) WHERE nameKey IS NOT NULL;
        """

    /// Crossing records are kept by statute: nothing deletes one, and only an admitted one may still change.
    ///
    /// `REPLACE` fires no delete trigger, hence the one on insertion. `mrzText` is a JSON string, since a kiosk may send
    /// characters that end a text for SQLite. `permissionID` is no foreign key on purpose: a record that waited in the
    /// spool must find its place even in a database restored from a backup older than the permission.
    private static let crossings = """
        CREATE TABLE crossing (
            id TEXT PRIMARY KEY NOT NULL,
            lane TEXT NOT NULL,
            direction TEXT NOT NULL CHECK (direction IN ('entry', 'exit')),
            startedAt INTEGER NOT NULL,
            decidedAt INTEGER NOT NULL,
            completedAt INTEGER,
            state TEXT NOT NULL
                CHECK (state IN ('admitted', 'passed', 'turnedBack', 'referred', 'interrupted')),
            outcome TEXT NOT NULL,
            rulebook TEXT NOT NULL,
            issuer TEXT,
            documentNumber TEXT,
            permissionID INTEGER,
            mrzText TEXT NOT NULL,
            document TEXT,
            chip TEXT NOT NULL,
            fingerTries TEXT NOT NULL,
            facts TEXT NOT NULL,
            verdict TEXT NOT NULL,
            softwareVersion TEXT NOT NULL
        ) STRICT;
        CREATE INDEX crossingByDocument ON crossing (issuer, documentNumber, decidedAt);
        CREATE INDEX crossingUnfinished ON crossing (id) WHERE state = 'admitted';

        CREATE TRIGGER crossingIsKept BEFORE DELETE ON crossing BEGIN
            SELECT RAISE(ABORT, 'crossing records are never deleted');
        END;
        CREATE TRIGGER crossingIsNotReplaced BEFORE INSERT ON crossing
        WHEN EXISTS (SELECT 1 FROM crossing WHERE id = NEW.id AND state <> 'admitted') BEGIN
            SELECT RAISE(ABORT, 'a completed crossing record is never replaced');
        END;
        CREATE TRIGGER crossingIsFinal BEFORE UPDATE ON crossing WHEN OLD.state <> 'admitted' BEGIN
            SELECT RAISE(ABORT, 'a completed crossing record never changes');
        END;
        """

    /// What officers found out about interrupted crossings: written once, beside the record that never changes.
    private static let settlements = """
        CREATE TABLE crossingSettlement (
            crossingID TEXT PRIMARY KEY NOT NULL REFERENCES crossing (id),
            outcome TEXT NOT NULL CHECK (outcome IN ('passed', 'turnedBack')),
            officer TEXT NOT NULL CHECK (officer <> ''),
            reason TEXT NOT NULL CHECK (reason <> ''),
            settledAt INTEGER NOT NULL
        ) STRICT;
        CREATE TRIGGER settlementIsKept BEFORE DELETE ON crossingSettlement BEGIN
            SELECT RAISE(ABORT, 'settlements are never deleted');
        END;
        CREATE TRIGGER settlementIsNotReplaced BEFORE INSERT ON crossingSettlement
        WHEN EXISTS (SELECT 1 FROM crossingSettlement WHERE crossingID = NEW.crossingID) BEGIN
            SELECT RAISE(ABORT, 'a crossing is settled once');
        END;
        CREATE TRIGGER settlementIsFinal BEFORE UPDATE ON crossingSettlement BEGIN
            SELECT RAISE(ABORT, 'settlements never change');
        END;
        """

    /// What officers and registers tell of a foreigner's right to stay; the newest of a kind counts, none is changed.
    private static let stayRights = """
        CREATE TABLE stayRight (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL
                CHECK (kind IN ('visa', 'residencePermit', 'visaPermission', 'registration', 'residenceCard')),
            issuer TEXT NOT NULL,
            documentNumber TEXT NOT NULL,
            number TEXT NOT NULL,
            validFrom TEXT,
            validUntil TEXT,
            days INTEGER,
            entries INTEGER,
            officer TEXT NOT NULL CHECK (officer <> ''),
            recordedAt INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX stayRightByDocument ON stayRight (issuer, documentNumber);
        """

    /// The journal: each entry holds the hash of the one before and a signature. `rowDigest` ties the row that it tells
    /// of; `subject` says which. Numbers have no gaps: AUTOINCREMENT would leave some.
    private static let journal = """
        CREATE TABLE journal (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
            recordedAt INTEGER NOT NULL,
            kind TEXT NOT NULL,
            lane TEXT,
            subject TEXT,
            rowDigest BLOB,
            details TEXT NOT NULL,
            previousHash BLOB NOT NULL,
            hash BLOB NOT NULL,
            signature BLOB NOT NULL
        ) STRICT;
        CREATE INDEX journalBySubject ON journal (subject, sequence) WHERE subject IS NOT NULL;

        CREATE TRIGGER journalIsKept BEFORE DELETE ON journal BEGIN
            SELECT RAISE(ABORT, 'journal entries are never deleted');
        END;
        CREATE TRIGGER journalIsNotReplaced BEFORE INSERT ON journal
        WHEN EXISTS (SELECT 1 FROM journal WHERE sequence = NEW.sequence) BEGIN
            SELECT RAISE(ABORT, 'a journal entry is never replaced');
        END;
        CREATE TRIGGER journalIsFinal BEFORE UPDATE ON journal BEGIN
            SELECT RAISE(ABORT, 'journal entries never change');
        END;
        """
}
