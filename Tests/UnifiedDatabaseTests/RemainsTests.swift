import GRDB
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import Support
@testable import TravelDocument
@testable import UnifiedDatabase

@Suite("Remains, courtesies and other checks in notes of the desk")
struct RemainsTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    private func note(
        _ number: String = "E1234567", by officer: String = "17", _ change: (inout DeskNote) -> Void
    ) async throws {
        var note = DeskNote(
            document: try DocumentKey(issuer: "MNG", number: number), day: Samples.date("2026-03-10"))
        change(&note)
        _ = try await database.deskNotes.enter(note, by: Samples.note(officer))
    }

    private func desk() async throws -> DeskFacts { try #require(try await database.gather(Samples.query()).desk) }

    private func verify(_ name: String = "boomt.sqlite") throws -> JournalVerification {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path(name))
    }

    // MARK: - Notes

    @Test func `papers of remains add up, and the newest word on each counts`() async throws {
        try await note { $0.remains = RemainsFacts(kind: .remains, policeStatement: false, travelDocument: true) }
        try await note {
            $0.remains = RemainsFacts(kind: .ashes, policeStatement: true, forensicConclusion: true)
            $0.otherChecksDone = true
        }
        let facts = try await desk()
        #expect(
            facts.remains
                == RemainsFacts(kind: .ashes, policeStatement: true, forensicConclusion: true, travelDocument: true))
        #expect(facts.otherChecksDone == true)
        #expect(facts.courtesy == nil)
        let records = try await database.deskNotes.entries(of: DocumentKey(issuer: "MNG", number: "E1234567"))
        #expect(records.map(\.entry.remains?.kind) == [.remains, .ashes])
        #expect(try await database.gather(Samples.query("E7654321")).desk?.remains == nil)
        #expect(try await database.gather(Samples.query(day: "2026-03-11")).desk?.remains == nil)
        #expect(try verify().isIntact)
    }

    @Test func `a courtesy counts in the name of a supervisor and of nobody else`() async throws {
        try await note { $0.courtesy = .escort }
        #expect(try await desk().courtesy == .escort)
        #expect(try await desk().courtesyEnteredBy == nil)
        try await note(by: "4") { $0.courtesy = .guestOfHonour }
        #expect(try await desk().courtesy == .guestOfHonour)
        #expect(try await desk().courtesyEnteredBy == "4")
        try await note(by: "18") { $0.courtesy = .escort }
        #expect(try await desk().courtesyEnteredBy == nil)
    }

    @Test(arguments: [
        "UPDATE deskNoteCase SET policeStatement = 1", "DELETE FROM deskNoteCase",
        "UPDATE deskNoteCase SET noteID = 2", "INSERT INTO deskNoteCase (noteID, courtesy) VALUES (2, 'escort')",
    ])
    func `what stands beside a note is watched by the journal`(_ sql: String) async throws {
        try await note { $0.remains = RemainsFacts(kind: .remains, policeStatement: false) }
        try await note { $0.likeness = true }
        #expect(try verify().isIntact)
        try await workspace.stranger().write { try $0.execute(sql: sql) }
        let faults = try verify().faults.map(\.subject)
        #expect(!faults.isEmpty && Set(faults).isSubset(of: ["deskNote:1", "deskNote:2"]), "\(faults)")
    }

    @Test func `a row beside a note that never was is named`() async throws {
        // The pragma says nothing inside a transaction.
        try await workspace.stranger().writeWithoutTransaction {
            try $0.execute(
                sql: "PRAGMA foreign_keys = OFF; INSERT INTO deskNoteCase (noteID, courtesy) VALUES (9, 'escort')")
        }
        #expect(try verify().faults.map(\.subject) == ["deskNote:9"])
    }

    @Test func `notes of an earlier version keep their place in the journal`() async throws {
        let queue = try DatabaseQueue(path: workspace.path("old.sqlite"))
        try DatabaseSchema.migrator(workspace.schemaKeys).migrate(
            queue, upTo: "9.3 entries that each start looks for")
        try await queue.write { [workspace] db in
            try db.execute(
                sql: """
                    INSERT INTO document (id, issuer, number) VALUES (1, 'MNG', 'E1');
                    INSERT INTO deskNote (issuer, documentNumber, day, likeness, officer, reason, recordedAt)
                    VALUES ('MNG', 'E1', '2026-03-10', 1, '17', 'seen', 0);
                    """)
            let journal = JournalWriter(db, workspace.journalKey)
            try journal.append(JournalEvent(.documentChanged), about: .document(1))
            try journal.append(JournalEvent(.deskEntryRecorded), about: .desk(.deskNote, 1))
        }
        try queue.close()
        #expect(try verify("old.sqlite").isIntact)
        let opened = try workspace.open("old.sqlite")
        #expect(try verify("old.sqlite").isIntact)
        let notes = try await opened.deskNotes.entries(of: DocumentKey(issuer: "MNG", number: "E1"))
        #expect(notes.map(\.entry.likeness) == [true])
        #expect(notes.first?.entry.remains == nil)
    }

    @Test func `a person's file tells of them, and retention takes them with the note`() async throws {
        try await note(by: "4") {
            $0.courtesy = .delegation
            $0.otherChecksDone = false
        }
        let purpose = try #require(ReadingPurpose(officer: "17", purpose: "request"))
        let file = try await database.personFile(issuer: "MNG", documentNumber: "E1234567", for: purpose)
        #expect(file.documents.first?.deskNotes.first?.entry.courtesy == .delegation)
        #expect(file.documents.first?.deskNotes.first?.entry.otherChecksDone == false)
        let later = UnixTime(seconds: Samples.noon.seconds + 2 * 366 * 86_400)
        let outcomes = try await database.retain(RetentionPeriods(), at: later, dryRun: false)
        #expect(try #require(outcomes.first { $0.category == .deskNotes }).count >= 1)
        let left = try await database.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM deskNoteCase") }
        #expect(left == 0)
        #expect(try verify().isIntact)
    }

    // MARK: - Decisions

    private func decide(
        _ kind: OfficerDecision.Kind, remains: Bool = true, nationality: String = "MNG", at minutes: Int64 = 0
    ) async throws {
        var record = try Samples.record(at: Samples.minutes(minutes), state: .referred)
        record.facts.station = .desk
        record.facts.desk = DeskFacts(remains: remains ? RemainsFacts(kind: .ashes) : nil)
        record.document?.nationality = nationality
        try await database.commit(record)
        try await database.decide(
            OfficerDecision(
                crossing: record.id, kind: kind, officer: "17", reason: "all papers seen",
                authority: kind == .refused ? "A/131 2.13" : nil, overridden: kind == .letPass ? ["GE-05"] : [],
                decidedAt: Samples.minutes(minutes + 1)))
    }

    @Test(arguments: [Station.eGate, .desk])
    func `the passport of a citizen whose remains passed is invalid, once`(_ station: Station) async throws {
        try await decide(.letPass)
        #expect(
            try await database.gather(Samples.query(at: station)).invalidation
                == Invalidation(cause: "holderDied", body: nil))
        try await decide(.letPass, at: 10)
        let statements = try await database.documentStatements.entries(
            of: DocumentKey(issuer: "MNG", number: "E1234567"))
        #expect(statements.map(\.entry.cause) == [.holderDied])
        #expect(statements.first?.note.officer == "17")
        #expect(statements.first?.note.reason.hasPrefix("A/131 2.13, crossing ") == true)
        #expect(try verify().isIntact)
    }

    @Test(arguments: [
        (OfficerDecision.Kind.refused, true, "MNG"), (.letPass, false, "MNG"), (.letPass, true, "KOR"),
    ])
    func `nobody else's passport becomes invalid by a decision`(
        _ kind: OfficerDecision.Kind, _ remains: Bool, _ nationality: String
    ) async throws {
        try await decide(kind, remains: remains, nationality: nationality)
        #expect(try await database.gather(Samples.query()).invalidation == nil)
    }
}
