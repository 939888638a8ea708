internal import BorderLaw
package import Checkpoint
internal import GRDB
internal import Support
internal import TravelDocument

extension UnifiedDatabase: ChildFollowUpStore {
    /// Children who are still abroad; see ``ChildFollowUpStore/openFollowUps()``.
    package func openFollowUps() async throws(StoreError) -> [OpenFollowUp] {
        try await read("read follow-ups") { db in
            try Self.followUps(where: "1 = 1", [], in: db).sorted { ($0.leftOn, $0.journey) < ($1.leftOn, $1.journey) }
        }
    }

    /// The first open follow-up of somebody who enters, with whichever document; `nothing` when there is none.
    static func followUp(ofCompanion person: PersonDocuments, in db: Database) throws -> Lookup<ChildFollowUp> {
        for document in person.documents {
            let open = try followUps(
                where: "companionIssuer = ? AND companionNumber = ?", [document.issuer, document.number], in: db)
            if let first = open.first {
                return .found(ChildFollowUp(childDocumentNumber: first.child.number, leftOn: first.leftOn))
            }
        }
        return .nothing
    }

    /// All open follow-ups of journeys before a day: what they rest on is kept.
    static func followUps(before day: CivilDate, in db: Database) throws -> [OpenFollowUp] {
        try followUps(where: "day < ?", [day.column], limit: .max, in: db)
    }

    /// Journeys in force that ask for a follow-up and that nobody has settled, with a child who has left since and is
    /// not back. Of several journeys of one child the newest counts.
    private static func followUps(
        where condition: String, _ arguments: [String], limit: Int = Limits.followUps, in db: Database
    ) throws -> [OpenFollowUp] {
        let rows = try Row.fetchCursor(
            try db.cachedStatement(
                sql: """
                    SELECT id, issuer, documentNumber, companionKind, companionIssuer, companionNumber, day, recordedAt
                    FROM childJourney
                    WHERE \(condition) AND withdrawnAt IS NULL AND companionKind NOT IN ('parent', 'nobody')
                      AND NOT EXISTS (
                          SELECT 1 FROM childSettlement
                          WHERE journeyID = childJourney.id AND childSettlement.withdrawnAt IS NULL)
                      AND NOT EXISTS (
                          SELECT 1 FROM childJourney AS newer
                          WHERE newer.issuer = childJourney.issuer AND newer.documentNumber = childJourney.documentNumber
                            AND newer.id > childJourney.id AND newer.withdrawnAt IS NULL)
                    ORDER BY id DESC
                    """), arguments: StatementArguments(arguments))
        // Journeys of children who are back are settled by nobody, and soon are most of them: only open ones count.
        var open: [OpenFollowUp] = []
        while open.count < limit, let row = try rows.next() {
            if let followUp = try followUp(row, in: db) { open.append(followUp) }
        }
        return open.reversed()
    }

    /// The follow-up of a journey; nil when the child has not left since, or is back.
    private static func followUp(_ row: Row, in db: Database) throws -> OpenFollowUp? {
        let child = DocumentKey(
            recorded: try row.decode(forColumn: "issuer"), number: try row.decode(forColumn: "documentNumber"))
        let entered = try row.time("recordedAt")
        guard let left = try last(of: child, in: db), left.direction == .exit,
            try max(left.time, decided(on: left.id, in: db) ?? left.time) >= entered
        else { return nil }
        let companion = DocumentKey(
            recorded: try row.decode(forColumn: "companionIssuer"),
            number: try row.decode(forColumn: "companionNumber"))
        let back = try last(of: companion, in: db).flatMap {
            $0.direction == .entry && $0.time >= left.time ? UlaanbaatarCalendar.day(of: $0.time) : nil
        }
        return OpenFollowUp(
            journey: try row.decode(forColumn: "id"), child: child, companionKind: try row.word("companionKind"),
            companion: companion, leftOn: UlaanbaatarCalendar.day(of: left.time), companionBackOn: back)
    }

    /// When an officer let a referred traveller pass. The journey is entered at the desk between the referral, which has the
    /// time of the crossing, and that.
    private static func decided(on crossing: CrossingID, in db: Database) throws -> UnixTime? {
        try Row.fetchOne(
            try db.cachedStatement(sql: "SELECT decidedAt FROM officerDecision WHERE crossingID = ?"),
            arguments: [crossing.text]
        ).map { try $0.time("decidedAt") }
    }

    /// The last crossing of a person with whichever document.
    static func last(of document: DocumentKey, in db: Database) throws -> PastCrossing? {
        try PersonDocuments(ofHolderOf: document, db).documents
            .compactMap { try lastCrossing(issuer: $0.issuer, number: $0.number, in: db) }
            .max { ($0.time, $0.id) < ($1.time, $1.id) }
    }
}
