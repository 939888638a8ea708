internal import Checkpoint
internal import GRDB

/// What a lane may tell with its own key: its crossings and log-ins until they have ended, its trips, and nothing about
/// anybody else. Without this, whoever has the key of one lane could reword officers, permissions, and the crossings of
/// other lanes and of long ago.
enum LaneReach {
    /// Whether an entry that a lane has signed is its own to tell.
    static func allows(_ entry: JournalEntry, _ db: Database) throws -> Bool {
        guard let lane = entry.lane, !tellsOfBatch(entry) else { return false }
        let kind = JournalKind(rawValue: entry.kind)
        // What a newer program lets a lane tell is let through while it tells of no row.
        guard let subject = entry.subject else { return kind?.isOfLane ?? true }
        guard let kind, let row = JournaledRow(subject: subject), let story = Story(kind, row) else { return false }
        return try Bool.fetchOne(
            try db.cachedStatement(
                sql: """
                    SELECT NOT EXISTS (SELECT 1 FROM \(story.table) WHERE id = :id AND lane <> :lane)
                        AND NOT EXISTS (
                            SELECT 1 FROM \(JournalWords.table) AS word JOIN journal USING (sequence)
                            WHERE word.subject = :subject AND word.sequence < :sequence
                                AND (lane <> :lane OR \(story.end)))
                    """),
            arguments: ["id": story.id, "lane": lane, "subject": subject, "sequence": entry.sequence]) ?? false
    }

    /// What an entry goes on with.
    private struct Story {
        /// Where it stands which lane it is of, and under which number.
        let table: String
        let id: DatabaseValue
        /// The entry after which there is no more to tell.
        let end: String

        /// Nil for what is not a lane's.
        init?(_ kind: JournalKind, _ row: JournaledRow) {
            switch (kind, row) {
            case (.crossingAdmitted, .crossing(let crossing)), (.crossingRecorded, .crossing(let crossing)),
                (.crossingCompleted, .crossing(let crossing)):
                (table, id) = ("crossing", crossing.databaseValue)
                end = """
                    kind IN ('crossingRecorded', 'crossingCompleted') AND details NOT LIKE '%"state":"admitted"%'
                    """
            case (.tripRecorded, .trip(let crossing)):
                (table, id, end) = ("crossing", crossing.databaseValue, "kind = 'tripRecorded'")
            case (.officerLoggedIn, .logIn(let number)):
                (table, id, end) = ("officerLogIn", number.databaseValue, "TRUE")
            case (.officerLoggedOut, .logIn(let number)):
                (table, id, end) = ("officerLogIn", number.databaseValue, "kind = 'officerLoggedOut'")
            default: return nil
            }
        }
    }

    /// Rows that are told of together belong to no lane.
    private static func tellsOfBatch(_ entry: JournalEntry) -> Bool {
        // Names are compared as the text that they are, unless it has escapes.
        guard entry.details.contains("rowsDigest") || entry.details.contains("\\") else { return false }
        guard let details = try? StoredJSON.value([String: String].self, of: entry.details) else { return true }
        return details["rowsDigest"] != nil
    }
}
