import Foundation
import Support

/// Requests as no decent kiosk would send them.
struct RawHTTP {
    struct Answer {
        let status: Int
        let contentType: String
        let body: [UInt8]

        /// The members of a problem (RFC 9457).
        var problem: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
        }
    }

    let endpoint: LocalEndpoint

    /// Sends the bytes and takes whatever comes until the daemon hangs up; nil when it hangs up without a word.
    func exchange(_ bytes: [UInt8]) throws(LocalServiceError) -> Answer? {
        let socket = try LocalSocket(connectingTo: endpoint, timeoutSeconds: 20)
        try? socket.write(bytes)
        var received: [UInt8] = []
        while let part = try? socket.read(), !part.isEmpty { received += part }
        return Self.answer(received)
    }

    /// A whole request that asks to hang up afterwards.
    func send(
        _ method: String, _ path: String, type: String? = "application/json", body: [UInt8] = []
    ) throws(LocalServiceError) -> Answer? {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        if let type { head += "Content-Type: \(type)\r\n" }
        return try exchange(Array((head + "Content-Length: \(body.count)\r\n\r\n").utf8) + body)
    }

    /// Sends the bytes and goes away.
    func abandon(_ bytes: [UInt8]) throws(LocalServiceError) {
        let socket = try LocalSocket(connectingTo: endpoint, timeoutSeconds: 20)
        try socket.write(bytes)
    }

    private static func answer(_ bytes: [UInt8]) -> Answer? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        let type = lines.first { $0.lowercased().hasPrefix("content-type:") }
        return Answer(
            status: status,
            contentType: type.map { String($0.dropFirst(13)).trimmingCharacters(in: .whitespaces) } ?? "",
            body: Array(text[end.upperBound...].utf8))
    }
}
