internal import Checkpoint
internal import Cryptography
internal import GRDB

/// A row, or the rows of one thing, that the journal watches: its entry holds a digest of them.
///
/// Columns are named one by one: a column that a later migration adds does not break what was journaled before it.
enum JournaledRow: Sendable, Equatable {
    case crossing(String)
    case settlement(String)
    /// With its fingers, as ciphertexts: none are left after a withdrawal.
    case permission(Int64)
    case document(Int64)
    /// The whole list and its last load.
    case exitRestrictions

    /// How the entry names it.
    var subject: String {
        switch self {
        case .crossing(let id): "crossing:\(id)"
        case .settlement(let id): "settlement:\(id)"
        case .permission(let id): "permission:\(id)"
        case .document(let id): "document:\(id)"
        case .exitRestrictions: "exitRestrictions"
        }
    }

    /// The row that an entry names; nil for a name of no kind known here.
    init?(subject: String) {
        let parts = subject.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("crossing", 2): self = .crossing(parts[1])
        case ("settlement", 2): self = .settlement(parts[1])
        case ("permission", 2):
            guard let id = Int64(parts[1]) else { return nil }
            self = .permission(id)
        case ("document", 2):
            guard let id = Int64(parts[1]) else { return nil }
            self = .document(id)
        case ("exitRestrictions", 1): self = .exitRestrictions
        default: return nil
        }
    }

    /// Digest of what the tables hold now: SHA-256 from row to row. Nil when nothing is there.
    func digest(_ db: Database) throws -> [UInt8]? {
        var state = JournalEntry.origin
        var count = 0
        for (sql, arguments) in selections {
            let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
            while let row = try rows.next() {
                count += 1
                state = try HashAlgorithm.sha256.digest(state + Self.bytes(of: row))
            }
            // Where one selection ends and the next begins is a part of it.
            state = try HashAlgorithm.sha256.digest(state + [0xFF])
        }
        return count == 0 ? nil : state
    }

    /// Every watched row of the database, in a fixed order.
    static func all(_ db: Database) throws -> [JournaledRow] {
        try String.fetchAll(db, sql: "SELECT id FROM crossing ORDER BY id").map(JournaledRow.crossing)
            + String.fetchAll(db, sql: "SELECT crossingID FROM crossingSettlement ORDER BY 1").map(
                JournaledRow.settlement)
            + Int64.fetchAll(db, sql: "SELECT id FROM document ORDER BY id").map(JournaledRow.document)
            + Int64.fetchAll(db, sql: "SELECT id FROM permission ORDER BY id").map(JournaledRow.permission)
            + (try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM exitRestrictionLoad)") == true
                ? [.exitRestrictions] : [])
    }

    /// Names of rows that no entry tells of, a few at most.
    static func unknown(_ db: Database, limit: Int) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT name FROM (
                    SELECT 'crossing:' || id AS name FROM crossing
                    UNION ALL SELECT 'settlement:' || crossingID FROM crossingSettlement
                    UNION ALL SELECT 'document:' || id FROM document
                    UNION ALL SELECT 'permission:' || id FROM permission
                    UNION ALL SELECT 'permission:' || permissionID FROM finger
                        WHERE permissionID NOT IN (SELECT id FROM permission)
                    UNION ALL SELECT 'exitRestrictions' FROM exitRestrictionLoad
                ) WHERE NOT EXISTS (SELECT 1 FROM journal WHERE subject = name)
                LIMIT ?
                """, arguments: [limit])
    }

    private var selections: [(sql: String, arguments: StatementArguments)] {
        switch self {
        case .crossing(let id):
            [
                (
                    """
                    SELECT id, lane, direction, startedAt, decidedAt, completedAt, state, outcome, rulebook, issuer,
                        documentNumber, permissionID, mrzText, document, chip, fingerTries, facts, verdict,
                        softwareVersion
                    FROM crossing WHERE id = ?
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
        case .exitRestrictions:
            [
                (
                    """
                    SELECT id, version, loadedAt, entryCount FROM exitRestrictionLoad ORDER BY id DESC LIMIT 1
                    """, []
                ),
                (
                    """
                    SELECT id, ground, issuingBody, decisionNumber, startDate, endDate, registerNumber, documentNumber,
                        primaryIdentifier, secondaryIdentifier, birthDate, registerKey, documentKey, nameKey
                    FROM exitRestriction ORDER BY id
                    """, []
                ),
            ]
        }
    }

    /// The values in the order of the columns, each with its type and length.
    private static func bytes(of row: Row) -> [UInt8] {
        var bytes: [UInt8] = []
        for value in row.databaseValues {
            switch value.storage {
            case .null:
                bytes.append(0)
            case .int64(let number):
                bytes.append(1)
                bytes.append(integer: number)
            case .double(let number):
                bytes.append(2)
                bytes.append(integer: Int64(bitPattern: number.bitPattern))
            case .string(let text):
                bytes.append(3)
                bytes.append(field: Array(text.utf8))
            case .blob(let data):
                bytes.append(4)
                bytes.append(field: Array(data))
            }
        }
        return bytes
    }
}
