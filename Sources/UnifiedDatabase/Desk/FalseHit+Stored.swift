internal import Checkpoint
internal import GRDB
internal import TravelDocument

extension FalseHit: StoredDeskEntry {
    static var table: DeskTable { .listFalseHit }
    static var journalKind: JournalKind { .falseHitNoted }

    func values(_ texts: RowTexts) -> [(any DatabaseValueConvertible)?] { [list.rawValue, entryKey] }

    init(row: Row, document: DocumentKey, texts: RowTexts?) throws {
        self.init(document: document, list: try row.word("list"), entryKey: try row.decode(forColumn: "entryKey"))
    }

    /// The entry has to be on its list, and nobody has noted the same.
    func confront(_ db: Database, _ contents: ContentKeys) throws {
        guard try ListTable(list: list).holds(entryKey, contents.lists, in: db) else {
            throw StoreError(.notFound, "entryKey: жагсаалтад алга · is not on the list")
        }
        let isNoted = try StoredBook<FalseHit>.inForce(of: document, db).contains {
            $0.entry.list == list && $0.entry.entryKey == entryKey
        }
        if isNoted { throw EntryFault("entryKey", .taken) }
    }
}
