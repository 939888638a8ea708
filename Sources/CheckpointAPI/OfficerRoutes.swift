internal import BorderLaw
internal import Checkpoint
internal import HTTPTypes
internal import Hummingbird
internal import Support
internal import TravelDocument

/// Officers, what they decide about referred travellers, and what they add to records.
struct OfficerRoutes: Sendable {
    let stores: ControlStores
    let rulebooks: RulebookShelf

    func add(to router: some RouterMethods<BasicRequestContext>) {
        router.put("/v1/crossings/{crossing}/decision") { request, context in
            try await decide(request, context.crossing())
        }
        router.post("/v1/crossings/{crossing}/particulars") { request, context in
            let id = try context.crossing()
            let body = try await request.json(Description.self, limit: Limits.kioskBodyBytes)
            try Warrant.require(body.officer)
            let particulars = body.particulars(at: .now())
            if let fault = particulars.fault {
                throw ProblemDetails(
                    "badParticulars", status: .unprocessableContent, title: "\(fault.field): \(fault.reason)")
            }
            try await answered { () async throws(StoreError) in
                try await stores.particulars.describe(id, particulars)
            }
            return Response.json(particulars, status: .created)
        }
        router.post("/v1/crossings/{crossing}/grants") { request, context in
            let id = try context.crossing()
            let body = try await request.json(Grant.self, limit: Limits.kioskBodyBytes)
            try Warrant.require(body.officer)
            let grant = EntryGrant(
                crossing: id, days: body.days, until: body.until, authority: body.authority, officer: body.officer,
                recordedAt: .now())
            try await answered { () async throws(StoreError) in try await stores.grants.grantStay(grant) }
            return Response.json(grant, status: .created)
        }
    }

    /// Who is an officer: for the control socket only.
    func addManagement(to router: some RouterMethods<BasicRequestContext>) {
        router.get("/v1/officers") { _, _ in
            Response.json(
                try await answered { () async throws(StoreError) in try await stores.officers.officers() })
        }
        router.post("/v1/officers") { request, _ in
            let body = try await request.json(NewOfficer.self, limit: Limits.kioskBodyBytes)
            let officer = Officer(
                number: body.number, name: body.name, role: body.role, addedAt: .now(), addedBy: body.by)
            try await answered { () async throws(StoreError) in try await stores.officers.add(officer) }
            return Response.json(officer, status: .created)
        }
        router.post("/v1/officers/retirements") { request, _ in
            let body = try await request.json(Retirement.self, limit: Limits.kioskBodyBytes)
            try await answered { () async throws(StoreError) in
                try await stores.officers.retireOfficer(body.number, by: body.by, at: .now())
            }
            return Response.json(["retired": body.number], status: .created)
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

    private struct Grant: Decodable {
        let days: Int?
        let until: CivilDate?
        let authority: String
        let officer: String
    }

    private struct Description: Decodable {
        let purpose: String?
        let fromCountry: String?
        let toCountry: String?
        let stayDays: Int?
        let isDriver: Bool?
        let isCrew: Bool?
        let isOnDuty: Bool?
        let companion: CrossingID?
        let relation: CrossingParticulars.Relation?
        let officer: String

        func particulars(at time: UnixTime) -> CrossingParticulars {
            CrossingParticulars(
                purpose: purpose, fromCountry: fromCountry, toCountry: toCountry, stayDays: stayDays,
                isDriver: isDriver ?? false, isCrew: isCrew ?? false, isOnDuty: isOnDuty ?? false,
                companion: companion, relation: relation, officer: officer, recordedAt: time)
        }
    }

    private func decide(_ request: Request, _ id: CrossingID) async throws -> Response {
        let body = try await request.json(DecisionRequest.self, limit: Limits.kioskBodyBytes)
        try Warrant.require(body.officer, second: body.secondOfficer)
        let record = try await answered { () async throws(StoreError) in try await stores.crossings.crossing(id) }
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
        try await answered { () async throws(StoreError) in try await stores.officers.decide(decision) }
        return Response.json(decision, status: .created)
    }
}
