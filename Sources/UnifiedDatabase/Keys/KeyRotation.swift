package import Checkpoint
internal import GRDB

/// Changes the keys of a database that nobody else has open, and ends a change that was cut off.
///
/// The order makes it safe to be killed anywhere: the new key is on disk beside the old one; one transaction puts
/// everything under it, journaled; the old key is overwritten; the new one takes its name. ``finish()`` asks the database
/// which of the two keys it is under, and goes on from there.
package struct KeyRotation: Sendable {
    /// Which key.
    package enum Kind: String, Sendable, CaseIterable {
        /// The key of encrypted columns and of the spool (AES-256-GCM).
        case database
        /// The key that signs the journal (Ed25519).
        case journal
    }

    /// What a change has done.
    package struct Outcome: Sendable, Equatable {
        package let kind: Kind
        /// Names of the keys: of the journal's, the public halves; of the database's, hashes.
        package let old: String
        package let new: String
        /// Sealed values that were put under the new key; 0 for the journal's.
        package let resealed: Int
        /// The entry of the journal that tells of it.
        package let place: JournalPlace
    }

    /// Moments at which a test cuts the power.
    enum Step: CaseIterable {
        case newKeyIsWritten, databaseIsUnderNewKey, oldKeyIsErased, newKeyHasItsName
    }

    private let database: String
    private let keyFile: String
    private let journalKeyFile: String
    private let reached: @Sendable (Step) throws -> Void

    package init(database: String, keyFile: String, journalKeyFile: String) {
        self.init(database: database, keyFile: keyFile, journalKeyFile: journalKeyFile) { _ in }
    }

    init(
        database: String, keyFile: String, journalKeyFile: String, reached: @escaping @Sendable (Step) throws -> Void
    ) {
        self.database = database
        self.keyFile = keyFile
        self.journalKeyFile = journalKeyFile
        self.reached = reached
    }

    /// Whether a change was begun and not ended: then the keys may not open the database.
    package var isPending: Bool { Kind.allCases.contains { file(of: $0).isPending } }

    /// Ends changes that were cut off, forwards where the database is under the new key, backwards where it is not.
    /// The caller holds the claim of the daemon.
    package func finish() throws(StoreError) -> [Kind] {
        guard isPending else { return [] }
        let claim = try DatabaseClaim(.soleUse, to: database)
        defer { claim.release() }
        var finished: [Kind] = []
        for kind in Kind.allCases where file(of: kind).isPending {
            if try isUnderNewKey(kind) {
                try conclude(kind)
                finished.append(kind)
            } else {
                try file(of: kind).abandon()
            }
        }
        return finished
    }

    /// Gives the database another key.
    ///
    /// Throws `locked` while a daemon or another program has it open, and `constraint` while records wait in the spool:
    /// they are under the present key.
    ///
    /// - Parameters:
    ///   - spool: the daemon's spool; what waits there goes into the database first.
    ///   - by: who does it, for the journal.
    ///   - progress: values done and all of them.
    package func rotate(
        _ kind: Kind, spool: String, by: String, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws(StoreError) -> Outcome {
        let claim = try DatabaseClaim(.daemon, to: database)
        defer { claim.release() }
        _ = try finish()
        let key = try DatabaseKey.load(from: keyFile)
        let journalKey = try JournalKey.load(from: journalKeyFile)
        var options = DatabaseOptions()
        options.isSoleUse = true
        let store = try UnifiedDatabase(path: database, key: key, journalKey: journalKey, options: options)
        let outcome: Outcome
        do throws(StoreError) {
            if kind == .database { try await empty(spool, into: store, key) }
            let change = file(of: kind)
            try change.begin()
            try step(.newKeyIsWritten)
            outcome =
                switch kind {
                case .database:
                    try await store.reseal(
                        with: try DatabaseKey.load(from: change.pending), by: by, progress: progress)
                case .journal:
                    try await store.signJournal(with: try JournalKey.load(from: change.pending), by: by)
                }
            // Old ciphertexts leave the log and its free pages with it.
            await store.emptyLog()
        } catch {
            try? store.close()
            throw error
        }
        try store.close()
        try step(.databaseIsUnderNewKey)
        try conclude(kind)
        return outcome
    }

    private func conclude(_ kind: Kind) throws(StoreError) {
        try file(of: kind).eraseOld()
        try step(.oldKeyIsErased)
        try file(of: kind).finish()
        try step(.newKeyHasItsName)
    }

    private func step(_ step: Step) throws(StoreError) {
        do {
            try reached(step)
        } catch {
            throw StoreError(error, while: "change key")
        }
    }

    private func file(of kind: Kind) -> KeyFileChange {
        KeyFileChange(path: kind == .database ? keyFile : journalKeyFile)
    }

    private func empty(_ directory: String, into store: UnifiedDatabase, _ key: DatabaseKey) async throws(StoreError) {
        let spool = try EncryptedSpool(directory: directory, key: key)
        _ = try await spool.drain(into: store)
        let left = try await spool.waitingCount() + spool.damagedCount()
        guard left == 0 else {
            throw StoreError(
                .constraint,
                "\(left) records in \(directory) are under the present key and do not go into the database: see why, and "
                    + "move them away")
        }
    }

    /// Asks the database, which is only read.
    private func isUnderNewKey(_ kind: Kind) throws(StoreError) -> Bool {
        let pending = file(of: kind).pending
        guard UnifiedDatabase.isPresent(at: database) else { return false }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(Limits.busyTimeoutSeconds)
        do {
            let queue = try DatabaseQueue(path: database, configuration: configuration)
            defer { try? queue.close() }
            switch kind {
            case .database:
                guard let key = try? DatabaseKey.load(from: pending) else { return false }
                let sealed = try queue.read { db in
                    try db.tableExists("keyCheck")
                        ? try Row.fetchOne(db, sql: "SELECT sealed FROM keyCheck")?.bytes("sealed") : nil
                }
                return sealed.flatMap { try? key.open($0, for: UnifiedDatabase.keyCheckContext) } != nil
            case .journal:
                guard let key = try? JournalKey.load(from: pending) else { return false }
                return try queue.read { db in
                    try db.tableExists("journal") && JournalKeyChange.all(db).last?.new == key.publicKey
                }
            }
        } catch {
            throw StoreError(error, while: "finish key change")
        }
    }
}
