internal import BorderLaw
internal import Checkpoint
internal import Cryptography
internal import GRDB
internal import Synchronization

/// A crossing on its way into the database: told, sealed and signed by the thread that asks, while the writing thread
/// wakes up, begins the transaction and looks for a second use of the document.
///
/// Which entry of the journal will come before is certain only inside the transaction: outside it is guessed, and a
/// signature for a wrong guess is thrown away.
///
/// Row and signature are each under a lock that is taken before the writing thread is called and let go when the part is
/// there: the writing thread waits for what is being made instead of making it twice.
final class CrossingDraft: Sendable {
    private let record: CrossingRecord
    private let contentKeys: ContentKeys
    private let row = Mutex<Result<[DatabaseValue], any Error>?>(nil)
    private let guess = Mutex<JournalEntry?>(nil)

    init(_ record: CrossingRecord, sealedWith contentKeys: ContentKeys) {
        self.record = record
        self.contentKeys = contentKeys
    }

    /// Makes the parts, and calls the writing thread in between: called too early it would have to sleep until the row is
    /// there, and waking up once more takes it longer than the row does; called too late the caller would wait for it.
    func make(signedBy key: JournalKey, calling writer: () -> Void) {
        let telling = try? CrossingContent.Telling(record)
        guess.withLock { guess in
            let made = row.withLock { row in
                writer()
                return make(&row, telling)
            }
            // What cannot be made tells the reason in the transaction; what cannot be signed is tried again there.
            guard let values = try? made.get(), let place = key.guess(for: record.lane) else { return }
            guess = try? entry(about: values, after: place.previous, signedBy: place.key)
        }
    }

    /// The values of ``CrossingColumns``.
    func values() throws(StoreError) -> [DatabaseValue] {
        do {
            return try row.withLock { try make(&$0).get() }
        } catch {
            throw StoreError(error, while: "encode crossing")
        }
    }

    /// Makes the row once: sealed again it would be other bytes, and no longer those that were signed.
    private func make(
        _ row: inout Result<[DatabaseValue], any Error>?, _ telling: CrossingContent.Telling? = nil
    ) -> Result<[DatabaseValue], any Error> {
        if let row { return row }
        let made = Result {
            let content = try (telling ?? CrossingContent.Telling(record)).finish()
            return try CrossingColumns(record, content: content, sealedWith: contentKeys).values
        }
        row = made
        return made
    }

    /// The entry of the journal, signed for this place.
    func entry(after previous: JournalPlace, signedBy key: Ed25519.PrivateKey) throws -> JournalEntry {
        if let guess = guess.withLock({ $0 }), guess.sequence == previous.sequence + 1,
            guess.previousHash == previous.hash
        {
            return guess
        }
        return try entry(about: values(), after: previous, signedBy: key)
    }

    private func entry(
        about values: [DatabaseValue], after previous: JournalPlace, signedBy key: Ed25519.PrivateKey
    ) throws -> JournalEntry {
        try JournalEntry(
            JournalEvent(
                record.state == .admitted ? .crossingAdmitted : .crossingRecorded, lane: record.lane,
                details: ["state": record.state.rawValue, "outcome": record.verdict.outcome.rawValue]),
            subject: JournaledRow.crossing(record.id.text).subject,
            rowDigest: try JournaledRow.digest(ofRow: values), after: previous, signedBy: key)
    }
}
