package import BorderLaw
package import Checkpoint
internal import GRDB
internal import Support
package import TravelDocument

extension UnifiedDatabase {
    /// Gives out the crossings of some days, oldest first, in pages. Who asked for which days, and what for, is in the
    /// journal before the first page.
    ///
    /// - Parameters:
    ///   - days: civil days in Ulaanbaatar, both counted.
    ///   - rulebooks: the tables of all days; who is a child is told by those of the crossing's day.
    ///   - pageSize: how many are read at once.
    ///   - page: called with some records at a time; what it throws ends the export.
    /// - Returns: how many were given out.
    package func exportCrossings(
        of days: ClosedRange<CivilDate>, for purpose: ReadingPurpose, rulebooks: RulebookShelf,
        pageSize: Int = Limits.crossingsPerPage,
        page: ([PassengerRecord]) throws -> Void
    ) async throws -> Int {
        try await journal(
            .crossingsExported, by: purpose, ["from": "\(days.lowerBound)", "until": "\(days.upperBound)"])
        let start = UlaanbaatarCalendar.start(of: days.lowerBound).milliseconds
        let end = UlaanbaatarCalendar.start(of: days.upperBound.adding(days: 1)).milliseconds
        // Ids begin with the time: the first of the period is found without looking at those before.
        var random = LeastNumbers()
        var last = CrossingID(at: UnixTime(milliseconds: start), using: &random).text
        var count = 0
        let contents = contentKeys
        while true {
            let after = last
            let rows = try await read("export crossings") { db in
                try Self.exported(after: after, before: end, limit: pageSize, in: db, contents)
            }
            guard let final = rows.last else { return count }
            last = final.columns.identifier
            let records = try rows.map { try $0.record(rulebooks, contents) }
            count += records.count
            try page(records)
        }
    }

    /// One crossing with what was added to it, still as rows.
    private struct Exported: Sendable {
        var columns: CrossingColumns
        var companion: CrossingColumns?
        var registerNumber: String?
        var decision: OfficerDecision?
        var settlement: CrossingSettlement?
        var particulars: CrossingParticulars?

        func record(_ rulebooks: RulebookShelf, _ keys: ContentKeys) throws -> PassengerRecord {
            let record = try columns.record(openedWith: keys)
            let numbers = record.verdict.numbers?.parameters ?? rulebooks.rulebook(on: record.facts.date).parameters
            return PassengerRecord(
                CrossingFile(record, decision: decision, settlement: settlement, particulars: particulars),
                companion: try companion?.record(openedWith: keys), registerNumber: registerNumber,
                adultAge: numbers.adultAge)
        }
    }

    private static func exported(
        after: String, before end: Int64, limit: Int, in db: Database, _ contents: ContentKeys
    ) throws -> [Exported] {
        let columns = try Row.fetchAll(
            try db.cachedStatement(
                sql: CrossingColumns.selection + " WHERE id > ? AND startedAt < ? ORDER BY id LIMIT ?"),
            arguments: [after, end, limit]
        ).map { try CrossingColumns(row: $0) }
        return try columns.map { columns in
            guard let id = CrossingID(columns.identifier) else {
                throw StoreError(.corrupt, "read id: no crossing id")
            }
            let particulars = try particulars(of: id.text, in: db, contents)
            return Exported(
                columns: columns,
                companion: try particulars?.companion.flatMap { companion in
                    try Row.fetchOne(
                        try db.cachedStatement(sql: CrossingColumns.selection + " WHERE id = ?"),
                        arguments: [companion.text]
                    ).map { try CrossingColumns(row: $0) }
                },
                registerNumber: try registerNumber(of: columns, in: db),
                decision: try decision(on: id, in: db, contents),
                settlement: try settlement(of: id, in: db, contents), particulars: particulars)
        }
    }

    private static func registerNumber(of columns: CrossingColumns, in db: Database) throws -> String? {
        try String.fetchOne(
            try db.cachedStatement(sql: "SELECT registerNumber FROM document WHERE issuer = ? AND number = ?"),
            arguments: [columns.place.issuer, columns.place.number])
    }
}

/// The smallest numbers there are: the least id of a moment.
private struct LeastNumbers: RandomNumberGenerator {
    mutating func next() -> UInt64 { 0 }
}
