import BorderLaw
import GRDB
import Testing

@testable import Checkpoint
@testable import Support
@testable import TravelDocument
@testable import UnifiedDatabase

@Suite("Who answers is an officer in service")
struct OfficerCheckTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
        try await database.retireOfficer("18", by: "admin", at: Samples.noon)
    }

    /// Everything that somebody has to answer for.
    enum Deed: CaseIterable {
        case stay, statement, note, number, link, falseHit, card, journey, settlementOfChild, withdrawal
        case decision, particulars, settlement, consent, permissionChange, flightImport, personExport, crossingExport
    }

    @Test(arguments: Deed.allCases)
    func `only an officer in service answers for it, and what a stranger tries leaves nothing`(
        deed: Deed
    ) async throws {
        let scene = try await Scene(database)
        for (officer, words) in [("71", "nobody has this service number"), ("18", "service has ended")] {
            let before = try await database.journalHead()
            do {
                try await scene.attempt(deed, by: officer)
                Issue.record("\(officer) was taken")
            } catch let error as StoreError {
                #expect(error.code == .officer)
                #expect(error.message.contains(words))
                #expect(error.message.hasPrefix(deed == .consent ? "consent.officer: " : "officer: "))
            } catch PassengerListStoreError.store(let error) {
                #expect(error.code == .officer)
            }
            #expect(try await database.journalHead() == before)
        }
        try await scene.attempt(deed, by: "17")
    }

    @Test func `the second officer of a decision is a supervisor in service`() async throws {
        let record = try Samples.record(state: .referred)
        try await database.commit(record)
        for (second, words) in [("17", "no supervisor"), ("71", "nobody has"), ("18", "has ended")] {
            let decision = OfficerDecision(
                crossing: record.id, kind: .letPass, officer: "4", secondOfficer: second, reason: "seen",
                overridden: [], decidedAt: Samples.noon)
            do {
                try await database.decide(decision)
                Issue.record("\(second) was taken")
            } catch {
                #expect(error.code == .officer)
                #expect(error.message.hasPrefix("secondOfficer: "))
                #expect(error.message.contains(words))
            }
        }
    }

    @Test func `what strangers entered in an older database is read, counts, and is withdrawn by an officer`()
        async throws
    {
        let document = try Samples.foreign()
        let entered = try await database.documentStatements.enter(
            DocumentStatement(document: document, kind: .lost), by: Samples.note())
        // Written before officers were asked for their numbers.
        try await workspace.stranger().write {
            try $0.execute(
                sql: "UPDATE documentStatement SET officer = 'Б. Туяа' WHERE id = ?", arguments: [entered.id])
        }
        let read = try await database.documentStatements.entries(of: document)
        #expect(read.map(\.note.officer) == ["Б. Туяа"])
        let gone = try await database.documentStatements.withdraw(entered.id, by: Samples.note("4"))
        #expect(gone.note.officer == "Б. Туяа")
        #expect(gone.withdrawal?.officer == "4")
    }
}

/// Records and entries to try each deed on.
private struct Scene {
    let database: UnifiedDatabase
    let referred: CrossingRecord
    let interrupted: CrossingRecord
    let permission: Int64
    let entry: Int64
    let journey: Int64

    private static let day = Samples.date("2026-03-10")

    init(_ database: UnifiedDatabase) async throws {
        self.database = database
        referred = try Samples.record("E1111111", state: .referred)
        interrupted = try Samples.record("E2222222", state: .interrupted)
        try await database.commit(referred)
        try await database.commit(interrupted)
        permission = try await database.grant(Samples.permission())
        let document = try DocumentKey(issuer: "MNG", number: "E3333333")
        entry = try await database.documentStatements.enter(
            DocumentStatement(document: document, kind: .lost), by: Samples.note()
        ).id
        journey = try await database.childJourneys.enter(Self.journey(), by: Samples.note()).id
        try await database.replaceExitRestrictions(
            [Samples.restriction(document: "E3333333")], version: "1", loadedAt: Samples.noon)
    }

    private static func journey() throws -> ChildJourney {
        ChildJourney(
            document: try DocumentKey(issuer: "MNG", number: "E4444444"), day: day, companionKind: .relative,
            companion: try DocumentKey(issuer: "MNG", number: "E5555555"), branch: .family)
    }

    func attempt(_ deed: OfficerCheckTests.Deed, by officer: String) async throws {
        let note = try Samples.note(officer)
        let reading = try #require(ReadingPurpose(officer: officer, purpose: "audit"))
        let foreign = try Samples.foreign()
        switch deed {
        case .stay:
            _ = try await database.stayRights.enter(
                StayRight(
                    document: foreign, kind: .visa, number: "B1-77", validUntil: Samples.date("2026-06-30"), days: 30,
                    entries: 1), by: note)
        case .statement:
            _ = try await database.documentStatements.enter(
                DocumentStatement(document: foreign, kind: .lost), by: note)
        case .note:
            var seen = DeskNote(document: foreign, day: Self.day)
            seen.likeness = true
            _ = try await database.deskNotes.enter(seen, by: note)
        case .number:
            _ = try await database.personNumbers.enter(
                PersonNumber(document: foreign, kind: .civilID, number: "123456789012"), by: note)
        case .link:
            _ = try await database.personLinks.enter(
                PersonLink(document: foreign, other: try Samples.foreign("C7654321"), basis: .bothShown), by: note)
        case .falseHit:
            let key = try await database.gather(Samples.query("E3333333")).exitRestrictions.first?.key
            _ = try await database.falseHits.enter(
                FalseHit(
                    document: try DocumentKey(issuer: "MNG", number: "E3333333"), list: .exitRestrictions,
                    entryKey: try #require(key)), by: note)
        case .card:
            _ = try await database.borderCards.enter(
                BorderCard(
                    document: foreign, day: Self.day, direction: .entry, legible: true, writer: .traveller), by: note)
        case .journey: _ = try await database.childJourneys.enter(Self.journey(), by: note)
        case .settlementOfChild:
            _ = try await database.childSettlements.enter(
                ChildSettlement(
                    document: try DocumentKey(issuer: "MNG", number: "E4444444"), journey: journey,
                    outcome: .childReturned), by: note)
        case .withdrawal: _ = try await database.documentStatements.withdraw(entry, by: note)
        case .decision:
            try await database.decide(
                OfficerDecision(
                    crossing: referred.id, kind: .letPass, officer: officer, reason: "seen", overridden: [],
                    decidedAt: Samples.minutes(1)))
        case .particulars:
            try await database.describe(
                referred.id, CrossingParticulars(isCrew: true, officer: officer, recordedAt: Samples.minutes(1)))
        case .settlement:
            try await database.settle(
                CrossingSettlement(
                    crossing: interrupted.id, outcome: .passed, officer: officer, reason: "camera 3",
                    settledAt: Samples.minutes(1)))
        case .consent:
            var permission = Samples.permission("E6666666", register: nil)
            permission.consent = Consent(
                textVersion: "2026-1", way: .written, officer: officer, givenAt: Samples.noon)
            _ = try await database.grant(permission)
        case .permissionChange:
            try await database.change(
                PermissionChange(.suspended, cause: .holder, officer: officer), ofPermission: permission)
        case .flightImport:
            _ = try await database.importPassengerLists(
                try PassengerListImport([try FlightSample().interchange()], airport: "UBN", officer: officer))
        case .personExport: _ = try await database.personFile(issuer: "MNG", documentNumber: "E1111111", for: reading)
        case .crossingExport:
            _ = try await database.exportCrossings(of: Self.day...Self.day, for: reading, rulebooks: .standard) { _ in }
        }
    }
}
