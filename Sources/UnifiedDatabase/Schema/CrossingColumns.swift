internal import BorderLaw
internal import Checkpoint
internal import GRDB
internal import Support
internal import TravelDocument

/// A crossing record as the row of its table: what is searched for as columns, what is only read again sealed.
struct CrossingColumns: Sendable {
    private let id: String
    private let lane: String
    private let direction: String
    private let startedAt: Int64
    private let decidedAt: Int64
    private let completedAt: Int64?
    private let state: String
    private let outcome: String
    private let rulebook: String
    private let issuer: String?
    private let documentNumber: String?
    private let permissionID: Int64?
    private let softwareVersion: String
    private let station: String?
    private let stayUntil: String?
    private let sealedContent: [UInt8]
    private let trip: Trip?

    /// Encodes a record.
    ///
    /// - Parameter content: what the record tells (``CrossingContent/Telling``).
    init(_ record: CrossingRecord, content: [UInt8], sealedWith keys: ContentKeys) throws {
        id = record.id.text
        lane = record.lane.text
        direction = record.direction.rawValue
        startedAt = record.startedAt.milliseconds
        decidedAt = record.decidedAt.milliseconds
        completedAt = record.completedAt?.milliseconds
        state = record.state.rawValue
        outcome = record.verdict.outcome.rawValue
        rulebook = record.verdict.rulebook
        issuer = record.document?.issuer
        documentNumber = record.document.flatMap { SearchKey.document($0.number) }
        permissionID = record.permissionID
        softwareVersion = record.softwareVersion
        station = record.facts.station.rawValue
        stayUntil = record.verdict.agreedStayUntil?.column
        sealedContent = try CrossingContent.sealed(content, of: id, with: keys)
        trip = record.trip
    }

    /// The id as its column has it.
    var identifier: String { id }

    /// The document, as far as its zone told it.
    var place: (issuer: String?, number: String?) { (issuer, documentNumber) }

    /// Takes a row of ``selection`` as it is.
    init(row: Row) throws {
        id = try row.decode(forColumn: "id")
        lane = try row.decode(forColumn: "lane")
        direction = try row.decode(forColumn: "direction")
        startedAt = try row.decode(forColumn: "startedAt")
        decidedAt = try row.decode(forColumn: "decidedAt")
        completedAt = try row.decode(forColumn: "completedAt")
        state = try row.decode(forColumn: "state")
        outcome = try row.decode(forColumn: "outcome")
        rulebook = try row.decode(forColumn: "rulebook")
        issuer = try row.decode(forColumn: "issuer")
        documentNumber = try row.decode(forColumn: "documentNumber")
        permissionID = try row.decode(forColumn: "permissionID")
        softwareVersion = try row.decode(forColumn: "softwareVersion")
        station = try row.decode(forColumn: "station")
        stayUntil = try row.decode(forColumn: "stayUntil")
        sealedContent = try row.bytes("sealedContent")
        trip = try Trip(row: row)
    }

    /// Opens and decodes the record.
    func record(openedWith keys: ContentKeys) throws -> CrossingRecord {
        guard let id = CrossingID(id), let lane = LaneID(lane), let direction = Direction(rawValue: direction),
            let state = CrossingState(rawValue: state)
        else { throw StoreError(.corrupt, "decode crossing: id, lane, direction or state") }
        let content = try CrossingContent(opening: sealedContent, of: self.id, with: keys)
        return CrossingRecord(
            id: id,
            lane: lane,
            direction: direction,
            startedAt: UnixTime(milliseconds: startedAt),
            decidedAt: UnixTime(milliseconds: decidedAt),
            completedAt: completedAt.map { UnixTime(milliseconds: $0) },
            state: state,
            mrzText: try content.mrzText,
            document: try content.document,
            chip: try content.chip,
            fingerTries: try content.fingerTries,
            permissionID: permissionID,
            facts: try content.facts,
            verdict: try content.verdict,
            softwareVersion: softwareVersion, trip: trip)
    }

    /// Crossings with what stands beside them.
    static let selection = """
        SELECT crossing.*, crossingTrip.transport AS tripTransport, crossingTrip.number AS tripNumber,
            crossingTrip.day AS tripDay
        FROM crossing LEFT JOIN crossingTrip ON crossingTrip.crossingID = crossing.id
        """

    /// Inserts, or replaces a record of the same id that is still admitted; changes no row otherwise. Takes ``values``.
    static let insertion = """
        INSERT INTO crossing (\(names.joined(separator: ", ")))
        VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
        ON CONFLICT (id) DO UPDATE SET
            \(names.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
        WHERE crossing.state = 'admitted'
        """

    /// The columns in the order of ``values``. The journal's digests rest on it: what a later version adds goes into a
    /// table of its own.
    static let names = [
        "id", "lane", "direction", "startedAt", "decidedAt", "completedAt", "state", "outcome", "rulebook", "issuer",
        "documentNumber", "permissionID", "softwareVersion", "station", "stayUntil", "sealedContent",
    ]

    /// The columns of a copy that an earlier version wrote, before contents were sealed.
    static let formerNames =
        Array(names[..<12]) + CrossingContent.former + ["softwareVersion"]

    /// Those that the table has.
    static func names(in db: Database) throws -> [String] {
        try db.columns(in: "crossing").contains { $0.name == "sealedContent" } ? names : formerNames
    }

    /// The row as the table will hold it: strict columns change nothing of it. No text here can hold a NUL, at which
    /// SQLite would cut it off: what others may send is in the content.
    var values: [DatabaseValue] {
        let values: [(any DatabaseValueConvertible)?] = [
            id, lane, direction, startedAt, decidedAt, completedAt, state, outcome, rulebook, issuer,
            documentNumber, permissionID, softwareVersion, station, stayUntil, Blob(sealedContent).data,
        ]
        return values.map { $0?.databaseValue ?? .null }
    }
}
