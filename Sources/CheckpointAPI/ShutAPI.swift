internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
package import Logging
package import ServiceLifecycle

/// The two doors of a daemon that may open no gate: they tell why to whoever asks, and do nothing else.
package struct ShutAPI: Sendable {
    private let health: Health
    private let logger: Logger

    /// - Parameter health: with the reason, and what to do.
    package init(health: Health, logger: Logger) {
        self.health = health
        self.logger = logger
    }

    /// The kiosks' door.
    package func kioskService(
        address: String, port: Int, onRunning: @escaping @Sendable (Int) async -> Void
    ) -> any Service {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: ProblemMiddleware())
        router.add(middleware: LoopbackHostMiddleware())
        addRoutes(to: router)
        return Application(
            router: router,
            configuration: .init(
                address: .hostname(address, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(Limits.kioskConnections)),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) }, logger: logger)
    }

    /// The door of `boomtctl`.
    package func controlService(socketPath: String, onRunning: @escaping @Sendable () async -> Void) -> any Service {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: ProblemMiddleware())
        addRoutes(to: router)
        return Application(
            router: router, configuration: .init(address: .unixDomainSocket(path: socketPath)),
            onServerRunning: { _ in await onRunning() }, logger: logger)
    }

    private func addRoutes(to router: Router<BasicRequestContext>) {
        router.add(middleware: ShutMiddleware(health: health))
        let health = health
        HealthRoutes { health }.add(to: router)
    }
}

/// Answers everything but the question for health with the reason.
private struct ShutMiddleware<Context: RequestContext>: RouterMiddleware {
    let health: Health

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard request.uri.path.hasPrefix("/health/") else {
            throw ProblemDetails(
                "shut", status: .serviceUnavailable, title: health.reason ?? "The daemon cannot serve",
                detail: health.advice?.joined(separator: "; "))
        }
        return try await next(request, context)
    }
}
