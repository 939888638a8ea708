internal import BorderLaw
internal import Checkpoint
internal import GRDB
internal import TravelDocument

extension ChildJourney: StoredDeskEntry {
    static var table: DeskTable { .childJourney }

    var others: [DocumentKey] { companion.map { [$0] } ?? [] }

    func values(_ texts: RowTexts) throws -> [(any DatabaseValueConvertible)?] {
        [
            day.column, companionKind.rawValue, companion?.issuer, companion?.number, companionNationality,
            try texts.sealOptional(companionGivenName, "companionGivenName"), branch?.rawValue, parentInRegister,
            relativeAccepted, travelsToEvent,
            reminderAcknowledged, attachments?.destination, attachments?.childVisaUntil?.column,
            attachments?.companionVisaUntil?.column, attachments?.visaFreeRow, attachments?.explanation,
            attachments?.parentsAbroad, attachments?.throughForeignMinistry,
        ]
    }

    init(row: Row, document: DocumentKey, texts: RowTexts?) throws {
        let issuer: String? = try row.decode(forColumn: "companionIssuer")
        let number: String? = try row.decode(forColumn: "companionNumber")
        self.init(
            document: document, day: try row.day("day"), companionKind: try row.word("companionKind"),
            companion: issuer.flatMap { issuer in number.map { DocumentKey(recorded: issuer, number: $0) } },
            branch: try row.optionalWord("branch"))
        companionNationality = try row.decode(forColumn: "companionNationality")
        companionGivenName = try row.optionalText("companionGivenName", texts)
        parentInRegister = try row.decode(forColumn: "parentInRegister")
        relativeAccepted = try row.decode(forColumn: "relativeAccepted")
        travelsToEvent = try row.decode(forColumn: "travelsToEvent")
        reminderAcknowledged = try row.decode(forColumn: "reminderAcknowledged")
        let papers = PowerOfAttorneyAttachments(
            destination: try row.decode(forColumn: "destination"),
            childVisaUntil: try row.optionalDay("childVisaUntil"),
            companionVisaUntil: try row.optionalDay("companionVisaUntil"),
            visaFreeRow: try row.decode(forColumn: "visaFreeRow"),
            explanation: try row.decode(forColumn: "explanation"),
            parentsAbroad: try row.decode(forColumn: "parentsAbroad"),
            throughForeignMinistry: try row.decode(forColumn: "throughForeignMinistry"))
        attachments = papers == PowerOfAttorneyAttachments() ? nil : papers
    }

    /// Papers that are shown later take the place of the former: the newest journey of the day counts.
    func confront(_ db: Database, _ contents: ContentKeys) throws {}

    // MARK: - The papers

    func storeParts(_ id: Int64, _ db: Database, _ contents: ContentKeys) throws {
        if let paper = birthRecord {
            try store("birthRecord", id, ["form": paper.form.rawValue, "agrees": paper.showsTie], db)
        }
        if let paper = guardianDecision {
            let texts = Self.texts(ofPaper: "guardianDecision", id, contents)
            try store(
                "guardianDecision", id,
                [
                    "number": paper.number, "date": paper.date?.column,
                    "issuer": try texts.seal(paper.issuer, "issuer"),
                    "agrees": paper.namesBoth,
                ], db)
        }
        if let paper = powerOfAttorney {
            try store(
                "powerOfAttorney", id,
                [
                    "number": paper.notaryNumber, "date": paper.date?.column, "validUntil": paper.validUntil?.column,
                    "agrees": paper.namesAgree, "signatories": paper.signatories?.rawValue,
                    "oneParentAccepted": paper.oneParentAccepted, "childDocumentNumber": paper.childDocumentNumber,
                    "companionDocumentNumber": paper.companionDocumentNumber,
                ], db)
        }
        if let paper = policePermit {
            try store("policePermit", id, ["number": paper.number, "date": paper.date?.column], db)
        }
    }

    /// A journey has one paper of a kind.
    private static func texts(ofPaper kind: String, _ id: Int64, _ contents: ContentKeys) -> RowTexts {
        RowTexts("childPaper", [String(id), kind], contents)
    }

