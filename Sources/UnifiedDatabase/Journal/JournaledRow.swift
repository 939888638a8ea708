internal import Checkpoint
internal import Cryptography
internal import GRDB

/// A row, or the rows of one thing, that the journal watches: its entry holds a digest of them.
///
/// Columns are named one by one: a column that a later migration adds does not break what was journaled before it.
enum JournaledRow: Sendable, Hashable {
    case crossing(String)
    case settlement(String)
    /// With its fingers, as ciphertexts: none are left after a withdrawal.
    case permission(Int64)
    case document(Int64)
    /// With what the traveller of a crossing came or went.
    case trip(String)
    case flight(Int64)
    /// With its persons and their documents: none are left of a list that was replaced.
    case passengerList(Int64)
    case officer(String)
    case decision(String)
    /// By its permission.
    case consent(Int64)
    /// All revisions of one crossing.
    case particulars(String)
    /// All revisions of what was granted at one entry.
    case grant(String)
    /// An entry of an officer.
    case desk(DeskTable, Int64)
    /// What an officer's passphrase is held against, sealed; none is left after a retirement.
    case passphrase(String)
    case logIn(Int64)
    /// The whole list and its last load.
    case list(BorderList)

    /// How the entry names it.
    var subject: String {
        switch self {
        case .crossing(let id): "crossing:\(id)"
        case .settlement(let id): "settlement:\(id)"
        case .permission(let id): "permission:\(id)"
        case .document(let id): "document:\(id)"
        case .trip(let id): "trip:\(id)"
        case .flight(let id): "flight:\(id)"
        case .passengerList(let id): "passengerList:\(id)"
        case .officer(let number): "officer:\(number)"
        case .decision(let id): "decision:\(id)"
        case .consent(let id): "consent:\(id)"
        case .particulars(let id): "particulars:\(id)"
        case .grant(let id): "grant:\(id)"
        case .desk(let table, let id): "\(table.rawValue):\(id)"
        case .passphrase(let number): "passphrase:\(number)"
        case .logIn(let id): "logIn:\(id)"
        case .list(let list): list.rawValue
        }
    }

