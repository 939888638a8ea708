internal import Checkpoint
internal import Hummingbird
internal import Support

/// What administrators do to keep the database: the end of what has outlived its time.
struct KeepingRoutes: Sendable {
    let stores: ControlStores
    let periods: RetentionPeriods

    func add(to router: Router<BasicRequestContext>) {
        router.post("/v1/retention") { request, _ in
            let run = try await request.json(Run.self, limit: Limits.kioskBodyBytes)
            let outcomes = try await answered { () async throws(StoreError) in
                try await stores.retention.retain(periods, at: .now(), dryRun: run.dryRun)
            }
            return Response.json(outcomes)
        }
    }

    private struct Run: Codable {
        var dryRun: Bool
    }
}
