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

    func add(to router: Router<BasicRequestContext>) {
        Self.add(books.stays, at: "/v1/stays", to: router)
        Self.add(books.statements, at: "/v1/documents/statements", to: router)
        Self.add(books.notes, at: "/v1/desk/notes", to: router)
        Self.add(books.numbers, at: "/v1/persons/numbers", to: router)
        Self.add(books.links, at: "/v1/persons/links", to: router)
        Self.add(books.falseHits, at: "/v1/lists/false-hits", to: router)
        Self.add(books.cards, at: "/v1/border-cards", to: router)
        Self.add(books.journeys, at: "/v1/children/journeys", to: router)
        Self.add(books.settlements, at: "/v1/children/settlements", to: router)
        router.get("/v1/children/follow-ups") { _, _ in
            Response.json(
                try await answered { () async throws(StoreError) in try await books.followUps.openFollowUps() })
        }
        router.get("/v1/persons/documents") { request, _ in
            let document = try Self.document(request)
            return Response.json(
                try await answered { () async throws(StoreError) in
                    try await books.persons.documents(ofHolderOf: document)
                })
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

    private static func add<Entry: DeskEntry>(
        _ book: any DeskBook<Entry>, at path: String, to router: Router<BasicRequestContext>
    ) {
        router.post(RouterPath(path)) { request, _ in
            let body = try await request.json(Submission<Entry>.self, limit: Limits.deskBodyBytes)
            let note = try note(body.officer, body.reason)
            try accepted { () throws(EntryFault) in
                try body.entry.check(on: UlaanbaatarCalendar.day(of: note.time))
            }
            let record = try await answered { () async throws(StoreError) in
                try await book.enter(body.entry, by: note)
            }
            return Response.json(record, status: .created)
        }
        router.get(RouterPath(path)) { request, _ in
            let document = try document(request)
            return Response.json(
                try await answered { () async throws(StoreError) in try await book.entries(of: document) })
        }
        router.put(RouterPath(path + "/{id}/withdrawal")) { request, context in
            guard let id = Int64(try context.parameters.require("id")) else {
                throw ProblemDetails("badEntry", status: .badRequest, title: "Not the number of an entry")
            }
            let body = try await request.json(Withdrawal.self, limit: Limits.deskBodyBytes)
            let note = try note(body.officer, body.reason)
            return Response.json(
                try await answered { () async throws(StoreError) in try await book.withdraw(id, by: note) })
        }
    }

    private static func note(_ officer: String, _ reason: String) throws -> OfficerNote {
        try accepted { () throws(EntryFault) in try OfficerNote(officer: officer, reason: reason, at: .now()) }
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
