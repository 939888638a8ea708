import Checkpoint
import Foundation
import Simulators
import Testing
import UnifiedDatabase

/// Keeping the database from the command line: copies, examinations, keys, a person's file.
@Suite(.timeLimit(.minutes(3))) struct KeepingTests {
    @Test(arguments: [["backup"], ["database", "backup"]])
    func `a backup is one file with a digest and a place in the journal`(words: [String]) async throws {
        let store = try await SampleStore()
        let file = store.scratch.place("copy.sqlite")
        let run = try await store.run(words + [file], ["--json"])
        #expect(run.code == 0, "\(run.messages)")
        #expect((run.object["sha256"] as? String)?.utf8.count == 64)
        let place = try #require(run.object["journalPlace"] as? String)
        #expect(JournalPlace(place) != nil)
        let verified = try await CommandRun.boomtctl([
            "journal", "verify", "--database", file, "--key-file", store.scratch.place("journal.key"), "--noted", place,
        ])
        #expect(verified.code == 0, "\(verified.output)")
        let again = try await store.run(words + [file])
        #expect(again.code == 1)
        #expect(again.messages.contains("taken"))
    }

    @Test func `a check finds a sound database sound and a damaged one damaged`() async throws {
        let store = try await SampleStore(permissions: 300)
        for flag in [[], ["--quick"]] {
            let run = try await store.run(["database", "check", "--json"], flag)
            #expect(run.code == 0)
            #expect(run.object["sound"] as? Bool == true)
        }
        let file = try #require(FileHandle(forUpdatingAtPath: store.scratch.place("boomt.sqlite")))
        let size = try file.seekToEnd()
        try file.seek(toOffset: size / 2 / 4096 * 4096)
        try file.write(contentsOf: Data(repeating: 0xA5, count: 8192))
        try file.close()
        let run = try await store.run(["database", "check"])
        #expect(run.code == 1, "\(run.output) \(run.messages)")
        #expect(run.output.contains("THE DATABASE IS DAMAGED"))
        for words in [["database", "check"], ["backup", "/tmp/nowhere"]] {
            let missing = try await CommandRun.boomtctl(words + ["--database", store.scratch.place("no.sqlite")])
            #expect(missing.code == 2)
        }
    }

    /// What a lane tells, and its key before it.
    private func tell(_ store: SampleStore) async throws {
        let database = try store.open()
        let lane = try #require(LaneID("gate-1"))
        _ = try await database.append(JournalEvent(.laneTripChanged, lane: lane, details: ["trip": "none"]))
        try database.close()
    }

    @Test func `all keys are changed, and the journal proves it from its first key on`() async throws {
        let store = try await SampleStore(permissions: 20)
        try await tell(store)
        let first = try JournalKey.load(from: store.scratch.place("journal.key")).publicKey
        let hex = first.map { String(format: "%02x", $0) }.joined()
        let spool = ["--spool", store.scratch.place("spool"), "--by", "administrator"]
        let run = try await store.run(["key", "rotate", "--json"], spool)
        #expect(run.code == 0, "\(run.messages)")
        let rows = try #require(run.json as? [[String: Any]])
        #expect(rows.map { $0["key"] as? String } == ["database", "journal", "lane gate-1"])
        #expect(rows.first?["resealed"] as? Int == 41)
        #expect(rows[1]["old"] as? String == hex)
        try await tell(store)
        for pinned in [[], ["--public-key", hex]] {
            let verified = try await store.verify(pinned)
            #expect(verified.code == 0, "\(verified.output)")
            let keys = try #require(verified.object["keys"] as? [[String: Any]])
            #expect(keys.map { $0["lane"] as? String } == [nil, "gate-1", nil, "gate-1"])
            #expect(keys.last?["publicKey"] as? String == rows.last?["new"] as? String)
        }
        let lane = try await store.run(["key", "rotate", "--lane", "gate-1"], spool)
        #expect(lane.code == 0)
        #expect(lane.output.contains("Key changed: lane gate-1"))
        #expect(try await store.run(["key", "rotate", "--only", "lanes"], spool).code == 0)
        let unknown = try await store.run(["key", "rotate", "--lane", "gate-9"], spool)
        #expect(unknown.code == 1 && unknown.messages.contains("gate-9 has no key"), "\(unknown.messages)")
        #expect(try await store.run(["key", "rotate", "--lane", "gate-1", "--only", "journal"], spool).code == 2)
        let only = try await store.run(["key", "rotate", "--only", "journal"], spool)
        #expect(only.code == 0)
        #expect(only.output.contains("Key changed: journal"))
        let people = try await CommandRun.boomtctl([
            "journal", "verify", "--database", store.scratch.place("boomt.sqlite"), "--public-key", hex,
        ])
        #expect(people.output.contains("Key from № 1, боомт · checkpoint: \(hex)"))
        #expect(people.output.contains(", gate-1: "))
        // Another key is no proof of forgery.
        let stranger = try await CommandRun.boomtctl([
            "journal", "verify", "--database", store.scratch.place("boomt.sqlite"), "--public-key",
            String(repeating: "17", count: 32),
        ])
        #expect(stranger.code == 2 && stranger.messages.contains("not that of this journal"), "\(stranger.messages)")
        let named = try await CommandRun.boomtctl([
            "journal", "verify", "--database", store.scratch.place("boomt.sqlite"), "--key-file",
            store.scratch.place("boomt.key"), "--journal-key-file", store.scratch.place("journal.key"),
        ])
        #expect(named.code == 0)
        let wrong = try await CommandRun.boomtctl(["key", "rotate", "--database", "/nonexistent"])
        #expect(wrong.code == 2)
    }

    @Test func `while another program has the database open, its keys stay`() async throws {
        let store = try await SampleStore()
        let held = try store.open()
        let run = try await store.run(["key", "rotate"], ["--spool", store.scratch.place("spool")])
        #expect(run.code == 3)
        #expect(run.messages.contains("systemctl stop boomtd"))
        try held.close()
    }

    @Test func `killed at forty random moments, a change of keys loses nothing`() async throws {
        let store = try await SampleStore(permissions: 200)
        try await tell(store)
        var random = SeededRandom(seed: 9)
        let first = try JournalKey.load(from: store.scratch.place("journal.key")).publicKey
        var killed = 0
        // How long a whole change takes here and now: moments are of that time, however busy the machine is.
        let begin = ContinuousClock.now
        #expect(try await store.run(["key", "rotate"], ["--spool", store.scratch.place("spool")]).code == 0)
        let whole = (ContinuousClock.now - begin) / .seconds(1)
        let rotation = KeyRotation(
            database: store.scratch.place("boomt.sqlite"), keyFile: store.scratch.place("boomt.key"),
            journalKeyFile: store.scratch.place("journal.key"))
        for _ in 0..<40 {
            let run = try await CommandRun.boomtctl(
                ["key", "rotate"] + store.options + ["--spool", store.scratch.place("spool")],
                wrapper: [
                    "/usr/bin/timeout", "--signal=KILL", String(format: "%.4f", random.between(0.05, 1.5) * whole),
                ])
            if run.code != 0 { killed += 1 }
            // `timeout` does not wait for the end of what it kills.
            while true {
                guard let claim = try? DatabaseClaim(.soleUse, to: store.scratch.place("boomt.sqlite")) else {
                    try await Task.sleep(for: .milliseconds(5))
                    continue
                }
                claim.release()
                break
            }
            // As the daemon does at its start.
            _ = try rotation.finish()
            let database = try store.open()
            let fingers = try await database.enrolledFingers(after: 0, limit: 1000)
            #expect(fingers.count == 400)
            #expect(Set(fingers.map(\.finger.template)).count == 1)
            try database.close()
            try await tell(store)
            #expect(try !rotation.isPending)
        }
        #expect(killed > 5 && killed < 40, "\(killed)")
        #expect(
            try JournalVerifier(publicKey: first).verify(database: store.scratch.place("boomt.sqlite")).isIntact)
    }

    @Test func `a person's file is given for a purpose only, and names no template`() async throws {
        let store = try await SampleStore()
        let who = ["--issuer", "MNG", "--document", "E0000001"]
        let run = try await store.run(
            ["person", "export"] + who + ["--officer", "17", "--purpose", "request of the person"])
        #expect(run.code == 0, "\(run.messages)")
        let documents = try #require(run.object["documents"] as? [[String: Any]])
        #expect(documents.map { $0["number"] as? String } == ["E0000001"])
        let permission = (documents.first?["permissions"] as? [[String: Any]])?.first
        #expect(permission?["fingers"] as? [Int] == [2, 7])
        #expect(permission?["primaryIdentifier"] as? String == "BATBAYAR")
        let stranger = try await store.run(["person", "export"] + who + ["--officer", "71", "--purpose", "x"])
        #expect(stranger.code == 1)
        #expect(stranger.output.isEmpty)
        #expect(stranger.messages.contains("boomtctl officer add"))
        let empty = try await store.run(["person", "export"] + who + ["--officer", "", "--purpose", "x"])
        #expect(empty.code == 2)
        let nobody = try await store.run([
            "person", "export", "--issuer", "MNG", "--document", "E9", "--officer", "17", "--purpose", "audit",
        ])
        #expect(nobody.code == 1)
        #expect(!nobody.messages.contains("E9"))
        let verified = try await store.verify()
        #expect(verified.code == 0)
    }
}
