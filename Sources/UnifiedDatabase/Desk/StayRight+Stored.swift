internal import Checkpoint
internal import GRDB
internal import TravelDocument

extension StayRight: StoredDeskEntry {
    static var table: DeskTable { .stayRight }
    static var journalKind: JournalKind { .stayRightRecorded }

    func values(_ texts: RowTexts) throws -> [(any DatabaseValueConvertible)?] {
        [
            kind.rawValue, number, try texts.sealOptional(category, "category"), issued?.column, validFrom?.column,
            validUntil?.column, days, entries,
        ]
    }

    init(row: Row, document: DocumentKey, texts: RowTexts?) throws {
        self.init(
            document: document, kind: try row.word("kind"), number: try row.decode(forColumn: "number"),
            category: try row.optionalText("category", texts), issued: try row.optionalDay("issued"),
            validFrom: try row.optionalDay("validFrom"), validUntil: try row.optionalDay("validUntil"),
            days: try row.decode(forColumn: "days"), entries: try row.decode(forColumn: "entries"))
    }

    /// A number is given once; a registration repeats that of the person at each stay. Two visas or two permits of one
    /// document do not run at the same time.
    func confront(_ db: Database, _ contents: ContentKeys) throws {
        let isTaken = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM stayRight
                    WHERE kind = :kind AND number = :number AND withdrawnAt IS NULL
                      AND (kind <> 'registration' OR (issuer = :issuer AND documentNumber = :document
                                                      AND validFrom = :from)))
                """,
            arguments: [
                "kind": kind.rawValue, "number": number, "issuer": document.issuer, "document": document.number,
                "from": validFrom?.column,
            ])
        if isTaken == true { throw EntryFault("number", .taken) }
        guard kind == .visa || kind == .residencePermit else { return }
        for other in try StoredBook<StayRight>.inForce(of: document, db).map(\.entry)
        where other.kind == kind {
            let beginsBefore = other.validUntil.map { end in begins.map { $0 <= end } ?? true } ?? true
            let endsAfter = validUntil.map { end in other.begins.map { $0 <= end } ?? true } ?? true
            if beginsBefore, endsAfter { throw EntryFault("validFrom", .overlapping) }
        }
    }

    /// The first day; a paper that names none begins with its issue.
    private var begins: CivilDate? { validFrom ?? issued }
}
