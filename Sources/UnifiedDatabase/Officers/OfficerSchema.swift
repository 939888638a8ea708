/// The tables of officers, of what they decided, and of what they add to a crossing.
enum OfficerSchema {
    /// Numbers are never given twice. A decision stands beside the record that never changes, and is never changed
    /// itself; it names officers by number, whose rows are kept.
    static let officers = """
        CREATE TABLE officer (
            number TEXT PRIMARY KEY NOT NULL CHECK (number <> ''),
            name TEXT NOT NULL CHECK (name <> ''),
            role TEXT NOT NULL CHECK (role IN ('inspector', 'supervisor')),
            addedAt INTEGER NOT NULL,
            addedBy TEXT NOT NULL CHECK (addedBy <> ''),
            retiredAt INTEGER,
            retiredBy TEXT,
            CHECK ((retiredAt IS NULL) = (retiredBy IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER officerIsKept BEFORE DELETE ON officer BEGIN
            SELECT RAISE(ABORT, 'officers are never deleted');
        END;

        CREATE TABLE officerDecision (
            crossingID TEXT PRIMARY KEY NOT NULL REFERENCES crossing (id),
            kind TEXT NOT NULL CHECK (kind IN ('letPass', 'refused')),
            officer TEXT NOT NULL REFERENCES officer (number),
            secondOfficer TEXT REFERENCES officer (number) CHECK (secondOfficer <> officer),
            reason TEXT NOT NULL CHECK (reason <> ''),
            authority TEXT CHECK (kind = 'letPass' OR authority <> ''),
            overridden TEXT NOT NULL,
            decidedAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER decisionIsKept BEFORE DELETE ON officerDecision BEGIN
            SELECT RAISE(ABORT, 'decisions are never deleted');
        END;
        CREATE TRIGGER decisionIsNotReplaced BEFORE INSERT ON officerDecision
        WHEN EXISTS (SELECT 1 FROM officerDecision WHERE crossingID = NEW.crossingID) BEGIN
            SELECT RAISE(ABORT, 'a crossing is decided once');
        END;
        CREATE TRIGGER decisionIsFinal BEFORE UPDATE ON officerDecision BEGIN
            SELECT RAISE(ABORT, 'decisions never change');
        END;
        """

    /// What officers add about a journey: a later revision counts, the earlier ones stay.
    static let particulars = """
        CREATE TABLE crossingParticulars (
            crossingID TEXT NOT NULL REFERENCES crossing (id),
            revision INTEGER NOT NULL CHECK (revision > 0),
            purpose TEXT,
            fromCountry TEXT,
            toCountry TEXT,
            stayDays INTEGER,
            isDriver INTEGER NOT NULL CHECK (isDriver IN (0, 1)),
            isCrew INTEGER NOT NULL CHECK (isCrew IN (0, 1)),
            isOnDuty INTEGER NOT NULL CHECK (isOnDuty IN (0, 1)),
            companion TEXT REFERENCES crossing (id) CHECK (companion <> crossingID),
            relation TEXT CHECK ((relation IS NULL) = (companion IS NULL)),
            officer TEXT NOT NULL REFERENCES officer (number),
            recordedAt INTEGER NOT NULL,
            PRIMARY KEY (crossingID, revision)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER particularsAreKept BEFORE DELETE ON crossingParticulars BEGIN
            SELECT RAISE(ABORT, 'particulars are never deleted');
        END;
        CREATE TRIGGER particularsAreNotReplaced BEFORE INSERT ON crossingParticulars
        WHEN EXISTS (
            SELECT 1 FROM crossingParticulars WHERE crossingID = NEW.crossingID AND revision = NEW.revision)
        BEGIN
            SELECT RAISE(ABORT, 'particulars are added, not replaced');
        END;
        CREATE TRIGGER particularsAreFinal BEFORE UPDATE ON crossingParticulars BEGIN
            SELECT RAISE(ABORT, 'particulars never change');
        END;
        """
}
