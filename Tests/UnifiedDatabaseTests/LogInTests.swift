import Foundation
import GRDB
import Support
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Log-ins of officers", .timeLimit(.minutes(3)))
struct LogInTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase
    private let right: Passphrase
    private let wrong: Passphrase
    private let gate: LaneID

    init() async throws {
        right = try #require(Passphrase("correct horse"))
        wrong = try #require(Passphrase("wrong horse"))
        gate = try #require(LaneID("gate-1"))
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    private func attempt(
        _ officer: String = "17", _ passphrase: Passphrase? = nil, at lane: String = "gate-1",
        _ time: UnixTime = .now(), hours: Int = 12
    ) -> LogInAttempt {
        LogInAttempt(
            officer: officer, passphrase: passphrase ?? right, lane: LaneID(lane) ?? gate, time: time, hours: hours)
    }

    private func setPassphrase(_ officer: String = "17", _ passphrase: Passphrase? = nil) async throws {
        try await database.setPassphrase(passphrase ?? right, ofOfficer: officer, by: "admin", at: .now())
    }

    private func logIn(_ attempt: LogInAttempt) async throws -> (logIn: LogIn, token: LogInToken) {
        try #require(try await database.logIn(attempt, more: 0))
    }

    private func verify() throws -> JournalVerification {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path())
    }

    private struct Entry: Equatable {
        var kind: String
        var lane: String?
        var details: [String: String]
    }

    private func entries(_ kinds: JournalKind...) throws -> [Entry] {
        try JournalReader.entries(database: workspace.path(), limit: 1000).reversed()
            .filter { line in kinds.contains { $0.rawValue == line.kind } }
            .map { Entry(kind: $0.kind, lane: $0.lane, details: $0.details) }
    }

    @Test func `the right passphrase logs in, and its token stands for the officer`() async throws {
        try await setPassphrase()
        let (logIn, token) = try await self.logIn(attempt())
        #expect(logIn.officer == "17")
        #expect(logIn.until.milliseconds - logIn.since.milliseconds == 12 * 3_600_000)
        #expect(try await database.logIn(with: token, at: .now()) == logIn)
        #expect(
            try await database.logIn(with: try #require(LogInToken(String(repeating: "0", count: 64))), at: .now())
                == nil)
        #expect(try await database.logIns(at: .now()) == [logIn])
        #expect(try verify().isIntact)
        let raw = try workspace.rawBytes()
        #expect(raw.range(of: Data(token.text.utf8)) == nil)
        #expect(raw.range(of: Data("correct horse".utf8)) == nil)
    }

    @Test func `whoever has no right passphrase is refused, and the journal names nobody who is not there`()
        async throws
    {
        try await setPassphrase()
        try await database.retireOfficer("18", by: "admin", at: .now())
        for (officer, passphrase) in [("17", wrong), ("4", right), ("18", right), ("hunter2", right)] {
            #expect(try await database.logIn(attempt(officer, passphrase), more: 2) == nil)
        }
        #expect(try await database.logIns(at: .now()).isEmpty)
        func refused(_ reason: String, _ officer: String?) -> Entry {
            var details = ["reason": reason, "more": "2"]
            details["officer"] = officer
            return Entry(kind: "officerLogInRefused", lane: "gate-1", details: details)
        }
        #expect(
            try entries(.officerLogInRefused) == [
                refused("wrongPassphrase", "17"), refused("noPassphrase", "4"), refused("retired", "18"),
                refused("unknown", nil),
            ])
        #expect(try workspace.rawBytes().range(of: Data("hunter2".utf8)) == nil)
    }

    @Test func `an officer who is not there takes as long as a wrong passphrase`() async throws {
        try await setPassphrase()
        func time(_ officer: String) async throws -> Duration {
            var best = Duration.seconds(60)
            for _ in 0..<2 {
                let start = ContinuousClock.now
                #expect(try await database.logIn(attempt(officer, wrong), more: 0) == nil)
                best = min(best, ContinuousClock.now - start)
            }
            return best
        }
        // Without the work it would be over in a few milliseconds.
        #expect(try await time("nobody") > .milliseconds(50))
        #expect(try await time("17") > .milliseconds(50))
    }

    @Test func `a log-in ends by its time, at a log-out, and is told once with its cause`() async throws {
        try await setPassphrase()
        let start = UnixTime.now()
        let (first, token) = try await self.logIn(attempt(at: "gate-1", start, hours: 1))
        let end = UnixTime(milliseconds: first.until.milliseconds)
        #expect(try await database.logIn(with: token, at: UnixTime(milliseconds: end.milliseconds - 1)) == first)
        #expect(try await database.logIn(with: token, at: end) == nil)
        #expect(try await database.logIns(at: end).isEmpty)
        #expect(try await database.endOverdueLogIns(at: start) == 0)
        #expect(try await database.endOverdueLogIns(at: end) == 1)
        #expect(try await database.endOverdueLogIns(at: end) == 0)
        let (second, _) = try await self.logIn(attempt())
        #expect(try await database.endLogIn(second.id, .loggedOut, by: nil, at: .now()))
        #expect(try await !database.endLogIn(second.id, .loggedOut, by: nil, at: .now()))
        #expect(
            try entries(.officerLoggedOut).map(\.details) == [
                ["officer": "17", "cause": "expired"], ["officer": "17", "cause": "loggedOut"],
            ])
        #expect(try verify().isIntact)
    }

    @Test func `the next log-in takes the lane over, and both stand in the journal`() async throws {
        try await setPassphrase("17")
        try await setPassphrase("18")
        let (_, former) = try await self.logIn(attempt("17"))
        let (elsewhere, _) = try await self.logIn(attempt("17", at: "desk-1"))
        let (next, token) = try await self.logIn(attempt("18"))
        #expect(try await database.logIn(with: former, at: .now()) == nil)
        #expect(try await database.logIn(with: token, at: .now()) == next)
        #expect(try await database.logIns(at: .now()) == [elsewhere, next])
        #expect(
            try entries(.officerLoggedIn, .officerLoggedOut).suffix(2) == [
                Entry(
                    kind: "officerLoggedOut", lane: "gate-1",
                    details: ["officer": "17", "cause": "handedOver", "by": "18"]),
                Entry(kind: "officerLoggedIn", lane: "gate-1", details: ["officer": "18"]),
            ])
    }

    @Test func `a new passphrase and a retirement end every log-in of the officer`() async throws {
        try await setPassphrase("17")
        try await setPassphrase("18")
        let (_, one) = try await self.logIn(attempt("17"))
        let (_, two) = try await self.logIn(attempt("17", at: "desk-1"))
        let (kept, _) = try await self.logIn(attempt("18", at: "desk-2"))
        try await setPassphrase("17", wrong)
        for token in [one, two] { #expect(try await database.logIn(with: token, at: .now()) == nil) }
        #expect(try await database.logIns(at: .now()) == [kept])
        #expect(try await database.logIn(attempt("17"), more: 0) == nil)
        _ = try await self.logIn(attempt("17", wrong))
        try await database.retireOfficer("17", by: "admin", at: .now())
        #expect(try await database.logIns(at: .now()) == [kept])
        #expect(
            try entries(.officerLoggedOut).map { $0.details["cause"] } == ["newPassphrase", "newPassphrase", "retired"])
        #expect(
            try await database.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM officerPassphrase") } == 1)
        #expect(try entries(.passphraseErased).count == 1)
        #expect(try verify().isIntact)
    }

    @Test func `only an officer in service is given a passphrase, and none that is too short`() async throws {
        try await database.retireOfficer("18", by: "admin", at: .now())
        #expect(await Workspace.code { try await setPassphrase("99") } == .officer)
        #expect(await Workspace.code { try await setPassphrase("18") } == .officer)
        #expect(await Workspace.code { try await setPassphrase("17", Passphrase("1234567")!) } == .constraint)
        #expect(try entries(.passphraseSet).isEmpty)
    }

    @Test func `log-ins survive the end of the program`() async throws {
        try await setPassphrase()
        let (logIn, token) = try await self.logIn(attempt())
        try database.close()
        let again = try workspace.open()
        #expect(try await again.logIn(with: token, at: .now()) == logIn)
        #expect(try await again.logIn(attempt(), more: 0) != nil)
    }

    @Test func `twenty at once all come in, each lane has one, and the journal is whole`() async throws {
        for number in ["17", "18", "4"] { try await setPassphrase(number) }
        let tokens = try await withThrowingTaskGroup(of: LogInToken?.self) { group in
            for index in 0..<20 {
                group.addTask {
                    try await database.logIn(
                        attempt(["17", "18", "4"][index % 3], at: "gate-\(index % 5)"), more: 0)?.token
                }
            }
            return try await group.reduce(into: [LogInToken?]()) { $0.append($1) }
        }
        #expect(tokens.count == 20 && tokens.allSatisfy { $0 != nil })
        let open = try await database.logIns(at: .now())
        #expect(open.map(\.lane.text) == (0..<5).map { "gate-\($0)" })
        var valid: [LogIn] = []
        for token in tokens.compactMap({ $0 }) {
            if let logIn = try await database.logIn(with: token, at: .now()) { valid.append(logIn) }
        }
        #expect(Set(valid.map(\.id)) == Set(open.map(\.id)))
        #expect(try entries(.officerLoggedOut).count == 15)
        #expect(try verify().isIntact)
    }

    @Test func `the desk keeps a guesser waiting and tells the journal of the rest`() async throws {
        try await setPassphrase()
        let desk = LogInDesk(store: database, hours: 12)
        func fault(_ passphrase: Passphrase) async -> LogInFault? {
            do throws(LogInFault) {
                _ = try await desk.logIn("17", passphrase, at: gate)
                return nil
            } catch {
                return error
            }
        }
        for _ in 0..<5 { #expect(await fault(wrong) == .refused) }
        for _ in 0..<7 {
            guard case .wait(let seconds) = await fault(right) else { Issue.record("was heard"); continue }
            #expect((1...60).contains(seconds))
        }
        try await desk.tend()
        try await desk.tend()
        let told = try entries(.officerLogInRefused)
        #expect(told.count == 6)
        #expect(told.last?.details == ["reason": "waiting", "more": "7"])
        // A new passphrase frees the officer, the lane has to be freed, too.
        try await desk.setPassphrase(right, ofOfficer: "17", by: "admin")
        guard case .wait = await fault(right) else { Issue.record("was heard"); return }
        #expect(try await desk.free(gate, by: "admin") == nil)
        #expect(await fault(right) == nil)
        #expect(try await desk.free(gate, by: "admin")?.officer == "17")
        #expect(try entries(.officerLoggedOut).last?.details == ["officer": "17", "cause": "ended", "by": "admin"])
    }

    @Test func `nothing is written on a log-in that has ended meanwhile, and what is written names it`() async throws {
        try await setPassphrase("17")
        try await setPassphrase("4")
        let (logIn, _) = try await self.logIn(attempt("17"))
        let (second, _) = try await self.logIn(attempt("4", at: "desk-1"))
        let warrant = Warrant(logIn: logIn, second: second, isLogInNeeded: true)
        let record = try Samples.record(state: .referred)
        try await database.commit(record)
        let decision = OfficerDecision(
            crossing: record.id, kind: .letPass, officer: "17", secondOfficer: "4", reason: "looked", overridden: [],
            decidedAt: Samples.minutes(5))
        _ = try await database.endLogIn(second.id, .ended, by: "admin", at: .now())
        await Warrant.$current.withValue(warrant) {
            #expect(await Workspace.code { try await database.decide(decision) } == .logIn)
        }
        #expect(try await database.decision(on: record.id) == nil)
        let (again, _) = try await self.logIn(attempt("4", at: "desk-1"))
        try await Warrant.$current.withValue(Warrant(logIn: logIn, second: again, isLogInNeeded: true)) {
            try await database.decide(decision)
        }
        let told = try #require(try entries(.officerDecided).last?.details)
        #expect(told["via"] == "logIn:\(logIn.id)")
        #expect(told["secondVia"] == "logIn:\(again.id)")
        #expect(try verify().isIntact)
    }

    @Test func `nothing removes, prolongs or revives a log-in`() async throws {
        try await setPassphrase()
        let (first, _) = try await self.logIn(attempt())
        _ = try await database.endLogIn(first.id, .loggedOut, by: nil, at: .now())
        _ = try await self.logIn(attempt())
        for statement in [
            "DELETE FROM officerLogIn", "UPDATE officerLogIn SET until = until + 1",
            "UPDATE officerLogIn SET officer = '18'",
            "UPDATE officerLogIn SET endedAt = NULL, cause = NULL WHERE endedAt IS NOT NULL",
            """
            INSERT OR REPLACE INTO officerLogIn (id, officer, lane, tokenHash, since, until)
            SELECT id, '18', lane, tokenHash, since, until FROM officerLogIn
            """,
        ] {
            await #expect(throws: DatabaseError.self, "\(statement)") {
                try await database.pool.write { try $0.execute(sql: statement) }
            }
        }
    }

    @Test func `a passphrase that was put in by hand logs nobody in, and shows in the journal`() async throws {
        try await setPassphrase("17")
        try await setPassphrase("4", wrong)
        // The supervisor's row is given to the inspector's hash.
        try await database.pool.write { db in
            try db.execute(
                sql: """
                    UPDATE officerPassphrase SET (cost, blockSize, parallelism, salt, sealedHash) = (
                        SELECT cost, blockSize, parallelism, salt, sealedHash FROM officerPassphrase WHERE officer = '17'
                    ) WHERE officer = '4'
                    """)
        }
        #expect(await Workspace.code { _ = try await database.logIn(attempt("4"), more: 0) } == .key)
        #expect(try verify().faults.map(\.subject) == ["passphrase:4"])
        try await database.pool.write { db in
            try db.execute(sql: "UPDATE officerPassphrase SET cost = 1 << 50 WHERE officer = '17'")
        }
        let spent = await ContinuousClock().measure {
            #expect(await Workspace.code { _ = try await database.logIn(attempt("17"), more: 0) } == .key)
        }
        #expect(spent < .seconds(5))
    }

    @Test func `a new database key opens passphrases, the journal stays whole, log-ins go on`() async throws {
        try await setPassphrase()
        let (logIn, token) = try await self.logIn(attempt())
        try database.close()
        let outcome = try await KeyRotation(
            database: workspace.path(), keyFile: workspace.path("key"), journalKeyFile: workspace.path("journal-key")
        ).rotate(.database, spool: workspace.path("spool"), by: "root")
        // The passphrase, and the key of the columns.
        #expect(outcome.resealed == 2)
        #expect(try verify().isIntact)
        let again = try UnifiedDatabase(
            path: workspace.path(), key: try DatabaseKey.load(from: workspace.path("key")),
            journalKey: workspace.journalKey)
        #expect(try await again.logIn(with: token, at: .now()) == logIn)
        #expect(try await again.logIn(attempt("17", wrong), more: 0) == nil)
        #expect(try await again.logIn(attempt("17"), more: 0) != nil)
    }

    @Test func `a restored backup logs nobody in who has logged out since`() async throws {
        try await setPassphrase()
        let (logIn, token) = try await self.logIn(attempt())
        _ = try await database.backUp(to: workspace.path("copy.sqlite")) { _, _ in }
        _ = try await database.endLogIn(logIn.id, .loggedOut, by: nil, at: .now())
        try database.close()
        _ = try await DatabaseRestore(
            database: workspace.path(), key: workspace.key, journalKey: workspace.journalKey
        ).run(
            from: workspace.path("copy.sqlite"),
            verifiedBy: JournalVerifier(publicKey: workspace.journalKey.publicKey), by: "root")
        let again = try workspace.open()
        #expect(try await again.logIn(with: token, at: .now()) == nil)
        #expect(try entries(.officerLoggedOut).last?.details["cause"] == "restored")
        #expect(try verify().isIntact)
    }
}
