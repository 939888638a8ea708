import Testing

/// A new passphrase at a real terminal.
@Suite(.timeLimit(.minutes(2)))
struct PassphraseTests {
    private let daemon: StubDaemon
    private let terminal: Terminal

    init() throws {
        daemon = try StubDaemon(status: 201, body: #"{"passphraseOf":"17"}"#)
        terminal = try Terminal()
    }

    private func run(_ answers: (String, String)...) async throws -> (seen: String, code: Int32) {
        defer { daemon.stop() }
        return try await terminal.run(
            [CommandRun.binary, "officer", "passphrase", "17", "--by", "admin", "--socket", daemon.socket],
            answers: answers.map { (prompt: $0.0, typed: $0.1) })
    }

    @Test func `it is typed twice, and never shown`() async throws {
        let (seen, code) = try await run(
            ("New passphrase: ", "Хилийн\u{7F}н харуул\n"), ("Once more: ", "Хилийн харуул\n"))
        #expect(code == 0, "\(seen)")
        #expect(seen.contains("Passphrase set: 17"))
        #expect(!seen.contains("Хил") && !seen.contains("харуул"))
        #expect(daemon.requests.count == 1)
        #expect(daemon.requests.first?.contains(#""passphrase":"Хилийн харуул""#) == true)
        #expect(terminal.echoes)
    }

    @Test func `two that differ, and Ctrl-C, change nothing, and the terminal shows again what is typed`() async throws
    {
        let (seen, code) = try await run(("New passphrase: ", "first one\n"), ("Once more: ", "other one\n"))
        #expect(code == 2)
        #expect(seen.contains("the two are not the same"))
        #expect(terminal.echoes)
        let (cut, status) = try await run(("New passphrase: ", "first\u{3}"))
        #expect(status == 2)
        #expect(cut.contains("cancelled"))
        #expect(terminal.echoes)
        #expect(daemon.requests.isEmpty)
    }
}
