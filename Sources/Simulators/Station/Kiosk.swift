internal import Foundation
package import Support

/// What a lane tells its kiosk, as the kiosk reads it.
package struct KioskEvent: Codable, Sendable, Equatable {
    package struct Text: Codable, Sendable, Equatable {
        package var mn: String
        package var en: String
    }

    package struct Reason: Codable, Sendable, Equatable {
        package var rule: String
        package var citation: String
        package var text: Text
    }

    package var event: String
    package var crossing: String?
    package var step: String?
    package var percent: Int?
    package var attempt: Int?
    package var outcome: String?
    package var gate: String?
    package var text: Text
    package var reasons: [Reason]?
}

/// A kiosk at one lane: speaks the daemon's HTTP as a kiosk's program would.
package struct Kiosk: Sendable {
    package let client: LocalHTTPClient
    package let lane: String

    package init(client: LocalHTTPClient, lane: String) {
        self.client = client
        self.lane = lane
    }

    /// Sends the MRZ; returns the status and, if the crossing began, its id.
    package func begin(mrz: String, direction: String) throws(LocalServiceError) -> (status: Int, crossing: String?) {
        let body = Self.json(["mrz": mrz, "direction": direction])
        let answer = try client.send("POST", "/v1/lanes/\(lane)/crossings", json: body)
        let fields = try? JSONDecoder().decode([String: String].self, from: Data(answer.body))
        return (answer.status, fields?["crossing"])
    }

    /// Says what the gate's sensor saw; returns the status.
    package func reportPassage(of crossing: String, passed: Bool) throws(LocalServiceError) -> Int {
        let body = Self.json(["passed": passed])
        return try client.send("POST", "/v1/lanes/\(lane)/crossings/\(crossing)/passage", json: body).status
    }

    /// The lane's event stream, read on a thread of its own until the daemon or the consumer ends it.
    package func events(after lastEventID: String? = nil) -> AsyncStream<(id: String?, event: KioskEvent)> {
        let (stream, continuation) = AsyncStream.makeStream(of: (id: String?, event: KioskEvent).self)
        let path = "/v1/lanes/\(lane)/events"
        let started = SystemThread.start {
            defer { continuation.finish() }
            do throws(LocalServiceError) {
                var bytes = try client.open(
                    "GET", path, json: nil, headers: lastEventID.map { [("Last-Event-ID", $0)] } ?? [])
                var parser = ServerSentEventParser()
                while let part = try bytes.next() {
                    for raw in try parser.feed(part) {
                        guard let event = try? JSONDecoder().decode(KioskEvent.self, from: Data(raw.data.utf8)) else {
                            continue
                        }
                        if case .terminated = continuation.yield((raw.id, event)) { return }
                    }
                }
            } catch {
                // A stream that breaks ends; the consumer sees that nothing more comes.
                return
            }
        }
        if !started { continuation.finish() }
        return stream
    }

    private static func json(_ value: some Encodable) -> [UInt8] {
        (try? JSONEncoder().encode(value)).map { [UInt8]($0) } ?? []
    }
}
