internal import Checkpoint
internal import GRDB

/// The tables of what officers enter; each row is journaled by itself.
enum DeskTable: String, CaseIterable, Sendable {
    case stayRight, documentStatement, deskNote, personNumber, personLink, borderCard, listFalseHit
    case childJourney, childSettlement

    /// What the table has beside the document and the officers' names.
    var columns: [String] {
        switch self {
        case .stayRight: StayRightColumns.all
        case .documentStatement: ["kind", "issued", "until", "cause", "body"]
        case .deskNote:
            [
                "day", "likeness", "pagesLeft", "damaged", "altered", "personalDataChanged", "replacement", "purpose",
                "passportClass", "territory", "officialInvitation", "onDuty", "leavesForGood", "deregistered",
                "travelPaper",
            ]
        case .personNumber: ["kind", "number"]
        case .personLink: ["otherIssuer", "otherNumber", "basis"]
        case .borderCard:
            [
                "day", "direction", "travelNumber", "country", "purpose", "address", "stayDays", "phone", "occupation",
                "legible", "writer", "cannotWrite",
            ]
        case .listFalseHit: ["list", "entryKey"]
        case .childJourney:
            [
                "day", "companionKind", "companionIssuer", "companionNumber", "companionNationality",
                "companionGivenName", "branch", "parentInRegister", "relativeAccepted", "travelsToEvent",
                "reminderAcknowledged", "destination", "childVisaUntil", "companionVisaUntil", "visaFreeRow",
                "explanation", "parentsAbroad", "throughForeignMinistry",
            ]
        case .childSettlement: ["journeyID", "outcome"]
        }
    }

    /// What the journal's digest of the row of this id is made of; the id is the only argument of each selection.
    func selections(_ id: Int64, _ db: Database) throws -> [String] {
        if self == .stayRight, try !db.columns(in: rawValue).contains(where: { $0.name == "withdrawnAt" }) {
            // A copy of a database that an earlier version wrote.
            return ["SELECT \(StayRightColumns.former) FROM stayRight WHERE id = ?"]
        }
        let all = ["id", "issuer", "documentNumber"] + columns + Self.ends
        let own = "SELECT \(all.joined(separator: ", ")) FROM \(rawValue) WHERE id = ?"
        return switch self {
        case .childJourney: [own, Self.papers]
        case .deskNote: try DeskNoteCase.exists(forNote: id, db) ? [own, DeskNoteCase.selection] : [own]
        default: [own]
        }
    }

    /// Whether any entry is about, or names, the row of the table `document` that a statement looks at.
    static let mentionsDocument: String =
        allCases.flatMap { table in
            table.documentColumns.map { issuer, number in
                "EXISTS (SELECT 1 FROM \(table.rawValue) AS entry "
                    + "WHERE entry.\(issuer) = document.issuer AND entry.\(number) = document.number)"
            }
        }.joined(separator: " OR ")

    /// The columns with issuer and number of each document that an entry is about or names.
    var documentColumns: [(issuer: String, number: String)] {
        let own = [("issuer", "documentNumber")]
        return switch self {
        case .personLink: own + [("otherIssuer", "otherNumber")]
        case .childJourney: own + [("companionIssuer", "companionNumber")]
        default: own
        }
    }

    /// Puts one entry into the table: its number, the document, its own columns, who entered it, why and when.
    var insertion: String {
        let all = ["id", "issuer", "documentNumber"] + columns + Self.ends.prefix(3)
        let places = Array(repeating: "?", count: all.count).joined(separator: ", ")
        return "INSERT INTO \(rawValue) (\(all.joined(separator: ", "))) VALUES (\(places))"
    }

    /// The number of the next entry, as AUTOINCREMENT would give it: never that of one that is gone. Texts are sealed for
    /// it before the row is there.
    func nextNumber(_ db: Database) throws -> Int64 {
        let row = try Row.fetchOne(
            try db.cachedStatement(
                sql: """
                    SELECT max(
                        ifnull((SELECT seq FROM sqlite_sequence WHERE name = ?), 0),
                        ifnull((SELECT max(id) FROM \(rawValue)), 0)) AS newest
                    """), arguments: [rawValue])
        let (number, overflow) = try (row?.decode(Int64.self, forColumn: "newest") ?? 0).addingReportingOverflow(1)
        guard !overflow else { throw StoreError(.full, "number \(rawValue): none is left") }
        return number
    }

    private static let papers = """
        SELECT kind, number, date, validUntil, issuer, form, agrees, signatories, oneParentAccepted,
            childDocumentNumber, companionDocumentNumber
        FROM childPaper WHERE journeyID = ? ORDER BY kind
        """

    private static let ends = [
        "officer", "reason", "recordedAt", "withdrawnAt", "withdrawnBy", "withdrawalReason",
    ]
}

/// Rights to stay had a table before the others.
private enum StayRightColumns {
    static let all = ["kind", "number", "category", "issued", "validFrom", "validUntil", "days", "entries"]
    static let former = """
        id, kind, issuer, documentNumber, number, validFrom, validUntil, days, entries, officer, recordedAt
        """
}
