internal import Checkpoint
internal import Cryptography
internal import Dispatch
internal import GRDB
internal import Synchronization

/// How many rows were staged, and their digest.
struct StagedRows {
    let count: Int
    let digest: [UInt8]
}

/// Seals entries and writes them into the staging table, some thousand in one transaction, while the next ones are read.
struct StagedList: ~Copyable {
    let table: ListTable
    private let writer: StagingWriter
    private var batch: [(id: Int64, entry: ListEntry)] = []
    private(set) var count = 0

    init(_ table: ListTable, _ key: ListKey, _ pool: DatabasePool) throws {
        self.table = table
        writer = try StagingWriter(ListTable.insertion(table.staging), key, pool)
    }

    /// A batch under way ends before anybody takes the table away.
    deinit { writer.wait() }

    mutating func add(_ entry: ListEntry, at id: Int64) throws {
        guard count < Limits.restrictionEntries else {
            throw ListFault(.count, "the list has more than \(Limits.restrictionEntries) entries")
        }
        batch.append((id, entry))
        count += 1
        if batch.count == Limits.listBatch { try flush() }
    }

    mutating func finish() throws -> StagedRows {
        try flush()
        return StagedRows(count: count, digest: try writer.digest())
    }

    private mutating func flush() throws {
        let rows = batch
        batch.removeAll(keepingCapacity: true)
        try writer.write(rows)
    }
}

/// Writes one batch at a time on a thread of its own; whoever brings the next one waits for it.
private final class StagingWriter: Sendable {
    /// What only the writing thread uses.
    private struct Tools: ~Copyable {
        var hash: RunningHash
        let sealer: ListSealer
    }

    private let queue = DispatchQueue(label: "boomt.list.staging")
    private let pool: DatabasePool
    private let sql: String
    private let tools: Mutex<Tools>
    private let fault = Mutex<(any Error)?>(nil)

    init(_ sql: String, _ key: ListKey, _ pool: DatabasePool) throws {
        self.sql = sql
        self.pool = pool
        tools = Mutex(Tools(hash: try RunningHash(.sha256), sealer: try ListSealer(key)))
    }

    /// Hands a batch over when the one before is written; throws what has befallen that one.
    func write(_ entries: [(id: Int64, entry: ListEntry)]) throws {
        try check()
        queue.async { [self] in
            do {
                try store(entries)
            } catch {
                fault.withLock { $0 = $0 ?? error }
            }
        }
    }

    /// The digest of all rows in their order, when they are written.
    func digest() throws -> [UInt8] {
        try check()
        return try tools.withLock { try $0.hash.digest() }
    }

    /// Returns when nothing is under way.
    func wait() { queue.sync {} }

    private func check() throws {
        wait()
        if let fault = fault.withLock({ $0 }) { throw fault }
    }

    private func store(_ entries: [(id: Int64, entry: ListEntry)]) throws {
        let rows = try tools.withLock { tools in
            try entries.map { id, entry in
                let row = try tools.sealer.row(entry, at: id)
                try tools.hash.update(row.bytes)
                return row.values
            }
        }
        try pool.write { db in
            let insertion = try RowInsertion(sql, in: db)
            for values in rows { try insertion.insert(values) }
        }
    }
}
