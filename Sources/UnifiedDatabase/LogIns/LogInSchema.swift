/// The tables of officers' passphrases and log-ins.
enum LogInSchema {
    /// `officerPassphrase`: what a passphrase is held against (scrypt with these parameters and salt), sealed with the
    /// database key. `officerLogIn`: who was at which lane, from when to when; of the token only a SHA-256 is kept. One
    /// officer a lane; what has ended is never changed, and nothing is deleted.
    static let logIns = """
        CREATE TABLE officerPassphrase (
            officer TEXT PRIMARY KEY NOT NULL REFERENCES officer (number),
            cost INTEGER NOT NULL,
            blockSize INTEGER NOT NULL,
            parallelism INTEGER NOT NULL,
            salt BLOB NOT NULL,
            sealedHash BLOB NOT NULL,
            setAt INTEGER NOT NULL,
            setBy TEXT NOT NULL CHECK (setBy <> '')
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE officerLogIn (
            id INTEGER PRIMARY KEY,
            officer TEXT NOT NULL REFERENCES officer (number),
            lane TEXT NOT NULL CHECK (lane <> ''),
            tokenHash BLOB NOT NULL UNIQUE CHECK (length(tokenHash) = 32),
            since INTEGER NOT NULL,
            until INTEGER NOT NULL CHECK (until > since),
            endedAt INTEGER,
            cause TEXT CHECK (
                cause IN ('loggedOut', 'ended', 'handedOver', 'retired', 'newPassphrase', 'expired', 'restored')),
            CHECK ((endedAt IS NULL) = (cause IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX officerLogInByLane ON officerLogIn (lane) WHERE endedAt IS NULL;
        CREATE TRIGGER officerLogInIsKept BEFORE DELETE ON officerLogIn BEGIN
            SELECT RAISE(ABORT, 'log-ins are never deleted');
        END;
        CREATE TRIGGER officerLogInIsNotReplaced BEFORE INSERT ON officerLogIn
        WHEN EXISTS (SELECT 1 FROM officerLogIn WHERE id = NEW.id OR tokenHash = NEW.tokenHash)
            OR EXISTS (SELECT 1 FROM officerLogIn WHERE lane = NEW.lane AND endedAt IS NULL) BEGIN
            SELECT RAISE(ABORT, 'a log-in is never replaced');
        END;
        CREATE TRIGGER officerLogInIsFinal BEFORE UPDATE ON officerLogIn
        WHEN OLD.endedAt IS NOT NULL OR NEW.id <> OLD.id OR NEW.officer <> OLD.officer OR NEW.lane <> OLD.lane
            OR NEW.tokenHash <> OLD.tokenHash OR NEW.since <> OLD.since OR NEW.until <> OLD.until BEGIN
            SELECT RAISE(ABORT, 'a log-in only ends');
        END;
        """
}
