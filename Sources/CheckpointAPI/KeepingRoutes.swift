internal import Checkpoint
internal import Hummingbird
internal import Support

/// What administrators do to keep the database: the end of permissions, and of what has outlived its time.
struct KeepingRoutes: Sendable {
    let stores: ControlStores
    let periods: RetentionPeriods

    func add(to router: Router<BasicRequestContext>) {
        router.put("/v1/permissions/{permission}/status") { request, context in
            let text = try context.parameters.require("permission")
            guard let id = Int64(text), id > 0 else {
                throw ProblemDetails("badPermission", status: .badRequest, title: "Not the number of a permission")
            }
            let change = try await request.json(StatusChange.self, limit: Limits.kioskBodyBytes)
            guard (1...512).contains(change.by.utf8.count) else {
                throw ProblemDetails(
                    "badRequest", status: .badRequest, title: "The body does not fit the interface",
                    detail: "by: is empty or too long")
            }
            try await answered { () async throws(StoreError) in
                try await stores.permissions.setStatus(change.status, ofPermission: id, by: change.by)
            }
            return Response.json(["status": change.status])
        }
        router.post("/v1/retention") { request, _ in
            let run = try await request.json(Run.self, limit: Limits.kioskBodyBytes)
            let outcomes = try await answered { () async throws(StoreError) in
                try await stores.retention.retain(periods, at: .now(), dryRun: run.dryRun)
            }
            return Response.json(outcomes)
        }
    }

    private struct StatusChange: Codable {
        var status: EGatePermission.Status
        var by: String
    }

    private struct Run: Codable {
        var dryRun: Bool
    }
}
