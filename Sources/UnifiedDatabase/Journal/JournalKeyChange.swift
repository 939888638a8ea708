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
        // A lane signs what names it, and hands nothing over.
        guard entry.kind == JournalKind.journalKeyChanged.rawValue, entry.lane == nil,
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
