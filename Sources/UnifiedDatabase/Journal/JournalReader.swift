package import Checkpoint
internal import GRDB
package import Support

/// One entry of the journal, for people to read. ``JournalVerifier`` proves it.
package struct JournalLine: Sendable, Equatable, Encodable {
    /// Counted from 1.
    package let sequence: Int64
    /// When it was written.
    package let recordedAt: UnixTime
    /// A `JournalKind`; text, since a newer program may have written it.
    package let kind: String
    /// The lane, if it was one.
    package let lane: String?
    /// Which row it tells of, for example `crossing:01J…`.
    package let subject: String?
    /// Short words by name.
    package let details: [String: String]
    /// What `journal verify --noted` takes.
    package let place: String
}

/// Reads entries of a journal out of the database file, which is not changed, while the daemon runs or elsewhere.
package enum JournalReader {
    /// The newest entries, the newest first.
    ///
    /// - Parameters:
    ///   - kind: only entries of this kind.
    ///   - before: only entries with a smaller number.
    ///   - limit: how many, at most.
    /// - Throws: `notFound`, `corrupt`, `locked` … when the file cannot be read as our database.
    package static func entries(
        database path: String, kind: JournalKind? = nil, before: Int64? = nil, limit: Int
    ) throws(StoreError) -> [JournalLine] {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(Limits.busyTimeoutSeconds)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT * FROM journal WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR sequence < ?2)
                        ORDER BY sequence DESC LIMIT ?3
                        """, arguments: [kind?.rawValue, before, limit]
                ).map { try line(JournalEntry(row: $0)) }
            }
        } catch {
            throw StoreError(error, while: "read journal")
        }
    }

    private static func line(_ entry: JournalEntry) throws -> JournalLine {
        JournalLine(
            sequence: entry.sequence, recordedAt: UnixTime(milliseconds: entry.recordedAt), kind: entry.kind,
            lane: entry.lane, subject: entry.subject,
            details: try StoredJSON.value([String: String].self, of: entry.details),
            place: "\(JournalPlace(sequence: entry.sequence, hash: entry.hash))")
    }
}
