import GRDB
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("The journal")
struct JournalTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    private func verify(noted: JournalPlace? = nil, key: [UInt8]? = nil) throws -> JournalVerification {
        try JournalVerifier(publicKey: key ?? workspace.journalKey.publicKey, noted: noted)
            .verify(database: workspace.path())
    }

    /// Two crossings of which one is settled, a permission and its withdrawal, an invalid document, a list, a start.
    private func fill() async throws {
        _ = try await database.append(JournalEvent(.daemonStarted, details: ["version": "0.1-test"]))
        let record = try Samples.record(state: .admitted)
        try await database.commit(record)
        try await database.complete(record.id, state: .passed, at: Samples.minutes(1))
        let other = try Samples.record("E7654321", at: Samples.minutes(2), state: .interrupted)
        try await database.commit(other)
        try await database.settle(
            CrossingSettlement(
                crossing: other.id, outcome: .passed, officer: "17", reason: "camera 3",
                settledAt: Samples.minutes(9)))
        let permission = try await database.grant(Samples.permission())
        try await database.change(PermissionChange(.withdrawn, cause: .holder, officer: "17"), ofPermission: permission)
        try await database.invalidate(
            issuer: "MNG", documentNumber: "E1234567", Invalidation(cause: "lost", body: nil))
        try await database.replaceExitRestrictions(
            [Samples.restriction(register: "АА85010121")], version: "1", loadedAt: Samples.noon)
    }

    /// What somebody does who has the file and takes the triggers away first.
    private func tamper(_ statements: String...) throws {
        let stranger = try workspace.stranger()
        try stranger.writeWithoutTransaction { db in
            for name in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(name)")
            }
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            for statement in statements { try db.execute(sql: statement) }
        }
        try stranger.close()
    }

    @Test func `the digest of what is written is that of what the table holds`() async throws {
        for (minute, state) in CrossingState.allCases.enumerated() {
            var record = try Samples.record(at: Samples.minutes(Int64(minute)), state: state)
            record.mrzText = "a\u{0}b\u{1F}Ө"
            try await database.commit(record)
            let row = JournaledRow.crossing(record.id.text)
            let (written, held) = try await database.pool.read {
                (try JournalBatch.lastWord(of: row, in: $0), try row.digest($0))
            }
            #expect(written != nil && written == held)
            #expect(try await database.crossing(record.id) == record)
        }
        #expect(try verify().isIntact)
    }

    @Test func `what each start looks for in the journal is found by an index`() async throws {
        let plans = try await database.pool.read { db in
            try ["kind = 'settingsChanged'", "kind IN ('trustStoreChanged', 'trustStoreRefused')"].map { kinds in
                try Row.fetchAll(
                    db,
                    sql: "EXPLAIN QUERY PLAN SELECT details FROM journal WHERE \(kinds) ORDER BY sequence DESC LIMIT 1"
                ).map { try $0.decode(String.self, forColumn: "detail") }.joined()
            }
        }
        #expect(plans[0].contains("journalBySettings") && plans[1].contains("journalByTrust"), "\(plans)")
    }

    @Test func `other settings than at the last start are an entry, the same are none`() async throws {
        #expect(try await database.recordSettings("lanes: a", summary: ["lanes": "gate-1 eGate"]) == false)
        #expect(try await database.recordSettings("lanes: a", summary: ["lanes": "gate-1 eGate"]) == false)
        #expect(try await database.recordSettings("lanes: b", summary: ["lanes": "desk-1 desk"]))
        #expect(try await database.recordSettings("lanes: a", summary: ["lanes": "gate-1 eGate"]))
        let told = try await database.pool.read { db in
            try String.fetchAll(db, sql: "SELECT details FROM journal WHERE kind = 'settingsChanged' ORDER BY sequence")
        }
        #expect(told.count == 3)
        #expect(told.first == told.last)
        #expect(told.dropFirst().first?.contains("desk-1 desk") == true)
        #expect(!told.joined().contains("lanes: "))
        #expect(try verify().isIntact)
    }

    @Test func `the last event of some kinds is found, and entries are shown newest first`() async throws {
        #expect(try await database.lastEvent(of: [.trustStoreChanged]) == nil)
        let taken = JournalEvent(.trustStoreChanged, details: ["digest": "aa", "anchors": "2"])
        let refused = JournalEvent(
            .trustStoreRefused, details: ["digest": "bb", "reason": "broken.cer: no certificate"])
        for event in [taken, refused, JournalEvent(.daemonStopped)] { _ = try await database.append(event) }
        #expect(try await database.lastEvent(of: [.trustStoreChanged]) == taken)
        #expect(try await database.lastEvent(of: [.trustStoreChanged, .trustStoreRefused]) == refused)
        #expect(try await database.lastEvent(of: []) == nil)

        let lines = try JournalReader.entries(database: workspace.path(), limit: 3)
        #expect(lines.map(\.kind) == ["daemonStopped", "trustStoreRefused", "trustStoreChanged"])
        #expect(lines.last?.details == taken.details && lines.map(\.sequence) == [7, 6, 5])
        #expect(try JournalPlace(#require(lines.first).place) == (await database.journalHead()))
        let one = try JournalReader.entries(database: workspace.path(), kind: .trustStoreRefused, before: 7, limit: 9)
        #expect(one == [lines[1]])
        #expect(try JournalReader.entries(database: workspace.path(), kind: .backupWritten, limit: 9).isEmpty)
        #expect(throws: StoreError.self) { try JournalReader.entries(database: workspace.path("no.sqlite"), limit: 9) }
        #expect(try verify().isIntact)
    }

    @Test func `everything that the store writes is journaled, and the journal is intact`() async throws {
        try await fill()
        let kinds = try await database.pool.read {
            try String.fetchAll($0, sql: "SELECT kind FROM journal ORDER BY sequence")
        }
        #expect(
            kinds == [
                "journalBegun", "officerChanged", "officerChanged", "officerChanged", "daemonStarted",
                "laneKeyAdded", "crossingAdmitted", "crossingCompleted", "crossingRecorded",
                "crossingSettled", "documentChanged", "permissionGranted", "permissionChanged", "documentChanged",
                "listReplaced",
            ])
        let verification = try verify()
        #expect(verification.isIntact)
        #expect(verification.entries == 15)
        #expect(verification.rows == 9)
        #expect(try await database.journalHead() == verification.head)
    }

    @Test func `what fails is not journaled`() async throws {
        try await fill()
        let before = try await database.journalHead()
        let finished = try Samples.record(state: .passed)
        try await database.commit(finished)
        let after = try await database.journalHead()
        #expect(before != after)
        #expect(await Workspace.code { try await database.commit(finished) } == .constraint)
        #expect(
            await Workspace.code { try await database.complete(finished.id, state: .passed, at: Samples.noon) }
                == .constraint)
        #expect(try await database.journalHead() == after)
        #expect(try verify().isIntact)
    }

    @Test(
        arguments: [
            ("UPDATE journal SET details = '{}' WHERE sequence = 3", JournalFault.Kind.entryChanged, 3),
            ("UPDATE journal SET recordedAt = recordedAt + 1 WHERE sequence = 5", .entryChanged, 5),
            ("UPDATE journal SET kind = 'crossingCompleted' WHERE sequence = 2", .entryChanged, 2),
            ("UPDATE journal SET subject = 'crossing:X' WHERE sequence = 4", .entryChanged, 4),
            ("UPDATE journal SET rowDigest = NULL WHERE sequence = 4", .entryChanged, 4),
            ("UPDATE journal SET signature = zeroblob(64) WHERE sequence = 5", .signatureWrong, 5),
            ("UPDATE journal SET signature = zeroblob(64) WHERE sequence = 6", .keyChangeForged, 6),
            ("UPDATE journal SET signature = zeroblob(64) WHERE sequence = 7", .signatureWrong, 7),
            ("DELETE FROM journal WHERE sequence = 6", .entryMissing, 7),
            ("DELETE FROM journal WHERE sequence = 4", .entryMissing, 5),
            ("DELETE FROM journal WHERE sequence = 1", .entryMissing, 2),
            ("DELETE FROM journal", .empty, nil),
        ] as [(String, JournalFault.Kind, Int64?)])
    func `the first place that was changed is found`(
        statement: String, kind: JournalFault.Kind, sequence: Int64?
    ) async throws {
        try await fill()
        try tamper(statement)
        let first = try #require(try verify().faults.first)
        #expect(first.kind == kind)
        #expect(first.sequence == sequence)
    }

    @Test func `exchanged entries are found`() async throws {
        try await fill()
        try tamper(
            "UPDATE journal SET sequence = 99 WHERE sequence = 3", "UPDATE journal SET sequence = 3 WHERE sequence = 4",
            "UPDATE journal SET sequence = 4 WHERE sequence = 99")
        #expect(try verify().faults.first == JournalFault(kind: .linkBroken, sequence: 3, subject: try subject(3)))
    }

    private func subject(_ sequence: Int64) throws -> String? {
        try database.pool.read {
            try String.fetchOne($0, sql: "SELECT subject FROM journal WHERE sequence = ?", arguments: [sequence])
        }
    }

    @Test(
        arguments: [
            (
                "UPDATE crossing SET sealedContent = substr(sealedContent, 1, 30)", JournalFault.Kind.rowChanged,
                "crossing:"
            ),
            ("UPDATE crossing SET decidedAt = decidedAt + 1", .rowChanged, "crossing:"),
            ("UPDATE crossing SET documentNumber = NULL", .rowChanged, "crossing:"),
            ("DELETE FROM crossing", .rowMissing, "crossing:"),
            ("UPDATE crossingSettlement SET outcome = 'turnedBack'", .rowChanged, "settlement:"),
            ("UPDATE document SET registerNumber = 'АА85010122'", .rowChanged, "document:"),
            ("UPDATE permission SET status = 'active'", .rowChanged, "permission:"),
            ("INSERT INTO finger VALUES (1, 2, zeroblob(10))", .rowChanged, "permission:"),
            ("DELETE FROM exitRestriction", .rowChanged, "exitRestrictions"),
            (
                "INSERT INTO document (issuer, number) VALUES ('MNG', 'E0000001')", .rowUnknown,
                "document:"
            ),
        ] as [(String, JournalFault.Kind, String)])
    func `a row that does not agree with the journal is found`(
        statement: String, kind: JournalFault.Kind, subject: String
    ) async throws {
        try await fill()
        try tamper(statement)
        let first = try #require(try verify().faults.first)
        #expect(first.kind == kind)
        #expect(first.subject?.hasPrefix(subject) == true)
    }

    @Test func `entries cut off at the end are found by the rows or by a noted place`() async throws {
        try await fill()
        let head = try #require(try await database.journalHead())
        #expect(try verify(noted: head).isIntact)
        _ = try await database.append(JournalEvent(.daemonStopped))
        #expect(try verify(noted: head).isIntact)
        try tamper("DELETE FROM journal WHERE sequence >= \(head.sequence)")
        let faults = try verify(noted: head).faults
        #expect(faults.contains(JournalFault(kind: .notedPlaceMissing, sequence: head.sequence, subject: nil)))
        #expect(faults.contains { $0.kind == .rowUnknown && $0.subject == "exitRestrictions" })
    }

    @Test func `a journal written anew with another key is not ours`() async throws {
        try await fill()
        let other = try JournalKey.loadOrCreate(at: workspace.path("other-key"))
        #expect(try verify(key: other.publicKey).faults.first?.kind == .signatureWrong)
        try tamper("DELETE FROM journal", "DELETE FROM officer")
        try await database.pool.write { try JournalWriter($0, other).begin() }
        #expect(try verify(key: other.publicKey).isIntact)
        #expect(try verify().faults.first == JournalFault(kind: .signatureWrong, sequence: 1, subject: nil))
    }

    @Test func `a database from before the journal is taken over as it is`() async throws {
        try await fill()
        // There were no officers either.
        try tamper(
            "DROP TABLE journal", "DELETE FROM officer", "DELETE FROM grdb_migrations WHERE identifier = '3 journal'")
        try database.close()
        let again = try workspace.open()
        let kinds = try await again.pool.read { try String.fetchAll($0, sql: "SELECT kind FROM journal") }
        #expect(kinds == ["journalBegun"] + [String](repeating: "rowAdopted", count: 6))
        #expect(try verify().isIntact)
    }

    @Test(arguments: [
        "DELETE FROM journal", "UPDATE journal SET details = ''", "REPLACE INTO journal SELECT * FROM journal",
    ])
    func `nothing removes or changes an entry by the way`(statement: String) async throws {
        try await fill()
        await #expect(throws: DatabaseError.self) {
            try await database.pool.write { try $0.execute(sql: statement) }
        }
        #expect(try verify().isIntact)
    }

    @Test(
        arguments: [
            "", "1", "1:", ":aa", "0:" + String(repeating: "a", count: 64), "1:" + String(repeating: "g", count: 64),
            "1:" + String(repeating: "a", count: 63), "-1:" + String(repeating: "a", count: 64),
        ])
    func `a noted place has a number and a hash`(text: String) {
        #expect(JournalPlace(text) == nil)
    }

    @Test func `a noted place reads back`() {
        let place = JournalPlace(sequence: 12, hash: (0..<32).map { UInt8($0 * 8) })
        #expect(JournalPlace(place.description) == place)
    }

    @Test func `a file that is no database is told so`() async throws {
        #expect(
            await Workspace.code {
                _ = try JournalVerifier(publicKey: workspace.journalKey.publicKey)
                    .verify(database: workspace.path("nothing"))
            } != nil)
    }
}
