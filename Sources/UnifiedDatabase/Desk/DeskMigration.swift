internal import Checkpoint
internal import GRDB

/// Makes the tables of what officers enter at the desk.
///
/// All have the same beginning and end: the document, who entered it and why, who withdrew it and why. An entry refers
/// to the row of its document, so that none is about a document that nobody knows.
struct DeskMigration {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func run(_ journalKey: JournalKey) throws {
        // Rights to stay have a table since migration 5; their digest now covers more columns.
        try db.execute(sql: Self.stayRightColumns)
        for id in try Int64.fetchAll(db, sql: "SELECT id FROM stayRight ORDER BY id") {
            try JournalWriter(db, journalKey).append(JournalEvent(.rowAdopted), about: .desk(.stayRight, id))
        }
        try db.execute(sql: "ALTER TABLE listFalseHit RENAME TO formerFalseHit")
        for (table, columns, constraints) in Self.tables {
            let parts = [Self.head, columns, Self.tail, constraints].filter { !$0.isEmpty }
            try db.execute(sql: "CREATE TABLE \(table) (\(parts.joined(separator: ", "))) STRICT")
            try db.execute(sql: "CREATE INDEX \(table)ByDocument ON \(table) (issuer, documentNumber)")
        }
        try db.execute(sql: Self.ties)
        try db.execute(sql: Self.papers)
        try moveFalseHits(journalKey)
    }

