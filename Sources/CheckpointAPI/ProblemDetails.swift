package import HTTPTypes
internal import Hummingbird
internal import Logging

/// An error as the outside sees it: problem details for HTTP (RFC 9457).
package struct ProblemDetails: Error, Sendable, Codable, Equatable {
    /// Short name, stable for programs, for example `laneBusy`; written as the URN `urn:boomt:problem:<name>`.
    package let type: String
    /// The sentence for people.
    package let title: String
    /// HTTP status code.
    package let status: Int
    /// What to do next.
    package let detail: String?

    /// Where in a delivery the fault stands; nil for one without a place.
    package let place: Place?

    /// When to ask again; also in the header `Retry-After`.
    package let retryAfterSeconds: Int64?

    /// A place in carriers' lists.
    package struct Place: Codable, Sendable, Equatable {
        /// Of the delivery, from 1.
        package let interchange: Int
        /// Of the interchange, from 1; 0 for the whole.
        package let segment: Int
        /// Of that segment; empty when it has none.
        package let tag: String
    }

    package init(
        _ name: String, status: HTTPResponse.Status, title: String, detail: String? = nil, place: Place? = nil,
        retryAfterSeconds: Int64? = nil
    ) {
        self.place = place
        self.retryAfterSeconds = retryAfterSeconds
        type = "urn:boomt:problem:\(name)"
        self.title = title
        self.status = status.code
        self.detail = detail
    }

    func response() -> Response {
        var response = Response.json(self, status: .init(code: status))
        response.headers[.contentType] = "application/problem+json"
        if status == HTTPResponse.Status.unauthorized.code { response.headers[.wwwAuthenticate] = "Bearer" }
        if let retryAfterSeconds { response.headers[.retryAfter] = "\(retryAfterSeconds)" }
        return response
    }
}

/// Turns every error into problem details; what is not ours stays unnamed towards the outside.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as ProblemDetails {
            return problem.response()
        } catch let error as any HTTPResponseError {
            return ProblemDetails("request", status: error.status, title: error.status.reasonPhrase).response()
        } catch {
            context.logger.error("request failed", metadata: ["error": "\(type(of: error))"])
            return ProblemDetails("internal", status: .internalServerError, title: "Internal error").response()
        }
    }
}
