internal import Checkpoint
internal import Cryptography
internal import GRDB

/// What an entry says that hands the journal over to another key: signed by the old key like every entry before it, it
/// names the new one, and holds a signature of the new key over its own place, so that nobody else's key can be named.
struct JournalKeyChange: Equatable {
    let old: [UInt8]
    let new: [UInt8]
    /// By the new key over ``message(sequence:previousHash:old:new:)``.
    let proof: [UInt8]

    /// Signs a change.
    init(to key: JournalKey, from old: [UInt8], sequence: Int64, previousHash: [UInt8]) throws {
        self.old = old
        new = key.publicKey
        proof = try key.sign(
            Self.message(sequence: sequence, previousHash: previousHash, old: old, new: key.publicKey))
    }

    /// Reads the change that an entry tells of; nil when it tells of none, or of one whose proof is not good.
    init?(_ entry: JournalEntry) throws {
        guard entry.kind == JournalKind.journalKeyChanged.rawValue,
            let details = try? StoredJSON.value([String: String].self, of: entry.details),
            let old = Hexadecimal.bytes(details["old"] ?? ""), old.count == Ed25519.keyLength,
            let new = Hexadecimal.bytes(details["new"] ?? ""), new.count == Ed25519.keyLength,
            let proof = Hexadecimal.bytes(details["proof"] ?? ""), proof.count == Ed25519.signatureLength
        else { return nil }
        let message = Self.message(
            sequence: entry.sequence, previousHash: entry.previousHash, old: old, new: new)
        guard Ed25519.isValid(proof, of: message, by: new) else { return nil }
        (self.old, self.new, self.proof) = (old, new, proof)
    }

    /// What stands in the entry.
    var details: [String: String] {
        ["old": Hexadecimal.text(old), "new": Hexadecimal.text(new), "proof": Hexadecimal.text(proof)]
    }

    private static func message(sequence: Int64, previousHash: [UInt8], old: [UInt8], new: [UInt8]) -> [UInt8] {
        var message = Array("boomt journal key 1".utf8)
        message.append(integer: sequence)
        message.append(field: previousHash)
        message.append(field: old)
        message.append(field: new)
        return message
    }

    /// All changes of a journal in their order.
    static func all(_ db: Database) throws -> [JournalKeyChange] {
        try Row.fetchAll(
            // A literal, for which there is an index.
            db, sql: "SELECT * FROM journal WHERE kind = 'journalKeyChanged' ORDER BY sequence"
        ).compactMap { try JournalKeyChange(JournalEntry(row: $0)) }
    }
}

/// Which key must have signed each entry, followed from the first one on.
struct SigningKeys {
    /// The key of the next entry.
    private(set) var current: [UInt8]
    /// Number of the first entry of each key.
    private(set) var spans: [(key: [UInt8], from: Int64)]
    private let pinned: [UInt8]

    /// - Parameters:
    ///   - pinned: the key that the caller trusts: the first one, or one that came later.
    ///   - changes: all changes of the journal, of which some may be forged.
    init(pinned: [UInt8], changes: [JournalKeyChange]) {
        self.pinned = pinned
        var first = pinned
        // Back from the trusted key to the first: each step was proved by the key that came after it.
        for change in changes.reversed() where change.new == first { first = change.old }
        current = first
        spans = [(first, 1)]
    }

    /// Whether the trusted key was met on the way; without it nothing is proved.
    var metPinned: Bool { spans.contains { $0.key == pinned } }

    /// Takes over the key that an entry names, if that entry is signed by the present one, which the caller has seen
    /// to. False for a change that is not what it says.
    mutating func follow(_ entry: JournalEntry) throws -> Bool {
        guard entry.kind == JournalKind.journalKeyChanged.rawValue else { return true }
        guard let change = try JournalKeyChange(entry), change.old == current else { return false }
        current = change.new
        spans.append((change.new, entry.sequence + 1))
        return true
    }
}
