internal import HTTPTypes
internal import Hummingbird

/// Answers only requests that name this machine.
///
/// A page in a kiosk's browser can bring a name of its own to point at 127.0.0.1 (DNS rebinding) and would then count as
/// the same origin; the `Host` it sends gives it away.
struct LoopbackHostMiddleware<Context: RequestContext>: RouterMiddleware {
    private static var names: Set<Substring> { ["localhost", "127.0.0.1", "[::1]"] }

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let host = request.head.authority, Self.names.contains(Self.withoutPort(host)) else {
            throw ProblemDetails("host", status: .init(code: 421), title: "This service answers for localhost only")
        }
        return try await next(request, context)
    }

    private static func withoutPort(_ host: String) -> Substring {
        guard let colon = host.lastIndex(of: ":"), host[host.index(after: colon)...].allSatisfy(\.isNumber) else {
            return host[...]
        }
        return host[..<colon]
    }
}
