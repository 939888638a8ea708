internal import BorderLaw
internal import Checkpoint
internal import GRDB
internal import Support

/// A crossing record as the row of its table: what is searched for as columns, what is only read again as JSON.
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
    private let mrzText: String
    private let document: String?
    private let chip: String
    private let fingerTries: String
    private let facts: String
    private let verdict: String
    private let softwareVersion: String
    private let trip: Trip?

    /// Encodes a record.
    init(_ record: CrossingRecord) throws {
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
        mrzText = try StoredJSON.text(record.mrzText)
        document = try record.document.map { try StoredJSON.text($0) }
        chip = try StoredJSON.text(record.chip)
        fingerTries = try StoredJSON.text(record.fingerTries)
        facts = try StoredJSON.text(record.facts)
        verdict = try StoredJSON.text(record.verdict)
        softwareVersion = record.softwareVersion
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
        mrzText = try row.decode(forColumn: "mrzText")
        document = try row.decode(forColumn: "document")
        chip = try row.decode(forColumn: "chip")
        fingerTries = try row.decode(forColumn: "fingerTries")
        facts = try row.decode(forColumn: "facts")
        verdict = try row.decode(forColumn: "verdict")
        softwareVersion = try row.decode(forColumn: "softwareVersion")
        trip = try Trip(row: row)
    }

    /// Decodes the record.
    func record() throws -> CrossingRecord {
        guard let id = CrossingID(id), let lane = LaneID(lane), let direction = Direction(rawValue: direction),
            let state = CrossingState(rawValue: state)
        else { throw StoreError(.corrupt, "decode crossing: id, lane, direction or state") }
        return CrossingRecord(
            id: id,
            lane: lane,
            direction: direction,
            startedAt: UnixTime(milliseconds: startedAt),
            decidedAt: UnixTime(milliseconds: decidedAt),
            completedAt: completedAt.map { UnixTime(milliseconds: $0) },
            state: state,
            mrzText: try StoredJSON.value(String.self, of: mrzText),
            document: try document.map { try StoredJSON.value(CrossingDocument.self, of: $0) },
            chip: try StoredJSON.value(ChipEvidence.self, of: chip),
            fingerTries: try StoredJSON.value([FingerTry].self, of: fingerTries),
            permissionID: permissionID,
            facts: try StoredJSON.value(CrossingFacts.self, of: facts),
            verdict: try StoredJSON.value(Verdict.self, of: verdict),
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
        "documentNumber", "permissionID", "mrzText", "document", "chip", "fingerTries", "facts", "verdict",
        "softwareVersion",
    ]

    /// The row as the table will hold it: strict columns change nothing of it. No plain text here can hold a NUL, at which
    /// SQLite would cut it off: what others may send (`mrzText` and all that is JSON) has it escaped.
    var values: [DatabaseValue] {
        let values: [(any DatabaseValueConvertible)?] = [
            id, lane, direction, startedAt, decidedAt, completedAt, state, outcome, rulebook, issuer,
            documentNumber, permissionID, mrzText, document, chip, fingerTries, facts, verdict,
            softwareVersion,
        ]
        return values.map { $0?.databaseValue ?? .null }
    }
}
