import GRDB
import Support
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import TravelDocument
@testable import UnifiedDatabase

@Suite("Stays of foreigners")
struct StayTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() throws {
        workspace = try Workspace()
        database = try workspace.open()
    }

    private static func passing(_ direction: Direction, _ day: String) -> StayHistory.Passing {
        StayHistory.Passing(direction: direction, day: Samples.date(day))
    }

    @Test func `entries and exits pair to stays`() {
        let passings = [
            Self.passing(.entry, "2026-01-01"), Self.passing(.exit, "2026-01-10"), Self.passing(.entry, "2026-02-01"),
        ]
        let leaving = StayHistory(passings, before: .exit)
        let stay = Stay(entered: Samples.date("2026-01-01"), left: Samples.date("2026-01-10"))
        #expect(leaving.closed == .found([stay]))
        #expect(leaving.entered == Samples.date("2026-02-01"))
        // Entering again although no exit was seen.
        let entering = StayHistory(passings, before: .entry)
        #expect(entering.closed == .unknown)
        #expect(entering.entered == nil)
        #expect(StayHistory([], before: .entry).closed == .found([]))
        #expect(StayHistory([Self.passing(.exit, "2026-01-01")], before: .entry).closed == .unknown)
    }

    private func foreign(_ direction: Direction) throws -> FactQuery {
        var query = try Samples.query("C1234567", direction)
        query.document.issuer = "D"
        query.document.nationality = "D"
        return query
    }

    private func cross(_ direction: Direction, minutes: Int64) async throws {
        var record = try Samples.record("C1234567", direction, at: Samples.minutes(minutes), state: .passed)
        record.document?.issuer = "D"
        try await database.commit(record)
    }

    @Test func `a foreigner's stays come from the crossings of the document`() async throws {
        let day: Int64 = 24 * 60
        try await cross(.entry, minutes: -40 * day)
        try await cross(.exit, minutes: -30 * day)
        try await cross(.entry, minutes: -5 * day)
        let facts = try #require(try await database.gather(foreign(.exit)).foreigner)
        let stay = Stay(entered: Samples.date("2026-01-29"), left: Samples.date("2026-02-08"))
        #expect(facts.earlierStays == .found([stay]))
        #expect(facts.entered == Samples.date("2026-03-05"))
        #expect(facts.visa == .unknown)
        #expect(try await database.gather(Samples.query()).foreigner == nil)
    }

    @Test func `rights to stay are journaled and the newest counts`() async throws {
        for (number, days) in [("V1", 30), ("V2", 60)] {
            try await database.record(
                StayRight(
                    kind: .visa, issuer: "D", documentNumber: "C1234567<", number: number,
                    validFrom: Samples.date("2026-01-01"), validUntil: Samples.date("2026-12-31"), days: days,
                    entries: 2, officer: "17", recordedAt: Samples.noon))
        }
        try await cross(.entry, minutes: -100)
        let visa = try #require(try await database.gather(foreign(.exit)).foreigner?.visa.value)
        #expect(visa.number == "V2")
        #expect(visa.days == 60)
        #expect(visa.entriesLeft == 1)
        #expect(
            try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path()).isIntact)
        try await database.pool.write { try $0.execute(sql: "UPDATE stayRight SET days = 900 WHERE number = 'V2'") }
        let faults = try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path())
            .faults
        #expect(faults.map(\.subject) == ["stayRight:2"])
    }

    @Test func `impossible rights are refused`() async {
        let right = StayRight(
            kind: .visa, issuer: "D", documentNumber: "C1", number: "V", validFrom: Samples.date("2026-02-01"),
            validUntil: Samples.date("2026-01-01"), officer: "17", recordedAt: Samples.noon)
        let contradicting = await Workspace.code { try await database.record(right) }
        #expect(contradicting == .constraint)
        var nobody = right
        nobody.validUntil = nil
        nobody.officer = ""
        let unsigned = await Workspace.code { [nobody] in try await database.record(nobody) }
        #expect(unsigned == .constraint)
    }
}
