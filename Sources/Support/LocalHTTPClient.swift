/// A response with its whole body.
package struct LocalHTTPResponse: Sendable, Equatable {
    /// HTTP status code, 100 to 599.
    package let status: Int
    package let body: [UInt8]

    package var text: String { String(decoding: body, as: UTF8.self) }
}

/// A small HTTP/1.1 client for services of this machine: the daemon's control socket and its kiosk port.
///
/// One request a connection, no TLS, no redirects, bounded answers. Calls block: use it from a command-line tool or
/// from a thread of its own. Framing follows RFC 9112 §6 (Content-Length, chunked, or until close).
package struct LocalHTTPClient: Sendable {
    package let endpoint: LocalEndpoint
    private let timeoutSeconds: Int

    /// Largest body that is taken: 64 MiB.
    package static let bodyLimit = 64 << 20

    package init(endpoint: LocalEndpoint, timeoutSeconds: Int = 30) {
        self.endpoint = endpoint
        self.timeoutSeconds = timeoutSeconds
    }

    /// Sends one request and waits for the whole answer.
    ///
    /// - Parameter json: body, sent as `application/json`.
    package func send(
        _ method: String, _ path: String, json: [UInt8]? = nil
    ) throws(LocalServiceError) -> LocalHTTPResponse {
        var stream = try open(method, path, json: json, headers: [])
        var body: [UInt8] = []
        while let part = try stream.next() {
            body += part
            guard body.count <= Self.bodyLimit else { throw LocalServiceError(.tooLarge, "the answer is too large") }
        }
        return LocalHTTPResponse(status: stream.status, body: body)
    }

    /// Sends one request and gives its body part by part as it arrives.
    package func open(
        _ method: String, _ path: String, json: [UInt8]?, headers: [(String, String)]
    ) throws(LocalServiceError) -> LocalHTTPStream {
        let socket = try LocalSocket(connectingTo: endpoint, timeoutSeconds: timeoutSeconds)
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if let json { head += "Content-Type: application/json\r\nContent-Length: \(json.count)\r\n" }
        try socket.write(Array(head.utf8) + [13, 10] + (json ?? []))
        return try LocalHTTPStream(socket)
    }
}

/// A response whose body is still arriving.
package struct LocalHTTPStream: ~Copyable {
    /// HTTP status code.
    package let status: Int

    private enum Framing { case chunked, length(remaining: Int), untilClose, finished }

    private let socket: LocalSocket
    private var buffer: [UInt8] = []
    private var framing: Framing

    fileprivate init(_ connected: consuming LocalSocket) throws(LocalServiceError) {
        var received: [UInt8] = []
        var end: Int?
        while end == nil {
            let part = try connected.read()
            guard !part.isEmpty, received.count < 65_536 else {
                throw LocalServiceError(.badResponse, "the answer has no complete header")
            }
            received += part
            end = Self.headerEnd(received)
        }
        let headerLength = end ?? 0
        let lines = String(decoding: received[..<headerLength], as: UTF8.self)
            .split(whereSeparator: \.isNewline).map(String.init)
        guard let first = lines.first?.split(separator: " "), first.count >= 2, first[0].hasPrefix("HTTP/1."),
            let code = Int(first[1]), (100...599).contains(code)
        else { throw LocalServiceError(.badResponse, "not an HTTP answer") }
        status = code
        framing = .untilClose
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let name = line[..<colon].lowercased()
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            if name == "transfer-encoding", value.lowercased() == "chunked" { framing = .chunked }
            if name == "content-length", let length = Int(value), length >= 0 { framing = .length(remaining: length) }
        }
        if code == 204 || code == 304 { framing = .finished }
        buffer = Array(received[(headerLength + 4)...])
        socket = connected
    }

    /// The next part of the body, or nil at its end.
    package mutating func next() throws(LocalServiceError) -> [UInt8]? {
        switch framing {
        case .finished: return nil
        case .untilClose:
            let part = buffer.isEmpty ? try socket.read() : buffer
            buffer = []
            return part.isEmpty ? nil : part
        case .length(let remaining):
            guard remaining > 0 else { return nil }
            try fill(1)
            let part = Array(buffer.prefix(remaining))
            buffer.removeFirst(part.count)
            framing = .length(remaining: remaining - part.count)
            return part
        case .chunked: return try nextChunk()
        }
    }

    private mutating func nextChunk() throws(LocalServiceError) -> [UInt8]? {
        var line: [UInt8] = []
        while !line.ends(with: [13, 10]) {
            try fill(1)
            line.append(buffer.removeFirst())
            guard line.count < 256 else { throw LocalServiceError(.badResponse, "a chunk header is too long") }
        }
        let digits = String(decoding: line.dropLast(2).prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
        guard let size = Int(digits, radix: 16), size >= 0, size <= LocalHTTPClient.bodyLimit else {
            throw LocalServiceError(.badResponse, "a chunk has no valid size")
        }
        guard size > 0 else {
            framing = .finished
            return nil
        }
        try fill(size + 2)
        let chunk = Array(buffer.prefix(size))
        buffer.removeFirst(size + 2)
        return chunk
    }

    private mutating func fill(_ count: Int) throws(LocalServiceError) {
        while buffer.count < count {
            let part = try socket.read()
            guard !part.isEmpty else { throw LocalServiceError(.connectionLost, "the answer ended early") }
            buffer += part
        }
    }

    private static func headerEnd(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        return (0...(bytes.count - 4)).first { Array(bytes[$0..<($0 + 4)]) == [13, 10, 13, 10] }
    }
}

extension [UInt8] {
    fileprivate func ends(with suffix: [UInt8]) -> Bool {
        count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
    }
}
