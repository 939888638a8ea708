internal import BorderLaw
internal import Checkpoint
internal import GRDB
internal import TravelDocument

extension UnifiedDatabase {
    /// What officers have entered for a desk about the holder of a document, and the stays of a foreigner.
    ///
    /// - Parameter state: what the statements about the document itself add up to.
    static func desk(
        _ query: FactQuery, _ person: PersonDocuments, _ state: DocumentState, in db: Database, _ contents: ContentKeys
    ) throws -> DeskFacts {
        var facts = DeskFacts()
        guard let own = person.documents.first else { return facts }
        if query.document.nationality != homeState { facts.foreigner = try foreigner(query, person, in: db, contents) }
        var book = BookFacts(issueDate: state.issued)
        book.validPassports = try validPassports(query, person, state, in: db)
        facts.book = book
        facts.borderCard = try BorderCard.facts(query, own, db)
        switch query.direction {
        case .exit: facts.child = try ChildJourney.facts(query, own, db, contents)
        case .entry: facts.childFollowUp = try followUp(ofCompanion: person, in: db)
        }
        for record in try StoredBook<DeskNote>.inForce(of: own, db, where: { try $0.day("day") == query.day }) {
            let isSupervisor =
                try record.entry.courtesy != nil && officer(record.officer, in: db)?.role == .supervisor
            facts.take(record, fromSupervisor: isSupervisor)
        }
        return facts
    }

    /// Numbers of the person's documents of the same state that officers have seen to be valid; unknown when they have
    /// seen none, since the state register was not asked.
    private static func validPassports(
        _ query: FactQuery, _ person: PersonDocuments, _ state: DocumentState, in db: Database
    ) throws -> Lookup<[String]> {
        var numbers = state.isValid ? person.documents.prefix(1).map(\.number) : []
        for other in person.documents.dropFirst() where other.issuer == query.document.issuer {
            if try documentState(of: other, on: query.day, in: db).isValid { numbers.append(other.number) }
        }
        return numbers.isEmpty ? .unknown : .found(numbers)
    }

    /// What the statements about a document add up to on a day.
    ///
    /// - Parameter contents: opens who has declared it invalid; nil when that is not asked.
    static func documentState(
        of document: DocumentKey, on day: CivilDate, in db: Database, opening contents: ContentKeys? = nil
    ) throws -> DocumentState {
        DocumentState(
            try StoredBook<DocumentStatement>.inForce(of: document, db, opening: contents).map(\.entry), on: day)
    }
}
