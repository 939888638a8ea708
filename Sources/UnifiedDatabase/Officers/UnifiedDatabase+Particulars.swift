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
        let (key, contents) = (journalKey, contentKeys)
        try await write("describe crossing") { db in
            guard try Self.isKnown(crossing, in: db) else {
                throw StoreError(.notFound, "describe crossing: no such record")
            }
            if let companion = particulars.companion, try !Self.isKnown(companion, in: db) {
                throw StoreError(.constraint, "describe crossing: companion: no such record")
            }
            try Officer.require(particulars.officer, in: db)
            let revision = try Self.nextRevision(of: crossing, in: "crossingParticulars", db)
            let texts = RowTexts(ofParticularsOf: crossing.text, revision, contents)
            try db.execute(
                sql: """
                    INSERT INTO crossingParticulars (
                        crossingID, revision, purpose, fromCountry, toCountry, stayDays, isDriver, isCrew, isOnDuty,
                        companion, relation, officer, recordedAt
                    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    crossing.text, revision, try texts.sealOptional(particulars.purpose, "purpose"),
                    particulars.fromCountry, particulars.toCountry, particulars.stayDays, particulars.isDriver,
                    particulars.isCrew, particulars.isOnDuty,
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
        let contents = contentKeys
        return try await read("read particulars") { db in try Self.particulars(of: crossing.text, in: db, contents) }
    }

    /// The number of the next row of a table that keeps what was added to crossings, in the transaction that writes it.
    static func nextRevision(of crossing: CrossingID, in table: String, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(
            try db.cachedStatement(sql: "SELECT ifnull(max(revision), 0) + 1 FROM \(table) WHERE crossingID = ?"),
            arguments: [crossing.text]) ?? 1
    }

    /// Whether the newest particulars of a crossing say that its traveller drove; false when there are none.
    static func isDriver(_ crossing: String, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            try db.cachedStatement(
                sql: "SELECT isDriver FROM crossingParticulars WHERE crossingID = ? ORDER BY revision DESC LIMIT 1"),
            arguments: [crossing]) ?? false
    }

    static func particulars(
        of crossing: String, in db: Database, _ contents: ContentKeys
    ) throws -> CrossingParticulars? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM crossingParticulars WHERE crossingID = ? ORDER BY revision DESC LIMIT 1",
            arguments: [crossing]
        ).map { row in
            let texts = RowTexts(ofParticularsOf: crossing, try row.decode(forColumn: "revision"), contents)
            return CrossingParticulars(
                purpose: try row.optionalText("purpose", texts), fromCountry: try row.decode(forColumn: "fromCountry"),
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

extension RowTexts {
    fileprivate init(ofParticularsOf crossing: String, _ revision: Int64, _ contents: ContentKeys) {
        self.init("crossingParticulars", [crossing, String(revision)], contents)
    }
}
