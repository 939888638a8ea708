package import Checkpoint
internal import Cryptography
internal import GRDB
package import Support

/// What an import has done.
package struct ListImportOutcome: Sendable, Equatable {
    package let list: BorderList
    package let version: String
    /// Entries of the list that is now in force.
    package let entries: Int
    /// Who has signed it; nil when it was taken unsigned.
    package let signer: String?
    /// Entries that nobody meets by their register number.
    package let strangeRegisters: StrangeRegisters
}

/// Entries of a list file whose register number no citizen can have. They are taken, since a name or a document may stand
/// beside it and the same number may be written so elsewhere; but whoever made the list should know.
package struct StrangeRegisters: Sendable, Equatable {
    package private(set) var count = 0
    /// The first of their lines.
    package private(set) var lines: [Int] = []

    package init() {}

    mutating func add(line: Int) {
        count += 1
        if lines.count < Limits.strangeRegisterLines { lines.append(line) }
    }
}

/// Why a list was not imported.
package enum ListImportError: Error, Sendable, Equatable {
    /// The file is refused; what was there stays.
    case file(ListFault)
    /// The store failed; what was there stays.
    case store(StoreError)
}

extension UnifiedDatabase {
    /// Imports a signed list file: entries grow in a table beside the one in use, by small transactions between which
    /// lanes go on, and one short transaction puts it in its place together with the line of the load and the entry
    /// of the journal. Readers see the old list or the new one; whatever fails leaves the old one.
    ///
    /// One import at a time: a second one is refused (`locked`). One that was cut off leaves the old list, and nothing that
    /// the next could go on from.
    ///
    /// The file is read twice, first for its signature, so that nothing unsigned is looked at closely.
    ///
    /// - Parameters:
    ///   - signature: the detached signature; without one, the file's last line holds it.
    ///   - signers: who may sign; nil takes a file without looking at signatures, for exercises.
    ///   - progress: bytes read and all bytes.
    package func importList(
        file path: String, signature: [UInt8]? = nil, signers: ListSigners?, now: UnixTime = .now(),
        progress: (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
    ) throws(ListImportError) -> ListImportOutcome {
        do {
            let claim = try DatabaseClaim(.listImport, to: self.path)
            defer { claim.release() }
            return try staged(path, signature, signers, now, progress)
        } catch let fault as ListFault {
            throw .file(fault)
        } catch {
            throw .store(StoreError(error, while: "import list"))
        }
    }

    /// Drops what an import has left that was cut off: nothing of it was ever in force. Without effect while another
    /// import is under way.
    package func discardInterruptedImports() async throws(StoreError) {
        guard let claim = try? DatabaseClaim(.listImport, to: path) else { return }
        defer { claim.release() }
        try await write("discard interrupted import") { db in
            for list in BorderList.allCases {
                try db.execute(sql: "DROP TABLE IF EXISTS \(ListTable(list: list).staging)")
            }
            try ListKeys.removeOthers(in: db)
        }
    }

    /// Version, age, length and signer of a list; nil when it was never loaded.
    package func listStatus(_ list: BorderList) async throws(StoreError) -> ListStatus? {
        try await read("read list status") { db in
            try ListTable(list: list).lastLoad(db).map { row in
                ListStatus(
                    version: try row.decode(forColumn: "version"), loadedAt: try row.time("loadedAt"),
                    entryCount: try row.decode(forColumn: "entryCount"), signer: try row.decode(forColumn: "signer"))
            }
        }
    }

    private func staged(
        _ path: String, _ signature: [UInt8]?, _ signers: ListSigners?, _ now: UnixTime,
        _ progress: (Int64, Int64) -> Void
    ) throws -> ListImportOutcome {
        let digests = try ListReading.digests(path: path)
        var signer: String?
        if let signers {
            signer = try Self.signer(digests, signature, signers)
        }
        var reading = try ListReading(path: path)
        let header = reading.header
        let table = ListTable(list: header.list)
        try checkOrder(header, table, now)
        do {
            let (generation, key) = try pool.write { [lists = contentKeys.lists] db in
                try db.execute(sql: "DROP TABLE IF EXISTS \(table.staging)")
                try db.execute(sql: ListTable.creation(table.staging))
                let generation = try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) + 1 FROM \(table.loads)")
                return (generation ?? 1, try lists.begin(table.list, in: db))
            }
            var writer = try StagedList(table, key, pool)
            switch header.kind {
            case .full: try stageFull(&reading, &writer, progress)
            case .delta: try stageDelta(&reading, &writer, progress)
            }
            guard try reading.digest() == digests.whole else {
                throw ListFault(.changed, "the file changed while it was read")
            }
            let rows = try writer.finish()
            try index(table, generation)
            try swap(table, header, rows, signer, digests.whole, key, now)
            emptyLogAfterList()
            return ListImportOutcome(
                list: header.list, version: header.version, entries: rows.count, signer: signer,
                strangeRegisters: reading.strangeRegisters)
        } catch {
            // The old list stays; what was staged is of no use to anybody.
            try? pool.write { db in
                try db.execute(sql: "DROP TABLE IF EXISTS \(table.staging)")
                try ListKeys.removeOthers(in: db)
            }
            throw error
        }
    }

    private static func signer(
        _ digests: ListReading.Digests, _ detached: [UInt8]?, _ signers: ListSigners
    ) throws -> String {
        let claims = detached.map { ($0, digests.whole) } ?? digests.embedded.map { ($0, digests.beforeLast) }
        guard let (signature, digest) = claims else { throw ListFault(.signature, "the file is not signed") }
        guard let signer = signers.signer(of: digest, signature) else {
            throw ListFault(.signature, "the signature is not that of a known signer, or the file was changed")
        }
        return signer
    }

