internal import Checkpoint
internal import GRDB

/// The keys of all contents, opened once: each change of the database key adds one, which seals from then on.
struct ContentKeys: Sendable {
    private let newest: ColumnKey
    private let all: [Int64: ColumnKey]
    /// Makes the tags of ``ZoneTies``.
    let zoneTagger: ContentTagger
    /// Makes the tags of ``NotedEntry``.
    let noteTagger: ContentTagger
    /// The keys of lists, which come and go with their loads.
    let lists: ListKeys

    /// Throws `key` when a key does not open, `corrupt` when there is none.
    init(under database: DatabaseKey, in db: Database) throws {
        let keys = try ColumnKey.all(for: .content, under: database, in: db)
        guard let last = keys.last else {
            throw StoreError(.corrupt, "open database: there is no key of contents")
        }
        newest = last
        zoneTagger = try ContentTagger(keys, for: "zone ties")
        noteTagger = try ContentTagger(keys, for: "false hits")
        lists = ListKeys(under: database)
        all = Dictionary(uniqueKeysWithValues: keys.map { ($0.id, $0) })
    }

    /// What is sealed under keys that are not there, in words; without reading every row: the numbers of keys only rise from
    /// one row of the table to the next.
    static func missing(_ db: Database) throws -> [String] {
        guard try db.tableExists("columnKey"),
            let last = try Int64.fetchOne(db, sql: "SELECT max(rowid) FROM crossing")
        else { return [] }
        let there = Set(try Int64.fetchAll(db, sql: "SELECT id FROM columnKey WHERE use = 'content'"))
        let rows = try db.makeStatement(
            sql: "SELECT rowid AS place, id, substr(sealedContent, 1, 9) AS head FROM crossing WHERE rowid >= ? LIMIT 1"
        )
        func row(from place: Int64) throws -> (place: Int64, id: String, key: Int64?)? {
            try Row.fetchOne(rows, arguments: [place]).map {
                (
                    try $0.decode(forColumn: "place"), try $0.decode(forColumn: "id"),
                    ColumnKey.id(of: try $0.bytes("head"))
                )
            }
        }
        var missing: [String] = []
        var next = try row(from: .min)
        while let first = next, missing.count < Limits.damageLines {
            if first.key.map(there.contains) != true {
                missing.append("contents of crossings from \(first.id) on are under a key that is missing")
            }
            // The first row under another key lies behind `same` and not behind `other`.
            var (same, other) = (first.place, last + 1)
            while other - same > 1 {
                let middle = same + (other - same) / 2
                let found = try row(from: middle)
                if let found, found.key == first.key { same = found.place } else { other = middle }
            }
            next = try row(from: other)
        }
        return missing
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
