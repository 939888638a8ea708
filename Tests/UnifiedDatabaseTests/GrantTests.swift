import GRDB
import Support
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import TravelDocument
@testable import UnifiedDatabase

@Suite("VF-04: what was granted at the entry, in the unified database")
struct GrantTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase
    private let day: Int64 = 24 * 60

    init() async throws {
        workspace = try Workspace()
        database = try workspace.open()
        try await database.add(
            Officer(number: "17", name: "Д. Оюун", role: .inspector, addedAt: Samples.noon, addedBy: "admin"))
    }

    /// Citizens of Singapore come without a visa for 30 days (row 38).
    private func cross(
        _ direction: Direction, daysAgo: Int64, state: CrossingState = .passed, nationality: String = "SGP"
    ) async throws -> CrossingRecord {
        var record = try Samples.record("K1234567", direction, at: Samples.minutes(-daysAgo * day), state: state)
        record.document?.issuer = nationality
        record.document?.nationality = nationality
        try await database.commit(record)
        return record
    }

    private func grant(_ record: CrossingRecord, days: Int? = nil, until: String? = nil) -> EntryGrant {
        EntryGrant(
            crossing: record.id, days: days, until: until.map { Samples.date($0) }, authority: "A/131 1.1",
            officer: "17", recordedAt: Samples.noon)
    }

    /// What VF-04 says of an exit on 2026-03-10 by what the database holds.
    private func exit() async throws -> Finding {
        var query = try Samples.query("K1234567", .exit)
        query.document.issuer = "SGP"
        query.document.nationality = "SGP"
        let stored = try await database.gather(query)
        let facts = CrossingFacts(
            direction: .exit, date: query.day, unixTime: query.time.seconds, station: .desk,
            document: DocumentFacts(
                classCode: "P", issuer: "SGP", nationality: "SGP", number: "K1234567",
                expiryDate: Samples.date("2030-01-01"), birthDateText: "850101", birthDate: Samples.date("1985-01-01"),
                sex: .female, mrzValid: true),
            desk: stored.desk)
        let verdict = DeskRules.evaluate(facts, rulebook: .standard, stage: .final)
        return try #require(verdict.findings.first { $0.rule == "VF-04" })
    }

    @Test(
        arguments: [
            // The day of entry is the first day: 14 days end on the 14th, and the 15th is one too many.
            (14, nil, 13, .allow, "stay.until=2026-03-10"), (14, nil, 14, .refer, "overstay.days=1"),
            (nil, "2026-03-10", 20, .allow, "stay.until=2026-03-10"),
            (nil, "2026-03-09", 20, .refer, "overstay.days=1"),
            // More than the agreement gives.
            (60, nil, 40, .allow, "stay.until=2026-03-29"),
            // No grant: the table gives 30.
            (nil, nil, 29, .allow, "stay.until=2026-03-10"), (nil, nil, 30, .refer, "overstay.days=1"),
        ] as [(Int?, String?, Int64, Outcome, String)])
    func `VF-04 the exit is held against what was granted at the entry`(
        _ days: Int?, _ until: String?, _ daysAgo: Int64, _ outcome: Outcome, _ evidence: String
    ) async throws {
        let entry = try await cross(.entry, daysAgo: daysAgo)
        if days != nil || until != nil { try await database.grantStay(grant(entry, days: days, until: until)) }
        let finding = try await exit()
        #expect(finding.outcome == outcome)
        #expect(finding.evidence.contains(evidence), "\(finding.evidence)")
        let isGranted = days != nil || until != nil
        #expect(finding.evidence.contains("granted.by=17") == isGranted)
        #expect(finding.reason.en.contains("officer 17 granted it at the entry: A/131 1.1") == isGranted)
        #expect(finding.evidence.contains("granted.authority=A/131 1.1") == isGranted)
        #expect(finding.evidence.contains("granted.days=\(days ?? 0)") == (days != nil))
    }

    @Test func `VF-04 the visa's own days count, and an officer's grant takes their place`() async throws {
        let entry = try await cross(.entry, daysAgo: 14)
        _ = try await database.stayRights.enter(
            StayRight(
                document: try DocumentKey(issuer: "SGP", number: "K1234567"), kind: .visa, number: "V1",
                validFrom: Samples.date("2026-01-01"), validUntil: Samples.date("2026-12-31"), days: 60),
            by: Samples.note())
        #expect(try await exit().evidence.contains("stay.until=2026-04-24"))
        try await database.grantStay(grant(entry, days: 14))
        #expect(try await exit().outcome == .refer)
        // A residence permit taken since lasts longer than the grant.
        _ = try await database.stayRights.enter(
            StayRight(
                document: try DocumentKey(issuer: "SGP", number: "K1234567"), kind: .residencePermit, number: "R1",
                validUntil: Samples.date("2026-12-31")),
            by: Samples.note())
        #expect(try await exit().evidence.contains("stay.until=2026-12-31"))
    }

    @Test func `a later grant counts, the earlier one stays, and one of an earlier stay is over`() async throws {
        let first = try await cross(.entry, daysAgo: 60)
        try await database.grantStay(grant(first, days: 90))
        _ = try await cross(.exit, daysAgo: 50)
        let entry = try await cross(.entry, daysAgo: 14)
        #expect(try await exit().evidence.contains("stay.until=2026-03-25"))
        try await database.grantStay(grant(entry, days: 14))
        try await database.grantStay(grant(entry, days: 20))
        #expect(try await exit().evidence.contains("granted.days=20"))
        #expect(try await database.stayGrant(at: entry.id)?.days == 20)
        let rows = try await database.pool.read { db in
            try Int.fetchAll(
                db, sql: "SELECT days FROM crossingGrant WHERE crossingID = ? ORDER BY revision",
                arguments: [entry.id.text])
        }
        #expect(rows == [14, 20])
    }

    @Test func `what cannot be granted is refused, and nothing is written`() async throws {
        let entry = try await cross(.entry, daysAgo: 5)
        for (days, until) in [
            (nil, nil), (14, "2026-03-20"), (0, nil), (3661, nil), (nil, "2026-03-04"), (nil, "2036-03-13"),
        ] as [(Int?, String?)] {
            #expect(
                await Workspace.code { try await database.grantStay(grant(entry, days: days, until: until)) }
                    == .constraint)
        }
        var unfounded = grant(entry, days: 14)
        unfounded.authority = " "
        #expect(await Workspace.code { try await database.grantStay(unfounded) } == .constraint)
        var stranger = grant(entry, days: 14)
        stranger.officer = "18"
        #expect(await Workspace.code { try await database.grantStay(stranger) } == .officer)
        let others = [
            try await cross(.exit, daysAgo: 4), try await cross(.entry, daysAgo: 3, state: .referred),
            try await cross(.entry, daysAgo: 2, state: .turnedBack),
            try await cross(.entry, daysAgo: 1, nationality: "MNG"),
        ]
        for other in others {
            #expect(await Workspace.code { try await database.grantStay(grant(other, days: 14)) } == .constraint)
        }
        let unknown = try Samples.record("K7654321", .entry, at: Samples.noon)
        #expect(await Workspace.code { try await database.grantStay(grant(unknown, days: 14)) } == .notFound)
        #expect(try await database.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM crossingGrant") } == 0)
    }

    @Test(arguments: [
        "DELETE FROM crossingGrant", "UPDATE crossingGrant SET days = 900",
        """
        INSERT OR REPLACE INTO crossingGrant
        SELECT crossingID, revision, 900, until, authority, officer, recordedAt FROM crossingGrant
        """,
    ])
    func `nothing removes or changes a grant, and the journal watches it`(statement: String) async throws {
        try await database.grantStay(grant(try await cross(.entry, daysAgo: 5), days: 14))
        await #expect(throws: DatabaseError.self) {
            try await database.pool.write { try $0.execute(sql: statement) }
        }
        let verifier = JournalVerifier(publicKey: workspace.journalKey.publicKey)
        #expect(try verifier.verify(database: workspace.path()).isIntact)
        try await database.pool.write { db in
            try db.execute(sql: "DROP TRIGGER grantIsFinal; UPDATE crossingGrant SET days = 900")
        }
        #expect(try verifier.verify(database: workspace.path()).faults.first?.subject?.hasPrefix("grant:") == true)
    }
}
