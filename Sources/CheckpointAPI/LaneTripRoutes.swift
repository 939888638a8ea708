internal import BorderLaw
internal import Checkpoint
internal import HTTPTypes
internal import Hummingbird
internal import Support

/// Which trip a lane serves.
struct LaneTripRoutes: Sendable {
    let lanes: [LaneID: Lane]
    let store: any LaneTripStore

    func add(to router: some RouterMethods<BasicRequestContext>) {
        router.get("/v1/lanes/{lane}/trip") { _, context in
            guard let trip = try await lanes.lane(context).trip else {
                throw ProblemDetails("noTrip", status: .notFound, title: "The lane serves no trip of its own")
            }
            return Response.json(trip)
        }
        router.put("/v1/lanes/{lane}/trip") { request, context in
            let lane = try lanes.lane(context)
            let body = try await request.json(Assignment.self, limit: Limits.kioskBodyBytes)
            try Warrant.require(body.officer)
            let trip = try body.laneTrip(at: .now())
            let place = try await answered { () async throws(StoreError) in
                try await store.record(trip, of: lane.id, by: body.officer)
            }
            await lane.serve(trip, journaledAt: place)
            guard let trip else { return Response.json(["released": lane.id.text]) }
            return Response.json(trip)
        }
    }

    private struct Assignment: Decodable {
        /// Null: the lane serves no trip from now on. It has to be said: a wrong word in its place ends nothing.
        let trip: Trip?
        let direction: Direction?
        let officer: String

        private enum CodingKeys: CodingKey {
            case trip, direction, officer
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            trip = try container.decode(Trip?.self, forKey: .trip)
            direction = try container.decodeIfPresent(Direction.self, forKey: .direction)
            officer = try container.decode(String.self, forKey: .officer)
        }

        func laneTrip(at time: UnixTime) throws(ProblemDetails) -> LaneTrip? {
            guard let trip else { return nil }
            guard let direction else {
                throw ProblemDetails("badTrip", status: .unprocessableContent, title: "direction: is needed")
            }
            guard let found = LaneTrip(trip, direction: direction, officer: officer, since: time) else {
                throw ProblemDetails(
                    "badTrip", status: .unprocessableContent,
                    title:
                        "Нислэг эсвэл галт тэрэг, өчигдрөөс маргааш хүртэл · A flight or train, of yesterday to tomorrow"
                )
            }
            return found
        }
    }
}

extension [LaneID: Lane] {
    /// The lane that the path names.
    func lane(_ context: BasicRequestContext) throws -> Lane {
        guard let id = LaneID(try context.parameters.require("lane")), let lane = self[id] else {
            throw ProblemDetails("unknownLane", status: .notFound, title: "There is no such lane")
        }
        return lane
    }
}
