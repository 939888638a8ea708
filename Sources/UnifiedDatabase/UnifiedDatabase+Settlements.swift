package import Checkpoint
internal import GRDB
internal import Support

extension UnifiedDatabase: SettlementStore {
    /// Writes what an officer found out; see ``SettlementStore/settle(_:)``.
    package func settle(_ settlement: CrossingSettlement) async throws(StoreError) {
        let (key, contents) = (journalKey, contentKeys)
        try await write("settle crossing") { db in
            let state = try String.fetchOne(
                db, sql: "SELECT state FROM crossing WHERE id = ?", arguments: [settlement.crossing.text])
            guard let state else { throw StoreError(.notFound, "settle crossing: no such record") }
            guard state == CrossingState.interrupted.rawValue else {
                throw StoreError(.constraint, "settle crossing: only an interrupted one needs it")
            }
            try Officer.require(settlement.officer, in: db)
            try db.execute(
                sql: """
                    INSERT INTO crossingSettlement (crossingID, outcome, officer, reason, settledAt)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    settlement.crossing.text, settlement.outcome.rawValue, settlement.officer,
                    try Self.texts(ofSettlementOf: settlement.crossing, contents).seal(settlement.reason, "reason"),
                    settlement.settledAt.milliseconds,
                ])
            try JournalWriter(db, key).append(
                JournalEvent(.crossingSettled, details: ["outcome": settlement.outcome.rawValue]),
                about: .settlement(settlement.crossing.text))
        }
    }

    /// The settlement of a crossing, or nil.
    package func settlement(of crossing: CrossingID) async throws(StoreError) -> CrossingSettlement? {
        let contents = contentKeys
        return try await read("read settlement") { db in try Self.settlement(of: crossing, in: db, contents) }
    }

    static func settlement(
        of crossing: CrossingID, in db: Database, _ contents: ContentKeys
    ) throws -> CrossingSettlement? {
        try Row.fetchOne(
            try db.cachedStatement(sql: "SELECT * FROM crossingSettlement WHERE crossingID = ?"),
            arguments: [crossing.text]
        ).map { row in
            CrossingSettlement(
                crossing: crossing, outcome: try row.word("outcome"), officer: try row.decode(forColumn: "officer"),
                reason: try row.text("reason", texts(ofSettlementOf: crossing, contents)),
                settledAt: try row.time("settledAt"))
        }
    }

    private static func texts(ofSettlementOf crossing: CrossingID, _ contents: ContentKeys) -> RowTexts {
        RowTexts("crossingSettlement", [crossing.text], contents)
    }
}
