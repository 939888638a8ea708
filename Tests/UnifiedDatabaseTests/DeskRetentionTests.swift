import Foundation
import GRDB
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import Support
@testable import TravelDocument
@testable import UnifiedDatabase

@Suite("Entries of the desk that have outlived their time")
struct DeskRetentionTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase
    private let foreign: DocumentKey

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
        foreign = try Samples.foreign()
    }

    private func verify() throws -> JournalVerification {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path())
    }

    /// What is over at noon of a day.
    @discardableResult
    private func over(
        _ category: RetentionCategory, on day: String, dryRun: Bool = true
    ) async throws -> RetentionOutcome {
        let noon = UnixTime(seconds: UlaanbaatarCalendar.start(of: Samples.date(day)).seconds + 12 * 3600)
        let outcomes = try await database.retain(RetentionPeriods(), at: noon, dryRun: dryRun)
        return try #require(outcomes.first { $0.category == category })
    }

    private func documents() async throws -> [String] {
        try await database.pool.read { try String.fetchAll($0, sql: "SELECT number FROM document ORDER BY number") }
    }

    private func enter(_ category: RetentionCategory) async throws {
        let note = try Samples.note()
        switch category {
        case .stayRights:
            _ = try await database.stayRights.enter(
                StayRight(
                    document: foreign, kind: .visa, number: "B1-77", validUntil: Samples.date("2026-06-30"), days: 30,
                    entries: 1), by: note)
        case .documentStatements:
            _ = try await database.documentStatements.enter(
                DocumentStatement(document: foreign, kind: .valid, until: Samples.date("2026-12-31")), by: note)
        case .deskNotes:
            var seen = DeskNote(document: foreign, day: Samples.date("2026-03-10"))
            seen.likeness = true
            _ = try await database.deskNotes.enter(seen, by: note)
        case .borderCards:
            var card = BorderCard(
                document: foreign, day: Samples.date("2026-03-10"), direction: .entry, legible: true,
                writer: .traveller)
            card.address = "a house by the river Tuul"
            _ = try await database.borderCards.enter(card, by: note)
        case .childJourneys:
            _ = try await database.childJourneys.enter(
                ChildJourney(
                    document: foreign, day: Samples.date("2026-03-10"), companionKind: .parent,
                    companion: try DocumentKey(issuer: "D", number: "C7654321"), branch: .family), by: note)
        default: Issue.record("nothing to enter for \(category)")
        }
    }

    @Test(arguments: [
        (RetentionCategory.stayRights, "2031-06-29", "2031-06-30"),
        (.documentStatements, "2031-12-30", "2031-12-31"),
        (.deskNotes, "2027-03-10", "2027-03-11"),
        (.borderCards, "2027-03-10", "2027-03-11"),
        (.childJourneys, "2031-03-09", "2031-03-10"),
    ])
    func `an entry stays until its last day and goes the day after, with its document, told by the journal`(
        category: RetentionCategory, last: String, after: String
    ) async throws {
        try await enter(category)
        #expect(try await over(category, on: last, dryRun: false).count == 0)
        #expect(try await over(category, on: after).count == 1)
        #expect(try await !documents().isEmpty)
        let outcome = try await over(category, on: after, dryRun: false)
        #expect(outcome.count == 1)
        let documentsGone = category == .childJourneys ? 2 : 1
        let verification = try verify()
        #expect(verification.isIntact, "\(verification.faults)")
        #expect(
            verification.deletions == [
                JournalDeletion(
                    sequence: try #require(outcome.entries.first), category: category.rawValue,
                    count: 1 + documentsGone)
            ])
        #expect(try await documents() == [])
        #expect(try await over(category, on: after).count == 0)
        #expect(try workspace.rawBytes().range(of: Data("a house by the river".utf8)) == nil)
    }

    @Test func `a withdrawn entry waits from its withdrawal`() async throws {
        let lost = try await database.documentStatements.enter(
            DocumentStatement(document: foreign, kind: .lost), by: Samples.note())
        #expect(try await over(.documentStatements, on: "2090-01-01").count == 0)
        // 2026-03-10T12:30 in Ulaanbaatar.
        _ = try await database.documentStatements.withdraw(lost.id, by: Samples.note("18", at: Samples.minutes(30)))
        #expect(try await over(.documentStatements, on: "2031-03-09").count == 0)
        #expect(try await over(.documentStatements, on: "2031-03-10", dryRun: false).count == 1)
        #expect(try await documents() == [])
        #expect(try verify().isIntact)
    }

    @Test func `a visa whose holder came in since it was found to be over is not deleted`() async throws {
        let document = try DocumentKey(issuer: "MNG", number: "E1234567")
        for number in ["E1234567", "E7654321"] {
            _ = try await database.stayRights.enter(
                StayRight(
                    document: try DocumentKey(issuer: "MNG", number: number), kind: .visa,
                    number: "B1-\(number.suffix(2))",
                    validUntil: Samples.date("2026-06-30"), days: 30, entries: 1), by: Samples.note())
        }
        let noon = UnixTime(seconds: UlaanbaatarCalendar.start(of: Samples.date("2040-01-01")).seconds + 43_200)
        let deletion = try #require(
            RetentionDeletion(.stayRights, RetentionPeriods(), noon, database.contentKeys.lists))
        let found = try await database.pool.read { try deletion.due(in: $0) }
        #expect(found.count == 2)
        try await database.commit(Samples.record(document.number, .entry, state: .passed))
        let still = try await database.pool.read { try deletion.stillDue(found, in: $0) }
        #expect(still == [found[1]])
        let outcome = try await over(.stayRights, on: "2040-01-01", dryRun: false)
        #expect(outcome.count == 1 && outcome.entries.count == 1)
    }

    @Test func `the visa of somebody who is in the country stays until that person has left`() async throws {
        let document = try DocumentKey(issuer: "MNG", number: "E1234567")
        _ = try await database.stayRights.enter(
            StayRight(
                document: document, kind: .visa, number: "B1-77", validUntil: Samples.date("2026-06-30"), days: 30,
                entries: 1), by: Samples.note())
        try await database.commit(Samples.record("E1234567", .entry, state: .passed))
        #expect(try await over(.stayRights, on: "2040-01-01").count == 0)
        // The last crossing with another document of the same person counts, too.
        _ = try await database.personLinks.enter(
            PersonLink(document: document, other: try DocumentKey(issuer: "MNG", number: "E7654321"), basis: .paper),
            by: Samples.note())
        try await database.commit(Samples.record("E7654321", .exit, at: Samples.minutes(60), state: .passed))
        #expect(try await over(.stayRights, on: "2040-01-01", dryRun: false).count == 1)
        // The link ties crossings, which are kept: so it stays, and both documents with it.
        #expect(try await over(.personTies, on: "2040-01-01").count == 0)
        #expect(try await documents() == ["E1234567", "E7654321"])
        #expect(try verify().isIntact)
    }

    @Test func `a residence card without a last day is kept while it is in force`() async throws {
        let card = try await database.stayRights.enter(
            StayRight(document: foreign, kind: .residenceCard, number: "R-1", validFrom: Samples.date("2026-03-01")),
            by: Samples.note())
        #expect(try await over(.stayRights, on: "2090-01-01").count == 0)
        _ = try await database.stayRights.withdraw(card.id, by: Samples.note())
        #expect(try await over(.stayRights, on: "2031-03-11").count == 1)
    }

    @Test func `a false hit stays as long as its entry is on the list`() async throws {
        let document = try DocumentKey(issuer: "MNG", number: "E1234567")
        try await database.replaceExitRestrictions(
            [Samples.restriction(document: "E1234567")], version: "1", loadedAt: Samples.noon)
        let entry = try await database.gather(Samples.query()).exitRestrictions.first?.key
        _ = try await database.falseHits.enter(
            FalseHit(document: document, list: .exitRestrictions, entryKey: try #require(entry)), by: Samples.note())
        #expect(try await over(.falseHits, on: "2030-01-01").count == 0)
        try await database.replaceExitRestrictions([], version: "2", loadedAt: Samples.minutes(1))
        #expect(try await over(.falseHits, on: "2027-03-10").count == 0)
        #expect(try await over(.falseHits, on: "2027-03-11", dryRun: false).count == 1)
        #expect(try verify().isIntact)
    }

    @Test func `ties of a person of whom nothing else is known go, and a chain to crossings stays whole`() async throws
    {
        let keys = try ["C1", "C2", "C3", "C4", "E1234567"].map {
            try DocumentKey(issuer: $0 == "E1234567" ? "MNG" : "D", number: $0)
        }
        _ = try await database.personNumbers.enter(
            PersonNumber(document: try DocumentKey(issuer: "D", number: "C9"), kind: .civilID, number: "123456789"),
            by: Samples.note())
        for (one, other) in [(0, 1), (1, 2), (2, 3)] {
            _ = try await database.personLinks.enter(
                PersonLink(document: keys[one], other: keys[other], basis: .bothShown), by: Samples.note())
        }
        let chain = try await database.personLinks.enter(
            PersonLink(document: keys[3], other: keys[4], basis: .bothShown), by: Samples.note())
        try await database.commit(Samples.record("E1234567", state: .passed))
        // The number of nobody goes; each link leads on to the crossing.
        let outcome = try await over(.personTies, on: "2031-03-11", dryRun: false)
        #expect(outcome.count == 1)
        #expect(outcome.from == "personNumber:1")
        #expect(try await documents() == ["C1", "C2", "C3", "C4", "E1234567"])
        _ = try await database.personLinks.withdraw(chain.id, by: Samples.note())
        #expect(try await over(.personTies, on: "2031-03-11", dryRun: false).count == 4)
        #expect(try await documents() == [])
        let verification = try verify()
        #expect(verification.isIntact, "\(verification.faults)")
    }

    @Test func `a child that is followed up keeps its papers; they go after the settlement has grown old`() async throws
    {
        let child = try DocumentKey(issuer: "MNG", number: "E1234567")
        var journey = ChildJourney(
            document: child, day: Samples.date("2026-03-10"), companionKind: .relative,
            companion: try DocumentKey(issuer: "MNG", number: "E7654321"), branch: .family)
        journey.birthRecord = BirthRecord(form: .original, showsTie: true)
        let entered = try await database.childJourneys.enter(journey, by: Samples.note())
        try await database.commit(Samples.record("E1234567", .exit, at: Samples.minutes(5), state: .passed))
        #expect(try await database.openFollowUps().count == 1)
        #expect(try await over(.childJourneys, on: "2040-01-01").count == 0)
        // 2026-03-12T12:00.
        _ = try await database.childSettlements.enter(
            ChildSettlement(document: child, journey: entered.id, outcome: .papersReceived),
            by: Samples.note("18", at: Samples.minutes(2880)))
        #expect(try await over(.childJourneys, on: "2031-03-11").count == 0)
        let outcome = try await over(.childJourneys, on: "2031-03-12", dryRun: false)
        #expect(outcome.count == 1)
        let left = try await database.pool.read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT (SELECT count(*) FROM childJourney) + (SELECT count(*) FROM childSettlement)
                        + (SELECT count(*) FROM childPaper)
                    """)
        }
        #expect(left == 0)
        #expect(try await documents() == [])
        let verification = try verify()
        #expect(verification.isIntact, "\(verification.faults)")
        #expect(verification.deletions.map(\.count) == [4])
    }

    @Test(arguments: [true, false])
    func `a register number stays with the crossings of its holder, for lists that know nothing else`(
        _ hasCrossed: Bool
    ) async throws {
        let id = try await database.grant(Samples.permission("E1234567"))
        try await database.change(PermissionChange(.withdrawn, cause: .holder, officer: "17"), ofPermission: id)
        var seen = DeskNote(
            document: try DocumentKey(issuer: "MNG", number: "E1234567"), day: Samples.date("2026-03-10"))
        seen.likeness = true
        _ = try await database.deskNotes.enter(seen, by: Samples.note())
        if hasCrossed { try await database.commit(Samples.record("E1234567", state: .passed)) }
        _ = try await over(.deskNotes, on: "2060-01-01", dryRun: false)
        _ = try await over(.deskNotes, on: "2061-01-01", dryRun: false)
        #expect(try await documents() == (hasCrossed ? ["E1234567"] : []))
        #expect(try verify().isIntact)
    }

    @Test func `an entry that was changed by hand is not deleted with the others`() async throws {
        try await enter(.deskNotes)
        try await workspace.stranger().write { try $0.execute(sql: "UPDATE deskNote SET likeness = 0") }
        let code = await Workspace.code { try await over(.deskNotes, on: "2028-01-01", dryRun: false) }
        #expect(code == .corrupt)
        #expect(try verify().faults.map(\.subject) == ["deskNote:1"])
    }
}