    /// The row that an entry names; nil for a name of no kind known here.
    init?(subject: String) {
        let parts = subject.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("crossing", 2): self = .crossing(parts[1])
        case ("settlement", 2): self = .settlement(parts[1])
        case ("officer", 2): self = .officer(parts[1])
        case ("decision", 2): self = .decision(parts[1])
        case ("consent", 2):
            guard let id = Int64(parts[1]) else { return nil }
            self = .consent(id)
        case ("particulars", 2): self = .particulars(parts[1])
        case ("grant", 2): self = .grant(parts[1])
        case ("permission", 2):
            guard let id = Int64(parts[1]) else { return nil }
            self = .permission(id)
        case ("document", 2):
            guard let id = Int64(parts[1]) else { return nil }
            self = .document(id)
        case ("trip", 2): self = .trip(parts[1])
        case ("flight", 2):
            guard let id = Int64(parts[1]) else { return nil }
            self = .flight(id)
        case ("passengerList", 2):
            guard let id = Int64(parts[1]) else { return nil }
            self = .passengerList(id)
        case ("passphrase", 2): self = .passphrase(parts[1])
        case ("logIn", 2):
            guard let id = Int64(parts[1]) else { return nil }
            self = .logIn(id)
        case (let name?, 2):
            guard let table = DeskTable(rawValue: name), let id = Int64(parts[1]) else { return nil }
            self = .desk(table, id)
        case (let name?, 1):
            guard let list = BorderList(rawValue: name) else { return nil }
            self = .list(list)
        default: return nil
        }
    }

    /// Digest of what the tables hold now: SHA-256 from row to row. Nil when nothing is there.
    func digest(_ db: Database) throws -> [UInt8]? {
        if case .list(let list) = self { return try Self.digest(ListTable(list: list), db) }
        var state = JournalEntry.origin
        var count = 0
        for (sql, arguments) in try selections(db) {
            let rows = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: arguments)
            while let row = try rows.next() {
                count += 1
                state = try Self.digest(state, Array(row.databaseValues))
            }
            state = try Self.digestAtEnd(state)
        }
        return count == 0 ? nil : state
    }

    /// The digest of what is watched as one row, from its values in the order of the selection.
    static func digest(ofRow values: [DatabaseValue]) throws -> [UInt8] {
        try digestAtEnd(digest(JournalEntry.origin, values))
    }

    private static func digest(_ state: [UInt8], _ values: [DatabaseValue]) throws -> [UInt8] {
        var message = state
        append(values, to: &message)
        return try HashAlgorithm.sha256.digest(message)
    }

    /// Where one selection ends and the next begins is a part of it.
    private static func digestAtEnd(_ state: [UInt8]) throws -> [UInt8] {
        try HashAlgorithm.sha256.digest(state + [0xFF])
    }

    /// Every watched row of the database, in a fixed order.
    static func all(_ db: Database) throws -> [JournaledRow] {
        try String.fetchAll(try db.cachedStatement(sql: "SELECT id FROM crossing ORDER BY id")).map(
            JournaledRow.crossing)
            + String.fetchAll(try db.cachedStatement(sql: "SELECT crossingID FROM crossingSettlement ORDER BY 1")).map(
                JournaledRow.settlement)
            + Int64.fetchAll(try db.cachedStatement(sql: "SELECT id FROM document ORDER BY id")).map(
                JournaledRow.document)
            + Int64.fetchAll(try db.cachedStatement(sql: "SELECT id FROM permission ORDER BY id")).map(
                JournaledRow.permission)
            + BorderList.allCases.filter { try ListTable(list: $0).isLoaded(db) }.map(JournaledRow.list)
    }

    /// Names of rows that no entry tells of, a few at most; ``JournalWords`` are ready.
    static func unknown(_ db: Database, limit: Int) throws -> [String] {
        // A copy that an earlier version wrote has fewer tables.
        let names = try (Self.watched + DeskTable.allCases.map { ($0.rawValue, "\($0.rawValue):' || id") })
            .filter { table, name in
                // Notes of false hits had no number of their own before they were entries.
                try db.tableExists(table)
                    && (!name.hasSuffix(" id") || db.columns(in: table).contains { $0.name == "id" })
            }
            .map { "SELECT '\($0.name) AS name FROM \($0.table)" }
        return try String.fetchAll(
            try db.cachedStatement(
                sql: """
                    SELECT name FROM (\(names.joined(separator: " UNION ALL ")))
                    WHERE NOT EXISTS (SELECT 1 FROM \(JournalWords.table) WHERE subject = name)
                    LIMIT ?
                    """), arguments: [limit])
    }

    /// Tables and how their rows are named, the opening quotation mark aside.
    private static let watched: [(table: String, name: String)] = [
        ("crossing", "crossing:' || id"),
        ("crossingSettlement", "settlement:' || crossingID"),
        ("document", "document:' || id"),
        ("permission", "permission:' || id"),
        // Also of a permission that is gone.
        ("finger", "permission:' || permissionID"),
        ("exitRestrictionLoad", "exitRestrictions'"),
        ("crossingTrip", "trip:' || crossingID"),
        ("flight", "flight:' || id"),
        ("passengerList", "passengerList:' || id"),
        // Also of a list that is gone.
        ("listedPerson", "passengerList:' || listID"),
        ("officer", "officer:' || number"),
        ("officerDecision", "decision:' || crossingID"),
        ("permissionConsent", "consent:' || permissionID"),
        ("crossingParticulars", "particulars:' || crossingID"),
        ("crossingGrant", "grant:' || crossingID"),
        ("officerPassphrase", "passphrase:' || officer"),
        ("officerLogIn", "logIn:' || id"),
        ("wantedPersonLoad", "wantedPersons'"),
        ("invalidDocumentLoad", "invalidDocuments'"),
        // Also of a note that is gone.
        ("deskNoteCase", "deskNote:' || noteID"),
    ]

    private func selections(_ db: Database) throws -> [(sql: String, arguments: StatementArguments)] {
        switch self {
        case .crossing(let id):
            [
                (
                    """
                    SELECT \(try CrossingColumns.names(in: db).joined(separator: ", ")) FROM crossing WHERE id = ?
                    """, [id]
                )
            ]
        case .settlement(let id):
            [
                (
                    """
                    SELECT crossingID, outcome, officer, reason, settledAt FROM crossingSettlement WHERE crossingID = ?
                    """, [id]
                )
            ]
        case .document(let id):
            [
                (
                    """
                    SELECT id, issuer, number, registerNumber, invalidationCause, invalidationBody
                    FROM document WHERE id = ?
                    """, [id]
                )
            ]
        case .permission(let id):
            [
                (
                    """
                    SELECT id, documentID, status, documentExpiry, birthDate, primaryIdentifier, secondaryIdentifier,
                        legalCapacityDeclared, documentHasChip, verifiedExtension, grantedAt
                    FROM permission WHERE id = ?
                    """, [id]
                ),
                ("SELECT position, sealedTemplate FROM finger WHERE permissionID = ? ORDER BY position", [id]),
            ]
        case .flight(let id):
            [
                (
                    """
                    SELECT id, carrier, number, day, direction, origin, destination, departure, arrival, scheduledAt
                    FROM flight WHERE id = ?
                    """, [id]
                )
            ]
        case .passengerList(let id):
            [
                (
                    """
                    SELECT id, flightID, kind, sender, interchange, reference, preparedAt, importedAt, importedBy,
                        personCount, announced, notes, replacedAt
                    FROM passengerList WHERE id = ?
                    """, [id]
                ),
                (
                    """
                    SELECT position, role, primaryIdentifier, secondaryIdentifier, sex, birthDate, nationality
                    FROM listedPerson WHERE listID = ? ORDER BY position
                    """, [id]
                ),
                (
                    """
                    SELECT listedPerson.position, listedDocument.position, code, issuer, number, expiryDate
                    FROM listedPerson JOIN listedDocument ON personID = listedPerson.id
                    WHERE listID = ? ORDER BY 1, 2
                    """, [id]
                ),
            ]
        case .trip(let id):
            [("SELECT crossingID, transport, number, day FROM crossingTrip WHERE crossingID = ?", [id])]
        case .officer(let number):
            [
                (
                    """
                    SELECT number, name, role, addedAt, addedBy, retiredAt, retiredBy FROM officer WHERE number = ?
                    """, [number]
                )
            ]
        case .decision(let id):
            [
                (
                    """
                    SELECT crossingID, kind, officer, secondOfficer, reason, authority, overridden, decidedAt
                    FROM officerDecision WHERE crossingID = ?
                    """, [id]
                )
            ]
        case .consent(let id):
            [
                (
                    """
                    SELECT permissionID, textVersion, way, officer, givenAt FROM permissionConsent
                    WHERE permissionID = ?
                    """, [id]
                )
            ]
        case .particulars(let id):
            [
                (
                    """
                    SELECT crossingID, revision, purpose, fromCountry, toCountry, stayDays, isDriver, isCrew, isOnDuty,
                        companion, relation, officer, recordedAt
                    FROM crossingParticulars WHERE crossingID = ? ORDER BY revision
                    """, [id]
                )
            ]
        case .grant(let id):
            [
                (
                    """
                    SELECT crossingID, revision, days, until, authority, officer, recordedAt
                    FROM crossingGrant WHERE crossingID = ? ORDER BY revision
                    """, [id]
                )
            ]
        case .passphrase(let number):
            [
                (
                    """
                    SELECT officer, cost, blockSize, parallelism, salt, sealedHash, setAt, setBy FROM officerPassphrase
                    WHERE officer = ?
                    """, [number]
                )
            ]
        case .logIn(let id):
            [
                (
                    """
                    SELECT id, officer, lane, tokenHash, since, until, endedAt, cause FROM officerLogIn WHERE id = ?
                    """, [id]
                )
            ]
        case .desk(let table, let id): try table.selections(id, db).map { ($0, [id]) }
        case .list: []
        }
    }

    /// Digest of a list: its entries in one stream, since there may be a million, then its last load.
    ///
    /// - Parameter entriesDigest: the digest of the entries, when the caller has just written them.
    static func digest(_ table: ListTable, _ db: Database, entriesDigest: [UInt8]? = nil) throws -> [UInt8]? {
        let columns = try table.loadColumns(in: db)
        guard
            let load = try Row.fetchOne(
                try db.cachedStatement(sql: "SELECT \(columns) FROM \(table.loads) ORDER BY id DESC LIMIT 1"))
        else { return nil }
        let entries = try entriesDigest ?? Self.entriesDigest(table, db)
        return try HashAlgorithm.sha256.digest(entries + bytes(of: Array(load.databaseValues)))
    }

    private static func entriesDigest(_ table: ListTable, _ db: Database) throws -> [UInt8] {
        var hash = try RunningHash(.sha256)
        let rows = try Row.fetchCursor(
            try db.cachedStatement(sql: "SELECT \(table.columns(in: db)) FROM \(table.name) ORDER BY id"))
        while let row = try rows.next() { try hash.update(bytes(of: Array(row.databaseValues))) }
        return try hash.digest()
    }
}
