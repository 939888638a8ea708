internal import BorderLaw
package import Checkpoint
internal import GRDB
internal import Support
internal import TravelDocument

extension UnifiedDatabase {
    /// Records a right to stay; the newest of a kind counts. `constraint` when a field is empty, too long, or its days
    /// contradict each other.
    package func record(_ right: StayRight) async throws(StoreError) {
        guard let number = SearchKey.document(right.documentNumber), !right.issuer.isEmpty, !right.officer.isEmpty,
            [right.issuer, right.number, right.officer].allSatisfy(Limits.isField),
            (right.days ?? 1) > 0, (right.entries ?? 1) > 0
        else { throw StoreError(.constraint, "record stay right: a field is empty or too long") }
        if let from = right.validFrom, let until = right.validUntil, until < from {
            throw StoreError(.constraint, "record stay right: it ends before it begins")
        }
        let key = journalKey
        try await write("record stay right") { db in
            try db.cachedStatement(
                sql: """
                    INSERT INTO stayRight (
                        kind, issuer, documentNumber, number, validFrom, validUntil, days, entries, officer, recordedAt
                    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                right.kind.rawValue, right.issuer, number, right.number, right.validFrom?.column,
                right.validUntil?.column, right.days, right.entries, right.officer,
                right.recordedAt.milliseconds,
            ])
            try JournalWriter(db, key).append(
                JournalEvent(.stayRightRecorded, details: ["kind": right.kind.rawValue, "officer": right.officer]),
                about: .stayRight(db.lastInsertedRowID))
        }
    }

    /// What the store knows of a foreigner's stays and rights to stay. Rights that were never entered are unknown, not
    /// absent: the officer looks into the passport.
    static func foreigner(_ query: FactQuery, number: String, in db: Database) throws -> ForeignerFacts {
        let issuer = query.document.issuer
        let passings = try passings(issuer: issuer, number: number, until: query, in: db)
        let history = StayHistory(passings, before: query.direction)
        var facts = ForeignerFacts(earlierStays: history.closed, entered: history.entered)
        for row in try Row.fetchAll(
            try db.cachedStatement(sql: "SELECT * FROM stayRight WHERE issuer = ? AND documentNumber = ? ORDER BY id"),
            arguments: [issuer, number])
        {
            let right = try StayRight(row: row)
            switch right.kind {
            case .visa:
                let used = passings.count { $0.direction == .entry && $0.day >= (right.validFrom ?? $0.day) }
                facts.visa = .found(
                    VisaFacts(
                        number: right.number, validFrom: right.validFrom, validUntil: right.validUntil,
                        days: right.days, entriesLeft: right.entries.map { max(0, $0 - used) },
                        documentNumber: number))
            case .residencePermit:
                facts.residencePermit = .found(
                    ResidencePermit(number: right.number, validUntil: right.validUntil, documentNumber: number))
            case .visaPermission:
                facts.visaPermission = .found(VisaPermission(number: right.number, issued: right.validFrom))
            case .registration: facts.registered = right.validFrom.map { .found($0) } ?? .unknown
            case .residenceCard: facts.residenceCardTaken = right.validFrom.map { .found($0) } ?? .unknown
            }
        }
        return facts
    }

    /// Crossings with a document that let its holder through, oldest first; no more than the calculator counts.
    private static func passings(
        issuer: String, number: String, until query: FactQuery, in db: Database
    ) throws -> [StayHistory.Passing] {
        try Row.fetchAll(
            try db.cachedStatement(
                sql: """
                    SELECT direction, decidedAt FROM crossing
                    WHERE issuer = ? AND documentNumber = ? AND \(borderWasCrossed)
                    ORDER BY decidedAt DESC, id DESC LIMIT ?
                    """),
            arguments: [issuer, number, Limits.passingsPerDocument]
        ).reversed().map { row in
            StayHistory.Passing(
                direction: try row.word("direction"), day: UlaanbaatarCalendar.day(of: try row.time("decidedAt")))
        }
    }
}

extension StayRight {
    /// A right as its row has it.
    init(row: Row) throws {
        self.init(
            kind: try row.word("kind"), issuer: try row.decode(forColumn: "issuer"),
            documentNumber: try row.decode(forColumn: "documentNumber"), number: try row.decode(forColumn: "number"),
            validFrom: try row.optionalDay("validFrom"), validUntil: try row.optionalDay("validUntil"),
            days: try row.decode(forColumn: "days"), entries: try row.decode(forColumn: "entries"),
            officer: try row.decode(forColumn: "officer"), recordedAt: try row.time("recordedAt"))
    }
}
