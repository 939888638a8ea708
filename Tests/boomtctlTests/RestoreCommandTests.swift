import Checkpoint
import Foundation
import Simulators
import Support
import Testing
import UnifiedDatabase

/// `boomtctl database restore` on a real database, and what is left when it is killed.
@Suite struct RestoreCommandTests {
    private let store: SampleStore
    private let files = FileManager.default
    private var place: String { store.scratch.place("boomt.sqlite") }
    private var backup: String { store.scratch.place("backup.sqlite") }

    /// The backup has 300 permissions, the database 30 more.
    init() async throws {
        store = try await SampleStore(permissions: 300)
        #expect(try await store.run(["database", "backup", backup]).code == 0)
        let database = try store.open()
        for number in 301...330 { _ = try await database.grant(SampleStore.permission(number)) }
        try database.close()
    }

    private func restore(_ more: [String] = [], wrapper: [String] = []) async throws -> CommandRun {
        try await CommandRun.boomtctl(
            ["database", "restore", backup, "--spool", store.scratch.place("spool")] + store.options + more,
            wrapper: wrapper)
    }

    @Test func `a backup is restored, what came after it is counted, and the spool stays`() async throws {
        let spool = store.scratch.place("spool")
        try files.createDirectory(atPath: spool, withIntermediateDirectories: true)
        let waiting = spool + "/00000000000000000001.spool"
        #expect(files.createFile(atPath: waiting, contents: Data([1, 2, 3])))
        let run = try await restore(["--json", "--by", "administrator"])
        #expect(run.code == 0, "\(run.messages)")
        let gap = try #require(run.object["afterBackup"] as? [String: Any])
        #expect(gap["crossings"] as? Int == 0)
        #expect((gap["journalEntries"] as? [String: Int])?["permissionGranted"] == 30)
        #expect(run.object["spoolWaiting"] as? Int == 1)
        #expect(files.fileExists(atPath: waiting))
        let former = try #require(run.object["former"] as? String)
        #expect(files.fileExists(atPath: former))
        #expect(try await store.verify().code == 0)
        let database = try store.open()
        #expect(try await database.enrolledFingers(after: 0, limit: 1000).count == 600)
        try database.close()

        let people = try await restore()
        #expect(people.code == 0)
        #expect(people.output.contains("The former file is kept: \(place).replaced-"))
        #expect(people.output.contains("records wait in the spool"))
        // No folder at all is no spool; what is there and cannot be listed is not taken for an empty one.
        try files.removeItem(atPath: spool)
        #expect(try await restore(["--json"]).object["spoolWaiting"] as? Int == 0)
        _ = try store.scratch.file("spool", "no folder")
        #expect(try await restore().output.contains("The spool cannot be read"))
    }

    @Test func `exit codes tell what was wrong with it`() async throws {
        let missing = try await store.run(["database", "restore", store.scratch.place("no.sqlite")])
        #expect(missing.code == 2)
        let key = try await store.run(["database", "restore", store.scratch.place("journal.key")])
        #expect(key.code == 2)
        let place = try await restore(["--noted", "7:" + String(repeating: "0", count: 64)])
        #expect(place.code == 1)
        #expect(place.messages.contains("notedPlaceMissing"))
        #expect(try await restore(["--noted", "7"]).code == 2)
        #expect(try await restore(["--public-key", String(repeating: "0", count: 64)]).code == 2)
        let database = try store.open()
        let open = try await restore()
        #expect(open.code == 3)
        #expect(open.messages.contains("systemctl stop boomtd"))
        try database.close()
        #expect(try await store.verify().code == 0)
    }

    /// What stands in the place after a kill: whole in any case.
    private enum Found: Hashable {
        case former, restored, mark
    }

    private func look() async throws -> Found {
        let begin = try Data(contentsOf: URL(fileURLWithPath: place)).prefix(40)
        if begin.starts(with: Data("boomt: a restore".utf8)) { return .mark }
        let checked = try await store.run(["database", "check", "--json"])
        #expect(checked.object["sound"] as? Bool == true, "\(checked.output) \(checked.messages)")
        #expect(try await store.verify().code == 0)
        let database = try store.open()
        defer { try? database.close() }
        let count = try await database.enrolledFingers(after: 0, limit: 1000).count
        #expect([600, 660].contains(count))
        return count == 600 ? .restored : .former
    }

    /// The killed process may be there still for a moment.
    private func waitForItsEnd() async throws {
        for _ in 0..<4000 {
            do {
                return try DatabaseClaim(.soleUse, to: place).release()
            } catch {
                guard error.code == .locked else { throw error }
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("the killed command still holds the database after 20 s")
    }

    /// Puts the former database back, without whatever restores have left.
    private func reset(_ former: Data) throws {
        for name in try files.contentsOfDirectory(atPath: store.scratch.place(""))
        where name.hasPrefix("boomt.sqlite") && !name.hasSuffix(".users") && !name.hasSuffix(".lock") {
            try files.removeItem(atPath: store.scratch.place(name))
        }
        try former.write(to: URL(fileURLWithPath: place))
    }

    @Test func `killed at random moments, either the former or the backup is there, whole`() async throws {
        let former = try Data(contentsOf: URL(fileURLWithPath: place))
        let clock = ContinuousClock()
        let begin = clock.now
        #expect(try await restore().code == 0)
        let whole = clock.now - begin
        try reset(former)
        let seconds = Double(whole.components.seconds) + Double(whole.components.attoseconds) / 1e18
        var random = SeededRandom(seed: 21)
        var killed = 0
        for _ in 0..<15 {
            let run = try await restore(
                wrapper: [
                    "/usr/bin/timeout", "--signal=KILL", String(format: "%.4f", random.between(0.02, seconds * 1.1)),
                ])
            if run.code != 0 { killed += 1 }
            try await waitForItsEnd()
            if try await look() != .former { try reset(former) }
        }
        #expect(killed > 0)
        let last = try await restore()
        #expect(last.code == 0, "\(last.messages)")
        #expect(try await look() == .restored)
    }

    @Test(arguments: ["boomt.sqlite.restoring", "copy.sqlite", "copy.sqlite-wal", "boomt.sqlite.replaced-"])
    func `killed as soon as a file appears, either the former or the backup is there, whole`(
        name: String
    ) async throws {
        let former = try Data(contentsOf: URL(fileURLWithPath: place))
        var killed = 0
        for _ in 0..<3 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: CommandRun.binary)
            process.arguments = ["database", "restore", backup] + store.options
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            while process.isRunning, try !isThere(name) {}
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if process.terminationReason == .uncaughtSignal { killed += 1 }
            let found = try await look()
            let again = try await restore(["--json"])
            #expect(again.code == 0, "\(again.messages)")
            #expect(try await look() == .restored)
            // Whichever was there when it began anew is kept, whole.
            let kept = try #require(again.object["former"] as? String)
            let checked = try await CommandRun.boomtctl([
                "journal", "verify", "--database", kept, "--key-file", store.scratch.place("journal.key"),
            ])
            #expect(checked.code == 0, "\(found) \(checked.output)")
            try reset(former)
        }
        // The last name appears so late that the command may be through before the signal comes.
        #expect(killed > 0 || name == "boomt.sqlite.replaced-")
    }

    private func isThere(_ name: String) throws -> Bool {
        let folder = store.scratch.place("")
        let names = try files.contentsOfDirectory(atPath: folder)
        if names.contains(where: { $0.hasPrefix(name) }) { return true }
        return files.fileExists(atPath: folder + "/boomt.sqlite.restoring/" + name)
    }
}
