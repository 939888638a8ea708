internal import BorderLaw
internal import Checkpoint
internal import GRDB
internal import TravelDocument

extension DocumentStatement: StoredDeskEntry {
    static var table: DeskTable { .documentStatement }

    func values(_ texts: RowTexts) throws -> [(any DatabaseValueConvertible)?] {
        [kind.rawValue, issued?.column, until?.column, cause?.rawValue, try texts.sealOptional(body, "body")]
    }

    init(row: Row, document: DocumentKey, texts: RowTexts?) throws {
        self.init(
            document: document, kind: try row.word("kind"), issued: try row.optionalDay("issued"),
            until: try row.optionalDay("until"), cause: try row.optionalWord("cause"),
            body: try row.optionalText("body", texts))
    }

    /// A statement is made once; an extension only goes further; what is lost or invalid is neither valid nor extended
    /// (notice on invalidation: a found passport stays invalid).
    func confront(_ db: Database, _ contents: ContentKeys) throws {
        for other in try StoredBook<DocumentStatement>.inForce(of: document, db).map(\.entry) {
            switch (other.kind, kind) {
            case (.lost, .valid), (.lost, .extended), (.invalidated, .valid), (.invalidated, .extended):
                throw EntryFault("kind", .contradicted)
            case (.extended, .extended):
                if let former = other.until, let until, until <= former { throw EntryFault("until", .overlapping) }
            case (.valid, .extended):
                if let printed = other.until, let until, until <= printed { throw EntryFault("until", .reversed) }
            case (.valid, .valid), (.lost, .lost): throw EntryFault("kind", .taken)
            case (.invalidated, .invalidated) where other.cause == cause: throw EntryFault("cause", .taken)
            default: break
            }
        }
    }
}

/// What the statements about one document add up to on a day.
struct DocumentState {
    var issued: CivilDate?
    var isValid = false
    var extendedUntil: CivilDate?
    var invalidation: Invalidation?

    init(_ statements: [DocumentStatement], on day: CivilDate) {
        for statement in statements {
            switch statement.kind {
            case .valid:
                issued = statement.issued ?? issued
                isValid = isValid || (statement.until.map { $0 >= day } ?? false)
            case .extended:
                extendedUntil = [extendedUntil, statement.until].compactMap { $0 }.max()
                isValid = isValid || (statement.until.map { $0 >= day } ?? false)
            case .lost: invalidation = Invalidation(cause: "lost", body: statement.body)
            case .invalidated:
                invalidation = Invalidation(cause: statement.cause?.rawValue ?? "unknown", body: statement.body)
            }
        }
        if invalidation != nil { isValid = false }
    }
}
