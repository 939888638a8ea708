package import Checkpoint
internal import GRDB
package import Support
internal import TravelDocument

extension UnifiedDatabase: RetentionStore {
    /// Deletes what has outlived its time, some hundred rows in one transaction with the entry of the journal that tells
    /// of them; what was deleted is gone from the file and its log afterwards. See ``RetentionStore/retain(_:at:dryRun:)``.
    ///
    /// Throws `corrupt` when a row is not as the journal says: then nothing more is deleted, since that would cover it up.
    package func retain(
        _ periods: RetentionPeriods, at time: UnixTime, dryRun: Bool
    ) async throws(StoreError) -> [RetentionOutcome] {
        var outcomes: [RetentionOutcome] = []
        for category in RetentionCategory.allCases {
            guard let deletion = RetentionDeletion(category, periods, time, contentKeys.lists) else { continue }
            outcomes.append(try await delete(deletion, dryRun: dryRun))
        }
        if outcomes.contains(where: { !$0.entries.isEmpty }) { await emptyLog() }
        return outcomes
    }

    private func delete(_ deletion: RetentionDeletion, dryRun: Bool) async throws(StoreError) -> RetentionOutcome {
        let due = try await read("find what is over") { try deletion.due(in: $0) }
        var outcome = RetentionOutcome(
            category: deletion.category, count: due.count, from: due.first?.subject, to: due.last?.subject, entries: [])
        guard !dryRun else { return outcome }
        let key = journalKey
        for start in stride(from: 0, to: due.count, by: Limits.retentionBatch) {
            let found = Array(due[start..<min(start + Limits.retentionBatch, due.count)])
            let told = try await write("delete what is over") { db -> (entry: Int64, count: Int)? in
                let rows = try deletion.stillDue(found, in: db)
                guard !rows.isEmpty else { return nil }
                let batch = try deletion.run(rows, in: db)
                let details = [
                    "category": deletion.category.rawValue, "count": "\(rows.count)", "before": deletion.before,
                    "from": rows.first?.subject ?? "", "to": rows.last?.subject ?? "",
                ]
                let place = try JournalWriter(db, key).append(
                    JournalEvent(.retentionApplied, details: details), about: batch)
                return (place.sequence, rows.count)
            }
            outcome.count -= found.count - (told?.count ?? 0)
            if let told { outcome.entries.append(told.entry) }
        }
        return outcome
    }
}

/// One category with its point in time.
struct RetentionDeletion: Sendable {
    let category: RetentionCategory
    /// What ended before this is over: a civil day or a moment, for the journal.
    let before: String
    private let day: CivilDate
    private let milliseconds: Int64
    private let lists: ListKeys

    /// Nil for a category that is kept for ever.
    init?(_ category: RetentionCategory, _ periods: RetentionPeriods, _ now: UnixTime, _ lists: ListKeys) {
        self.category = category
        self.lists = lists
        let today = UlaanbaatarCalendar.day(of: now)
        switch category {
        case .expiredTemplates: day = today.adding(days: -periods.templatesAfterExpiryDays)
        case .endedPermissions: day = today.adding(days: -periods.permissionsAfterEndDays)
        case .crossings:
            guard periods.crossingYears > 0 else { return nil }
            day = today.adding(years: -periods.crossingYears)
        case .listedPersons: day = today.adding(days: -periods.listedPersonDays)
        case .stayRights: day = today.adding(days: -periods.stayRightDays)
        case .documentStatements: day = today.adding(days: -periods.documentStatementDays)
        case .deskNotes: day = today.adding(days: -periods.deskNoteDays)
        case .borderCards: day = today.adding(days: -periods.borderCardDays)
        case .falseHits: day = today.adding(days: -periods.falseHitDays)
        case .personTies: day = today.adding(days: -periods.personTieDays)
        case .childJourneys: day = today.adding(days: -periods.childJourneyDays)
        }
        let dayMilliseconds: Int64 = 86_400_000
        milliseconds = now.milliseconds - Int64(day.days(until: today)) * dayMilliseconds
        before = day.description
    }

