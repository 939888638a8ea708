import GRDB
import Support
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import TravelDocument
@testable import UnifiedDatabase

@Suite("Children and border cards")
struct ChildTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase
    private static let today = Samples.date("2026-03-10")

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    private func passport(_ number: String) throws -> DocumentKey {
        try DocumentKey(issuer: "MNG", number: number)
    }

    /// E1111111 is the child, E2222222 the companion.
    private func journey(
        _ kind: CompanionKind = .other, branch: ChildBranch? = .otherPerson
    ) throws -> ChildJourney {
        var journey = ChildJourney(
            document: try passport("E1111111"), day: Self.today, companionKind: kind,
            companion: kind == .nobody ? nil : try passport("E2222222"), branch: branch)
        journey.companionNationality = "MNG"
        journey.travelsToEvent = true
        journey.birthRecord = BirthRecord(form: .notarisedCopy, showsTie: true)
        journey.guardianDecision = GuardianDecision(
            number: "A/7", date: Samples.date("2026-01-01"), issuer: "governor", namesBoth: true)
        journey.powerOfAttorney = PowerOfAttorney(
            notaryNumber: "123", date: Samples.date("2026-03-01"), validUntil: Samples.date("2026-06-01"),
            signatories: .bothParents, childDocumentNumber: "E1111111", companionDocumentNumber: "E2222222",
            namesAgree: true)
        journey.attachments = PowerOfAttorneyAttachments(
            destination: "JPN", childVisaUntil: Samples.date("2026-05-01"),
            companionVisaUntil: Samples.date("2026-05-01"), explanation: true, parentsAbroad: false)
        journey.policePermit = PolicePermit(number: "P1", date: Samples.date("2026-03-02"))
        journey.reminderAcknowledged = true
        return journey
    }

    private func enter(_ journey: ChildJourney) async throws -> DeskRecord<ChildJourney> {
        try await database.childJourneys.enter(journey, by: Samples.note())
    }

    private func cross(_ number: String, _ direction: Direction, minutes: Int64) async throws {
        try await database.commit(Samples.record(number, direction, at: Samples.minutes(minutes), state: .passed))
    }

    private func isIntact() throws -> Bool {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path()).isIntact
    }

    @Test func `the files of child and companion tell of the journey and how its follow-up was closed`() async throws {
        let first = try await enter(journey())
        let second = try await enter(journey(.relative, branch: .family))
        _ = try await database.childJourneys.withdraw(first.id, by: Samples.note())
        try await cross("E1111111", .exit, minutes: 5)
        _ = try await database.childSettlements.enter(
            ChildSettlement(document: passport("E1111111"), journey: second.id, outcome: .papersReceived),
            by: Samples.note(at: Samples.minutes(10)))
        func file(_ number: String) async throws -> PersonFile.Document {
            let purpose = try #require(ReadingPurpose(officer: "17", purpose: "request"))
            let file = try await database.personFile(issuer: "MNG", documentNumber: number, for: purpose)
            return try #require(file.documents.first)
        }
        let child = try await file("E1111111")
        #expect(child.journeys.map(\.id) == [first.id, second.id])
        #expect(child.companionJourneys.isEmpty)
        #expect(child.settlements.map(\.entry.outcome) == [.papersReceived])
        let companion = try await file("E2222222")
        #expect(companion.journeys.isEmpty)
        #expect(companion.companionJourneys.map(\.id) == [first.id, second.id])
        #expect(companion.companionJourneys.map { $0.withdrawal == nil } == [false, true])
        #expect(companion.companionJourneys.last?.entry.powerOfAttorney?.notaryNumber == "123")
        #expect(companion.settlements.map(\.entry.journey) == [second.id])
    }

    // MARK: - Papers

    @Test func `every paper comes back as it was entered, and the desk sees it on that day`() async throws {
        let record = try await enter(journey())
        #expect(try await database.childJourneys.entries(of: passport("E1111111")) == [record])
        let facts = try #require(try await database.gather(Samples.query("E1111111")).desk?.child)
        #expect(facts.companion == CompanionFacts(kind: .other, documentNumber: "E2222222", nationality: "MNG"))
        #expect(facts.branch == .otherPerson)
        #expect(facts.parentalName == "BATBAYAR")
        #expect(facts.birthRecord == .found(BirthRecord(form: .notarisedCopy, showsTie: true)))
        #expect(facts.guardianDecision.value?.number == "A/7")
        #expect(facts.powerOfAttorney == .found(try #require(journey().powerOfAttorney)))
        #expect(facts.attachments == (try #require(journey().attachments)))
        #expect(facts.policePermit == .found(PolicePermit(number: "P1", date: Samples.date("2026-03-02"))))
        #expect(try await database.gather(Samples.query("E1111111", day: "2026-03-11")).desk?.child == nil)
        #expect(try await database.gather(Samples.query("E1111111", .entry)).desk?.child == nil)
        #expect(try isIntact())
    }

    @Test func `a paper that is changed afterwards is noticed`() async throws {
        _ = try await enter(journey())
        try await database.pool.write {
            try $0.execute(sql: "UPDATE childPaper SET number = '999' WHERE kind = 'powerOfAttorney'")
        }
        #expect(try !isIntact())
    }

    @Test func `journeys that cannot be are refused by field`() throws {
        func fault(_ change: (inout ChildJourney) throws -> Void) throws -> EntryFault? {
            var journey = try journey()
            try change(&journey)
            do throws(EntryFault) {
                try journey.check(on: Self.today)
                return nil
            } catch {
                return error
            }
        }
        #expect(try fault { _ in } == nil)
        #expect(try fault { $0.companion = $0.document } == EntryFault("companion", .same))
        #expect(try fault { $0.companion = nil } == EntryFault("companion", .missing))
        #expect(try fault { $0.branch = nil } == EntryFault("branch", .missing))
        #expect(try fault { $0.companionKind = .nobody } == EntryFault("companion", .misplaced))
        #expect(try fault { $0.day = Samples.date("2026-03-11") } == EntryFault("day", .future))
        #expect(
            try fault { $0.powerOfAttorney?.validUntil = Samples.date("2026-02-01") }
                == EntryFault("powerOfAttorney.validUntil", .reversed))
        #expect(
            try fault { $0.policePermit?.date = Samples.date("2026-03-11") } == EntryFault("policePermit.date", .future)
        )
        #expect(
            try fault { $0.attachments?.destination = "Japan" } == EntryFault("attachments.destination", .malformed))
        #expect(try fault { $0.guardianDecision?.issuer = "" } == EntryFault("guardianDecision.issuer", .missing))
    }

    // MARK: - Follow-ups

    @Test func `a companion who comes back without the child is told of, until an officer settles it`() async throws {
        let record = try await enter(journey())
        #expect(try await database.openFollowUps().isEmpty)
        try await cross("E1111111", .exit, minutes: 1)
        try await cross("E2222222", .exit, minutes: 2)
        let away = try await database.openFollowUps()
        #expect(away.map(\.child) == [try passport("E1111111")])
        #expect(away.map(\.companionBackOn) == [nil])
        let day: Int64 = 24 * 60
        try await cross("E2222222", .entry, minutes: 5 * day)
        #expect(try await database.openFollowUps().map(\.companionBackOn) == [Samples.date("2026-03-15")])
        let followUp = ChildFollowUp(childDocumentNumber: "E1111111", leftOn: Self.today)
        #expect(try await database.gather(Samples.query("E2222222", .entry)).desk?.childFollowUp == .found(followUp))
        #expect(try await database.gather(Samples.query("E3333333", .entry)).desk?.childFollowUp == .nothing)

        let settlement = ChildSettlement(
            document: try passport("E1111111"), journey: record.id, outcome: .papersReceived)
        _ = try await database.childSettlements.enter(settlement, by: Samples.note("18"))
        #expect(try await database.openFollowUps().isEmpty)
        #expect(try await database.gather(Samples.query("E2222222", .entry)).desk?.childFollowUp == .nothing)
        let twice = await Workspace.code {
            _ = try await database.childSettlements.enter(settlement, by: Samples.note())
        }
        #expect(twice == .constraint)
        let stranger = ChildSettlement(
            document: try passport("E2222222"), journey: record.id, outcome: .childReturned)
        let other = await Workspace.code { _ = try await database.childSettlements.enter(stranger, by: Samples.note()) }
        #expect(other == .constraint)
        #expect(try isIntact())
    }

    @Test func `a child who is back, also on another passport, needs no follow-up`() async throws {
        _ = try await enter(journey())
        try await cross("E1111111", .exit, minutes: 1)
        try await cross("E4444444", .entry, minutes: 600)
        #expect(try await database.openFollowUps().count == 1)
        _ = try await database.personLinks.enter(
            PersonLink(document: passport("E1111111"), other: passport("E4444444"), basis: .paper), by: Samples.note())
        #expect(try await database.openFollowUps().isEmpty)
    }

    @Test func `a child whom an officer lets pass after the journey was entered has left with it`() async throws {
        let referred = try Samples.record("E1111111", at: Samples.minutes(-5), state: .referred)
        try await database.commit(referred)
        _ = try await enter(journey())
        #expect(try await database.openFollowUps().isEmpty)
        try await database.decide(
            OfficerDecision(
                crossing: referred.id, kind: .letPass, officer: "17", reason: "papers seen", overridden: [],
                decidedAt: Samples.minutes(2)))
        #expect(try await database.openFollowUps().map(\.child) == [try passport("E1111111")])
        try await cross("E2222222", .exit, minutes: 3)
        try await cross("E2222222", .entry, minutes: 60)
        let facts = try await database.gather(Samples.query("E2222222", .entry))
        #expect(facts.desk?.childFollowUp != .nothing)
    }

    @Test func `journeys that are over hide none that is open, however many came after it`() async throws {
        _ = try await enter(journey())
        try await cross("E1111111", .exit, minutes: 1)
        // More than are shown at once, of a child who never left; the newest of one child alone would count.
        try await database.write("camp") { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 1200)
                    INSERT INTO document (issuer, number) SELECT 'MNG', 'E' || (8000000 + n) FROM number
                    """)
            try db.execute(
                sql: """
                    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 1200)
                    INSERT INTO childJourney (issuer, documentNumber, companionKind, companionIssuer, companionNumber,
                        companionGivenName, day, branch, officer, reason, recordedAt)
                    SELECT issuer, 'E' || (8000000 + n), companionKind, companionIssuer, companionNumber,
                        companionGivenName, day, branch, officer, reason, recordedAt
                    FROM childJourney, number WHERE childJourney.id = 1
                    """)
        }
        #expect(try await database.openFollowUps().map(\.child) == [try passport("E1111111")])
        try await cross("E2222222", .exit, minutes: 3)
        #expect(try await database.gather(Samples.query("E2222222", .entry)).desk?.childFollowUp != .nothing)
    }

    @Test func `a parent owes nothing, nor does somebody whose journey was withdrawn`() async throws {
        let record = try await enter(journey())
        _ = try await database.childJourneys.withdraw(record.id, by: Samples.note())
        _ = try await enter(journey(.parent, branch: .family))
        try await cross("E1111111", .exit, minutes: 1)
        #expect(try await database.openFollowUps().isEmpty)
    }

    // MARK: - Border cards

    private func card(_ direction: Direction = .entry) throws -> BorderCard {
        var card = BorderCard(
            document: try passport("E1111111"), day: Self.today, direction: direction, legible: true,
            writer: .traveller)
        card.travelNumber = "OM302"
        card.country = "KOR"
        card.purpose = "visit"
        return card
    }

    @Test func `a card is complete when everything is filled that its direction asks for`() async throws {
        func seen(_ direction: Direction) async throws -> Lookup<BorderCardFacts>? {
            try await database.gather(Samples.query("E1111111", direction)).desk?.borderCard
        }
        #expect(try await seen(.entry) == .nothing)
        var entry = try card()
        _ = try await database.borderCards.enter(entry, by: Samples.note())
        #expect(try await seen(.entry)?.value?.complete == false)
        entry.address = "Ulaanbaatar"
        entry.stayDays = 10
        _ = try await database.borderCards.enter(entry, by: Samples.note())
        #expect(
            try await seen(.entry) == .found(BorderCardFacts(complete: true, legible: true, writer: .traveller)))
        #expect(try await seen(.exit) == .nothing)
        _ = try await database.borderCards.enter(card(.exit), by: Samples.note())
        #expect(try await seen(.exit)?.value?.complete == true)
        #expect(try isIntact())
        var wrong = try card(.exit)
        wrong.address = "Ulaanbaatar"
        #expect(throws: EntryFault("address", .misplaced)) { try wrong.check(on: Self.today) }
        wrong.address = nil
        wrong.country = "kor"
        #expect(throws: EntryFault("country", .malformed)) { try wrong.check(on: Self.today) }
    }
}
