import Foundation
import Testing
import UnifiedDatabase

/// Signed list files from the command line.
@Suite(.timeLimit(.minutes(3))) struct ListFileTests {
    private let store: SampleStore

    init() async throws { store = try await SampleStore(permissions: 0) }

    private static func header(version: String, entries: Int, issued: String = "2026-03-10T03:00:00Z") -> String {
        #"{"list":"exitRestrictions","version":"\#(version)","issuedAt":"\#(issued)","kind":"full","#
            + #""entries":\#(entries)}"#
    }

    private static func entry(_ number: Int, _ more: String = "") -> String {
        #"{"key":"k\#(number)","ground":"courtDecision","issuingBody":"ШШГЕГ","startDate":"2026-01-01","#
            + #""documentNumber":"E\#(1_000_000 + number)"\#(more)}"#
    }

    /// Writes a list, signs it by `list sign`, and names its signer; the path of the list.
    private func signedList(_ name: String, _ lines: [String]) async throws -> String {
        let list = try store.scratch.file(name, lines.joined(separator: "\n") + "\n")
        let key = store.scratch.place("signer.key")
        if !store.scratch.exists("signer.key") {
            _ = try store.scratch.file("signer.key", String(repeating: "4f", count: 32))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        }
        let run = try await CommandRun.boomtctl(["list", "sign", list, "--key-file", key, "--json"])
        #expect(run.code == 0, "\(run.messages)")
        _ = try store.scratch.file(name + ".sig", try #require(run.object["signature"] as? String) + "\n")
        let publicKey = try #require(run.object["publicKey"] as? String)
        _ = try store.scratch.file("signers", "# whose lists count\nregistry \(publicKey)\n")
        return list
    }

    private func load(_ list: String, _ more: [String] = []) async throws -> CommandRun {
        try await store.run(["list", "load", list, "--signers", store.scratch.place("signers")], more)
    }

    private func version() async throws -> String? {
        let run = try await store.run(["list", "status", "--json"])
        #expect(run.code == 0)
        let rows = try #require(run.json as? [[String: Any]])
        #expect(rows.count == 3)
        return rows.first { $0["list"] as? String == "exitRestrictions" }?["version"] as? String
    }

    @Test func `a signed list is loaded, and its status tells version, age, length and signer`() async throws {
        #expect(try await version() == nil)
        let list = try await signedList(
            "a.jsonl", [Self.header(version: "1", entries: 2), Self.entry(1), Self.entry(2)])
        let run = try await load(list, ["--json"])
        #expect(run.code == 0, "\(run.messages)")
        #expect(run.object["entries"] as? Int == 2)
        #expect(run.object["signer"] as? String == "registry")
        #expect(try await version() == "1")
        let people = try await store.run(["list", "status"])
        for word in ["exitRestrictions", "2026-03-10T03:00:00", "registry"] {
            #expect(people.output.contains(word), "\(people.output)")
        }
        let csv = try await signedList(
            "b.csv",
            [
                "# " + Self.header(version: "2", entries: 1, issued: "2026-03-11T03:00:00Z"),
                "key,ground,issuingBody,startDate,primaryIdentifier,secondaryIdentifier,birthDate",
                "a,courtDecision,ШШГЕГ,2026-01-01,Мөнх,Эрдэнэ,1985-01-01",
            ])
        #expect(try await load(csv).code == 0)
        #expect(try await version() == "2")
        #expect(try await store.verify().code == 0)
    }

    @Test func `a file that nobody signed, or that has a fault, is refused with its line`() async throws {
        let list = try await signedList("a.jsonl", [Self.header(version: "1", entries: 1), Self.entry(1)])
        #expect(try await load(list).code == 0)
        _ = try store.scratch.file("a.jsonl", Self.header(version: "9", entries: 1) + "\n" + Self.entry(7) + "\n")
        let changed = try await load(list)
        #expect(changed.code == 1)
        #expect(changed.messages.contains("signature"), "\(changed.messages)")
        #expect(changed.messages.contains("the list in force stays"))
        let faulty = try await signedList(
            "b.jsonl", [Self.header(version: "2", entries: 2), Self.entry(1), Self.entry(2, #","colour":"red""#)])
        let refused = try await load(faulty)
        #expect(refused.code == 1)
        #expect(refused.messages.contains("line 3"), "\(refused.messages)")
        #expect(try await version() == "1")
        let nothing = try await load(store.scratch.place("nothing"))
        #expect(nothing.code == 2)
        let nobody = try await CommandRun.boomtctl(["list", "sign", list, "--key-file", store.scratch.place("none")])
        #expect(nobody.code == 2)
    }

    @Test func `register numbers that no citizen can have are told of`() async throws {
        let entries = [Self.entry(1), Self.entry(2, #","registerNumber":"XX1""#)]
        let list = try await signedList("a.jsonl", [Self.header(version: "1", entries: 2)] + entries)
        let run = try await load(list)
        #expect(run.code == 0)
        #expect(run.messages.contains("1 entries have a register number that no citizen can have (lines 3)"))
        #expect(!run.messages.contains("XX1"))
        let sound = [Self.entry(1), Self.entry(2, #","registerNumber":"УБ85031719""#)]
        let header = Self.header(version: "2", entries: 2, issued: "2026-03-11T03:00:00Z")
        let next = try await load(try await signedList("b.jsonl", [header] + sound))
        #expect(next.code == 0 && !next.messages.contains("register"), "\(next.messages)")
    }

    @Test func `two imports at once are one import, and the second is told so`() async throws {
        let list = try await signedList("a.jsonl", [Self.header(version: "1", entries: 1), Self.entry(1)])
        let other = try DatabaseClaim(.listImport, to: store.scratch.place("boomt.sqlite"))
        let run = try await load(list)
        #expect(run.code == 3)
        #expect(run.messages.contains("another list is being imported"), "\(run.messages)")
        other.release()
        #expect(try await load(list).code == 0)
    }

    @Test func `killed at any moment, an import leaves the old list, and the next one begins anew`() async throws {
        let first = try await signedList("a.jsonl", [Self.header(version: "1", entries: 1), Self.entry(1)])
        #expect(try await load(first).code == 0)
        let count = 30_000
        let large = try await signedList(
            "b.jsonl",
            [Self.header(version: "2", entries: count, issued: "2026-03-11T03:00:00Z")]
                + (0..<count).map { Self.entry($0) })
        var killed = 0
        let words = ["list", "load", large, "--signers", store.scratch.place("signers")] + store.options
        for tenth in 1...12 {
            let run = try await CommandRun.boomtctl(
                words, wrapper: ["/usr/bin/timeout", "--signal=KILL", "0.\(tenth < 10 ? "0\(tenth)" : "\(tenth)")5"])
            guard run.code != 0 else { break }
            killed += 1
            try await waitForEnd()
            #expect(try await version() == "1")
        }
        #expect(killed > 2)
        #expect(try await load(large).code == 0)
        #expect(try await version() == "2")
        #expect(try await store.verify().code == 0)
    }

    /// `timeout` does not wait for the end of what it kills.
    private func waitForEnd() async throws {
        while (try? DatabaseClaim(.soleUse, to: store.scratch.place("boomt.sqlite")).release()) == nil {
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