    /// An old list does not come back, and a delta follows from the version in force.
    private func checkOrder(_ header: ListHeader, _ table: ListTable, _ now: UnixTime) throws {
        let last = try pool.read { try table.lastOrder($0) }
        if header.kind == .delta, header.base != last?.version {
            throw ListFault(.order, line: 1, "the delta changes another version than the one in force")
        }
        try table.checkOrder(issuedAt: header.issuedAt, after: last, now)
    }

    private func stageFull(
        _ reading: inout ListReading, _ writer: inout StagedList, _ progress: (Int64, Int64) -> Void
    ) throws {
        while let change = try reading.next() {
            guard case .put(let entry) = change else { continue }
            try writer.add(entry, at: Int64(reading.line))
            if writer.count % Limits.listBatch == 0 { progress(reading.progress.done, reading.progress.total) }
        }
        progress(reading.progress.total, reading.progress.total)
    }

    /// The version in force with its changes, under new row numbers and the new key.
    private func stageDelta(
        _ reading: inout ListReading, _ writer: inout StagedList, _ progress: (Int64, Int64) -> Void
    ) throws {
        var changes: [String: ListEntry?] = [:]
        var additions: [(key: String, line: Int)] = []
        while let change = try reading.next() {
            let (key, entry): (String, ListEntry?) =
                switch change {
                case .put(let entry): (entry.key, entry)
                case .remove(let key): (key, nil)
                }
            guard changes.updateValue(entry, forKey: key) == nil else {
                throw ListFault(.duplicate, line: reading.line, "the key stands twice")
            }
            additions.append((key, reading.line))
        }
        guard
            let former = try pool.read({ [table = writer.table, lists = contentKeys.lists] db in
                try table.lastLoad(db).map { try lists.key(of: table.list, $0, in: db) }
            })
        else { throw ListFault(.order, line: 1, "the delta changes another version than the one in force") }
        let opener = ListOpener(former)
        var last: Int64 = 0
        var known: Set<String> = []
        while true {
            let rows = try pool.read { [name = writer.table.name, after = last] db in
                try Row.fetchAll(
                    db, sql: "SELECT \(ListTable.columns) FROM \(name) WHERE id > ? ORDER BY id LIMIT ?",
                    arguments: [after, Limits.listBatch])
            }
            guard let end = rows.last else { break }
            last = try end.decode(forColumn: "id")
            for row in rows {
                let entry = try opener.entry(row)
                if let change = changes[entry.key] {
                    known.insert(entry.key)
                    if let change { try writer.add(change, at: Int64(writer.count + 1)) }
                } else {
                    try writer.add(entry, at: Int64(writer.count + 1))
                }
            }
            progress(reading.progress.done, reading.progress.total)
        }
        for (key, line) in additions where !known.contains(key) {
            guard let addition = changes[key] ?? nil else {
                throw ListFault(.entry, line: line, "removes an entry that is not there")
            }
            try writer.add(addition, at: Int64(writer.count + 1))
        }
    }

    private func index(_ table: ListTable, _ generation: Int64) throws {
        // A million tags are sorted by more than one processor, which saves a quarter of the time.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA threads = \(Limits.sortingThreads)") }
        // Left as it is, it would only lend helpers to later sorts.
        defer { try? pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA threads = 0") } }
        for sql in ListTable.indexes(table.staging, generation: generation) {
            do {
                try pool.write { try $0.execute(sql: sql) }
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                let line = try pool.read { db in
                    try Int.fetchOne(
                        db,
                        sql: """
                            SELECT max(id) FROM \(table.staging) GROUP BY entryTag HAVING count(*) > 1
                            ORDER BY 1 LIMIT 1
                            """)
                }
                throw ListFault(.duplicate, line: line, "the key of an earlier entry stands there again")
            }
        }
    }

    private func swap(
        _ table: ListTable, _ header: ListHeader, _ rows: StagedRows, _ signer: String?, _ file: [UInt8],
        _ key: ListKey, _ now: UnixTime
    ) throws {
        let journalKey = journalKey
        try pool.write { db in
            try db.execute(sql: "DROP TABLE \(table.name)")
            try db.execute(sql: "ALTER TABLE \(table.staging) RENAME TO \(table.name)")
            try table.tell(
                header.version, min(now, header.issuedAt), entries: rows.count, signer: signer, file: file, key, in: db)
            var details = [
                "list": header.list.rawValue, "version": header.version, "entries": "\(rows.count)",
                "file": Hexadecimal.text(file), "signer": signer ?? "none", "issuedAt": header.issuedAt.description,
            ]
            if let base = header.base { details["base"] = base }
            try JournalWriter(db, journalKey).append(
                JournalEvent(.listReplaced, details: details), about: .list(header.list), entriesDigest: rows.digest)
        }
    }
}

extension UnifiedDatabase {
    /// Merges the log into the file and empties it, with which the old key is gone from the disk: first what can be merged
    /// while lanes go on writing, then the little that is left.
    ///
    /// Without effect while a reader is at work: then the next merge does it, and until then only ciphertext is left.
    private func emptyLogAfterList() {
        try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
        try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }
}

/// How old a list is.
package struct ListStatus: Sendable, Equatable {
    /// Version as it came with the list.
    package let version: String
    /// When its issuer made it, or when it was loaded if that was earlier.
    package let loadedAt: UnixTime
    package let entryCount: Int
    /// Who has signed it; nil when it came over the control socket.
    package let signer: String?
}
