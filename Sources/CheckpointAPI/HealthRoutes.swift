internal import Hummingbird

/// For supervisors: is the process alive, can it serve?
struct HealthRoutes: Sendable {
    /// Nil when the daemon can serve, else the reason without personal data.
    let notReadyBecause: @Sendable () async -> String?

    func add(to router: Router<BasicRequestContext>) {
        router.get("/health/live") { _, _ in Response.json(["status": "live"]) }
        router.get("/health/ready") { _, _ in
            if let reason = await notReadyBecause() {
                return Response.json(["status": "notReady", "reason": reason], status: .serviceUnavailable)
            }
            return Response.json(["status": "ready"])
        }
    }
}
