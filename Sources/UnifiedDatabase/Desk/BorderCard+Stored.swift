internal import BorderLaw
internal import Checkpoint
internal import GRDB
internal import TravelDocument

extension BorderCard: StoredDeskEntry {
    static var table: DeskTable { .borderCard }

    var values: [(any DatabaseValueConvertible)?] {
        [
            day.column, direction.rawValue, travelNumber, country, purpose, address, stayDays, phone, occupation,
            legible, writer.rawValue, cannotWrite,
        ]
    }

    init(row: Row, document: DocumentKey) throws {
        self.init(
            document: document, day: try row.day("day"), direction: try row.word("direction"),
            legible: try row.decode(forColumn: "legible"), writer: try row.word("writer"))
        travelNumber = try row.decode(forColumn: "travelNumber")
        country = try row.decode(forColumn: "country")
        purpose = try row.decode(forColumn: "purpose")
        address = try row.decode(forColumn: "address")
        stayDays = try row.decode(forColumn: "stayDays")
        phone = try row.decode(forColumn: "phone")
        occupation = try row.decode(forColumn: "occupation")
        cannotWrite = try row.decode(forColumn: "cannotWrite")
    }

    /// A card that is filled again (A/83 2.6) takes the place of the former.
    func confront(_ db: Database, _ contents: ContentKeys) throws {}

    /// The newest card for a crossing; `nothing` when none was taken in.
    static func facts(_ query: FactQuery, _ document: DocumentKey, _ db: Database) throws -> Lookup<BorderCardFacts> {
        let card = try StoredBook<BorderCard>.records(of: document, inForce: true, db).map(\.entry).last {
            $0.day == query.day && $0.direction == query.direction
        }
        guard let card else { return .nothing }
        return .found(
            BorderCardFacts(
                complete: card.isComplete, legible: card.legible, writer: card.writer, cannotWrite: card.cannotWrite))
    }
}
