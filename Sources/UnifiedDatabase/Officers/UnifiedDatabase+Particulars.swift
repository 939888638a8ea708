package import Checkpoint
internal import GRDB
internal import Support

extension UnifiedDatabase: ParticularsStore {
    /// Adds particulars to a crossing; see ``ParticularsStore/describe(_:_:)``.
    package func describe(_ crossing: CrossingID, _ particulars: CrossingParticulars) async throws(StoreError) {
        if let fault = particulars.fault {
            throw StoreError(.constraint, "describe crossing: \(fault.field): \(fault.reason)")
        }
        guard Limits.isField(particulars.purpose ?? ""), particulars.companion != crossing else {
            throw StoreError(.constraint, "describe crossing: purpose or companion cannot be")
        }
        let key = journalKey
        try await write("describe crossing") { db in
            guard try Self.isKnown(crossing, in: db) else {
                throw StoreError(.notFound, "describe crossing: no such record")
            }
            if let companion = particulars.companion, try !Self.isKnown(companion, in: db) {
                throw StoreError(.constraint, "describe crossing: companion: no such record")
            }
            try Officer.require(particulars.officer, in: db)
            try db.execute(
                sql: """
                    INSERT INTO crossingParticulars (
                        crossingID, revision, purpose, fromCountry, toCountry, stayDays, isDriver, isCrew, isOnDuty,
                        companion, relation, officer, recordedAt
                    ) VALUES (
                        ?, (SELECT ifnull(max(revision), 0) + 1 FROM crossingParticulars WHERE crossingID = ?), ?, ?, ?,
                        ?, ?, ?, ?, ?, ?, ?, ?
                    )
                    """,
                arguments: [
                    crossing.text, crossing.text, particulars.purpose, particulars.fromCountry, particulars.toCountry,
                    particulars.stayDays, particulars.isDriver, particulars.isCrew, particulars.isOnDuty,
                    particulars.companion?.text, particulars.relation?.rawValue, particulars.officer,
                    particulars.recordedAt.milliseconds,
                ])
            try JournalWriter(db, key).append(
                JournalEvent(.crossingDescribed, details: ["officer": particulars.officer]),
                about: .particulars(crossing.text))
        }
    }

    /// The newest particulars of a crossing, or nil.
    package func particulars(of crossing: CrossingID) async throws(StoreError) -> CrossingParticulars? {
        try await read("read particulars") { db in try Self.particulars(of: crossing.text, in: db) }
    }

    static func particulars(of crossing: String, in db: Database) throws -> CrossingParticulars? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM crossingParticulars WHERE crossingID = ? ORDER BY revision DESC LIMIT 1",
            arguments: [crossing]
        ).map { row in
            CrossingParticulars(
                purpose: try row.decode(forColumn: "purpose"), fromCountry: try row.decode(forColumn: "fromCountry"),
                toCountry: try row.decode(forColumn: "toCountry"), stayDays: try row.decode(forColumn: "stayDays"),
                isDriver: try row.decode(forColumn: "isDriver"), isCrew: try row.decode(forColumn: "isCrew"),
                isOnDuty: try row.decode(forColumn: "isOnDuty"),
                companion: try row.decode(String?.self, forColumn: "companion").flatMap { CrossingID($0) },
                relation: try row.decode(String?.self, forColumn: "relation").flatMap {
                    CrossingParticulars.Relation(rawValue: $0)
                },
                officer: try row.decode(forColumn: "officer"), recordedAt: try row.time("recordedAt"))
        }
    }

    private static func isKnown(_ crossing: CrossingID, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM crossing WHERE id = ?)", arguments: [crossing.text]) ?? false
    }
}
