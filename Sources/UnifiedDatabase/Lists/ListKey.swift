internal import Checkpoint
internal import Cryptography
internal import GRDB
internal import Synchronization

/// The keys of one load of a list: one that seals its entries, and one that makes the tags by which they are found. Both
/// come from one key of `columnKey`, which the line of the load names and which goes when the next load comes: then nobody
/// opens the old entries any more, wherever copies of them have stayed, but in backups of that time.
///
/// Never printed: neither its description nor its mirror shows the bytes.
struct ListKey: Sendable {
    /// Its number in `columnKey`.
    let id: Int64
    let list: BorderList
    /// AES-256-GCM.
    let sealing: AESGCM.PreparedKey
    /// For AES-256 in CMAC.
    let tagging: [UInt8]

    init(_ key: ColumnKey, _ list: BorderList) throws {
        id = key.id
        self.list = list
        sealing = try AESGCM.PreparedKey(key.derived(for: "list entries"))
        tagging = try key.derived(for: "list tags")
    }

    /// Makes a random key for a load that begins, and its row. It seals nothing but entries of that load, each row number
    /// once.
    init(for list: BorderList, under database: DatabaseKey, in db: Database) throws {
        try self.init(ColumnKey(for: .list, under: database, in: db), list)
    }
}

extension ListKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "ListKey \(id)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }
}

/// The keys of the lists in force, opened once for each load: another process may load a list at any time, and the line of
/// its load, which every look at a list reads, names the new key.
final class ListKeys: Sendable {
    private let database: DatabaseKey
    private let opened = Mutex<[BorderList: ListKey]>([:])

    init(under database: DatabaseKey) { self.database = database }

    /// The key that the line of the last load names; `corrupt` when it is not there or does not open.
    func key(of list: BorderList, _ load: Row, in db: Database) throws -> ListKey {
        let id = try load.decode(Int64.self, forColumn: "keyID")
        if let key = opened.withLock({ $0[list] }), key.id == id { return key }
        let found: ColumnKey?
        do {
            found = try ColumnKey.find(id, for: .list, under: database, in: db)
        } catch let error as StoreError where error.code == .key {
            throw StoreError(.corrupt, "open list: \(error.message)")
        }
        guard let found else { throw StoreError(.corrupt, "open list: its key is not there") }
        let key = try ListKey(found, list)
        opened.withLock { $0[list] = key }
        return key
    }

    /// Begins a load: makes its key, and removes those of loads that were cut off. The caller holds the claim of imports.
    func begin(_ list: BorderList, in db: Database) throws -> ListKey {
        try Self.removeOthers(in: db)
        return try ListKey(for: list, under: database, in: db)
    }

    /// Removes keys that no list in force names: of the lists before, and of loads that were cut off.
    static func removeOthers(in db: Database) throws {
        let inForce = BorderList.allCases.map { list in
            "SELECT keyID FROM (SELECT keyID FROM \(ListTable(list: list).loads) ORDER BY id DESC LIMIT 1)"
        }
        try db.execute(
            sql: """
                DELETE FROM columnKey WHERE use = ? AND NOT EXISTS (
                    SELECT 1 FROM (\(inForce.joined(separator: " UNION ALL "))) WHERE keyID = columnKey.id)
                """, arguments: [ColumnKey.Use.list.rawValue])
    }
}
