import Foundation
import GRDB
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import Support
@testable import TravelDocument
@testable import UnifiedDatabase

@Suite("What has outlived its time")
struct RetentionTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    private func verify() throws -> JournalVerification {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path())
    }

    /// Days after the last day of the samples' documents, 2031-01-01 with its extension.
    private static func afterExpiry(days: Int64) -> UnixTime { UnixTime(seconds: 1_924_988_400 + 86_400 * days) }

    private func sealed(_ permission: Int64) throws -> Data {
        try database.pool.read { db in
            try #require(
                try Data.fetchOne(
                    db, sql: "SELECT sealedTemplate FROM finger WHERE permissionID = ?", arguments: [permission]))
        }
    }

    private func details(_ kind: JournalKind) async throws -> [String: String] {
        let text = try await database.pool.read { db in
            try String.fetchOne(
                db, sql: "SELECT details FROM journal WHERE kind = ? ORDER BY sequence DESC LIMIT 1",
                arguments: [kind.rawValue])
        }
        return try StoredJSON.value([String: String].self, of: try #require(text))
    }

    @Test func `a withdrawal erases the templates at once, from the log too, and says what it erased`() async throws {
        let id = try await database.grant(Samples.permission(fingers: [Samples.finger(2), Samples.finger(7)]))
        let other = try await database.grant(Samples.permission("E7654321", register: nil))
        let (ciphertext, kept) = (try sealed(id), try sealed(other))
        #expect(try workspace.rawBytes().range(of: ciphertext) != nil)
        try await database.change(PermissionChange(.withdrawn, cause: .holder, officer: "17"), ofPermission: id)
        for length in [16, ciphertext.count] {
            #expect(try workspace.rawBytes().range(of: ciphertext.prefix(length)) == nil)
            #expect(try workspace.rawBytes().range(of: ciphertext.suffix(length)) == nil)
        }
        #expect(try workspace.rawBytes().range(of: kept) != nil)
        let said = try await details(.permissionChanged)
        #expect(said["fingersErased"] == "2")
        #expect(said["positions"] == "2,7")
        #expect(said["officer"] == "17")
        #expect(said["erasedDigest"]?.utf8.count == 64)
        #expect(try verify().isIntact)
    }

    @Test func `templates of expired documents go after their days, gone from every file`() async throws {
        let id = try await database.grant(Samples.permission())
        let ciphertext = try sealed(id)
        for day in [0, 29] as [Int64] {
            let outcomes = try await database.retain(
                RetentionPeriods(), at: Self.afterExpiry(days: day), dryRun: false)
            #expect(outcomes.allSatisfy { $0.count == 0 })
        }
        let time = Self.afterExpiry(days: 32)
        let dry = try await database.retain(RetentionPeriods(), at: time, dryRun: true)
        #expect(dry.first?.count == 1)
        #expect(dry.first?.entries == [])
        #expect(try workspace.rawBytes().range(of: ciphertext) != nil)
        let done = try #require(try await database.retain(RetentionPeriods(), at: time, dryRun: false).first)
        #expect(done.category == .expiredTemplates)
        #expect(done.from == "permission:\(id)")
        #expect(done.entries.count == 1)
        #expect(try workspace.rawBytes().range(of: ciphertext.prefix(16)) == nil)
        #expect(try workspace.rawBytes().range(of: ciphertext.suffix(16)) == nil)
        let said = try await details(.retentionApplied)
        #expect(said["category"] == "expiredTemplates")
        #expect(said["count"] == "1")
        #expect(said["rowsDigest"]?.utf8.count == 64)
        #expect(try verify().isIntact)
        // The permission itself is still there, without fingers.
        #expect(try await database.gather(Samples.query()).permission?.fingers == [])
    }

    @Test func `ended permissions go with their document, and one that is declared invalid stays`() async throws {
        var permission = Samples.permission("E1111111", register: nil)
        permission.consent = Consent(textVersion: "2026-1", way: .written, officer: "17", givenAt: Samples.noon)
        let withdrawn = try await database.grant(permission)
        try await database.change(
            PermissionChange(.withdrawn, cause: .holder, officer: "17"), ofPermission: withdrawn)
        _ = try await database.grant(Samples.permission("E2222222", register: nil))
        _ = try await database.grant(Samples.permission("E3333333", register: nil))
        try await database.invalidate(issuer: "MNG", documentNumber: "E3333333", Invalidation(cause: "lost", body: nil))
        let now = UnixTime.now()
        let soon = UnixTime(seconds: now.seconds + 86_400 * 1094)
        let none = try await database.retain(RetentionPeriods(), at: soon, dryRun: true)
        #expect(none.allSatisfy { $0.count == 0 })
        let later = UnixTime(seconds: now.seconds + 86_400 * 1097)
        let first = try await database.retain(RetentionPeriods(), at: later, dryRun: false)
        #expect(first.reduce(0) { $0 + $1.count } == 1)
        #expect(first.last?.from == "permission:\(withdrawn)")
        let rest = try await database.retain(RetentionPeriods(), at: Self.afterExpiry(days: 1097), dryRun: false)
        #expect(rest.last?.count == 2)
        let left = try await database.pool.read { db in
            (
                try String.fetchAll(db, sql: "SELECT number FROM document"),
                try Int.fetchOne(db, sql: "SELECT count(*) FROM permission")
            )
        }
        #expect(left.0 == ["E3333333"])
        #expect(left.1 == 0)
        let verification = try verify()
        #expect(verification.isIntact, "\(verification.faults)")
        // One permission with its consent and its document, one with its document, and one whose document stays.
        #expect(verification.deletions.map(\.category) == ["endedPermissions", "endedPermissions"])
        #expect(verification.deletions.map(\.count) == [3, 3])
    }

    @Test func `a document that something else refers to stays when its permission goes`() async throws {
        _ = try await database.grant(Samples.permission("E2222222", register: nil))
        try await database.pool.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE note (
                        issuer TEXT, number TEXT, FOREIGN KEY (issuer, number) REFERENCES document (issuer, number)
                    ) STRICT;
                    INSERT INTO note VALUES ('MNG', 'E2222222');
                    """)
        }
        let outcomes = try await database.retain(RetentionPeriods(), at: Self.afterExpiry(days: 1097), dryRun: false)
        #expect(outcomes.last?.count == 1)
        let left = try await database.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT (SELECT count(*) FROM document) * 10 + (SELECT count(*) FROM permission)")
        }
        #expect(left == 10)
        #expect(try verify().isIntact)
    }

    /// Three crossings of which one has a settlement, and a newer one.
    private func cross() async throws -> [CrossingRecord] {
        var records: [CrossingRecord] = []
        for index in 0..<3 {
            let record = try Samples.record(
                "E000000\(index)", .entry, at: Samples.minutes(Int64(index)),
                state: index == 0 ? .interrupted : .passed)
            try await database.commit(record)
            records.append(record)
        }
        try await database.settle(
            CrossingSettlement(
                crossing: records[0].id, outcome: .passed, officer: "17", reason: "camera", settledAt: Samples.noon))
        let late = try Samples.record(
            "E7654321", .entry, at: UnixTime(seconds: Samples.noon.seconds + 86_400 * 3000), state: .passed)
        try await database.commit(late)
        return records + [late]
    }

    private static var tenYears: RetentionPeriods {
        var periods = RetentionPeriods()
        periods.crossingYears = 10
        return periods
    }

    @Test func `crossings are kept for ever unless a period is set, and then the journal tells of them`() async throws {
        let records = try await cross()
        let time = UnixTime(seconds: Samples.noon.seconds + 86_400 * 3660)
        let kept = try await database.retain(RetentionPeriods(), at: time, dryRun: false).map(\.category)
        #expect(!kept.contains(.crossings))
        let outcome = try #require(try await database.retain(Self.tenYears, at: time, dryRun: false).last)
        #expect(outcome.category == .crossings)
        #expect(outcome.count == 3)
        #expect(outcome.to == "crossing:\(records[2].id.text)")
        #expect(try await database.crossings(limit: 10, before: nil).map(\.id) == [records[3].id])
        let verification = try verify()
        #expect(verification.isIntact, "\(verification.faults)")
        #expect(
            verification.deletions
                == [JournalDeletion(sequence: outcome.entries[0], category: "crossings", count: 4)])
        // Whoever deletes by hand meets the triggers as before.
        await #expect(throws: DatabaseError.self) {
            try await database.pool.write { try $0.execute(sql: "DELETE FROM crossing") }
        }
    }

    @Test func `what no other crossing has closed is kept, with whomever it names, until it is closed`() async throws {
        let away = try Samples.record("E0000001", .exit, state: .passed)
        let child = try Samples.record("E0000002", .exit, at: Samples.minutes(1), state: .referred)
        let turned = try Samples.record("E0000001", .entry, at: Samples.minutes(2), state: .turnedBack)
        var foreign = try Samples.record("M0000003", .entry, at: Samples.minutes(3), state: .passed)
        foreign.document?.issuer = "KOR"
        let companion = try Samples.record("E0000004", .entry, at: Samples.minutes(4), state: .passed)
        let over = try Samples.record("E0000005", .entry, at: Samples.minutes(5), state: .passed)
        for record in [away, child, turned, foreign, companion, over] { try await database.commit(record) }
        try await database.decide(
            OfficerDecision(
                crossing: child.id, kind: .letPass, officer: "17", reason: "papers", overridden: [],
                decidedAt: Samples.minutes(6)))
        // Named by one that is kept, and naming another.
        for (record, other) in [(away, companion), (companion, turned)] {
            try await database.describe(
                record.id,
                CrossingParticulars(
                    purpose: "аялал", companion: other.id, relation: .mother, officer: "17", recordedAt: Samples.noon))
        }
        let time = UnixTime(seconds: Samples.noon.seconds + 86_400 * 3660)
        func left() async throws -> Set<CrossingID> {
            _ = try await database.retain(Self.tenYears, at: time, dryRun: false)
            return Set(try await database.crossings(limit: 10, before: nil).map(\.id))
        }
        #expect(try await left() == [away.id, child.id, foreign.id, companion.id, turned.id])
        #expect(try await database.gather(Samples.query("E0000001", .entry)).lastCrossing?.id == away.id)
        var back = try Samples.record("M0000003", .exit, at: Samples.minutes(7), state: .passed)
        back.document?.issuer = "KOR"
        try await database.commit(back)
        for (number, minute) in [("E0000001", 8), ("E0000002", 9)] {
            try await database.commit(
                Samples.record(number, .entry, at: Samples.minutes(Int64(minute)), state: .passed))
        }
        #expect(try await left().isEmpty)
        #expect(try verify().isIntact)
    }

    @Test func `a row that is deleted otherwise is still missed, also beside a lawful deletion`() async throws {
        let records = try await cross()
        let time = UnixTime(seconds: Samples.noon.seconds + 86_400 * 3660)
        _ = try await database.retain(Self.tenYears, at: time, dryRun: false)
        let stranger = try workspace.stranger()
        try await stranger.write { db in
            try db.execute(sql: "DROP TRIGGER crossingIsKept")
            try db.execute(sql: "DELETE FROM crossing")
        }
        try stranger.close()
        let faults = try verify().faults
        #expect(faults.map(\.kind) == [.rowMissing])
        #expect(faults.first?.subject == "crossing:\(records[3].id.text)")
    }

    @Test func `a record that was changed by hand is not deleted with the others`() async throws {
        let records = try await cross()
        let stranger = try workspace.stranger()
        try await stranger.write { db in
            try db.execute(sql: "DROP TRIGGER crossingIsFinal")
            try db.execute(
                sql: "UPDATE crossing SET outcome = 'allow' WHERE id = ?", arguments: [records[1].id.text])
        }
        try stranger.close()
        let time = UnixTime(seconds: Samples.noon.seconds + 86_400 * 3660)
        let code = await Workspace.code { _ = try await database.retain(Self.tenYears, at: time, dryRun: false) }
        #expect(code == .corrupt)
        #expect(try await database.crossings(limit: 10, before: nil).count == 4)
        #expect(try verify().faults.map(\.subject) == ["crossing:\(records[1].id.text)"])
    }

    @Test func `a companion's record waits for the one that names it, and both go together`() async throws {
        let records = try await cross()
        for (record, companion) in [(records[0], records[1]), (records[3], records[2])] {
            try await database.describe(
                record.id,
                CrossingParticulars(
                    purpose: "аялал", companion: companion.id, relation: .mother, officer: "17",
                    recordedAt: Samples.noon))
        }
        let time = UnixTime(seconds: Samples.noon.seconds + 86_400 * 3660)
        let outcome = try await database.retain(Self.tenYears, at: time, dryRun: false).last
        #expect(outcome?.count == 2)
        #expect(
            try await database.crossings(limit: 10, before: nil).map(\.id) == [records[3].id, records[2].id])
        #expect(try verify().isIntact)
    }

    @Test func `everything that stands beside a crossing goes with it`() async throws {
        let tables = try await database.pool.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT tables.name FROM pragma_table_list AS tables,
                        pragma_foreign_key_list(tables.name) AS keys
                    WHERE tables.schema = 'main' AND keys."table" = 'crossing'
                    """)
        }
        #expect(Set(tables) == Set(RetentionDeletion.besideCrossing.map(\.table)))
    }
}
