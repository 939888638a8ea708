internal import BorderLaw
internal import Checkpoint
internal import HTTPTypes
internal import Hummingbird
internal import Support
internal import TravelDocument

/// Officers, and what they decide about referred travellers.
struct OfficerRoutes: Sendable {
    let crossings: any CrossingStore
    let officers: any OfficerStore
    let rulebooks: RulebookShelf

    func add(to router: Router<BasicRequestContext>) {
        router.get("/v1/officers") { _, _ in
            Response.json(
                try await answered { () async throws(StoreError) in try await officers.officers() })
        }
        router.post("/v1/officers") { request, _ in
            let body = try await request.json(NewOfficer.self, limit: Limits.kioskBodyBytes)
            let officer = Officer(
                number: body.number, name: body.name, role: body.role, addedAt: .now(), addedBy: body.by)
            try await answered { () async throws(StoreError) in try await officers.add(officer) }
            return Response.json(officer, status: .created)
        }
        router.post("/v1/officers/retirements") { request, _ in
            let body = try await request.json(Retirement.self, limit: Limits.kioskBodyBytes)
            try await answered { () async throws(StoreError) in
                try await officers.retireOfficer(body.number, by: body.by, at: .now())
            }
            return Response.json(["retired": body.number], status: .created)
        }
        router.get("/v1/crossings/{crossing}/decision") { _, context in
            let id = try context.crossing()
            let found = try await answered { () async throws(StoreError) in try await officers.decision(on: id) }
            guard let found else {
                throw ProblemDetails("notDecided", status: .notFound, title: "No officer has decided this crossing")
            }
            return Response.json(found)
        }
        router.put("/v1/crossings/{crossing}/decision") { request, context in
            try await decide(request, context.crossing())
        }
    }

    private struct NewOfficer: Decodable {
        let number: String
        let name: String
        let role: Officer.Role
        /// Who enters the officer.
        let by: String
    }

    private struct Retirement: Decodable {
        let number: String
        let by: String
    }

    private struct DecisionRequest: Decodable {
        let kind: OfficerDecision.Kind
        let officer: String
        let secondOfficer: String?
        let reason: String
        let authority: String?
    }

    private func decide(_ request: Request, _ id: CrossingID) async throws -> Response {
        let body = try await request.json(DecisionRequest.self, limit: Limits.kioskBodyBytes)
        let record = try await answered { () async throws(StoreError) in try await crossings.crossing(id) }
        guard let record else {
            throw ProblemDetails("unknownCrossing", status: .notFound, title: "There is no such crossing")
        }
        let now = UnixTime.now()
        let decision: OfficerDecision
        do throws(DecisionFault) {
            decision = try OfficerDecision.make(
                body.kind, on: record, officer: body.officer, secondOfficer: body.secondOfficer, reason: body.reason,
                authority: body.authority, rulebook: rulebooks.rulebook(on: UlaanbaatarCalendar.day(of: now)), at: now)
        } catch {
            throw ProblemDetails(
                "decision.\(error.code)", status: .conflict, title: "\(error.text.mn) · \(error.text.en)")
        }
        try await answered { () async throws(StoreError) in try await officers.decide(decision) }
        return Response.json(decision, status: .created)
    }
}
