package import Checkpoint
internal import Cryptography
internal import GRDB

/// What is wrong at one place of the journal, or with a row that it tells of.
package struct JournalFault: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Entries are missing before this one.
        case entryMissing
        /// The entry does not have the hash that its fields give.
        case entryChanged
        /// The entry does not follow from the one before: something was put between, moved or exchanged.
        case linkBroken
        /// The signature is not that of the expected key: the lane's own where the entry names a lane that has one, the
        /// checkpoint's everywhere else.
        case signatureWrong
        /// The entry gives the journal or a lane a key that it does not prove, or that is somebody else's, or is not
        /// signed by the checkpoint's present key.
        case keyChangeForged
        /// A lane has signed what is not its own to tell: another lane's crossing, one that had ended, or what officers
        /// enter.
        case foreignToLane
        /// The rows that the entry tells of together are not those that stand beside it.
        case batchChanged
        /// A row is not as the last entry about it says.
        case rowChanged
        /// A row that the journal tells of is gone.
        case rowMissing
        /// A row that the journal does not tell of.
        case rowUnknown
        /// The journal does not have the entry that somebody had noted: it was cut off, or is another one.
        case notedPlaceMissing
        /// There is no entry at all.
        case empty
    }

    package let kind: Kind
    /// Number of the entry; nil for a row without any.
    package let sequence: Int64?
    /// Which row, for example `crossing:01J…`.
    package let subject: String?
}

/// Rows that one entry of the journal says were deleted.
package struct JournalDeletion: Sendable, Equatable {
    package let sequence: Int64
    /// What kind of data it was, as the entry names it.
    package let category: String
    package let count: Int
}

/// What a verification of the journal has found.
package struct JournalVerification: Sendable {
    /// How many entries were looked at.
    package var entries: Int64 = 0
    /// How many rows were compared with their entries.
    package var rows: Int64 = 0
    /// The last entry: to be noted, for the next time.
    package var head: JournalPlace?
    /// The keys that have signed, in hex, whose each is (nil: the checkpoint's), and the number of the first entry that it
    /// was in force for.
    package var keys: [(publicKey: String, lane: String?, from: Int64)] = []
    /// What was deleted lawfully, and by which entry.
    package var deletions: [JournalDeletion] = []
    /// In the order of the journal; the first one is the exact place. No more than ``Limits/journalFaults``.
    package var faults: [JournalFault] = []

    /// Nothing was changed, removed or reordered.
    package var isIntact: Bool { faults.isEmpty }

    /// The chain itself agrees, and the key that it was held against has signed none of it: more likely somebody gave
    /// another key than that somebody forged every entry. Nothing is proved either way.
    package var isOfAnotherKey: Bool {
        faults.first?.kind == .signatureWrong && entries > 0
            && faults.allSatisfy { [.signatureWrong, .keyChangeForged].contains($0.kind) }
            && (faults.count == entries || faults.count == Limits.journalFaults)
    }
}

