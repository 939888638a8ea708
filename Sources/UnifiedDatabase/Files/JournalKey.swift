package import Checkpoint
internal import Cryptography
internal import Synchronization

/// The keys that sign the journal of this checkpoint: its own, an Ed25519 seed in a file that only the service reads, and
/// beside it those of its lanes, which it vouches for in the journal. The public half of its own is no secret: an auditor
/// keeps it, and with it the journal is verified anywhere.
package struct JournalKey: Sendable {
    /// The key of the checkpoint.
    let own: Ed25519.PrivateKey
    /// Those of its lanes.
    let lanes: LaneKeyFolder
    private let memory = Memory()

    private init(seed: [UInt8], path: String, laneKeys: String?) throws {
        own = try Ed25519.PrivateKey(seed: seed)
        lanes = LaneKeyFolder(laneKeys ?? Self.laneKeys(beside: path), checkpoint: own.publicKey)
    }

    /// Reads the key file, or makes one at the first start; faults as ``DatabaseKey/load(from:)``.
    ///
    /// - Parameter laneKeys: the folder with the keys of lanes, which are made when they are needed; beside the key file
    ///   when it is left out.
    package static func loadOrCreate(at path: String, laneKeys: String? = nil) throws(StoreError) -> JournalKey {
        do {
            return try JournalKey(seed: try SecretFile.loadOrCreate(at: path), path: path, laneKeys: laneKeys)
        } catch {
            throw StoreError(error, while: "load journal key")
        }
    }

    /// Reads the key file; faults as ``DatabaseKey/load(from:)``.
    package static func load(from path: String, laneKeys: String? = nil) throws(StoreError) -> JournalKey {
        do {
            return try JournalKey(seed: try SecretFile.load(from: path), path: path, laneKeys: laneKeys)
        } catch {
            throw StoreError(error, while: "load journal key")
        }
    }

    /// Where the keys of lanes are when nobody says otherwise.
    static func laneKeys(beside path: String) -> String { path + ".lanes" }

    /// The public half of the checkpoint's key, 32 bytes.
    package var publicKey: [UInt8] { own.publicKey }

    /// Signs with the key of the checkpoint.
    func sign(_ message: [UInt8]) throws -> [UInt8] { try own.sign(message) }

    // MARK: - What is known of the journal

    /// The place of the entry that was written last with these keys, as far as is known here: another process may have
    /// written since, and the transaction may have failed.
    var newestPlace: JournalPlace? { memory.known.withLock { $0.newest } }

    /// The place after which a lane writes next, as far as is known here, and its key; nil while the journal must still be
    /// asked, or told, which key it is.
    func guess(for lane: LaneID) -> (previous: JournalPlace, key: Ed25519.PrivateKey)? {
        guard let key = lanes.keyInMemory(of: lane) else { return nil }
        return memory.known.withLock { known in
            guard let newest = known.newest, known.lanes?.at == newest,
                known.lanes?.keys.inForce(for: lane.text) == key.publicKey
            else { return nil }
            return (newest, key)
        }
    }

    /// Which keys of lanes were in force at the newest place where that was known.
    var lanesInForce: (keys: LaneKeys, at: JournalPlace)? { memory.known.withLock { $0.lanes } }

    /// Takes note of an entry that was written.
    ///
    /// - Parameter lanes: the keys in force from then on, if the writer has asked: they are those of before otherwise.
    func remember(_ place: JournalPlace, after previous: JournalPlace, lanes: LaneKeys? = nil) {
        memory.known.withLock { known in
            known.newest = place
            if let keys = lanes ?? (known.lanes?.at == previous ? known.lanes?.keys : nil) {
                known.lanes = (keys, place)
            }
        }
    }

    private final class Memory: Sendable {
        /// A place is told by its hash, which holds all that came before: what is known of it is so in every copy.
        struct Known: Sendable {
            var newest: JournalPlace?
            var lanes: (keys: LaneKeys, at: JournalPlace)?
        }

        let known = Mutex(Known())
    }
}
