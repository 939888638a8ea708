package import Checkpoint
internal import GRDB
package import Support

extension UnifiedDatabase {
    /// Notes that an entry of a list does not mean the holder of a document, as an officer has found out: it is not
    /// shown again for that document, unless it is found by a number. `constraint` without an officer or a reason, or
    /// when it was noted before; `notFound` for an entry that the list does not have.
    package func noteFalseHit(
        list: BorderList, entryKey: String, issuer: String, documentNumber: String, officer: String, reason: String,
        at time: UnixTime
    ) async throws(StoreError) {
        guard let number = SearchKey.document(documentNumber),
            [entryKey, issuer, officer, reason].allSatisfy({ !$0.isEmpty && Limits.isField($0) })
        else { throw StoreError(.constraint, "note false hit: a field is empty or too long") }
        let key = journalKey
        try await write("note false hit") { db in
            let isThere = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM \(ListTable(list: list).name) WHERE entryKey = ?)",
                arguments: [entryKey])
            guard isThere == true else { throw StoreError(.notFound, "note false hit: no such entry") }
            try db.execute(
                sql: "INSERT INTO listFalseHit VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [list.rawValue, entryKey, issuer, number, officer, reason, time.milliseconds])
            try JournalWriter(db, key).append(
                JournalEvent(.falseHitNoted, details: ["list": list.rawValue, "entry": entryKey, "officer": officer]))
        }
    }
}
