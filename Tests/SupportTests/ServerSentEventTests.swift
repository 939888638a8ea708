import Support
import Testing

@Suite struct ServerSentEventTests {
    private static let stream = ": hello\n\nid: 7\nevent: progress\ndata: {\"a\":1}\n\ndata: one\r\ndata: two\r\n\r\n"
    private static let expected = [
        ServerSentEvent(id: "7", event: "progress", data: "{\"a\":1}"),
        ServerSentEvent(id: "7", event: "message", data: "one\ntwo"),
    ]

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `events are found however the bytes are cut`(size: Int) throws {
        var parser = ServerSentEventParser()
        var events: [ServerSentEvent] = []
        let bytes = Array(Self.stream.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            events += try parser.feed(Array(bytes[start..<min(bytes.count, start + size)]))
        }
        #expect(events == Self.expected)
    }

    @Test func `an endless event is refused`() {
        var parser = ServerSentEventParser()
        #expect(throws: LocalServiceError.self) {
            _ = try parser.feed([UInt8](repeating: 0x41, count: ServerSentEventParser.eventLimit + 1))
        }
    }
}
