internal import BorderLaw
package import Checkpoint
internal import GRDB
internal import Support
internal import TravelDocument

/// Everything that is held about one person, as that person may ask for it (law on personal data); fingers are named,
/// their templates are not given.
package struct PersonFile: Encodable, Sendable {
    package struct Document: Encodable, Sendable {
        var issuer: String
        var number: String
        var registerNumber: String?
        var invalidationCause: String?
        var permissions: [Permission]
        var stayRights: [DeskRecord<StayRight>]
        var statements: [DeskRecord<DocumentStatement>]
        var deskNotes: [DeskRecord<DeskNote>]
        var numbers: [DeskRecord<PersonNumber>]
        var links: [DeskRecord<PersonLink>]
        /// Links that were entered from the other document.
        var linksFromOthers: [DeskRecord<PersonLink>]
        var borderCards: [DeskRecord<BorderCard>]
        var falseHits: [DeskRecord<FalseHit>]
        var journeys: [DeskRecord<ChildJourney>]
        /// Journeys of children that name the holder as companion.
        var companionJourneys: [DeskRecord<ChildJourney>]
        /// How follow-ups of both kinds of journeys were closed.
        var settlements: [DeskRecord<ChildSettlement>]
        var passengerLists: [PassengerListEntry]
        /// With what officers have added to each.
        var crossings: [CrossingFile]
    }

    /// What a carrier has told of the holder, found by the number of the document.
    package struct PassengerListEntry: Encodable, Sendable {
        var flight: String
        var day: String
        var sender: String
        var role: String
        var primaryIdentifier: String
        var secondaryIdentifier: String
        var sex: String?
        var birthDate: String?
        var nationality: String?
    }

    package struct Permission: Encodable, Sendable {
        var status: String
        var grantedAt: String
        var documentExpiry: String
        var birthDate: String
        var primaryIdentifier: String
        var secondaryIdentifier: String
        var fingers: [Int]
        /// What the holder agreed to, how, and who took it; nil for permissions of before consents were kept.
        var consent: Consent?
    }

    package var documents: [Document]
}

extension UnifiedDatabase {
    /// Writes that somebody reads, before anything is given out; only an officer in service may.
    func journal(
        _ kind: JournalKind, by reader: ReadingPurpose, _ details: [String: String]
    ) async throws(StoreError) {
        let key = journalKey
        try await write("journal a reading") { db in
            try Officer.require(reader.officer, in: db)
            let all = details.merging(["officer": reader.officer, "purpose": reader.purpose]) { $1 }
            _ = try JournalWriter(db, key).append(JournalEvent(kind, details: all))
        }
    }

    /// Reads what is held about the holder of a document: this document and, by register number, civil number and
    /// confirmed links, the person's others. The reading is in the journal before anybody sees the file; whom it was about
    /// stands there encrypted.
    /// `notFound` when nothing is held, which is journaled, too.
    package func personFile(
        issuer: String, documentNumber: String, for purpose: ReadingPurpose
    ) async throws(StoreError) -> PersonFile {
        guard let number = SearchKey.document(documentNumber) else {
            throw StoreError(.constraint, "read person: no document number")
        }
        let issuer = SearchKey.issuer(issuer)
        let subject = try sealed("\(issuer) \(number)")
        let contents = contentKeys
        let found = try await read("read person") { db in
            try Self.held(issuer: issuer, number: number, in: db, contents)
        }
        let crossings = found.reduce(0) { $0 + $1.rows.count }
        try await journal(
            .personRead, by: purpose,
            [
                "records": "persons", "subject": subject, "documents": "\(found.count)", "crossings": "\(crossings)",
            ])
        guard !found.isEmpty else { throw StoreError(.notFound, "read person: nothing is held") }
        do {
            return PersonFile(
                documents: try found.map { held in
                    var document = held.document
                    document.crossings = try held.rows.map { row in
                        CrossingFile(
                            try row.columns.record(openedWith: contents), decision: row.decision,
                            settlement: row.settlement,
                            particulars: row.particulars, grant: row.grant)
                    }
                    return document
                })
        } catch {
            throw StoreError(error, while: "read person")
        }
    }

    private struct Held: Sendable {
        var document: PersonFile.Document
        var rows: [HeldCrossing]
    }

    private struct HeldCrossing: Sendable {
        var columns: CrossingColumns
        var decision: OfficerDecision?
        var settlement: CrossingSettlement?
        var particulars: CrossingParticulars?
        var grant: EntryGrant?

        init(_ columns: CrossingColumns, in db: Database, _ contents: ContentKeys) throws {
            self.columns = columns
            guard let id = CrossingID(columns.identifier) else {
                throw StoreError(.corrupt, "read id: no crossing id")
            }
            decision = try UnifiedDatabase.decision(on: id, in: db, contents)
            settlement = try UnifiedDatabase.settlement(of: id, in: db, contents)
            particulars = try UnifiedDatabase.particulars(of: id.text, in: db, contents)
            grant = try UnifiedDatabase.stayGrant(at: id, in: db, contents)
        }
    }

