internal import Checkpoint
internal import Cryptography
internal import GRDB
internal import Support

/// A key under which columns are encrypted (AES-256-GCM). It stands in the database itself, sealed with the database key:
/// a change of that key seals this one anew and leaves millions of rows as they are.
///
/// Never printed: neither its description nor its mirror shows the bytes.
struct ColumnKey: Sendable {
    /// What a key is for.
    enum Use: String, CaseIterable {
        /// Contents of crossings.
        case content
        /// Entries of one load of a list; gone with it.
        case list
    }

    /// Its number in `columnKey`.
    let id: Int64
    private let bytes: [UInt8]
    private let prepared: AESGCM.PreparedKey

    /// Makes a random key and its row.
    init(for use: Use, under database: DatabaseKey, in db: Database) throws {
        bytes = try SecureRandom.bytes(AESGCM.keyLength)
        prepared = try AESGCM.PreparedKey(bytes)
        try db.execute(
            sql: "INSERT INTO columnKey (use, sealed, madeAt) VALUES (?, x'', ?)",
            arguments: [use.rawValue, UnixTime.now().milliseconds])
        id = db.lastInsertedRowID
        try store(under: database, in: db)
    }

    /// Takes a row of `columnKey`.
    init(row: Row, under database: DatabaseKey) throws {
        id = try row.decode(forColumn: "id")
        bytes = try database.open(row.bytes("sealed"), for: Self.context(id))
        prepared = try AESGCM.PreparedKey(bytes)
    }

    /// The key of a number; nil when there is none for this use.
    static func find(
        _ id: Int64, for use: Use, under database: DatabaseKey, in db: Database
    ) throws -> ColumnKey? {
        try Row.fetchOne(
            db, sql: "SELECT id, sealed FROM columnKey WHERE id = ? AND use = ?", arguments: [id, use.rawValue]
        ).map { try ColumnKey(row: $0, under: database) }
    }

    /// A key of 32 bytes for one purpose out of this one.
    func derived(for purpose: String) throws -> [UInt8] {
        try HKDF.derive(from: bytes, info: Array("boomt \(purpose) 1".utf8), count: AESGCM.keyLength)
    }

    /// Seals the key itself with the key of the database.
    func store(under database: DatabaseKey, in db: Database) throws {
        try db.execute(
            sql: "UPDATE columnKey SET sealed = ? WHERE id = ?",
            arguments: [Blob(try database.seal(bytes, for: Self.context(id))).data, id])
    }

    /// All keys for one use, oldest first.
    static func all(for use: Use, under database: DatabaseKey, in db: Database) throws -> [ColumnKey] {
        try Row.fetchAll(
            db, sql: "SELECT id, sealed FROM columnKey WHERE use = ? ORDER BY id", arguments: [use.rawValue]
        ).map { try ColumnKey(row: $0, under: database) }
    }

    /// Encrypts bytes for one place; they open only with the same context, so that they cannot be moved elsewhere. The
    /// number of the key stands before them, 8 bytes.
    func seal(_ plaintext: [UInt8], for context: [String]) throws -> [UInt8] {
        var sealed: [UInt8] = []
        sealed.append(integer: id)
        return try sealed
            + prepared.seal(plaintext, additionalData: sealed + DatabaseKey.bind(context))
    }

    /// Decrypts what ``seal(_:for:)`` made; `corrupt` when key, context or bytes are not the same.
    func open(_ sealed: [UInt8], for context: [String]) throws -> [UInt8] {
        let head = sealed.prefix(Self.headLength)
        do {
            return try prepared.open(
                Array(sealed.dropFirst(Self.headLength)), additionalData: head + DatabaseKey.bind(context))
        } catch {
            throw StoreError(.corrupt, "decrypt: \(error)")
        }
    }

    /// Which key opens these bytes; nil when they are too short to tell.
    static func id(of sealed: [UInt8]) -> Int64? {
        guard sealed.count > headLength else { return nil }
        return sealed.prefix(headLength).reduce(0) { $0 << 8 | Int64($1) }
    }

    private static let headLength = 8

    private static func context(_ id: Int64) -> [String] { ["columnKey", String(id)] }
}

extension ColumnKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "ColumnKey \(id)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}
