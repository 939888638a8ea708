import GRDB
import Support
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import TravelDocument
@testable import UnifiedDatabase

@Suite("What officers enter at the desk")
struct DeskTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    private func passport(_ number: String = "E1234567") throws -> DocumentKey {
        try DocumentKey(issuer: "MNG", number: number)
    }

    private func declare(_ statement: DocumentStatement) async throws {
        _ = try await database.documentStatements.enter(statement, by: Samples.note())
    }

    private func refusal(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch {
            guard let error = error as? StoreError, error.code == .constraint else { return "\(error)" }
            return String(error.message.prefix { $0 != ":" })
        }
    }

    private func isIntact() throws -> Bool {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path()).isIntact
    }

    // MARK: - Documents

    @Test(arguments: [Station.eGate, .desk])
    func `a lost document is invalid at gate and desk, also when it is found again`(station: Station) async throws {
        try await declare(DocumentStatement(document: passport(), kind: .lost, body: "police"))
        let facts = try await database.gather(Samples.query(at: station))
        #expect(facts.invalidation == Invalidation(cause: "lost", body: "police"))
        let found = await refusal {
            try await declare(
                DocumentStatement(document: passport(), kind: .valid, until: Samples.date("2030-01-01")))
        }
        #expect(found == "kind")
        #expect(try await database.gather(Samples.query("E7654321", at: station)).invalidation == nil)
        #expect(try isIntact())
    }

    @Test func `an invalidation that was wrong is taken back, and both stand on record`() async throws {
        let record = try await database.documentStatements.enter(
            DocumentStatement(document: passport(), kind: .invalidated, cause: .courtDecision), by: Samples.note())
        #expect(try await database.gather(Samples.query()).invalidation?.cause == "courtDecision")
        _ = try await database.documentStatements.withdraw(record.id, by: Samples.note("18"))
        #expect(try await database.gather(Samples.query()).invalidation == nil)
        #expect(try await database.documentStatements.entries(of: passport()).map { $0.withdrawal?.officer } == ["18"])
        await #expect(throws: StoreError(.constraint, EntryFault("id", .withdrawn).description)) {
            _ = try await database.documentStatements.withdraw(record.id, by: Samples.note())
        }
        #expect(try isIntact())
    }

    @Test func `an extension goes on from the printed expiry and only further`() async throws {
        try await declare(
            DocumentStatement(
                document: passport(), kind: .valid, issued: Samples.date("2020-01-01"),
                until: Samples.date("2030-01-01")))
        func extend(_ day: String) async throws {
            try await declare(DocumentStatement(document: passport(), kind: .extended, until: Samples.date(day)))
        }
        let refused1 = await refusal { try await extend("2030-01-01") }
        #expect(refused1 == "until")
        try await extend("2032-01-01")
        let refused2 = await refusal { try await extend("2031-01-01") }
        #expect(refused2 == "until")
        let facts = try await database.gather(Samples.query())
        #expect(facts.extendedUntil == Samples.date("2032-01-01"))
        #expect(facts.desk?.book?.issueDate == Samples.date("2020-01-01"))
        #expect(facts.desk?.book?.validPassports == .found(["E1234567"]))
    }

    // MARK: - Notes

    @Test func `the newest word of the day counts, and only on that day and for that document`() async throws {
        var first = DeskNote(document: try passport(), day: Samples.date("2026-03-10"))
        first.likeness = false
        first.pagesLeft = true
        first.replacement = .lost
        var second = DeskNote(document: try passport(), day: Samples.date("2026-03-10"))
        second.likeness = true
        for note in [first, second] { _ = try await database.deskNotes.enter(note, by: Samples.note()) }
        let desk = try #require(try await database.gather(Samples.query()).desk)
        #expect(desk.book?.likeness == true)
        #expect(desk.book?.pagesLeft == true)
        #expect(desk.replacement == PassportReplacement(cause: .lost, officer: "17"))
        let tomorrow = try await database.gather(Samples.query(day: "2026-03-11")).desk
        #expect(tomorrow?.book?.likeness == nil)
        #expect(tomorrow?.replacement == nil)
        #expect(try await database.gather(Samples.query("E7654321")).desk?.book?.likeness == nil)
    }

    @Test func `a note for another day, or one that says nothing, is refused`() async throws {
        var late = DeskNote(document: try passport(), day: Samples.date("2026-03-09"))
        late.likeness = true
        let refused3 = await refusal { [late] in _ = try await database.deskNotes.enter(late, by: Samples.note()) }
        #expect(refused3 == "day")
        let empty = DeskNote(document: try passport(), day: Samples.date("2026-03-10"))
        let refused4 = await refusal { _ = try await database.deskNotes.enter(empty, by: Samples.note()) }
        #expect(refused4 == "likeness")
    }

    // MARK: - Persons

    private func link(_ other: DocumentKey, basis: PersonLink.Basis = .paper) async throws -> DeskRecord<PersonLink> {
        try await database.personLinks.enter(
            PersonLink(document: passport(), other: other, basis: basis), by: Samples.note())
    }

    @Test func `crossings on another passport count once the link is confirmed, and no longer without it`()
        async throws
    {
        try await database.commit(Samples.record("E7654321", .exit, at: Samples.minutes(-600), state: .passed))
        #expect(try await database.gather(Samples.query()).lastCrossingOfPerson == nil)
        let record = try await link(passport("E7654321"))
        #expect(try await database.gather(Samples.query()).lastCrossingOfPerson?.documentNumber == "E7654321")
        // And the other way round.
        #expect(try await database.gather(Samples.query("E7654321")).lastCrossing?.documentNumber == "E7654321")
        let refused5 = await refusal { _ = try await link(passport("E7654321")) }
        #expect(refused5 == "other")
        _ = try await database.personLinks.withdraw(record.id, by: Samples.note("18"))
        #expect(try await database.gather(Samples.query()).lastCrossingOfPerson == nil)
        #expect(try isIntact())
    }

    @Test func `numbers and links reach from document to document`() async throws {
        for number in ["E1234567", "E2222222"] {
            _ = try await database.personNumbers.enter(
                PersonNumber(document: passport(number), kind: .registerNumber, number: "АА85010121"),
                by: Samples.note())
        }
        _ = try await link(Samples.foreign())
        _ = try await database.personNumbers.enter(
            PersonNumber(document: Samples.foreign(), kind: .civilID, number: "123456789012"), by: Samples.note())
        let person = try await database.documents(ofHolderOf: passport("E2222222"))
        #expect(person.documents == [try passport("E2222222"), try passport(), try Samples.foreign()])
        #expect(person.registerNumber == "АА85010121")
        #expect(person.civilID == "123456789012")
        // Restrictions by the register number now reach every document of the person.
        try await database.replaceExitRestrictions(
            [Samples.restriction(register: "АА85010121")], version: "1", loadedAt: Samples.noon)
        #expect(try await database.gather(Samples.query("E2222222")).exitRestrictions.count == 1)
        #expect(try await database.gather(Samples.query("E3333333")).exitRestrictions.isEmpty)
    }

    @Test func `two register numbers are two persons, and the same data have to be the same`() async throws {
        for (number, register) in [("E1234567", "АА85010121"), ("E7654321", "АБ85010122")] {
            _ = try await database.personNumbers.enter(
                PersonNumber(document: passport(number), kind: .registerNumber, number: register), by: Samples.note())
        }
        let refused6 = await refusal { _ = try await link(passport("E7654321")) }
        #expect(refused6 == "other")
        let second = PersonNumber(document: try passport(), kind: .registerNumber, number: "АВ85010123")
        let refused7 = await refusal { _ = try await database.personNumbers.enter(second, by: Samples.note()) }
        #expect(refused7 == "number")
        var stranger = try Samples.record("E5555555", at: Samples.minutes(-50), state: .passed)
        stranger.document?.birthDateText = "700101"
        try await database.commit(stranger)
        try await database.commit(Samples.record(at: Samples.minutes(-40), state: .passed))
        let refused8 = await refusal { _ = try await link(passport("E5555555"), basis: .sameData) }
        #expect(refused8 == "basis")
        let refused9 = await refusal { _ = try await link(passport(), basis: .paper) }
        #expect(refused9 == "other")
    }

    @Test func `stays with every passport of a foreigner count, a visa only for its own`() async throws {
        let day: Int64 = 24 * 60
        for (number, direction, minutes) in [("C1", Direction.entry, -40 * day), ("C1", .exit, -30 * day)] {
            var record = try Samples.record(number, direction, at: Samples.minutes(minutes), state: .passed)
            record.document?.issuer = "D"
            try await database.commit(record)
        }
        _ = try await database.stayRights.enter(
            StayRight(
                document: try Samples.foreign("C1"), kind: .visa, number: "V1", validUntil: Samples.date("2027-01-01")),
            by: Samples.note())
        var query = try Samples.query("C2", .entry)
        query.document.issuer = "D"
        query.document.nationality = "D"
        let before = try #require(try await database.gather(query).desk?.foreigner)
        #expect(before.earlierStays == .found([]))
        _ = try await database.personLinks.enter(
            PersonLink(document: Samples.foreign("C2"), other: Samples.foreign("C1"), basis: .bothShown),
            by: Samples.note())
        let after = try #require(try await database.gather(query).desk?.foreigner)
        #expect(after.earlierStays.value?.count == 1)
        #expect(after.visa == .unknown)
    }

    @Test func `a document of which an officer has entered something outlives its permission`() async throws {
        let permission = try await database.grant(Samples.permission())
        _ = try await database.grant(Samples.permission("E7654321", register: "АБ85010122"))
        try await declare(DocumentStatement(document: passport(), kind: .lost))
        for id in [permission, permission + 1] {
            try await database.change(PermissionChange(.withdrawn, cause: .holder, officer: "17"), ofPermission: id)
        }
        let later = UnixTime(milliseconds: UnixTime.now().milliseconds + 100 * 366 * 86_400_000)
        _ = try await database.retain(RetentionPeriods(), at: later, dryRun: false)
        let left = try await database.pool.read { try String.fetchAll($0, sql: "SELECT number FROM document") }
        #expect(left == ["E1234567"])
        #expect(try await database.gather(Samples.query()).invalidation?.cause == "lost")
        #expect(try isIntact())
    }

    @Test func `everything that was entered is in the person's file`() async throws {
        try await declare(DocumentStatement(document: passport(), kind: .lost))
        _ = try await link(passport("E7654321"))
        let purpose = try #require(ReadingPurpose(officer: "17", purpose: "request"))
        let file = try await database.personFile(issuer: "MNG", documentNumber: "E7654321", for: purpose)
        #expect(file.documents.map(\.number) == ["E7654321", "E1234567"])
        #expect(file.documents.last?.statements.first?.entry.kind == .lost)
        #expect(file.documents.last?.links.count == 1)
        #expect(file.documents.first?.links.isEmpty == true)
        #expect(file.documents.first?.linksFromOthers.map(\.entry.document.number) == ["E1234567"])
    }

    // MARK: - Opening

    @Test func `what an earlier version wrote keeps its place in the journal`() async throws {
        let queue = try DatabaseQueue(path: workspace.path("old.sqlite"))
        try DatabaseSchema.migrator(workspace.schemaKeys).migrate(queue, upTo: "5 rights of foreigners to stay")
        try await queue.write { [workspace] db in
            try db.execute(
                sql: """
                    INSERT INTO stayRight (kind, issuer, documentNumber, number, officer, recordedAt)
                    VALUES ('visa', 'D', 'C1', 'V1', '17', 0);
                    INSERT INTO listFalseHit VALUES ('wantedPersons', 'w-1', 'MNG', 'E1', '17', 'other finger', 0);
                    """)
            try JournalWriter(db, workspace.journalKey).append(
                JournalEvent(.stayRightRecorded), about: .desk(.stayRight, 1))
        }
        try queue.close()
        let verifier = JournalVerifier(publicKey: workspace.journalKey.publicKey)
        #expect(try verifier.verify(database: workspace.path("old.sqlite")).isIntact)
        let opened = try workspace.open("old.sqlite")
        #expect(try verifier.verify(database: workspace.path("old.sqlite")).isIntact)
        let records = try await opened.stayRights.entries(of: DocumentKey(issuer: "D", number: "C1"))
        #expect(records.map(\.note.reason) == ["not recorded"])
        let hits = try await opened.falseHits.entries(of: DocumentKey(issuer: "MNG", number: "E1"))
        #expect(hits.map(\.entry.entryKey) == ["w-1"])
    }

    @Test func `a row that nobody entered is named`() async throws {
        try await declare(DocumentStatement(document: passport(), kind: .lost))
        try await database.pool.write { db in
            try db.execute(
                sql: """
                    INSERT INTO documentStatement (issuer, documentNumber, kind, officer, reason, recordedAt)
                    VALUES ('MNG', 'E1234567', 'lost', 'x', 'x', 0)
                    """)
        }
        let faults = try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path())
            .faults
        #expect(faults.map(\.subject) == ["documentStatement:2"])
    }
}
