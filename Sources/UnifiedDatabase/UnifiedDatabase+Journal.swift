package import Checkpoint
internal import Cryptography
internal import GRDB

extension UnifiedDatabase: JournalStore {
    /// Writes an event durably; see ``JournalStore/append(_:)``.
    package func append(_ event: JournalEvent) async throws(StoreError) -> JournalPlace {
        let key = journalKey
        return try await write("append to journal") { try JournalWriter($0, key).append(event) }
    }

    /// Writes an entry when settings are not those of the last such entry: their digest, and what is worth reading.
    ///
    /// - Parameters:
    ///   - text: the settings; only their SHA-256 is kept.
    ///   - summary: short words by name.
    /// - Returns: whether they have changed.
    package func recordSettings(_ text: String, summary: [String: String]) async throws(StoreError) -> Bool {
        let key = journalKey
        return try await write("journal settings") { db in
            let digest = Hexadecimal.text(try HashAlgorithm.sha256.digest(Array(text.utf8)))
            let last = try String.fetchOne(
                db,
                sql: """
                    SELECT details FROM journal WHERE kind = 'settingsChanged' ORDER BY sequence DESC LIMIT 1
                    """
            ).map { try StoredJSON.value([String: String].self, of: $0) }
            guard last?["digest"] != digest else { return false }
            let details = summary.merging(["digest": digest]) { $1 }
            try JournalWriter(db, key).append(JournalEvent(.settingsChanged, details: details))
            return last != nil
        }
    }

    /// The last event of these kinds, or nil when there is none. Nothing is verified.
    package func lastEvent(of kinds: [JournalKind]) async throws(StoreError) -> JournalEvent? {
        // Literals, for which there may be an index (``KeepingSchema/kinds``).
        let words = kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try await read("read journal") { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT kind, details FROM journal WHERE kind IN (\(words)) ORDER BY sequence DESC LIMIT 1")
            guard let row, let kind = JournalKind(rawValue: try row.decode(forColumn: "kind")) else { return nil }
            let details = try StoredJSON.value([String: String].self, of: row.decode(forColumn: "details"))
            return JournalEvent(kind, details: details)
        }
    }

    /// What the journal is verified with, in hex: an auditor keeps it apart from this machine.
    package var journalPublicKey: String { Hexadecimal.text(journalKey.publicKey) }

    /// The last entry, or nil when there is none, which a sound database does not have.
    package func journalHead() async throws(StoreError) -> JournalPlace? {
        try await read("read journal") { db in
            try Row.fetchOne(db, sql: "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1").map { row in
                JournalPlace(sequence: try row.decode(forColumn: "sequence"), hash: try row.bytes("hash"))
            }
        }
    }
}

extension UnifiedDatabase {
    /// Reads the keys of lanes, or makes them, and asks the journal for them, so that no traveller waits for it. Each is
    /// told in the journal before the first entry of its lane.
    ///
    /// Throws `key` for a key file that others may read, that is damaged, or that is or was another lane's.
    package func prepareLaneKeys(_ lanes: [LaneID]) async throws(StoreError) {
        let key = journalKey
        try await write("prepare keys of lanes") { try JournalWriter($0, key).prepare(lanes) }
    }
}
