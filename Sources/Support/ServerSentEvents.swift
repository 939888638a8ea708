/// One event of an event stream (WHATWG HTML §9.2).
package struct ServerSentEvent: Sendable, Equatable {
    /// Sent back as `Last-Event-ID` to resume behind this event.
    package var id: String?
    /// The kind of event; `message` when the stream names none.
    package var event: String
    package var data: String

    package init(id: String? = nil, event: String = "message", data: String) {
        self.id = id
        self.event = event
        self.data = data
    }
}

/// Cuts a byte stream into server-sent events; lines and events may arrive in any pieces.
package struct ServerSentEventParser: Sendable {
    /// Largest event that is taken, in bytes.
    package static let eventLimit = 1 << 20

    private var line: [UInt8] = []
    private var id: String?
    private var event: String?
    private var data: [String] = []
    private var size = 0

    package init() {}

    /// The events that became complete with these bytes.
    package mutating func feed(_ bytes: [UInt8]) throws(LocalServiceError) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for byte in bytes {
            guard byte == 10 else {
                if byte != 13 { line.append(byte) }
                size += 1
                guard size <= Self.eventLimit else { throw LocalServiceError(.tooLarge, "an event is too large") }
                continue
            }
            if let complete = endLine() { events.append(complete) }
        }
        return events
    }

    private mutating func endLine() -> ServerSentEvent? {
        defer { line.removeAll(keepingCapacity: true) }
        guard !line.isEmpty else {
            defer {
                event = nil
                data = []
                size = 0
            }
            return data.isEmpty
                ? nil : ServerSentEvent(id: id, event: event ?? "message", data: data.joined(separator: "\n"))
        }
        let text = String(decoding: line, as: UTF8.self)
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let name = text[..<colon]
        var value = text[text.index(after: colon)...]
        if value.first == " " { value = value.dropFirst() }
        switch name {
        case "id": id = String(value)
        case "event": event = String(value)
        case "data": data.append(String(value))
        default: break
        }
        return nil
    }
}
