internal import BorderLaw
internal import Checkpoint
internal import HTTPTypes
internal import Hummingbird
internal import Support
internal import TravelDocument

/// Crossings and permissions, for whoever works as an officer.
struct ControlRoutes: Sendable {
    let stores: ControlStores
    let duplicates: DuplicateFingers
    let rulebooks: RulebookShelf

    func add(to router: some RouterMethods<BasicRequestContext>) {
        router.get("/v1/crossings") { request, _ in
            let limit = request.uri.queryParameters["limit"].flatMap { Int($0) } ?? 50
            let before = request.uri.queryParameters["before"].flatMap { CrossingID(String($0)) }
            let rows = try await answered { () async throws(StoreError) in
                try await stores.crossings.crossings(limit: min(max(limit, 1), Limits.crossingsPerPage), before: before)
            }
            guard let reader = try request.optionalReader() else {
                return Response.json(rows.map(CrossingLine.init))
            }
            try await stores.readings.require(PersonReading(of: "crossings", count: rows.count, by: reader))
            return Response.json(rows)
        }
        router.get("/v1/crossings/{crossing}") { request, context in
            let id = try context.crossing()
            let reader = try request.reader()
            let record = try await answered { () async throws(StoreError) in try await stores.crossings.crossing(id) }
            guard let record else {
                throw ProblemDetails("unknownCrossing", status: .notFound, title: "There is no such crossing")
            }
            let file = try await answered { () async throws(StoreError) in
                CrossingFile(
                    record, decision: try await stores.officers.decision(on: id),
                    settlement: try await stores.settlements.settlement(of: id),
                    particulars: try await stores.particulars.particulars(of: id),
                    grant: try await stores.grants.stayGrant(at: id))
            }
            try await stores.readings.require(
                PersonReading(of: "crossings", document: record.documentKey, crossing: id, count: 1, by: reader))
            return Response.json(file)
        }
        router.get("/v1/crossings/{crossing}/settlement") { _, context in
            let id = try context.crossing()
            let found = try await answered { () async throws(StoreError) in
                try await stores.settlements.settlement(of: id)
            }
            guard let found else {
                throw ProblemDetails("notSettled", status: .notFound, title: "The crossing is not settled")
            }
            return Response.json(found)
        }
        router.put("/v1/crossings/{crossing}/settlement") { request, context in
            let id = try context.crossing()
            let body = try await request.json(SettlementRequest.self, limit: Limits.kioskBodyBytes)
            try Warrant.require(body.officer)
            let settlement = try body.settlement(of: id, at: .now())
            try await answered { () async throws(StoreError) in try await stores.settlements.settle(settlement) }
            return Response.json(settlement, status: .created)
        }
        router.post("/v1/permissions") { request, _ in
            let application = try await request.json(PermissionApplication.self, limit: Limits.controlBodyBytes)
            if let officer = application.consent?.officer { try Warrant.require(officer) }
            let now = UnixTime.now()
            let page = try application.page(at: now)
            let permission = try application.permission(for: page, at: now)
            let day = UlaanbaatarCalendar.day(of: now)
            let stored = try await answered { () async throws(StoreError) in
                try await stores.crossings.gather(
                    FactQuery(
                        document: CrossingDocument(page), direction: .exit, day: day, time: now, station: .eGate))
            }
            try application.check(
                PermissionReview.obstacles(
                    to: permission, zone: page, stored: stored, rulebook: rulebooks.rulebook(on: day), at: now))
            let found = try await answered { () async throws(StoreError) in
                try await duplicates.duplicates(of: permission.fingers, owner: permission.registerNumber)
            }
            try application.check(found)
            let id = try await answered { () async throws(StoreError) in try await stores.permissions.grant(permission)
            }
            return Response.json(["permission": id], status: .created)
        }
        router.get("/v1/permissions") { request, _ in
            let parameters = request.uri.queryParameters
            guard let issuer = parameters["issuer"], let document = parameters["document"] else {
                throw ProblemDetails("badQuery", status: .badRequest, title: "issuer and document are needed")
            }
            let reader = try request.reader()
            let key: DocumentKey
            do throws(EntryFault) {
                key = try DocumentKey(issuer: String(issuer), number: String(document))
            } catch {
                throw ProblemDetails("badQuery", status: .badRequest, title: error.description)
            }
            let rows = try await answered { () async throws(StoreError) in
                try await stores.permissions.permissions(issuer: key.issuer, documentNumber: key.number)
            }
            try await stores.readings.require(
                PersonReading(of: "permissions", document: key, count: rows.count, by: reader))
            return Response.json(rows)
        }
        router.put("/v1/permissions/{permission}/status") { request, context in
            guard let id = Int64(try context.parameters.require("permission")) else {
                throw ProblemDetails("badPermission", status: .badRequest, title: "Not the number of a permission")
            }
            let change = try await request.json(PermissionChange.self, limit: Limits.kioskBodyBytes)
            try Warrant.require(change.officer)
            try await answered { () async throws(StoreError) in
                try await stores.permissions.change(change, ofPermission: id)
            }
            return Response.json(change)
        }
    }
}

extension BasicRequestContext {
    /// The crossing that the path names.
    func crossing() throws -> CrossingID {
        guard let id = CrossingID(try parameters.require("crossing")) else {
            throw ProblemDetails("badCrossing", status: .badRequest, title: "Not the id of a crossing")
        }
        return id
    }
}

/// Turns a store's error into problem details.
func answered<Value>(_ work: () async throws(StoreError) -> Value) async throws -> Value {
    do throws(StoreError) {
        return try await work()
    } catch {
        throw ProblemDetails(error)
    }
}

extension ProblemDetails {
    /// What a store refused.
    init(_ error: StoreError) {
        let status: HTTPResponse.Status =
            switch error.code {
            case .notFound: .notFound
            case .constraint, .officer: .conflict
            case .logIn: .unauthorized
            default: .serviceUnavailable
            }
        let title =
            error.code == .officer
            ? "Ажилтныг хүлээн авсангүй · The officer is not accepted" : "The unified database refused"
        self.init("store.\(error.code.rawValue)", status: status, title: title, detail: error.message)
    }
}

/// A device of this machine, as `boomtctl devices` shows it.
package struct DeviceRow: Codable, Sendable, Equatable {
    /// `reader` or `scanner`.
    package var kind: String
    package var name: String
    /// For example `empty`, `card`, `ready`, `missing`.
    package var state: String

    package init(kind: String, name: String, state: String) {
        self.kind = kind
        self.name = name
        self.state = state
    }
}
