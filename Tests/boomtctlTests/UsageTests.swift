import Foundation
import Testing

@Suite struct UsageTests {
    static let commands = [
        "mrz", "chip read", "chip inspect", "finger extract", "finger match", "finger capture", "devices",
        "crossing list", "crossing show", "crossing replay", "crossing settle", "crossing decide", "crossing describe",
        "crossing grant", "crossing export", "officer add", "officer list",
        "officer retire", "permission list", "permission suspend", "permission resume", "permission withdraw", "enrol",
        "list import", "journal verify", "journal show",
    ]

    @Test(arguments: commands) func `every command explains itself and offers JSON`(_ command: String) async throws {
        let run = try await CommandRun.boomtctl(command.split(separator: " ").map(String.init) + ["--help"])
        #expect(run.code == 0)
        #expect(run.output.contains("--json"))
        #expect(run.output.contains("USAGE: boomtctl \(command)"))
        #expect(run.messages.isEmpty)
    }

    /// As the library describes the commands to programs.
    private struct Described: Decodable {
        struct Argument: Decodable {
            struct Name: Decodable { let name: String }
            let names: [Name]?
        }
        let commandName: String
        let subcommands: [Described]?
        let arguments: [Argument]?

        /// Commands that do something, and the names of what they take.
        var leaves: [(path: String, names: [String])] {
            let below = (subcommands ?? []).filter { $0.commandName != "help" }.flatMap(\.leaves)
            guard below.isEmpty else { return below.map { ("\(commandName) \($0.path)", $0.names) } }
            return [(commandName, (arguments ?? []).flatMap { ($0.names ?? []).map(\.name) })]
        }
    }

    @Test func `no command was forgotten: all offer JSON`() async throws {
        struct Dump: Decodable { let command: Described }
        let run = try await CommandRun.boomtctl(["--experimental-dump-help"])
        let leaves = try JSONDecoder().decode(Dump.self, from: Data(run.output.utf8)).command.leaves
        #expect(leaves.count > 70)
        for leaf in leaves { #expect(leaf.names.contains("json"), "\(leaf.path)") }
    }

    @Test(arguments: [
        ["nonsense"], ["mrz", "--nonsense"], ["finger", "match", "one"], ["crossing", "show", "not-an-id"],
        ["crossing", "list", "--limit", "0"], ["crossing", "show", "018f0000-0000-7000-8000-000000000000"],
        ["permission", "list", "--document", "E1234567"],
        ["person", "documents", "--issuer", "MNG", "--document", "E1234567", "--officer", "17"],
        ["stay", "list", "--issuer", "KOR", "--document", "M1", "--officer", "17", "--purpose", " "],
        ["child", "followups"], ["journal", "show", "--limit", "0"],
        ["journal", "show", "--kind", "none"],
        ["chip", "inspect"], ["finger", "capture", "--seed", "xyz"],
        ["finger", "capture", "--timeout", "0"], ["finger", "capture", "--out", "picture.tiff"],
        ["mrz", "--at", "2026-02-30"], ["chip", "read", "--reader", "any"],
        ["chip", "read", "--reader", "any", "--can", "123456", "--protocol", "bac"],
        ["chip", "read", "--reader", "any", "--can", "12345A"],
        ["chip", "read", "--reader", "any", "--mrz", "zone.txt", "--protocol", "pace"],
    ]) func `wrong usage ends with 2 and says so on standard error`(_ words: [String]) async throws {
        let run = try await CommandRun.boomtctl(words)
        #expect(run.code == 2)
        #expect(run.output.isEmpty)
        #expect(!run.messages.isEmpty)
    }

    @Test func `no arguments at all show the commands`() async throws {
        let run = try await CommandRun.boomtctl([])
        #expect(run.code == 0)
        #expect(run.output.contains("SUBCOMMANDS"))
    }
}
