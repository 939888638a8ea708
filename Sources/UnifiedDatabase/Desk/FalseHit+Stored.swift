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

    /// The entry has to be on its list, and nobody has noted the same of whom it names now.
    func confront(_ db: Database, _ contents: ContentKeys) throws {
        let tags = try contents.noteTagger.tags(entryOnList(db, contents).identity)
        let notes = try StoredBook<FalseHit>.inForce(of: document, db).filter {
            $0.entry.list == list && $0.entry.entryKey == entryKey
        }
        for note in notes {
            let tag = try Int64.fetchOne(db, sql: "SELECT tag FROM notedEntry WHERE noteID = ?", arguments: [note.id])
            if let tag, tags.contains(tag) { throw EntryFault("entryKey", .taken) }
        }
    }

    func storeParts(_ id: Int64, _ db: Database, _ contents: ContentKeys) throws {
        try NotedEntry.store(entryOnList(db, contents), note: id, contents, in: db)
    }

    private func entryOnList(_ db: Database, _ contents: ContentKeys) throws -> ListEntry {
        guard let entry = try ListTable(list: list).entry(named: entryKey, contents.lists, in: db) else {
            throw StoreError(.notFound, "entryKey: жагсаалтад алга · is not on the list")
        }
        return entry
    }
}
