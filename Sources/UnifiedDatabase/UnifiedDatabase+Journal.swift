package import Checkpoint
internal import GRDB

extension UnifiedDatabase: JournalStore {
    /// Writes an event durably; see ``JournalStore/append(_:)``.
    package func append(_ event: JournalEvent) async throws(StoreError) -> JournalPlace {
        let key = journalKey
        return try await write("append to journal") { try JournalWriter($0, key).append(event) }
    }

    /// What the journal is verified with, in hex: an auditor keeps it apart from this machine.
    package var journalPublicKey: String {
        let digits = Array("0123456789abcdef")
        return String(journalKey.publicKey.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// The last entry, or nil when there is none, which a sound database does not have.
    package func journalHead() async throws(StoreError) -> JournalPlace? {
        try await read("read journal") { db in
            try Row.fetchOne(db, sql: "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1").map { row in
                JournalPlace(sequence: try row.decode(forColumn: "sequence"), hash: try row.bytes("hash"))
            }
        }
    }
}