    private static func held(
        issuer: String, number: String, in db: Database, _ contents: ContentKeys
    ) throws -> [Held] {
        try PersonDocuments(ofHolderOf: DocumentKey(recorded: issuer, number: number), db).documents.compactMap {
            try held(place: $0, in: db, contents)
        }
    }

    private static func held(place: DocumentKey, in db: Database, _ contents: ContentKeys) throws -> Held? {
        let arguments: StatementArguments = [place.issuer, place.number]
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM document WHERE issuer = ? AND number = ?", arguments: arguments)
        let crossings = try Row.fetchAll(
            db, sql: CrossingColumns.selection + " WHERE issuer = ? AND documentNumber = ? ORDER BY id",
            arguments: arguments
        ).map { try HeldCrossing(CrossingColumns(row: $0), in: db, contents) }
        let rights = try StoredBook<StayRight>.records(of: place, db, contents)
        let lists = try listEntries(place, in: db)
        guard row != nil || !crossings.isEmpty || !rights.isEmpty || !lists.isEmpty else { return nil }
        let id = try row?.decode(Int64.self, forColumn: "id")
        let texts = id.map { RowTexts("document", [String($0)], contents) }
        return Held(
            document: PersonFile.Document(
                issuer: place.issuer, number: place.number,
                registerNumber: try row?.decode(String?.self, forColumn: "registerNumber"),
                invalidationCause: try row?.optionalText("invalidationCause", texts),
                permissions: try permissions(ofDocument: id, in: db), stayRights: rights,
                statements: try StoredBook<DocumentStatement>.records(of: place, db, contents),
                deskNotes: try StoredBook<DeskNote>.records(of: place, db, contents),
                numbers: try StoredBook<PersonNumber>.records(of: place, db, contents),
                links: try StoredBook<PersonLink>.records(of: place, db, contents),
                linksFromOthers: try StoredBook<PersonLink>.records(
                    of: place, where: "otherIssuer = :issuer AND otherNumber = :number", db, contents),
                borderCards: try StoredBook<BorderCard>.records(of: place, db, contents),
                falseHits: try StoredBook<FalseHit>.records(of: place, db, contents),
                journeys: try StoredBook<ChildJourney>.records(of: place, db, contents),
                companionJourneys: try StoredBook<ChildJourney>.records(of: place, where: isCompanion, db, contents),
                settlements: try StoredBook<ChildSettlement>.records(
                    of: place,
                    where: """
                        (issuer = :issuer AND documentNumber = :number)
                            OR journeyID IN (SELECT id FROM childJourney WHERE \(isCompanion))
                        """, db, contents),
                passengerLists: lists, crossings: []),
            rows: crossings)
    }

    private static let isCompanion = "companionIssuer = :issuer AND companionNumber = :number"

    private static func listEntries(
        _ place: DocumentKey, in db: Database
    ) throws -> [PersonFile.PassengerListEntry] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT flight.number AS flight, flight.day AS day, sender, role, primaryIdentifier,
                    secondaryIdentifier, sex, birthDate, nationality
                FROM listedDocument
                JOIN listedPerson ON listedPerson.id = personID
                JOIN passengerList ON passengerList.id = listID
                JOIN flight ON flight.id = flightID
                WHERE listedDocument.number = ? AND (issuer IS NULL OR issuer = ?) ORDER BY listedPerson.id
                """, arguments: [place.number, SearchKey.issuer(place.issuer)]
        ).map { row in
            PersonFile.PassengerListEntry(
                flight: try row.decode(forColumn: "flight"), day: try row.decode(forColumn: "day"),
                sender: try row.decode(forColumn: "sender"), role: try row.decode(forColumn: "role"),
                primaryIdentifier: try row.decode(forColumn: "primaryIdentifier"),
                secondaryIdentifier: try row.decode(forColumn: "secondaryIdentifier"),
                sex: try row.decode(forColumn: "sex"), birthDate: try row.decode(forColumn: "birthDate"),
                nationality: try row.decode(forColumn: "nationality"))
        }
    }

    private static func permissions(ofDocument id: Int64?, in db: Database) throws -> [PersonFile.Permission] {
        guard let id else { return [] }
        return try Row.fetchAll(
            db, sql: "SELECT * FROM permission WHERE documentID = ? ORDER BY id", arguments: [id]
        ).map { row in
            let permission: Int64 = try row.decode(forColumn: "id")
            return PersonFile.Permission(
                status: try row.decode(forColumn: "status"), grantedAt: "\(try row.time("grantedAt"))",
                documentExpiry: try row.decode(forColumn: "documentExpiry"),
                birthDate: try row.decode(forColumn: "birthDate"),
                primaryIdentifier: try row.decode(forColumn: "primaryIdentifier"),
                secondaryIdentifier: try row.decode(forColumn: "secondaryIdentifier"),
                fingers: try Int.fetchAll(
                    db, sql: "SELECT position FROM finger WHERE permissionID = ? ORDER BY position",
                    arguments: [permission]), consent: try Consent(of: permission, in: db))
        }
    }
}
