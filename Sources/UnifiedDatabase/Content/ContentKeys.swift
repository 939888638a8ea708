internal import Checkpoint
internal import GRDB

/// The keys of all contents, opened once: each change of the database key adds one, which seals from then on.
struct ContentKeys: Sendable {
    private let newest: ColumnKey
    private let all: [Int64: ColumnKey]
    /// Makes the tags of ``ZoneTies``.
    let zoneTagger: ZoneTagger
    /// The keys of lists, which come and go with their loads.
    let lists: ListKeys

    /// Throws `key` when a key does not open, `corrupt` when there is none.
    init(under database: DatabaseKey, in db: Database) throws {
        let keys = try ColumnKey.all(for: .content, under: database, in: db)
        guard let last = keys.last else {
            throw StoreError(.corrupt, "open database: there is no key of contents")
        }
        newest = last
        zoneTagger = try ZoneTagger(keys)
        lists = ListKeys(under: database)
        all = Dictionary(uniqueKeysWithValues: keys.map { ($0.id, $0) })
    }

    /// Packs and encrypts a content for one place.
    func seal(_ content: [UInt8], for context: [String]) throws -> [UInt8] {
        try newest.seal(ContentPacking.pack(content), for: context)
    }

    /// The content of a place; `corrupt` when it is not what was sealed for it.
    func open(_ sealed: [UInt8], for context: [String]) throws -> [UInt8] {
        guard let key = ColumnKey.id(of: sealed).flatMap({ all[$0] }) else {
            throw StoreError(.corrupt, "decrypt: under a key that is not there")
        }
        return try ContentPacking.unpack(key.open(sealed, for: context))
    }
}
