internal import BorderLaw
package import Checkpoint
internal import GRDB
internal import Support
internal import TravelDocument

extension UnifiedDatabase {
    /// Everything known of a traveller in one consistent look; templates are decrypted after it.
    package func gather(_ query: FactQuery) async throws(StoreError) -> StoredFacts {
        let contents = contentKeys
        let found = try await read("gather facts") { db in try Self.find(query, in: db, contents) }
        var facts = found.facts
        guard var permission = facts.permission else { return facts }
        for finger in found.sealedFingers {
            let place = FingerPlace(
                issuer: permission.issuer, documentNumber: permission.documentNumber,
                grantedAt: permission.grantedAt, position: finger.position)
            permission.fingers.append(
                EnrolledFinger(
                    position: finger.position, template: try key.open(finger.sealed, for: place.context)))
        }
        facts.permission = permission
        return facts
    }

    /// What one look finds: the permission still without fingers, which come sealed.
    private struct Found: Sendable {
        var facts = StoredFacts()
        var sealedFingers: [(position: Int, sealed: [UInt8])] = []
    }

    private static func find(_ query: FactQuery, in db: Database, _ contents: ContentKeys) throws -> Found {
        var found = Found()
        let issuer = query.document.issuer
        let number = SearchKey.document(query.document.number)
        let own = number.map { DocumentKey(recorded: issuer, number: $0) }
        var person = PersonDocuments(documents: own.map { [$0] } ?? [])
        var state = DocumentState([], on: query.day)
        // Whatever an officer has entered, the document has a row for it.
        if let own, let row = try documentRow(issuer: issuer, number: own.number, in: db) {
            person = try PersonDocuments(ofHolderOf: own, db)
            state = try documentState(of: own, on: query.day, in: db, opening: contents)
            let id = try row.decode(Int64.self, forColumn: "id")
            let texts = RowTexts("document", [String(id)], contents)
            if let cause = try row.optionalText("invalidationCause", texts) {
                found.facts.invalidation = Invalidation(
                    cause: cause, body: try row.optionalText("invalidationBody", texts))
            }
            if let permission = try permissionRow(ofDocument: id, in: db) {
                found.facts.permission = try EGatePermission(
                    row: permission, issuer: issuer, number: own.number, registerNumber: person.registerNumber)
                found.sealedFingers = try sealedFingers(ofPermission: permission.decode(forColumn: "id"), in: db)
            }
        }
        found.facts.invalidation = found.facts.invalidation ?? state.invalidation
        found.facts.extendedUntil = state.extendedUntil
        let subject = ListSubject(
            registerKey: person.registerNumber, latinRegister: query.document.latinRegisterNumber,
            issuer: SearchKey.issuer(issuer),
            documentKey: number,
            name: FoldedName(query.document.primaryIdentifier, query.document.secondaryIdentifier),
            enrolledName: found.facts.permission.flatMap {
                FoldedName($0.primaryIdentifier, $0.secondaryIdentifier)
            },
            birthDate: query.document.birthDate)
        try lookUp(subject, on: query.day, contents, &found.facts, in: db)
        if let own {
            found.facts.lastCrossing = try lastCrossing(issuer: issuer, number: own.number, in: db)
            found.facts.lastCrossingOfPerson = try lastCrossing(with: person.documents.dropFirst(), in: db)
            if let register = query.document.latinRegisterNumber {
                found.facts.lastCrossingByZone = try ZoneTies(db, contents).lastCrossing(
                    with: register, but: own, of: person)
            }
            if query.station == .desk { found.facts.desk = try desk(query, person, state, in: db, contents) }
        }
        return found
    }

    /// What the three lists say.
    private static func lookUp(
        _ subject: ListSubject, on day: CivilDate, _ contents: ContentKeys, _ facts: inout StoredFacts,
        in db: Database
    ) throws {
        let exits = ListTable(list: .exitRestrictions)
        if let load = try exits.lastLoad(db) {
            facts.exitListLoadedAt = try load.time("loadedAt")
            facts.exitRestrictions = try exits.entries(of: subject, on: day, load, contents, in: db).map {
                try ExitRestrictionEntry($0)
            }
        }
        let wanted = ListTable(list: .wantedPersons)
        if let load = try wanted.lastLoad(db) {
            facts.wantedListLoadedAt = try load.time("loadedAt")
            facts.wanted = try wanted.entries(of: subject, on: day, load, contents, in: db).map { WantedEntry($0) }
        }
        let invalid = ListTable(list: .invalidDocuments)
        if let load = try invalid.lastLoad(db) {
            facts.invalidListLoadedAt = try load.time("loadedAt")
            if facts.invalidation == nil, let number = subject.documentKey {
                facts.invalidation = try invalid.invalidation(
                    issuer: subject.issuer, number: number, on: day, load, contents.lists, in: db)
            }
        }
    }

