package import Checkpoint
internal import Cryptography
internal import GRDB

/// Changes the keys of a database that nobody else has open, and ends a change that was cut off.
///
/// The order makes it safe to be killed anywhere: the new key is on disk beside the old one; one transaction puts
/// everything under it, journaled; the old key is overwritten; the new one takes its name. ``finish()`` asks the database
/// which of the two keys it is under, and goes on from there.
package struct KeyRotation: Sendable {
    /// Which key.
    package enum Kind: Sendable, Hashable, CustomStringConvertible {
        /// The key of encrypted columns and of the spool (AES-256-GCM).
        case database
        /// The checkpoint's key, which signs the journal and vouches for those of lanes (Ed25519).
        case journal
        /// The key that signs what a lane tells (Ed25519).
        case lane(LaneID)

        package var description: String {
            switch self {
            case .database: "database"
            case .journal: "journal"
            case .lane(let lane): "lane \(lane)"
            }
        }
    }

    /// What a change has done.
    package struct Outcome: Sendable, Equatable {
        package let kind: Kind
        /// Names of the keys: of those that sign, the public halves; of the database's, hashes.
        package let old: String
        package let new: String
        /// Sealed values that were put under the new key; 0 for those that sign.
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
    private let laneKeys: String
    private let reached: @Sendable (Step) throws -> Void

    /// - Parameter laneKeys: the folder with the keys of lanes, if it is not beside the journal's key file.
    package init(database: String, keyFile: String, journalKeyFile: String, laneKeys: String? = nil) {
        self.init(database: database, keyFile: keyFile, journalKeyFile: journalKeyFile, laneKeys: laneKeys) { _ in }
    }

    init(
        database: String, keyFile: String, journalKeyFile: String, laneKeys: String? = nil,
        reached: @escaping @Sendable (Step) throws -> Void
    ) {
        self.database = database
        self.keyFile = keyFile
        self.journalKeyFile = journalKeyFile
        self.laneKeys = laneKeys ?? JournalKey.laneKeys(beside: journalKeyFile)
        self.reached = reached
    }

    /// Whether a change was begun and not ended: then the keys may not open the database.
    package var isPending: Bool { get throws(StoreError) { try !pending().isEmpty } }

    private func pending() throws(StoreError) -> [Kind] {
        [Kind.database, .journal].filter { file(of: $0).isPending }
            + (try LaneKeyFolder.pending(in: laneKeys)).map(Kind.lane)
    }

    /// Everything that has a key: the database, the journal, and each lane that the journal knows a key of.
    package func kinds() throws(StoreError) -> [Kind] {
        do {
            let lanes = try UnifiedDatabase.reading(database) { db in
                try db.tableExists("journal") ? LaneKeys.inForce(db).lanes : []
            }
            return [.database, .journal] + lanes.map(Kind.lane)
        } catch {
            throw StoreError(error, while: "find keys")
        }
    }

    /// Ends changes that were cut off, forwards where the database is under the new key, backwards where it is not.
    /// The caller holds the claim of the daemon.
    package func finish() throws(StoreError) -> [Kind] {
        let kinds = try pending()
        guard !kinds.isEmpty else { return [] }
        let claim = try DatabaseClaim(.soleUse, to: database)
        defer { claim.release() }
        var finished: [Kind] = []
        for kind in kinds {
            if try isUnderNewKey(kind) {
                try conclude(kind)
                finished.append(kind)
            } else {
                try file(of: kind).abandon()
            }
        }
        return finished
    }

    /// Gives the database, the journal or a lane another key.
    ///
    /// Throws `locked` while a daemon or another program has it open, and `constraint` for a lane that has no key, and
    /// while records wait in the spool: they are under the present key.
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
        let journalKey = try JournalKey.load(from: journalKeyFile, laneKeys: laneKeys)
        var options = DatabaseOptions()
        options.isSoleUse = true
        let store = try UnifiedDatabase(path: database, key: key, journalKey: journalKey, options: options)
        let outcome: Outcome
        do throws(StoreError) {
            if kind == .database { try await empty(spool, into: store, key) }
            // A lost one is made anew, so that there is something to change.
            if case .lane(let lane) = kind { try await store.prepareLaneKey(ofKnown: lane) }
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
                case .lane(let lane):
                    try await store.changeKey(of: lane, to: try SecretFile.load(from: change.pending), by: by)
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
        switch kind {
        case .database: KeyFileChange(path: keyFile)
        case .journal: KeyFileChange(path: journalKeyFile)
        case .lane(let lane): KeyFileChange(path: LaneKeyFolder.file(of: lane, in: laneKeys))
        }
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
            case .lane(let lane):
                guard let key = try? Ed25519.PrivateKey(seed: SecretFile.load(from: pending)) else { return false }
                // A key that was overwritten is no way back, even if another database has come meanwhile.
                guard (try? SecretFile.load(from: file(of: kind).path)) != nil else { return true }
                return try queue.read { db in
                    try db.tableExists("journal")
                        && LaneKeys.inForce(db).inForce(for: lane.text) == key.publicKey
                }
            }
        } catch {
            throw StoreError(error, while: "finish key change")
        }
    }
}