    /// The rows that are over, in a fixed order.
    func due(in db: Database) throws -> [JournaledRow] {
        let lastDay = "max(documentExpiry, coalesce(verifiedExtension, documentExpiry))"
        switch category {
        case .expiredTemplates:
            return try Int64.fetchAll(
                db,
                sql: """
                    SELECT id FROM permission
                    WHERE \(lastDay) < ? AND EXISTS (SELECT 1 FROM finger WHERE permissionID = permission.id)
                    ORDER BY id
                    """, arguments: [day.column]
            ).map(JournaledRow.permission)
        case .endedPermissions:
            // When a permission was withdrawn the journal knows; the last word about it is that.
            return try Int64.fetchAll(
                db,
                sql: """
                    SELECT id FROM permission
                    WHERE \(lastDay) < :day OR (status = 'withdrawn' AND (
                        SELECT max(recordedAt) FROM journal
                        WHERE subject = 'permission:' || permission.id AND \(KeepingSchema.isIndexed)) < :time)
                    ORDER BY id
                    """, arguments: ["day": day.column, "time": milliseconds]
            ).map(JournaledRow.permission)
        case .crossings:
            return try String.fetchAll(
                db,
                // Whom a record that is kept names as the companion waits for that record.
                sql: """
                    WITH RECURSIVE named (id) AS (
                        SELECT companion FROM crossingParticulars JOIN crossing AS keeper ON keeper.id = crossingID
                        WHERE companion IS NOT NULL AND (
                            keeper.decidedAt >= :time OR keeper.state = 'admitted' OR \(Self.isOpen("keeper")))
                        UNION
                        SELECT companion FROM crossingParticulars JOIN named ON named.id = crossingID
                        WHERE companion IS NOT NULL
                    )
                    SELECT id FROM crossing AS old
                    WHERE decidedAt < :time AND state <> 'admitted' AND NOT \(Self.isOpen("old"))
                      AND id NOT IN (SELECT id FROM named)
                    ORDER BY id
                    """, arguments: ["time": milliseconds, "home": UnifiedDatabase.homeState]
            ).map(JournaledRow.crossing)
        case .listedPersons:
            return try Int64.fetchAll(
                db,
                sql: """
                    SELECT passengerList.id FROM passengerList JOIN flight ON flight.id = flightID
                    WHERE scheduledAt < ? AND EXISTS (SELECT 1 FROM listedPerson WHERE listID = passengerList.id)
                    ORDER BY passengerList.id
                    """, arguments: [milliseconds]
            ).map(JournaledRow.passengerList)
        case .stayRights, .documentStatements, .deskNotes, .borderCards, .falseHits, .personTies, .childJourneys:
            return try desk(db).due(category)
        }
    }

    /// Whether a crossing is a document's last one and opens what no other has closed yet: a citizen who is abroad, a
    /// foreigner who is here. Days of stay, the pair of A/131 2.12 and the follow-up of a child rest on it, however long ago it
    /// was.
    private static func isOpen(_ crossing: String) -> String {
        """
        (\(crossing).direction = CASE \(crossing).issuer WHEN :home THEN 'exit' ELSE 'entry' END
            AND \(crossing).id IS (
                SELECT crossing.id FROM crossing
                WHERE crossing.issuer = \(crossing).issuer AND crossing.documentNumber = \(crossing).documentNumber
                  AND \(UnifiedDatabase.borderWasCrossed)
                ORDER BY crossing.decidedAt DESC, crossing.id DESC LIMIT 1))
        """
    }

    /// Those of the rows that are over still: between the look and the deletion an officer may have let somebody in whose
    /// visa it was. Only entries of the desk can come back to life.
    func stillDue(_ rows: [JournaledRow], in db: Database) throws -> [JournaledRow] {
        guard !DeskRetention.tables(of: category).isEmpty else { return rows }
        let now = Set(try desk(db).due(category))
        return rows.filter(now.contains)
    }

    private func desk(_ db: Database) -> DeskRetention {
        DeskRetention(day: day, milliseconds: milliseconds, lists: lists, db: db)
    }