    private static func documentRow(issuer: String, number: String, in db: Database) throws -> Row? {
        try Row.fetchOne(
            try db.cachedStatement(sql: "SELECT * FROM document WHERE issuer = ? AND number = ?"),
            arguments: [issuer, number])
    }

    /// The active permission, or else the newest one, so that the officer sees why there is none in force.
    private static func permissionRow(ofDocument id: Int64, in db: Database) throws -> Row? {
        try Row.fetchOne(
            try db.cachedStatement(
                sql: "SELECT * FROM permission WHERE documentID = ? ORDER BY status = 'active' DESC, id DESC LIMIT 1"),
            arguments: [id])
    }

    private static func sealedFingers(
        ofPermission id: Int64, in db: Database
    ) throws -> [(position: Int, sealed: [UInt8])] {
        try Row.fetchAll(
            try db.cachedStatement(
                sql: "SELECT position, sealedTemplate FROM finger WHERE permissionID = ? ORDER BY position"),
            arguments: [id]
        ).map { (try $0.decode(Int.self, forColumn: "position"), try $0.bytes("sealedTemplate")) }
    }

    /// Nationality of those whose stay is not counted.
    static let homeState = "MNG"

    /// The border was crossed, or may have been: the gate opened and no officer found out that the traveller turned
    /// back, or the traveller was referred and an officer let them pass.
    static let borderWasCrossed = """
        CASE crossing.state
            WHEN 'referred' THEN EXISTS (
                SELECT 1 FROM officerDecision WHERE crossingID = crossing.id AND kind = 'letPass')
            WHEN 'turnedBack' THEN 0
            ELSE NOT EXISTS (
                SELECT 1 FROM crossingSettlement WHERE crossingID = crossing.id AND outcome = 'turnedBack')
        END
        """

    /// Where the traveller was is looked up for the one row that is found.
    private static let lastCrossingSelection = """
        SELECT id, direction, decidedAt, issuer, documentNumber, state, station
        FROM crossing WHERE id = (
            SELECT id FROM crossing
            WHERE issuer = ? AND documentNumber = ? AND \(borderWasCrossed)
            ORDER BY decidedAt DESC, id DESC LIMIT 1)
        """

    /// The latest crossing with any of these documents that let somebody through.
    private static func lastCrossing(
        with documents: some Sequence<DocumentKey>, in db: Database
    ) throws -> PastCrossing? {
        try documents.compactMap { try lastCrossing(issuer: $0.issuer, number: $0.number, in: db) }
            .max { ($0.time, $0.id) < ($1.time, $1.id) }
    }

    /// The latest crossing with this document that let somebody through.
    static func lastCrossing(issuer: String, number: String, in db: Database) throws -> PastCrossing? {
        try Row.fetchOne(
            try db.cachedStatement(sql: lastCrossingSelection),
            arguments: [issuer, number]
        ).map { try PastCrossing(row: $0) }
    }
}

extension EGatePermission {
    /// A permission without its fingers.
    fileprivate init(row: Row, issuer: String, number: String, registerNumber: String?) throws {
        self.init(
            id: try row.decode(forColumn: "id"),
            status: try row.word("status"),
            issuer: issuer,
            documentNumber: number,
            documentExpiry: try row.day("documentExpiry"),
            birthDate: try row.day("birthDate"),
            primaryIdentifier: try row.decode(forColumn: "primaryIdentifier"),
            secondaryIdentifier: try row.decode(forColumn: "secondaryIdentifier"),
            registerNumber: registerNumber,
            legalCapacityDeclared: try row.decode(forColumn: "legalCapacityDeclared"),
            documentHasChip: try row.decode(forColumn: "documentHasChip"),
            verifiedExtension: try row.optionalDay("verifiedExtension"),
            fingers: [],
            grantedAt: try row.time("grantedAt"))
    }
}

extension PastCrossing {
    /// The time is that of the decision: when the way was opened. A referred traveller whom an officer let pass has
    /// passed.
    fileprivate init(row: Row) throws {
        guard let id = CrossingID(try row.decode(String.self, forColumn: "id")) else {
            throw StoreError(.corrupt, "read id: no crossing id")
        }
        let state: CrossingState = try row.word("state")
        self.init(
            id: id,
            direction: try row.word("direction"),
            time: try row.time("decidedAt"),
            issuer: try row.decode(forColumn: "issuer"),
            documentNumber: try row.decode(forColumn: "documentNumber"),
            state: state == .referred ? .passed : state,
            station: try row.decode(String?.self, forColumn: "station").flatMap(Station.init))
    }
}
