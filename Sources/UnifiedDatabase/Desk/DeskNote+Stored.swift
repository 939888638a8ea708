internal import BorderLaw
internal import Checkpoint
internal import GRDB
internal import TravelDocument

extension DeskNote: StoredDeskEntry {
    static var table: DeskTable { .deskNote }

    func values(_ texts: RowTexts) -> [(any DatabaseValueConvertible)?] {
        [
            day.column, likeness, pagesLeft, damaged, altered, personalDataChanged, replacement?.rawValue,
            purpose?.rawValue, passportClass?.rawValue, territory?.rawValue, officialInvitation, onDuty, leavesForGood,
            deregistered, travelPaper?.rawValue,
        ]
    }

    init(row: Row, document: DocumentKey, texts: RowTexts?) throws {
        self.init(document: document, day: try row.day("day"))
        likeness = try row.decode(forColumn: "likeness")
        pagesLeft = try row.decode(forColumn: "pagesLeft")
        damaged = try row.decode(forColumn: "damaged")
        altered = try row.decode(forColumn: "altered")
        personalDataChanged = try row.decode(forColumn: "personalDataChanged")
        replacement = try row.optionalWord("replacement")
        purpose = try row.optionalWord("purpose")
        passportClass = try row.optionalWord("passportClass")
        territory = try row.optionalWord("territory")
        officialInvitation = try row.decode(forColumn: "officialInvitation")
        onDuty = try row.decode(forColumn: "onDuty")
        leavesForGood = try row.decode(forColumn: "leavesForGood")
        deregistered = try row.decode(forColumn: "deregistered")
        travelPaper = try row.optionalWord("travelPaper")
    }

    func confront(_ db: Database, _ contents: ContentKeys) throws {}

    func storeParts(_ id: Int64, _ db: Database, _ contents: ContentKeys) throws {
        try DeskNoteCase(self).store(id, db)
    }

    mutating func readParts(_ id: Int64, _ db: Database, _ contents: ContentKeys?) throws {
        try DeskNoteCase(ofNote: id, db).tell(&self)
    }
}

extension DeskFacts {
    /// Takes over what a note says, and who said it.
    ///
    /// - Parameter fromSupervisor: the note is that of a supervisor, whose word a courtesy takes (A/131 2.7).
    mutating func take(_ record: StandingEntry<DeskNote>, fromSupervisor: Bool) {
        let note = record.entry
        var book = book ?? BookFacts()
        book.likeness = note.likeness ?? book.likeness
        book.pagesLeft = note.pagesLeft ?? book.pagesLeft
        book.damaged = note.damaged ?? book.damaged
        book.altered = note.altered ?? book.altered
        book.personalDataChanged = note.personalDataChanged ?? book.personalDataChanged
        self.book = book
        if let cause = note.replacement {
            replacement = PassportReplacement(cause: cause, officer: record.officer)
        }
        travelPaper = note.travelPaper ?? travelPaper
        otherChecksDone = note.otherChecksDone ?? otherChecksDone
        if let courtesy = note.courtesy {
            self.courtesy = courtesy
            courtesyEnteredBy = fromSupervisor ? record.officer : nil
        }
        if let remains = note.remains { self.remains = remains.adding(to: self.remains) }
        guard var person = foreigner else { return }
        person.purpose = note.purpose ?? person.purpose
        person.passportClass = note.passportClass ?? person.passportClass
        person.territory = note.territory ?? person.territory
        person.officialInvitation = note.officialInvitation ?? person.officialInvitation
        person.onDuty = note.onDuty ?? person.onDuty
        person.leavesForGood = note.leavesForGood ?? person.leavesForGood
        person.deregistered = note.deregistered ?? person.deregistered
        foreigner = person
    }
}

extension RemainsFacts {
    /// What a newer note says, and where it is silent an earlier one.
    fileprivate func adding(to earlier: RemainsFacts?) -> RemainsFacts {
        RemainsFacts(
            kind: kind, policeStatement: policeStatement ?? earlier?.policeStatement,
            missionStatement: missionStatement ?? earlier?.missionStatement,
            forensicConclusion: forensicConclusion ?? earlier?.forensicConclusion,
            travelDocument: travelDocument ?? earlier?.travelDocument,
            markedInvalid: markedInvalid ?? earlier?.markedInvalid)
    }
}