/// Proves a journal, with nothing but the database file and the public key: on the machine, or on a backup of it.
package struct JournalVerifier: Sendable {
    /// A public key of the checkpoint, 32 bytes: its first, or one that came later. Keys of lanes follow from it.
    package let publicKey: [UInt8]
    /// A place that was noted earlier; without one, entries cut off at the end are noticed only by the rows they told
    /// of.
    package let noted: JournalPlace?

    package init(publicKey: [UInt8], noted: JournalPlace? = nil) {
        self.publicKey = publicKey
        self.noted = noted
    }

    /// Verifies a database file, which is only read.
    ///
    /// - Parameter progress: entries and rows done, and all of them.
    /// - Throws: `notFound`, `corrupt`, `locked` … when the file cannot be read as our database.
    package func verify(
        database path: String, progress: (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
    ) throws(StoreError) -> JournalVerification {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(Limits.busyTimeoutSeconds)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            // One look: a daemon that goes on writing does not disturb it.
            return try queue.read { try verify($0, progress: progress) }
        } catch {
            throw StoreError(error, while: "verify journal")
        }
    }

    func verify(_ db: Database, progress: (Int64, Int64) -> Void) throws -> JournalVerification {
        var result = JournalVerification()
        // How many rows there are to compare is known when the entries were read; until then there may be as many.
        let entries = try Int64.fetchOne(db, sql: "SELECT count(*) FROM journal") ?? 0
        try verifyChain(db, &result) { progress($0, 2 * entries) }
        let rows = try Int64.fetchOne(db, sql: "SELECT count(DISTINCT subject) FROM \(JournalWords.table)") ?? 0
        try verifyRows(db, &result) { progress($0, entries + rows) }
        return result
    }

    // MARK: - The chain

    private func verifyChain(
        _ db: Database, _ result: inout JournalVerification, progress: (_ done: Int64) -> Void
    ) throws {
        var expected: (sequence: Int64, previous: [UInt8]) = (1, JournalEntry.origin)
        var sawNoted = noted == nil
        var keys = SigningKeys(pinned: publicKey, changes: try JournalKeyChange.all(db))
        var batches = BatchCheck(try BatchCheck.isPossible(db))
        let words = try JournalWords(db)
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM journal NOT INDEXED ORDER BY sequence")
        while let row = try rows.next() {
            let entry = try JournalEntry(row: row)
            if let kind = try fault(of: entry, after: expected, keys.key(of: entry)) {
                result.add(kind, entry.sequence, entry.subject)
            } else if try !keys.follow(entry) {
                result.add(.keyChangeForged, entry.sequence, nil)
            } else if try keys.isOfLane(entry) && !LaneReach.allows(entry, db) {
                result.add(.foreignToLane, entry.sequence, entry.subject)
            }
            try words.add(entry)
            for fault in try batches.faults(of: entry, db) { result.add(.batchChanged, entry.sequence, fault) }
            if let noted, noted.sequence == entry.sequence { sawNoted = noted.hash == entry.hash }
            result.entries += 1
            result.head = JournalPlace(sequence: entry.sequence, hash: entry.hash)
            expected = (entry.sequence &+ 1, entry.hash)
            if result.entries % 1000 == 0 { progress(result.entries) }
        }
        result.keys = keys.spans.map { (Hexadecimal.text($0.key), $0.lane, $0.from) }
        result.deletions = batches.deletions
        if result.entries == 0 { result.add(.empty, nil, nil) }
        if result.entries > 0, !keys.metPinned { result.add(.signatureWrong, 1, nil) }
        for subject in try batches.strays(db) { result.add(.batchChanged, nil, subject) }
        if !sawNoted, let noted { result.add(.notedPlaceMissing, noted.sequence, nil) }
        progress(result.entries)
    }

    private func fault(
        of entry: JournalEntry, after expected: (sequence: Int64, previous: [UInt8]), _ key: [UInt8]
    ) throws -> JournalFault.Kind? {
        if entry.sequence != expected.sequence { return .entryMissing }
        if entry.previousHash != expected.previous { return .linkBroken }
        if try entry.computedHash() != entry.hash { return .entryChanged }
        guard Ed25519.isValid(entry.signature, of: entry.hash, by: key) else {
            return SigningKeys.givesKey(entry) ? .keyChangeForged : .signatureWrong
        }
        return nil
    }

    // MARK: - The rows

    private func verifyRows(
        _ db: Database, _ result: inout JournalVerification, progress: (_ done: Int64) -> Void
    ) throws {
        // The last word about each row counts.
        let lasts = try Row.fetchCursor(
            db,
            sql: """
                SELECT subject, max(sequence) AS sequence, rowDigest FROM (\(try BatchCheck.words(db)))
                GROUP BY subject ORDER BY max(sequence)
                """)
        while let row = try lasts.next() {
            let subject = try row.decode(String.self, forColumn: "subject")
            let sequence = try row.decode(Int64.self, forColumn: "sequence")
            // A kind of row that this version does not know is proved by a newer one.
            if let watched = JournaledRow(subject: subject) {
                let said = try row.optionalBytes("rowDigest")
                let found = try watched.digest(db)
                if said != found { result.add(found == nil ? .rowMissing : .rowChanged, sequence, subject) }
            }
            result.rows += 1
            if result.rows % 1000 == 0 { progress(result.entries + result.rows) }
        }
        for name in try JournaledRow.unknown(db, limit: Limits.journalFaults) { result.add(.rowUnknown, nil, name) }
        progress(result.entries + result.rows)
    }
}

extension JournalVerification {
    fileprivate mutating func add(_ kind: JournalFault.Kind, _ sequence: Int64?, _ subject: String?) {
        guard faults.count < Limits.journalFaults else { return }
        faults.append(JournalFault(kind: kind, sequence: sequence, subject: subject))
    }
}
