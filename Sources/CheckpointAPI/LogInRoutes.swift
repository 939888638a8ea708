internal import Checkpoint
internal import HTTPTypes
internal import Hummingbird
internal import Support

/// Officers begin and end their work at a lane; administrators give them passphrases.
struct LogInRoutes: Sendable {
    let lanes: [LaneID: Lane]
    let desk: LogInDesk

    /// For both doors.
    ///
    /// - Parameter isTrusted: whether whoever reaches the door may end a log-in without its token.
    func add(to router: Router<BasicRequestContext>, isTrusted: Bool) {
        router.post("/v1/lanes/{lane}/officer") { request, context in
            let lane = try lanes.lane(context).id
            return Response.json(try await logIn(request, lane), status: .created)
        }
        router.get("/v1/lanes/{lane}/officer") { _, context in
            let lane = try lanes.lane(context).id
            let found = try await answered { () async throws(StoreError) in try await desk.logIn(at: lane) }
            guard let found else { throw Self.nobody }
            return Response.json(found)
        }
        router.delete("/v1/lanes/{lane}/officer") { request, context in
            let lane = try lanes.lane(context).id
            guard isTrusted, request.headers[.authorization] == nil else {
                return Response.json(["loggedOut": try await logOut(request, lane)])
            }
            guard let by = request.uri.queryParameters["by"].map(String.init), !by.isEmpty else {
                throw ProblemDetails(
                    "byNeeded", status: .badRequest, title: "Хэн дуусгаж байгааг хэлнэ үү · Say who ends it",
                    detail: "?by=NAME, or Authorization: Bearer TOKEN of the log-in itself")
            }
            let ended = try await answered { () async throws(StoreError) in try await desk.free(lane, by: by) }
            guard let ended else { throw Self.nobody }
            return Response.json(["loggedOut": ended.officer])
        }
    }

    /// For the control socket.
    func addManagement(to router: some RouterMethods<BasicRequestContext>) {
        router.post("/v1/officers/passphrases") { request, _ in
            let body = try await request.json(NewPassphrase.self, limit: Limits.kioskBodyBytes)
            guard let passphrase = Passphrase(body.passphrase), passphrase.isLongEnough else {
                throw ProblemDetails(
                    "badPassphrase", status: .unprocessableContent,
                    title: "Нууц үг тохирохгүй · The passphrase cannot be used", detail: Passphrase.demand)
            }
            try await answered { () async throws(StoreError) in
                try await desk.setPassphrase(passphrase, ofOfficer: body.number, by: body.by)
            }
            return Response.json(["passphraseOf": body.number], status: .created)
        }
        router.get("/v1/officers/log-ins") { _, _ in
            Response.json(try await answered { () async throws(StoreError) in try await desk.logIns() })
        }
    }

    private struct NewPassphrase: Decodable {
        let number: String
        let passphrase: String
        /// Who sets it.
        let by: String
    }

    private struct Credentials: Decodable {
        let officer: String
        let passphrase: String
    }

    /// The token is shown here and never again.
    private struct LoggedIn: Encodable {
        let logIn: Int64
        let officer: String
        let lane: LaneID
        let since: UnixTime
        let until: UnixTime
        let token: String
    }

    private func logIn(_ request: Request, _ lane: LaneID) async throws -> LoggedIn {
        let body = try await request.json(Credentials.self, limit: Limits.kioskBodyBytes)
        guard (1...Checkpoint.Limits.officerBytes).contains(body.officer.utf8.count),
            let passphrase = Passphrase(body.passphrase)
        else {
            throw ProblemDetails(
                "badLogIn", status: .unprocessableContent,
                title: "Дугаар, нууц үгээ бүрэн оруулна уу · Give your number and your passphrase",
                detail: "officer takes 1 to \(Checkpoint.Limits.officerBytes) bytes, passphrase 1 to "
                    + "\(Passphrase.mostBytes), on one line")
        }
        do throws(LogInFault) {
            let (logIn, token) = try await desk.logIn(body.officer, passphrase, at: lane)
            return LoggedIn(
                logIn: logIn.id, officer: logIn.officer, lane: logIn.lane, since: logIn.since, until: logIn.until,
                token: token.text)
        } catch {
            throw ProblemDetails(error)
        }
    }

    /// Ends the log-in whose token the request carries; its officer.
    private func logOut(_ request: Request, _ lane: LaneID) async throws -> String {
        guard let token = request.headers[.authorization] else { throw ProblemDetails.logInNeeded }
        let logIn = try await desk.logIn(bearing: token)
        guard logIn.lane == lane else {
            throw ProblemDetails(
                "otherLane", status: .conflict, title: "Өөр эгнээний нэвтрэлт · The log-in is at another lane",
                detail: "log out there: /v1/lanes/\(logIn.lane)/officer")
        }
        let isDone = try await answered { () async throws(StoreError) in try await desk.logOut(logIn) }
        guard isDone else { throw ProblemDetails.logInEnded }
        return logIn.officer
    }

    private static let nobody = ProblemDetails(
        "nobodyOnDuty", status: .notFound, title: "Эгнээнд ажилтан нэвтрээгүй · Nobody is logged in at the lane")
}

extension LogInDesk {
    /// The log-in of a header `Bearer TOKEN` (RFC 6750 §2.1).
    func logIn(bearing header: String) async throws -> LogIn {
        let words = header.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 2, words[0].lowercased() == "bearer", let token = LogInToken(words[1]) else {
            throw ProblemDetails.logInEnded
        }
        let found = try await answered { () async throws(StoreError) in try await logIn(with: token) }
        guard let found else { throw ProblemDetails.logInEnded }
        return found
    }
}

extension ProblemDetails {
    /// Why somebody is not logged in.
    fileprivate init(_ fault: LogInFault) {
        switch fault {
        case .refused:
            self.init(
                "logInRefused", status: .unauthorized,
                title: "Дугаар эсвэл нууц үг буруу байна · The number or the passphrase is not right",
                detail: "try again, or have a passphrase set: boomtctl officer passphrase NUMBER")
        case .wait(let seconds):
            self.init(
                "logInWaits", status: .tooManyRequests,
                title: "Олон удаа буруу оруулсан тул түр хүлээнэ үү · Too many tries were wrong: wait",
                detail: "\(seconds) секундын дараа дахин оролдоно уу · try again after \(seconds) seconds",
                retryAfterSeconds: seconds)
        case .store(let error): self.init(error)
        }
    }

    static let logInNeeded = ProblemDetails(
        "logInNeeded", status: .unauthorized, title: "Эхлээд нэвтэрнэ үү · Log in first",
        detail: "POST /v1/lanes/{lane}/officer, then send Authorization: Bearer TOKEN")

    static let logInEnded = ProblemDetails(
        "logInEnded", status: .unauthorized,
        title: "Нэвтрэлт дууссан эсвэл буруу: дахин нэвтэрнэ үү · The log-in is wrong or has ended: log in again",
        detail: "POST /v1/lanes/{lane}/officer, then send Authorization: Bearer TOKEN")
}
