internal import Checkpoint
internal import Cryptography
internal import GRDB

/// Which key each lane has, as the journal says up to some place.
struct LaneKeys: Sendable, Equatable {
    /// By the lane.
    private var present: [String: [UInt8]] = [:]
    /// Whose a key is or was, for ever.
    private var owners: [[UInt8]: String] = [:]

    /// The key in force for a lane; nil for one that has none of its own, for which the checkpoint's signs.
    func inForce(for lane: String) -> [UInt8]? { present[lane] }

    /// All lanes that have a key.
    var lanes: [LaneID] { present.keys.compactMap { LaneID($0) }.sorted { $0.text < $1.text } }

    /// Whether a key is or was one of a lane.
    func contains(_ key: [UInt8]) -> Bool { owners[key] != nil }

    /// Puts a key into force; false for one that is or was another lane's: nobody could tell the two apart.
    mutating func add(_ key: [UInt8], of lane: String) -> Bool {
        guard owners[key, default: lane] == lane else { return false }
        owners[key] = lane
        present[lane] = key
        return true
    }

    /// Reads those in force at the end of the journal. Nothing is verified but that whoever is named has the key.
    ///
    /// - Parameter known: what was in force at a place; when the journal still has that, only later entries are read.
    static func inForce(_ db: Database, since known: (keys: LaneKeys, at: JournalPlace)? = nil) throws -> LaneKeys {
        var (keys, start) = (LaneKeys(), Int64(0))
        if let known,
            try Row.fetchOne(
                try db.cachedStatement(sql: "SELECT hash FROM journal WHERE sequence = ?"),
                arguments: [known.at.sequence])?.bytes("hash") == known.at.hash
        {
            (keys, start) = (known.keys, known.at.sequence)
        }
        let rows = try Row.fetchCursor(
            // A literal, for which there is an index (``KeepingSchema/laneKeys``).
            try db.cachedStatement(
                sql: "SELECT * FROM journal WHERE kind = 'laneKeyAdded' AND sequence > ? ORDER BY sequence"),
            arguments: [start])
        while let row = try rows.next() {
            guard let told = try LaneKeyAnnouncement(JournalEntry(row: row)) else { continue }
            _ = keys.add(told.key, of: told.lane.text)
        }
        return keys
    }
}

/// What an entry says that gives a lane its key: signed by the checkpoint, it names lane and key, and holds a signature
/// of that key over its own place, so that nobody else's key can be named, nor an old word be said again.
struct LaneKeyAnnouncement: Equatable {
    let lane: LaneID
    /// The public half, 32 bytes.
    let key: [UInt8]
    /// By the lane's key over ``message(_:_:sequence:previousHash:)``.
    let proof: [UInt8]

    /// Signs an announcement that follows a place.
    init(_ key: Ed25519.PrivateKey, of lane: LaneID, after previous: JournalPlace) throws {
        self.lane = lane
        self.key = key.publicKey
        proof = try key.sign(
            Self.message(key.publicKey, lane, sequence: previous.sequence + 1, previousHash: previous.hash))
    }

    /// Reads what an entry tells; nil when it tells of no key, or of one whose proof is not good.
    init?(_ entry: JournalEntry) throws {
        // A lane signs what names it, and gives no keys.
        guard entry.kind == JournalKind.laneKeyAdded.rawValue, entry.lane == nil,
            let details = try? StoredJSON.value([String: String].self, of: entry.details),
            let lane = LaneID(details["lane"] ?? ""),
            let key = Hexadecimal.bytes(details["key"] ?? ""), key.count == Ed25519.keyLength,
            let proof = Hexadecimal.bytes(details["proof"] ?? ""), proof.count == Ed25519.signatureLength
        else { return nil }
        let message = Self.message(key, lane, sequence: entry.sequence, previousHash: entry.previousHash)
        guard Ed25519.isValid(proof, of: message, by: key) else { return nil }
        (self.lane, self.key, self.proof) = (lane, key, proof)
    }

    /// What stands in the entry.
    var details: [String: String] {
        ["lane": lane.text, "key": Hexadecimal.text(key), "proof": Hexadecimal.text(proof)]
    }

    private static func message(
        _ key: [UInt8], _ lane: LaneID, sequence: Int64, previousHash: [UInt8]
    ) -> [UInt8] {
        // Longer than the hash of an entry: a proof is never one's signature.
        var message = Array("boomt lane key 1".utf8)
        message.append(integer: sequence)
        message.append(field: previousHash)
        message.append(field: lane.text.utf8)
        message.append(field: key)
        return message
    }
}
