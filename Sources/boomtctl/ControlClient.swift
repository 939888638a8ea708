internal import ArgumentParser
internal import FoundationEssentials
internal import Support

/// Where the daemon listens for this command.
struct ControlOptions: ParsableArguments {
    /// Where an installed daemon listens.
    static let installedSocket = "/run/boomt/control.sock"

    @Option(help: "The daemon's control socket; BOOMT_CONTROL_SOCKET may name it too.")
    var socket = ProcessInfo.processInfo.environment["BOOMT_CONTROL_SOCKET"] ?? installedSocket

    /// A client of that daemon; nothing is sent yet.
    var client: ControlClient { ControlClient(socket: socket) }
}

/// Asks the daemon over its control socket.
struct ControlClient {
    private let http: LocalHTTPClient

    /// A client of the daemon that listens on a Unix socket.
    init(socket: String) {
        http = LocalHTTPClient(endpoint: .unix(path: socket), timeoutSeconds: Limits.daemonSeconds)
    }

    /// Sends a request and decodes the answer.
    ///
    /// - Parameter body: sent as JSON.
    /// - Throws: `notReachable` without a daemon or when its store is ill, `negative` when it refuses.
    func ask<Answer: Decodable>(
        _ type: Answer.Type, _ method: String, _ path: String, body: (any Encodable)? = nil
    ) throws(CommandFailure) -> Answer {
        var json: [UInt8]?
        if let body { json = try Output.bytes(body) }
        return try ask(type, method, path, json: json)
    }

    /// Sends a JSON text to the byte and decodes the answer.
    func ask<Answer: Decodable>(
        _ type: Answer.Type, _ method: String, _ path: String, json: [UInt8]?
    ) throws(CommandFailure) -> Answer {
        let response = try send(method, path, json)
        guard (200...299).contains(response.status) else { throw Self.refusal(response) }
        do {
            return try JSONDecoder().decode(type, from: Data(response.body))
        } catch {
            throw CommandFailure(
                .notReachable, "the daemon answered something that this version does not understand",
                advice: "boomtd and boomtctl should be of one version")
        }
    }

    private func send(
        _ method: String, _ path: String, _ json: [UInt8]?
    ) throws(CommandFailure) -> LocalHTTPResponse {
        do throws(LocalServiceError) {
            return try http.send(method, path, json: json)
        } catch {
            switch error.code {
            case .badAddress: throw CommandFailure(.unusable, error.message)
            case .notReachable:
                throw CommandFailure(
                    .notReachable, error.message,
                    advice: "is boomtd running? systemctl status boomtd, or give --socket")
            default: throw CommandFailure(.notReachable, "the daemon failed to answer: \(error)")
            }
        }
    }

    /// The part of RFC 9457 problem details that people read.
    private struct Problem: Decodable {
        var title: String
        var detail: String?
    }

    private static func refusal(_ response: LocalHTTPResponse) -> CommandFailure {
        let problem = try? JSONDecoder().decode(Problem.self, from: Data(response.body))
        let message = problem?.title ?? "the daemon answered with status \(response.status)"
        let status: ExitStatus =
            switch response.status {
            case 400, 413, 415: .unusable
            case 401, 404, 409, 422, 429: .negative
            default: .notReachable
            }
        return CommandFailure(status, message, advice: problem?.detail)
    }
}
