internal import Checkpoint
internal import GRDB
internal import Synchronization

/// The entry about a row, signed while the writing thread is still on its way to it.
///
/// A signature takes as long as all that a crossing writes, and others wait for the transaction meanwhile. Which entry
/// will come before it is certain only inside the transaction: outside it is guessed, and a wrong guess is thrown away.
final class JournalDraft: Sendable {
    private let event: JournalEvent
    private let subject: String
    private let values: [DatabaseValue]
    private let guess = Mutex<JournalEntry?>(nil)

    /// - Parameter values: what the transaction will write as `row`, in the order of the columns that its digest has.
    init(_ event: JournalEvent, about row: JournaledRow, values: [DatabaseValue]) {
        self.event = event
        subject = row.subject
        self.values = values
    }

    /// Signs the entry for the place after the last one that is known of. One that cannot be signed here tells so when
    /// it is signed in the transaction.
    func sign(with key: JournalKey) {
        guard let previous = key.newestPlace, let entry = try? entry(after: previous, key) else { return }
        guess.withLock { $0 = entry }
    }

    /// The entry that was signed for this place; nil when there is none, or none yet.
    func signed(after previous: JournalPlace) -> JournalEntry? {
        guess.withLock { $0 }.flatMap {
            $0.sequence == previous.sequence + 1 && $0.previousHash == previous.hash ? $0 : nil
        }
    }

    /// Signs the entry for this place.
    func entry(after previous: JournalPlace, _ key: JournalKey) throws -> JournalEntry {
        try JournalEntry(
            event, subject: subject, rowDigest: JournaledRow.digest(ofRow: values), after: previous, signedBy: key)
    }
}
