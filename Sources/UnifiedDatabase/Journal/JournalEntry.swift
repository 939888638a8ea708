internal import Checkpoint
internal import Cryptography
internal import GRDB
internal import Support

/// One entry as its row.
struct JournalEntry {
    var sequence: Int64
    var recordedAt: Int64
    var kind: String
    var lane: String?
    var subject: String?
    var rowDigest: [UInt8]?
    /// JSON with sorted keys.
    var details: String
    var previousHash: [UInt8]
    var hash: [UInt8]
    var signature: [UInt8]

    /// What stands before the first entry.
    static let origin = [UInt8](repeating: 0, count: 32)

    /// The hash that the entry must have: each field with its length, so that no two entries give the same bytes.
    func computedHash() throws(CryptographyError) -> [UInt8] {
        var message = Array("boomt journal 1".utf8)
        message.append(integer: sequence)
        message.append(integer: recordedAt)
        message.append(field: kind.utf8)
        message.append(field: lane?.utf8)
        message.append(field: subject?.utf8)
        message.append(field: rowDigest)
        message.append(field: details.utf8)
        message.append(field: previousHash)
        return try HashAlgorithm.sha256.digest(message)
    }
}

extension JournalEntry {
    /// The entry of an event, after the one at `previous`, as of now.
    init(
        _ event: JournalEvent, subject: String?, rowDigest: [UInt8]?, after previous: JournalPlace,
        signedBy key: Ed25519.PrivateKey
    ) throws {
        self.init(
            sequence: previous.sequence + 1, recordedAt: UnixTime.now().milliseconds, kind: event.kind.rawValue,
            lane: event.lane?.text, subject: subject, rowDigest: rowDigest,
            details: try StoredJSON.text(event.details), previousHash: previous.hash, hash: [], signature: [])
        hash = try computedHash()
        signature = try key.sign(hash)
    }

    init(row: Row) throws {
        self.init(
            sequence: try row.decode(forColumn: "sequence"), recordedAt: try row.decode(forColumn: "recordedAt"),
            kind: try row.decode(forColumn: "kind"), lane: try row.decode(forColumn: "lane"),
            subject: try row.decode(forColumn: "subject"), rowDigest: try row.optionalBytes("rowDigest"),
            details: try row.decode(forColumn: "details"), previousHash: try row.bytes("previousHash"),
            hash: try row.bytes("hash"), signature: try row.bytes("signature"))
    }
}

extension [UInt8] {
    /// Eight bytes, most significant first.
    mutating func append(integer: Int64) {
        Swift.withUnsafeBytes(of: integer.bigEndian) { self += $0 }
    }

    /// A field with its length before it; nothing is told apart from no bytes.
    mutating func append(field: (some Collection<UInt8>)?) {
        append(integer: field.map { Int64($0.count) } ?? -1)
        if let field { self += field }
    }
}
