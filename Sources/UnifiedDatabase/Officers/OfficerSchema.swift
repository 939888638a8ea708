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
}
