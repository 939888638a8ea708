package import Checkpoint
internal import GRDB
package import Support

extension UnifiedDatabase: OfficerStore {
    /// Enters an officer; see ``OfficerStore/add(_:)``.
    package func add(_ officer: Officer) async throws(StoreError) {
        guard [officer.number, officer.name, officer.addedBy].allSatisfy({ !$0.isEmpty && Limits.isField($0) }) else {
            throw StoreError(.constraint, "add officer: number, name or who adds it is empty or too long")
        }
        let key = journalKey
        try await write("add officer") { db in
            let known = try String.fetchAll(db, sql: "SELECT number FROM officer")
            guard !known.contains(officer.number) else {
                throw StoreError(.constraint, "add officer: the number is given, and stays so after a retirement")
            }
            if let twin = known.first(where: { SearchKey.look($0) == SearchKey.look(officer.number) }) {
                throw StoreError(.constraint, "add officer: the number looks like that of another officer: \(twin)")
            }
            try db.execute(
                sql: "INSERT INTO officer (number, name, role, addedAt, addedBy) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    officer.number, officer.name, officer.role.rawValue, officer.addedAt.milliseconds, officer.addedBy,
                ])
            try JournalWriter(db, key).append(
                JournalEvent(
                    .officerChanged,
                    details: ["change": "added", "role": officer.role.rawValue, "by": officer.addedBy]),
                about: .officer(officer.number))
        }
    }

    /// Ends an officer's service; see ``OfficerStore/retireOfficer(_:by:at:)``.
    package func retireOfficer(_ number: String, by: String, at time: UnixTime) async throws(StoreError) {
        guard !by.isEmpty, Limits.isField(by) else {
            throw StoreError(.constraint, "retire officer: who does it is empty or too long")
        }
        let key = journalKey
        try await write("retire officer") { db in
            guard let officer = try Self.officer(number, in: db) else {
                throw StoreError(.notFound, "retire officer: nobody has this number")
            }
            guard officer.isActive else {
                throw StoreError(.constraint, "retire officer: retired already")
            }
            try db.execute(
                sql: "UPDATE officer SET retiredAt = ?, retiredBy = ? WHERE number = ?",
                arguments: [time.milliseconds, by, number])
            try JournalWriter(db, key).append(
                JournalEvent(.officerChanged, details: ["change": "retired", "by": by]), about: .officer(number))
            try Self.endAccess(ofOfficer: number, by: by, at: time, db, key)
        }
    }

    /// All officers in the order of their numbers.
    package func officers() async throws(StoreError) -> [Officer] {
        try await read("list officers") { db in
            try Row.fetchAll(db, sql: "SELECT * FROM officer ORDER BY number").map { try Officer(row: $0) }
        }
    }

    /// Writes what an officer decided; see ``OfficerStore/decide(_:)``.
    package func decide(_ decision: OfficerDecision) async throws(StoreError) {
        let words = [decision.reason, decision.authority].compactMap { $0 }
        guard words.allSatisfy({ !$0.isEmpty && Limits.isField($0) }) else {
            throw StoreError(.constraint, "decide: reason or authority is empty or too long")
        }
        let (key, contents) = (journalKey, contentKeys)
        try await write("decide") { db in
            try Self.refuseMisplaced(decision, in: db)
            try Officer.require(decision.officer, in: db)
            if let second = decision.secondOfficer {
                try Officer.require(second, as: .supervisor, field: "secondOfficer", in: db)
            }
            let texts = RowTexts(ofDecisionOn: decision.crossing, contents)
            try db.execute(
                sql: """
                    INSERT INTO officerDecision (
                        crossingID, kind, officer, secondOfficer, reason, authority, overridden, decidedAt
                    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    decision.crossing.text, decision.kind.rawValue, decision.officer, decision.secondOfficer,
                    try texts.seal(decision.reason, "reason"), try texts.sealOptional(decision.authority, "authority"),
                    try StoredJSON.text(decision.overridden), decision.decidedAt.milliseconds,
                ])
            try JournalWriter(db, key).append(
                JournalEvent(
                    .officerDecided,
                    details: [
                        "kind": decision.kind.rawValue, "officer": decision.officer,
                        "secondOfficer": decision.secondOfficer ?? "",
                        "overridden": decision.overridden.joined(separator: " "),
                    ]),
                about: .decision(decision.crossing.text))
            try Self.endPassport(ofRemainsIn: decision, db, key, contents)
        }
    }

    /// A decision belongs to a referral, and one that lets the traveller pass comes before the document crosses again:
    /// a traveller who has gone to the desk meanwhile is in its record.
    private static func refuseMisplaced(_ decision: OfficerDecision, in db: Database) throws {
        let row = try Row.fetchOne(
            db, sql: "SELECT state, issuer, documentNumber, decidedAt FROM crossing WHERE id = ?",
            arguments: [decision.crossing.text])
        guard let row else { throw StoreError(.notFound, "decide: no such record") }
        guard try row.decode(String.self, forColumn: "state") == CrossingState.referred.rawValue else {
            throw StoreError(.constraint, "decide: only a traveller who was referred needs it")
        }
        guard decision.kind == .letPass, let issuer = try row.decode(String?.self, forColumn: "issuer"),
            let number = try row.decode(String?.self, forColumn: "documentNumber"),
            let last = try lastCrossing(issuer: issuer, number: number, in: db)
        else { return }
        // A crossing that lies in the future is from a clock that was ahead, and came before the referral like any other that
        // the referral knew of.
        guard try last.time < row.time("decidedAt") || last.time > decision.decidedAt else {
            throw StoreError(.constraint, "decide: the document has crossed since, at a desk or another lane")
        }
    }

    /// What was decided about a crossing, or nil.
    package func decision(on crossing: CrossingID) async throws(StoreError) -> OfficerDecision? {
        let contents = contentKeys
        return try await read("read decision") { db in try Self.decision(on: crossing, in: db, contents) }
    }

    static func decision(
        on crossing: CrossingID, in db: Database, _ contents: ContentKeys
    ) throws -> OfficerDecision? {
        try Row.fetchOne(
            try db.cachedStatement(sql: "SELECT * FROM officerDecision WHERE crossingID = ?"),
            arguments: [crossing.text]
        ).map { try OfficerDecision(row: $0, crossing: crossing, contents) }
    }

    static func officer(_ number: String, in db: Database) throws -> Officer? {
        try Row.fetchOne(db, sql: "SELECT * FROM officer WHERE number = ?", arguments: [number])
            .map { try Officer(row: $0) }
    }
}

extension Officer {
    fileprivate init(row: Row) throws {
        self.init(
            number: try row.decode(forColumn: "number"), name: try row.decode(forColumn: "name"),
            role: try row.word("role"), addedAt: try row.time("addedAt"), addedBy: try row.decode(forColumn: "addedBy"),
            retiredAt: try row.optionalTime("retiredAt"), retiredBy: try row.decode(forColumn: "retiredBy"))
    }
}

extension OfficerDecision {
    /// A decision as its row has it.
    fileprivate init(row: Row, crossing: CrossingID, _ contents: ContentKeys) throws {
        let texts = RowTexts(ofDecisionOn: crossing, contents)
        self.init(
            crossing: crossing, kind: try row.word("kind"), officer: try row.decode(forColumn: "officer"),
            secondOfficer: try row.decode(forColumn: "secondOfficer"), reason: try row.text("reason", texts),
            authority: try row.optionalText("authority", texts),
            overridden: try StoredJSON.value([String].self, of: try row.decode(forColumn: "overridden")),
            decidedAt: try row.time("decidedAt"))
    }
}

extension RowTexts {
    fileprivate init(ofDecisionOn crossing: CrossingID, _ contents: ContentKeys) {
        self.init("officerDecision", [crossing.text], contents)
    }
}
