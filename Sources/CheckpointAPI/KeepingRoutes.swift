internal import Checkpoint
internal import Hummingbird
internal import Support

/// What administrators do: lists, devices, the end of what has outlived its time. For the control socket only, whose file
/// mode says who may.
struct KeepingRoutes: Sendable {
    let stores: ControlStores
    let periods: RetentionPeriods
    let listTrust: ListTrust
    let devices: @Sendable () async -> [DeviceRow]

    func add(to router: some RouterMethods<BasicRequestContext>) {
        router.put("/v1/lists/exit-restrictions") { request, _ in
            let (list, file) = try await request.jsonFile(ExitRestrictionList.self, limit: Limits.controlBodyBytes)
            try list.check()
            let parameters = request.uri.queryParameters
            if let officer = parameters["officer"] { try Warrant.require(String(officer)) }
            let delivery = try list.delivery(
                of: file, signature: parameters["signature"].map { String($0) },
                officer: parameters["officer"].map { String($0) }, trust: listTrust, at: .now())
            try await answered { () async throws(StoreError) in
                try await stores.restrictions.replaceExitRestrictions(delivery)
            }
            return Response.json(["entries": list.entries.count])
        }
        router.get("/v1/devices") { _, _ in Response.json(await devices()) }
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
