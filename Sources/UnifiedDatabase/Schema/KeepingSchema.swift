/// Tables that keys and retention need.
enum KeepingSchema {
    /// `journalBatch`: rows that one entry of the journal tells of together, with their digests before and after it; the
    /// entry holds a digest of them all. `sealedSubject`: whom an entry speaks of, under the present key; the entry
    /// itself keeps the ciphertext of its own time, which dies with its key.
    static let batches = """
        CREATE TABLE journalBatch (
            sequence INTEGER NOT NULL REFERENCES journal (sequence),
            subject TEXT NOT NULL,
            digestBefore BLOB,
            digestAfter BLOB,
            PRIMARY KEY (sequence, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX journalBatchBySubject ON journalBatch (subject, sequence);
        CREATE TRIGGER journalBatchIsKept BEFORE DELETE ON journalBatch BEGIN
            SELECT RAISE(ABORT, 'journal entries are never deleted');
        END;
        CREATE TRIGGER journalBatchIsNotReplaced BEFORE INSERT ON journalBatch
        WHEN EXISTS (SELECT 1 FROM journalBatch WHERE sequence = NEW.sequence AND subject = NEW.subject) BEGIN
            SELECT RAISE(ABORT, 'a journal entry is never replaced');
        END;
        CREATE TRIGGER journalBatchIsFinal BEFORE UPDATE ON journalBatch BEGIN
            SELECT RAISE(ABORT, 'journal entries never change');
        END;

        CREATE INDEX journalByKeyChange ON journal (sequence) WHERE kind = 'journalKeyChanged';

        CREATE TABLE sealedSubject (
            sequence INTEGER PRIMARY KEY REFERENCES journal (sequence),
            sealed BLOB NOT NULL
        ) STRICT;
        """

    /// The few entries that each start looks for, among those of millions of crossings.
    static let kinds = """
        CREATE INDEX journalBySettings ON journal (sequence) WHERE kind = 'settingsChanged';
        CREATE INDEX journalByTrust ON journal (sequence) WHERE kind IN ('trustStoreChanged', 'trustStoreRefused');
        """

    /// The entries about a row that are asked for while the checkpoint works: all but those by which a gate opens, since
    /// another one follows each of them, and a traveller waits for them to be written.
    static let subjects = """
        DROP INDEX IF EXISTS journalBySubject;
        CREATE INDEX journalBySubject ON journal (subject, sequence) WHERE subject IS NOT NULL AND \(isIndexed);
        """

    /// Which entries those are. A search that says so in these words goes by the index.
    static let isIndexed = "kind <> 'crossingAdmitted'"

    /// The entries that give lanes their keys.
    static let laneKeys = """
        CREATE INDEX journalByLaneKey ON journal (sequence) WHERE kind = 'laneKeyAdded';
        """
}
