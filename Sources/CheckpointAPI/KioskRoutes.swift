internal import BorderLaw
internal import Checkpoint
internal import HTTPTypes
internal import Hummingbird

/// What a kiosk sees of its lane.
struct KioskRoutes: Sendable {
    let lanes: [LaneID: Lane]
    let events: EventStream

    func add(to router: Router<BasicRequestContext>) {
        router.post("/v1/lanes/{lane}/crossings") { request, context in
            try await begin(request, lane(context))
        }
        router.post("/v1/lanes/{lane}/crossings/{crossing}/passage") { request, context in
            try await reportPassage(request, lane(context), crossing(context))
        }
        router.get("/v1/lanes/{lane}/events") { request, context in
            try events.response(
                of: lane(context), lastEventID: HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] })
        }
        router.get("/v1/lanes") { _, _ in
            var rows: [LaneRow] = []
            for (id, lane) in lanes.sorted(by: { $0.key.text < $1.key.text }) {
                let trip = await lane.trip
                rows.append(
                    LaneRow(lane: id.text, idle: await lane.isIdle, trip: trip?.trip, direction: trip?.direction))
            }
            return Response.json(rows)
        }
    }

    private struct LaneRow: Codable {
        let lane: String
        let idle: Bool
        /// What the lane serves; nil for no trip of its own.
        let trip: Trip?
        let direction: Direction?
    }

    private struct CrossingRequest: Codable {
        let mrz: String
        let direction: Direction
        let trip: Trip?
    }

    private struct CrossingStarted: Codable {
        let crossing: CrossingID
    }

    private struct PassageReport: Codable {
        let passed: Bool
    }

    private func begin(_ request: Request, _ lane: Lane) async throws -> Response {
        let body = try await request.json(CrossingRequest.self, limit: Limits.kioskBodyBytes)
        do {
            let id = try await lane.begin(mrzText: body.mrz, direction: body.direction, trip: body.trip)
            return Response.json(CrossingStarted(crossing: id), status: .created)
        } catch {
            throw Self.problem(error)
        }
    }

    private func reportPassage(_ request: Request, _ lane: Lane, _ crossing: CrossingID) async throws -> Response {
        let body = try await request.json(PassageReport.self, limit: Limits.kioskBodyBytes)
        do {
            try await lane.reportPassage(of: crossing, passed: body.passed)
            return Response(status: .noContent)
        } catch {
            throw Self.problem(error)
        }
    }

    private func lane(_ context: BasicRequestContext) throws -> Lane { try lanes.lane(context) }

    private func crossing(_ context: BasicRequestContext) throws -> CrossingID {
        guard let id = CrossingID(try context.parameters.require("crossing")) else {
            throw ProblemDetails("badCrossing", status: .badRequest, title: "Not the id of a crossing")
        }
        return id
    }

    private static func problem(_ error: LaneError) -> ProblemDetails {
        switch error.code {
        case .busy:
            ProblemDetails(
                "laneBusy", status: .conflict, title: "Another traveller is being served",
                detail: "Wait for the event 'ready'.")
        case .outOfService:
            ProblemDetails(
                "outOfService", status: .serviceUnavailable, title: "Records cannot be stored",
                detail: "Free space on the disk of the database, then try again.")
        case .stopping: ProblemDetails("stopping", status: .serviceUnavailable, title: "The service is stopping")
        case .noOpenGate: ProblemDetails("noOpenGate", status: .conflict, title: "No gate is open for this crossing")
        }
    }
}
