internal import BorderLaw
internal import Checkpoint
internal import GRDB
internal import TravelDocument

extension UnifiedDatabase {
    /// Marks the passport of a citizen invalid whose remains an officer let pass (A/131 2.13; GE-05), once, in the name
    /// of that officer and in the transaction of the decision: a book whose holder is dead opens no gate.
    static func endPassport(
        ofRemainsIn decision: OfficerDecision, _ db: Database, _ key: JournalKey, _ contents: ContentKeys
    ) throws {
        guard decision.kind == .letPass,
            let record = try Row.fetchOne(
                try db.cachedStatement(sql: CrossingColumns.selection + " WHERE id = ?"),
                arguments: [decision.crossing.text]
            ).map({ try CrossingColumns(row: $0).record(openedWith: contents) }),
            record.facts.desk?.remains != nil, let document = record.document,
            document.nationality == homeState, let number = SearchKey.document(document.number)
        else { return }
        let passport = DocumentKey(recorded: document.issuer, number: number)
        let isMarked = try StoredBook<DocumentStatement>.inForce(of: passport, db)
            .contains { $0.entry.kind == .invalidated && $0.entry.cause == .holderDied }
        guard !isMarked else { return }
        try StoredBook<DocumentStatement>.store(
            DocumentStatement(document: passport, kind: .invalidated, cause: .holderDied),
            by: OfficerNote(
                recorded: decision.officer, reason: "A/131 2.13, crossing \(decision.crossing.text)",
                at: decision.decidedAt),
            db, key, contents)
    }
}