    /// Notes of false hits get the form that all entries have, and a row each in the journal.
    private func moveFalseHits(_ journalKey: JournalKey) throws {
        let journal = JournalWriter(db, journalKey)
        for row in try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT issuer, documentNumber FROM formerFalseHit
                WHERE NOT EXISTS (
                    SELECT 1 FROM document
                    WHERE document.issuer = formerFalseHit.issuer AND number = formerFalseHit.documentNumber)
                """)
        {
            let issuer: String = try row.decode(forColumn: "issuer")
            let number: String = try row.decode(forColumn: "documentNumber")
            let id = try UnifiedDatabase.document(issuer: issuer, number: number, registerNumber: nil, in: db)
            try journal.append(JournalEvent(.documentChanged), about: .document(id))
        }
        try db.execute(sql: Self.falseHitMove)
        for id in try Int64.fetchAll(db, sql: "SELECT id FROM listFalseHit ORDER BY id") {
            try journal.append(JournalEvent(.rowAdopted), about: .desk(.listFalseHit, id))
        }
    }

    private static let falseHitMove = """
        INSERT INTO listFalseHit (issuer, documentNumber, list, entryKey, officer, reason, recordedAt)
            SELECT issuer, documentNumber, list, entryKey, officer, reason, notedAt FROM formerFalseHit ORDER BY notedAt;
        DROP TABLE formerFalseHit;
        """

    /// One paper of a kind for each journey.
    private static let papers = """
        CREATE TABLE childPaper (
            journeyID INTEGER NOT NULL REFERENCES childJourney (id),
            kind TEXT NOT NULL
                CHECK (kind IN ('birthRecord', 'guardianDecision', 'powerOfAttorney', 'policePermit')),
            number TEXT,
            date TEXT,
            validUntil TEXT,
            issuer TEXT,
            form TEXT CHECK ((form IS NOT NULL) = (kind = 'birthRecord')),
            agrees INTEGER CHECK (agrees IN (0, 1)),
            signatories TEXT CHECK (signatories IS NULL OR kind = 'powerOfAttorney'),
            oneParentAccepted INTEGER CHECK (oneParentAccepted IN (0, 1)),
            childDocumentNumber TEXT,
            companionDocumentNumber TEXT,
            PRIMARY KEY (journeyID, kind)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX childJourneyByCompanion ON childJourney (companionIssuer, companionNumber)
            WHERE withdrawnAt IS NULL;
        CREATE INDEX childSettlementByJourney ON childSettlement (journeyID) WHERE withdrawnAt IS NULL;
        """

    private static let stayRightColumns = """
        ALTER TABLE stayRight ADD COLUMN category TEXT;
        ALTER TABLE stayRight ADD COLUMN issued TEXT;
        ALTER TABLE stayRight ADD COLUMN reason TEXT NOT NULL DEFAULT 'not recorded' CHECK (reason <> '');
        ALTER TABLE stayRight ADD COLUMN withdrawnAt INTEGER;
        ALTER TABLE stayRight ADD COLUMN withdrawnBy TEXT;
        ALTER TABLE stayRight ADD COLUMN withdrawalReason TEXT;
        CREATE INDEX stayRightByNumber ON stayRight (kind, number);
        """

    private static let head = """
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        issuer TEXT NOT NULL,
        documentNumber TEXT NOT NULL
        """

    private static let tail = """
        officer TEXT NOT NULL CHECK (officer <> ''),
        reason TEXT NOT NULL CHECK (reason <> ''),
        recordedAt INTEGER NOT NULL,
        withdrawnAt INTEGER,
        withdrawnBy TEXT CHECK (withdrawnBy <> ''),
        withdrawalReason TEXT CHECK (withdrawalReason <> ''),
        CHECK ((withdrawnAt IS NULL) = (withdrawnBy IS NULL)
               AND (withdrawnAt IS NULL) = (withdrawalReason IS NULL)),
        FOREIGN KEY (issuer, documentNumber) REFERENCES document (issuer, number)
        """

    /// Name, columns of its own, constraints of its own.
    private static let tables: [(String, String, String)] = [
        (
            "documentStatement",
            """
            kind TEXT NOT NULL CHECK (kind IN ('valid', 'extended', 'lost', 'invalidated')),
            issued TEXT,
            until TEXT CHECK ((until IS NOT NULL) = (kind IN ('valid', 'extended'))),
            cause TEXT CHECK ((cause IS NOT NULL) = (kind = 'invalidated')),
            body TEXT
            """, ""
        ),
        (
            "deskNote",
            """
            day TEXT NOT NULL,
            likeness INTEGER CHECK (likeness IN (0, 1)),
            pagesLeft INTEGER CHECK (pagesLeft IN (0, 1)),
            damaged INTEGER CHECK (damaged IN (0, 1)),
            altered INTEGER CHECK (altered IN (0, 1)),
            personalDataChanged INTEGER CHECK (personalDataChanged IN (0, 1)),
            replacement TEXT,
            purpose TEXT,
            passportClass TEXT,
            territory TEXT,
            officialInvitation INTEGER CHECK (officialInvitation IN (0, 1)),
            onDuty INTEGER CHECK (onDuty IN (0, 1)),
            leavesForGood INTEGER CHECK (leavesForGood IN (0, 1)),
            deregistered INTEGER CHECK (deregistered IN (0, 1)),
            travelPaper TEXT
            """, ""
        ),
        (
            "personNumber",
            """
            kind TEXT NOT NULL CHECK (kind IN ('registerNumber', 'civilID')),
            number TEXT NOT NULL
            """, ""
        ),
        (
            "personLink",
            """
            otherIssuer TEXT NOT NULL,
            otherNumber TEXT NOT NULL,
            basis TEXT NOT NULL
            """,
            """
            CHECK (issuer <> otherIssuer OR documentNumber <> otherNumber),
            FOREIGN KEY (otherIssuer, otherNumber) REFERENCES document (issuer, number)
            """
        ),
        (
            "borderCard",
            """
            day TEXT NOT NULL,
            direction TEXT NOT NULL CHECK (direction IN ('entry', 'exit')),
            travelNumber TEXT,
            country TEXT,
            purpose TEXT,
            address TEXT,
            stayDays INTEGER CHECK (stayDays > 0),
            phone TEXT,
            occupation TEXT,
            legible INTEGER NOT NULL CHECK (legible IN (0, 1)),
            writer TEXT NOT NULL CHECK (writer IN ('traveller', 'guardian', 'inspector')),
            cannotWrite INTEGER CHECK (cannotWrite IN (0, 1))
            """, ""
        ),
        (
            "listFalseHit",
            """
            list TEXT NOT NULL,
            entryKey TEXT NOT NULL
            """, ""
        ),
        (
            "childJourney",
            """
            day TEXT NOT NULL,
            companionKind TEXT NOT NULL
                CHECK (companionKind IN ('parent', 'relative', 'guardian', 'other', 'nobody')),
            companionIssuer TEXT,
            companionNumber TEXT CHECK ((companionNumber IS NULL) = (companionKind = 'nobody')),
            companionNationality TEXT,
            companionGivenName TEXT,
            branch TEXT CHECK (branch IN ('family', 'guardian', 'otherPerson')),
            parentInRegister INTEGER CHECK (parentInRegister IN (0, 1)),
            relativeAccepted INTEGER CHECK (relativeAccepted IN (0, 1)),
            travelsToEvent INTEGER CHECK (travelsToEvent IN (0, 1)),
            reminderAcknowledged INTEGER CHECK (reminderAcknowledged IN (0, 1)),
            destination TEXT,
            childVisaUntil TEXT,
            companionVisaUntil TEXT,
            visaFreeRow INTEGER CHECK (visaFreeRow > 0),
            explanation INTEGER CHECK (explanation IN (0, 1)),
            parentsAbroad INTEGER CHECK (parentsAbroad IN (0, 1)),
            throughForeignMinistry INTEGER CHECK (throughForeignMinistry IN (0, 1))
            """,
            "FOREIGN KEY (companionIssuer, companionNumber) REFERENCES document (issuer, number)"
        ),
        (
            "childSettlement",
            """
            journeyID INTEGER NOT NULL REFERENCES childJourney (id),
            outcome TEXT NOT NULL CHECK (outcome IN ('childReturned', 'papersReceived', 'handedOver'))
            """, ""
        ),
    ]

    private static let ties = """
        CREATE INDEX personNumberByNumber ON personNumber (kind, number) WHERE withdrawnAt IS NULL;
        CREATE INDEX personLinkByOther ON personLink (otherIssuer, otherNumber) WHERE withdrawnAt IS NULL;
        """
}
