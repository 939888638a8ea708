internal import Hummingbird

/// How the daemon is, for supervisors; no personal data.
package struct Health: Sendable, Encodable {
    /// What was found of the database at the start.
    package struct Database: Sendable, Encodable {
        /// `none`, `stoppedInOrder` or `killed`.
        package var lastRun: String
        /// Frames of the log that the last run had committed and this one has taken over.
        package var recoveredFrames: Int
        /// `quick` or `thorough`.
        package var check: String
        /// What is damaged; empty for a sound file.
        package var damage: [String]

        package init(lastRun: String, recoveredFrames: Int, check: String, damage: [String]) {
            self.lastRun = lastRun
            self.recoveredFrames = recoveredFrames
            self.check = check
            self.damage = damage
        }
    }

    /// `ready` or `notReady`.
    let status: String
    /// Why the daemon cannot serve; nil when it can.
    package let reason: String?
    /// What to do about it, step by step.
    package let advice: [String]?
    /// Nil at the very first start.
    package let database: Database?
    /// What does not keep the daemon from serving and has to be mended; nil for nothing.
    package let warnings: [String]?

    package init(
        reason: String? = nil, advice: [String]? = nil, database: Database?, warnings: [String]? = nil
    ) {
        status = reason == nil ? "ready" : "notReady"
        self.reason = reason
        self.advice = advice
        self.database = database
        self.warnings = warnings
    }
}

/// For supervisors: is the process alive, can it serve?
struct HealthRoutes: Sendable {
    let health: @Sendable () async -> Health

    func add(to router: Router<BasicRequestContext>) {
        router.get("/health/live") { _, _ in Response.json(["status": "live"]) }
        router.get("/health/ready") { _, _ in
            let health = await health()
            return Response.json(health, status: health.reason == nil ? .ok : .serviceUnavailable)
        }
    }
}
