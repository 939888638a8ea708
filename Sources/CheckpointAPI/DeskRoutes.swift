package import Checkpoint
internal import HTTPTypes
internal import Hummingbird
internal import Support
internal import TravelDocument

/// The books of the desk: what officers enter about holders of documents.
package struct DeskBooks: Sendable {
    package let stays: any DeskBook<StayRight>
    package let statements: any DeskBook<DocumentStatement>
    package let notes: any DeskBook<DeskNote>
    package let numbers: any DeskBook<PersonNumber>
    package let links: any DeskBook<PersonLink>
    package let falseHits: any DeskBook<FalseHit>
    package let cards: any DeskBook<BorderCard>
    package let journeys: any DeskBook<ChildJourney>
    package let settlements: any DeskBook<ChildSettlement>
    package let persons: any PersonStore
    package let followUps: any ChildFollowUpStore

    package init(
        stays: any DeskBook<StayRight>, statements: any DeskBook<DocumentStatement>, notes: any DeskBook<DeskNote>,
        numbers: any DeskBook<PersonNumber>, links: any DeskBook<PersonLink>,
        falseHits: any DeskBook<FalseHit>, cards: any DeskBook<BorderCard>, journeys: any DeskBook<ChildJourney>,
        settlements: any DeskBook<ChildSettlement>, persons: any PersonStore, followUps: any ChildFollowUpStore
    ) {
        self.stays = stays
        self.statements = statements
        self.notes = notes
        self.numbers = numbers
        self.links = links
        self.falseHits = falseHits
        self.cards = cards
        self.journeys = journeys
        self.settlements = settlements
        self.persons = persons
        self.followUps = followUps
    }
}

/// Each book has the same three ways: enter, read by document, withdraw.
struct DeskRoutes: Sendable {
    let books: DeskBooks
    let readings: any ReadingStore

    func add(to router: some RouterMethods<BasicRequestContext>) {
        add(books.stays, at: "stays", to: router)
        add(books.statements, at: "documents/statements", to: router)
        add(books.notes, at: "desk/notes", to: router)
        add(books.numbers, at: "persons/numbers", to: router)
        add(books.links, at: "persons/links", to: router)
        add(books.falseHits, at: "lists/false-hits", to: router)
        add(books.cards, at: "border-cards", to: router)
        add(books.journeys, at: "children/journeys", to: router)
        add(books.settlements, at: "children/settlements", to: router)
        router.get("/v1/children/follow-ups") { request, _ in
            let reader = try request.reader()
            let open = try await answered { () async throws(StoreError) in try await books.followUps.openFollowUps() }
            try await readings.require(PersonReading(of: "children/follow-ups", count: open.count, by: reader))
            return Response.json(open)
        }
        router.get("/v1/persons/documents") { request, _ in
            let document = try Self.document(request)
            let reader = try request.reader()
            let person = try await answered { () async throws(StoreError) in
                try await books.persons.documents(ofHolderOf: document)
            }
            try await readings.require(
                PersonReading(
                    of: "persons/documents", document: document, count: person.documents.count, by: reader))
            return Response.json(person)
        }
    }

    /// What is entered, by whom and why.
    private struct Submission<Entry: DeskEntry>: Decodable {
        let entry: Entry
        let officer: String
        let reason: String
    }

    private struct Withdrawal: Decodable {
        let officer: String
        let reason: String
    }

    private func add<Entry: DeskEntry>(
        _ book: any DeskBook<Entry>, at records: String, to router: some RouterMethods<BasicRequestContext>
    ) {
        let path = "/v1/" + records
        router.post(RouterPath(path)) { request, _ in
            let body = try await request.json(Submission<Entry>.self, limit: Limits.deskBodyBytes)
            let note = try Self.note(body.officer, body.reason)
            try Self.accepted { () throws(EntryFault) in
                try body.entry.check(on: UlaanbaatarCalendar.day(of: note.time))
            }
            let record = try await answered { () async throws(StoreError) in
                try await book.enter(body.entry, by: note)
            }
            return Response.json(record, status: .created)
        }
        router.get(RouterPath(path)) { request, _ in
            let document = try Self.document(request)
            let reader = try request.reader()
            let entries = try await answered { () async throws(StoreError) in try await book.entries(of: document) }
            try await readings.require(PersonReading(of: records, document: document, count: entries.count, by: reader))
            return Response.json(entries)
        }
        router.put(RouterPath(path + "/{id}/withdrawal")) { request, context in
            guard let id = Int64(try context.parameters.require("id")) else {
                throw ProblemDetails("badEntry", status: .badRequest, title: "Not the number of an entry")
            }
            let body = try await request.json(Withdrawal.self, limit: Limits.deskBodyBytes)
            let note = try Self.note(body.officer, body.reason)
            return Response.json(
                try await answered { () async throws(StoreError) in try await book.withdraw(id, by: note) })
        }
    }

    private static func note(_ officer: String, _ reason: String) throws -> OfficerNote {
        try Warrant.require(officer)
        return try accepted { () throws(EntryFault) in try OfficerNote(officer: officer, reason: reason, at: .now()) }
    }

    private static func document(_ request: Request) throws -> DocumentKey {
        let query = request.uri.queryParameters
        return try accepted { () throws(EntryFault) in
            try DocumentKey(
                issuer: query["issuer"].map(String.init) ?? "", number: query["number"].map(String.init) ?? "")
        }
    }

    /// Turns a fault of an entry into problem details.
    private static func accepted<Value>(_ work: () throws(EntryFault) -> Value) throws(ProblemDetails) -> Value {
        do {
            return try work()
        } catch {
            throw ProblemDetails(
                "badEntry", status: .unprocessableContent,
                title: "Бүртгэлийг хүлээж авсангүй · The entry is refused", detail: error.description)
        }
    }
}