    /// Deletes rows and tells what became of each.
    func run(_ rows: [JournaledRow], in db: Database) throws -> JournalBatch {
        var batch = JournalBatch()
        switch category {
        case .expiredTemplates:
            for row in rows {
                guard case .permission(let id) = row else { continue }
                try batch.willChange(row, in: db)
                try db.execute(sql: "DELETE FROM finger WHERE permissionID = ?", arguments: [id])
                try batch.hasChanged(row, in: db)
            }
        case .endedPermissions:
            try RowKeepers.lifted(from: ["permissionConsent"], in: db) { try deletePermissions(rows, &batch, in: db) }
        case .crossings:
            try RowKeepers.lifted(from: ["crossing"] + Self.besideCrossing.map(\.table), in: db) {
                try deleteCrossings(rows, &batch, in: db)
            }
        case .listedPersons:
            for row in rows {
                guard case .passengerList(let id) = row else { continue }
                try batch.willChange(row, in: db)
                try UnifiedDatabase.erasePersons(ofList: id, in: db)
                try batch.hasChanged(row, in: db)
            }
        case .stayRights, .documentStatements, .deskNotes, .borderCards, .falseHits, .personTies, .childJourneys:
            try RowKeepers.lifted(from: DeskRetention.tables(of: category).map(\.rawValue), in: db) {
                for case .desk(let table, let id) in rows { try desk(db).delete(table, id, &batch) }
            }
        }
        return batch
    }

    private func deletePermissions(_ rows: [JournaledRow], _ batch: inout JournalBatch, in db: Database) throws {
        for row in rows {
            guard case .permission(let id) = row else { continue }
            let document = try Int64.fetchOne(
                db, sql: "SELECT documentID FROM permission WHERE id = ?", arguments: [id])
            if try Consent(of: id, in: db) != nil {
                try batch.willChange(.consent(id), in: db)
                try db.execute(sql: "DELETE FROM permissionConsent WHERE permissionID = ?", arguments: [id])
                try batch.hasChanged(.consent(id), in: db)
            }
            try batch.willChange(row, in: db)
            try db.execute(sql: "DELETE FROM finger WHERE permissionID = ?", arguments: [id])
            try db.execute(sql: "DELETE FROM permission WHERE id = ?", arguments: [id])
            try batch.hasChanged(row, in: db)
            if let document { try desk(db).deleteForgotten(document, &batch) }
        }
    }

    /// Tables with what stands beside a crossing, each with its column of the crossing's id; a test holds them against
    /// the schema.
    static let besideCrossing: [(table: String, row: @Sendable (String) -> JournaledRow)] = [
        ("crossingSettlement", JournaledRow.settlement), ("officerDecision", JournaledRow.decision),
        ("crossingTrip", JournaledRow.trip), ("crossingParticulars", JournaledRow.particulars),
        ("crossingGrant", JournaledRow.grant),
    ]

    private func deleteCrossings(_ rows: [JournaledRow], _ batch: inout JournalBatch, in db: Database) throws {
        try deleteCompanions(rows, &batch, in: db)
        for row in rows {
            guard case .crossing(let id) = row else { continue }
            for (table, beside) in Self.besideCrossing {
                guard
                    try Bool.fetchOne(
                        db, sql: "SELECT EXISTS (SELECT 1 FROM \(table) WHERE crossingID = ?)", arguments: [id])
                        == true
                else { continue }
                try batch.willChange(beside(id), in: db)
                try db.execute(sql: "DELETE FROM \(table) WHERE crossingID = ?", arguments: [id])
                try batch.hasChanged(beside(id), in: db)
            }
            try batch.willChange(row, in: db)
            let numbers = try String?.fetchAll(
                db, sql: "DELETE FROM crossing WHERE id = ? RETURNING documentNumber", arguments: [id])
            for case let number? in numbers { try ZoneTies.forget(number, in: db) }
            try batch.hasChanged(row, in: db)
        }
    }

    /// What was added to other records that are over, too, and names one of these as the companion.
    private func deleteCompanions(_ rows: [JournaledRow], _ batch: inout JournalBatch, in db: Database) throws {
        let ids = rows.compactMap { row -> String? in if case .crossing(let id) = row { id } else { nil } }
        let others = try String.fetchAll(
            db,
            sql: """
                SELECT DISTINCT crossingID FROM crossingParticulars
                WHERE companion IN (SELECT value FROM json_each(?)) ORDER BY crossingID
                """, arguments: [try StoredJSON.text(ids)])
        for other in others {
            try batch.willChange(.particulars(other), in: db)
            try db.execute(sql: "DELETE FROM crossingParticulars WHERE crossingID = ?", arguments: [other])
            try batch.hasChanged(.particulars(other), in: db)
        }
    }
}
