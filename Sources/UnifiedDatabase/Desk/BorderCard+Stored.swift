internal import BorderLaw
internal import Checkpoint
internal import GRDB
internal import TravelDocument

extension BorderCard: StoredDeskEntry {
    static var table: DeskTable { .borderCard }

    func values(_ texts: RowTexts) throws -> [(any DatabaseValueConvertible)?] {
        [
            day.column, direction.rawValue, try texts.sealOptional(travelNumber, "travelNumber"), country,
            try texts.sealOptional(purpose, "purpose"), try texts.sealOptional(address, "address"), stayDays,
            try texts.sealOptional(phone, "phone"), try texts.sealOptional(occupation, "occupation"), legible,
            writer.rawValue, cannotWrite,
        ]
    }

    init(row: Row, document: DocumentKey, texts: RowTexts?) throws {
        self.init(
            document: document, day: try row.day("day"), direction: try row.word("direction"),
            legible: try row.decode(forColumn: "legible"), writer: try row.word("writer"))
        travelNumber = try row.optionalText("travelNumber", texts)
        country = try row.decode(forColumn: "country")
        purpose = try row.optionalText("purpose", texts)
        address = try row.optionalText("address", texts)
        stayDays = try row.decode(forColumn: "stayDays")
        phone = try row.optionalText("phone", texts)
        occupation = try row.optionalText("occupation", texts)
        cannotWrite = try row.decode(forColumn: "cannotWrite")
    }

    /// A card that is filled again (A/83 2.6) takes the place of the former.
    func confront(_ db: Database, _ contents: ContentKeys) throws {}

    /// The newest card for a crossing; `nothing` when none was taken in. What it says is not asked, only whether it
    /// says it.
    static func facts(_ query: FactQuery, _ document: DocumentKey, _ db: Database) throws -> Lookup<BorderCardFacts> {
        let card = try StoredBook<BorderCard>.newest(of: document, db) { row in
            try row.day("day") == query.day && row.word("direction") == query.direction
        }
        guard let card else { return .nothing }
        return .found(
            BorderCardFacts(
                complete: card.isComplete, legible: card.legible, writer: card.writer, cannotWrite: card.cannotWrite))
    }
}
