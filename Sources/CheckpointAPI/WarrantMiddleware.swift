internal import Checkpoint
internal import HTTPTypes
internal import Hummingbird

/// Finds out on whose log-in a request acts, before its body is read. A token that is carried has to be right, also where
/// none is needed.
struct WarrantMiddleware<Context: RequestContext>: RouterMiddleware {
    let desk: LogInDesk
    /// Whether nobody acts at this door without a log-in.
    let isLogInNeeded: Bool

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let first = try await logIn(request, .authorization)
        guard first != nil || !isLogInNeeded else { throw ProblemDetails.logInNeeded }
        let second = try await logIn(request, Warrant.secondHeader)
        let warrant = Warrant(logIn: first, second: second, isLogInNeeded: isLogInNeeded)
        return try await Warrant.$current.withValue(warrant) { try await next(request, context) }
    }

    private func logIn(_ request: Request, _ name: HTTPField.Name?) async throws -> LogIn? {
        guard let name, let header = request.headers[name] else { return nil }
        return try await desk.logIn(bearing: header)
    }
}

extension Warrant {
    /// Where the second officer's token stands.
    fileprivate static var secondHeader: HTTPField.Name? { HTTPField.Name("Second-Authorization") }

    /// Refuses whoever acts in the name of an officer whose log-in is not there.
    ///
    /// - Parameters:
    ///   - officer: the number that the request names.
    ///   - second: that of the second officer.
    static func require(_ officer: String, second: String? = nil) throws(ProblemDetails) {
        guard let warrant = current else { throw ProblemDetails.logInNeeded }
        try require(officer, warrant.logIn, "officer", warrant)
        if let second { try require(second, warrant.second, "secondOfficer", warrant) }
    }

    private static func require(
        _ officer: String, _ logIn: LogIn?, _ field: String, _ warrant: Warrant
    ) throws(ProblemDetails) {
        guard let logIn else {
            guard warrant.isLogInNeeded else { return }
            throw ProblemDetails(
                "logInNeeded", status: .unauthorized,
                title: "\(field): энэ ажилтан мөн нэвтрэх ёстой · this officer has to log in, too",
                detail: "POST /v1/lanes/{lane}/officer at a lane of their own, then send their token: "
                    + "Authorization: Bearer TOKEN for officer, Second-Authorization for secondOfficer")
        }
        guard logIn.officer == officer else {
            throw ProblemDetails(
                "otherOfficer", status: .unauthorized,
                title: "\(field): нэвтэрсэн ажилтан өөр байна · it is another officer who is logged in",
                detail: "name the officer whose token you send, or log in yourself: POST /v1/lanes/{lane}/officer")
        }
    }
}
