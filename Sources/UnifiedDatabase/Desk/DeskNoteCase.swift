internal import BorderLaw
internal import Checkpoint
internal import GRDB

/// What few notes of the desk say: remains (A/131 2.13), courtesies (A/131 2.7), the tick of other authorities.
///
/// It stands in a table of its own, with no row where a note says nothing of it: digests of notes that were journaled
/// before this table stay what they were, and a row that comes or goes later changes the digest of its note.
struct DeskNoteCase {
    static let table = "deskNoteCase"

    static let schema = """
        CREATE TABLE deskNoteCase (
            noteID INTEGER PRIMARY KEY REFERENCES deskNote (id),
            remains TEXT CHECK (remains IN ('remains', 'ashes')),
            policeStatement INTEGER CHECK (policeStatement IN (0, 1)),
            missionStatement INTEGER CHECK (missionStatement IN (0, 1)),
            forensicConclusion INTEGER CHECK (forensicConclusion IN (0, 1)),
            travelDocument INTEGER CHECK (travelDocument IN (0, 1)),
            markedInvalid INTEGER CHECK (markedInvalid IN (0, 1)),
            courtesy TEXT CHECK (courtesy IN ('headOfState', 'guestOfHonour', 'delegation', 'escort')),
            otherChecksDone INTEGER CHECK (otherChecksDone IN (0, 1)),
            CHECK (coalesce(remains, courtesy, otherChecksDone) IS NOT NULL),
            CHECK (remains IS NOT NULL OR coalesce(
                policeStatement, missionStatement, forensicConclusion, travelDocument, markedInvalid) IS NULL)
        ) STRICT;
        """

    /// What the journal's digest of a note is made of beside its own row; the only argument is the note's id.
    static let selection = "SELECT \(columns.joined(separator: ", ")) FROM deskNoteCase WHERE noteID = ?"

    private static let columns = [
        "noteID", "remains", "policeStatement", "missionStatement", "forensicConclusion", "travelDocument",
        "markedInvalid", "courtesy", "otherChecksDone",
    ]

    private let remains: RemainsFacts?
    private let courtesy: Courtesy?
    private let otherChecksDone: Bool?

    init(_ note: DeskNote) {
        remains = note.remains
        courtesy = note.courtesy
        otherChecksDone = note.otherChecksDone
    }

    /// What stands beside a note; nothing for most.
    init(ofNote id: Int64, _ db: Database) throws {
        guard
            let row = try Row.fetchOne(
                try db.cachedStatement(sql: Self.selection), arguments: [id])
        else {
            (remains, courtesy, otherChecksDone) = (nil, nil, nil)
            return
        }
        let kind: RemainsFacts.Kind? = try row.optionalWord("remains")
        remains = try kind.map { kind in
            RemainsFacts(
                kind: kind, policeStatement: try row.decode(forColumn: "policeStatement"),
                missionStatement: try row.decode(forColumn: "missionStatement"),
                forensicConclusion: try row.decode(forColumn: "forensicConclusion"),
                travelDocument: try row.decode(forColumn: "travelDocument"),
                markedInvalid: try row.decode(forColumn: "markedInvalid"))
        }
        courtesy = try row.optionalWord("courtesy")
        otherChecksDone = try row.decode(forColumn: "otherChecksDone")
    }

    func store(_ id: Int64, _ db: Database) throws {
        guard remains != nil || courtesy != nil || otherChecksDone != nil else { return }
        let values: [(any DatabaseValueConvertible)?] = [
            id, remains?.kind.rawValue, remains?.policeStatement, remains?.missionStatement,
            remains?.forensicConclusion, remains?.travelDocument, remains?.markedInvalid, courtesy?.rawValue,
            otherChecksDone,
        ]
        let places = Array(repeating: "?", count: values.count).joined(separator: ", ")
        try db.execute(
            sql: "INSERT INTO deskNoteCase (\(Self.columns.joined(separator: ", "))) VALUES (\(places))",
            arguments: StatementArguments(values))
    }

    func tell(_ note: inout DeskNote) {
        note.remains = remains
        note.courtesy = courtesy
        note.otherChecksDone = otherChecksDone
    }

    /// Whether anything stands beside a note; never in a copy of a database that an earlier version wrote.
    static func exists(forNote id: Int64, _ db: Database) throws -> Bool {
        guard try db.tableExists(table) else { return false }
        return try Bool.fetchOne(
            try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM deskNoteCase WHERE noteID = ?)"), arguments: [id]
        ) ?? false
    }
}