    private func store(
        _ kind: String, _ id: Int64, _ columns: [String: (any DatabaseValueConvertible)?], _ db: Database
    ) throws {
        let names = columns.keys.sorted()
        let places = Array(repeating: "?", count: names.count + 2).joined(separator: ", ")
        let values: [(any DatabaseValueConvertible)?] = [id, kind] + names.map { columns[$0] ?? nil }
        try db.execute(
            sql: "INSERT INTO childPaper (journeyID, kind, \(names.joined(separator: ", "))) VALUES (\(places))",
            arguments: StatementArguments(values))
    }

    mutating func readParts(_ id: Int64, _ db: Database, _ contents: ContentKeys?) throws {
        for row in try Row.fetchAll(
            try db.cachedStatement(sql: "SELECT * FROM childPaper WHERE journeyID = ?"), arguments: [id])
        {
            let kind: String = try row.decode(forColumn: "kind")
            switch kind {
            case "birthRecord":
                birthRecord = BirthRecord(form: try row.word("form"), showsTie: try row.decode(forColumn: "agrees"))
            case "guardianDecision":
                guardianDecision = GuardianDecision(
                    number: try row.decode(forColumn: "number"), date: try row.optionalDay("date"),
                    issuer: try row.text("issuer", contents.map { Self.texts(ofPaper: kind, id, $0) }),
                    namesBoth: try row.decode(forColumn: "agrees"))
            case "powerOfAttorney":
                powerOfAttorney = PowerOfAttorney(
                    notaryNumber: try row.decode(forColumn: "number"), date: try row.optionalDay("date"),
                    validUntil: try row.optionalDay("validUntil"), signatories: try row.optionalWord("signatories"),
                    oneParentAccepted: try row.decode(forColumn: "oneParentAccepted"),
                    childDocumentNumber: try row.decode(forColumn: "childDocumentNumber"),
                    companionDocumentNumber: try row.decode(forColumn: "companionDocumentNumber"),
                    namesAgree: try row.decode(forColumn: "agrees"))
            case "policePermit":
                policePermit = PolicePermit(
                    number: try row.decode(forColumn: "number"), date: try row.optionalDay("date"))
            default: throw StoreError(.corrupt, "read childPaper: unknown kind")
            }
        }
    }

    /// What the rules see of the newest journey of the day; nil when nobody has entered one.
    static func facts(
        _ query: FactQuery, _ document: DocumentKey, _ db: Database, _ contents: ContentKeys
    ) throws -> ChildFacts? {
        let journey = try StoredBook<ChildJourney>.newest(of: document, db, opening: contents) {
            try $0.day("day") == query.day
        }
        guard let journey else { return nil }
        return ChildFacts(
            companion: CompanionFacts(
                kind: journey.companionKind, documentNumber: journey.companion?.number,
                nationality: journey.companionNationality ?? journey.companion?.issuer,
                givenName: journey.companionGivenName),
            branch: journey.branch, parentalName: query.document.primaryIdentifier,
            parentInRegister: journey.parentInRegister, birthRecord: lookup(journey.birthRecord),
            relativeAccepted: journey.relativeAccepted, guardianDecision: lookup(journey.guardianDecision),
            powerOfAttorney: lookup(journey.powerOfAttorney),
            attachments: journey.attachments ?? PowerOfAttorneyAttachments(), travelsToEvent: journey.travelsToEvent,
            policePermit: lookup(journey.policePermit), reminderAcknowledged: journey.reminderAcknowledged)
    }

    /// A paper that was not entered was not seen, which is not that there is none.
    private static func lookup<Value>(_ paper: Value?) -> Lookup<Value> { paper.map { .found($0) } ?? .unknown }
}

extension ChildSettlement: StoredDeskEntry {
    static var table: DeskTable { .childSettlement }

    func values(_ texts: RowTexts) -> [(any DatabaseValueConvertible)?] { [journey, outcome.rawValue] }

    init(row: Row, document: DocumentKey, texts: RowTexts?) throws {
        self.init(
            document: document, journey: try row.decode(forColumn: "journeyID"), outcome: try row.word("outcome"))
    }

    /// The journey has to be this child's, in force, and settled by nobody.
    func confront(_ db: Database, _ contents: ContentKeys) throws {
        let journeys = try StoredBook<ChildJourney>.inForce(of: document, db)
        guard journeys.contains(where: { $0.id == journey }) else { throw EntryFault("journey", .contradicted) }
        let isSettled = try StoredBook<ChildSettlement>.inForce(of: document, db).contains {
            $0.entry.journey == journey
        }
        if isSettled { throw EntryFault("journey", .taken) }
    }
}
