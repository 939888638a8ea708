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

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
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
        #expect(leaving.knownSince == nil)
    }

    @Test func `a crossing that pairs with none tells since when the stays are whole`() {
        let stay = Stay(entered: Samples.date("2026-01-01"), left: Samples.date("2026-01-10"))
        let later = [Self.passing(.entry, "2026-01-01"), Self.passing(.exit, "2026-01-10")]
        for direction in Direction.allCases {
            // The person was here on the day of an exit without an entry.
            let exit = StayHistory([Self.passing(.exit, "2025-03-01")] + later, before: direction)
            #expect(exit.closed == .found([stay]))
            #expect(exit.knownSince == Samples.date("2025-03-02"))
            // The exit between two entries was on the day of the second at the latest.
            let entry = StayHistory([Self.passing(.entry, "2025-03-01")] + later, before: direction)
            #expect(entry.closed == .found([stay]))
            #expect(entry.knownSince == Samples.date("2026-01-01"))
        }
        // The last one counts.
        let twice = [Self.passing(.exit, "2024-03-01")] + later + [Self.passing(.exit, "2026-02-01")]
        #expect(StayHistory(twice, before: .entry).knownSince == Samples.date("2026-02-02"))
        // Whoever is still inside is in doubt, however long ago the entry was.
        let inside = StayHistory([Self.passing(.entry, "2020-01-01")], before: .entry)
        #expect(inside.closed == .unknown && inside.knownSince == nil)
    }

    /// Days before 2026-03-10 of an exit without an entry, and what VF-01 says to an entry on that day: Türkiye's window
    /// is of 180 days, Belarus' of a year.
    @Test(arguments: [
        ("TUR", 179, Outcome.refer), ("TUR", 180, .allow), ("BLR", 364, .refer), ("BLR", 365, .allow),
    ])
    func `VF-01 a crossing that was missed before the window of the agreement holds nobody up`(
        _ state: String, _ days: Int64, _ expected: Outcome
    ) async throws {
        try await cross(.exit, minutes: -days * 24 * 60)
        let foreigner = try #require(try await database.gather(foreign(.entry)).desk?.foreigner)
        let facts = try agreed(state, .entry, "2026-03-10", foreigner)
        let verdict = DeskRules.evaluate(facts, rulebook: .standard, stage: .final)
        #expect(verdict.findings.first { $0.rule == "VF-01" }?.outcome == expected)
        let again = try StoredJSON.value(
            CrossingFacts.self, of: String(decoding: JSONWriter.bytes(facts), as: UTF8.self))
        #expect(again == facts)
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
        let facts = try #require(try await database.gather(foreign(.exit)).desk?.foreigner)
        let stay = Stay(entered: Samples.date("2026-01-29"), left: Samples.date("2026-02-08"))
        #expect(facts.earlierStays == .found([stay]))
        #expect(facts.entered == Samples.date("2026-03-05"))
        #expect(facts.visa == .unknown)
        #expect(try await database.gather(Samples.query()).desk?.foreigner == nil)
        var atGate = try foreign(.exit)
        atGate.station = .eGate
        #expect(try await database.gather(atGate).desk == nil)
    }

    /// A citizen of a state with an agreement enters or leaves with this passport, as far as the rules on stays look.
    private func agreed(
        _ state: String, _ direction: Direction, _ day: String, _ foreigner: ForeignerFacts
    ) throws -> CrossingFacts {
        let page = try Samples.document("C1234567")
        return CrossingFacts(
            direction: direction, date: Samples.date(day), unixTime: Samples.noon.seconds, station: .desk,
            document: DocumentFacts(
                classCode: "P", issuer: state, nationality: state, number: page.number, expiryDate: page.expiryDate,
                birthDateText: page.birthDateText, birthDate: page.birthDate, sex: page.sex, mrzValid: true),
            chip: .absent, desk: DeskFacts(foreigner: foreigner))
    }

    /// Enters on 2026-03-01, and what is gathered for the exit on a later day.
    private func left(
        _ state: String, _ foreigner: ForeignerFacts, on day: String
    ) async throws -> (entry: CrossingID, facts: CrossingFacts) {
        let time = Samples.minutes(-9 * 24 * 60)
        var record = try Samples.record("C1234567", .entry, at: time, state: .passed)
        record.document?.issuer = state
        record.document?.nationality = state
        record.facts = try agreed(state, .entry, "2026-03-01", foreigner)
        record.verdict = DeskRules.evaluate(record.facts, rulebook: .standard, stage: .final)
        try await database.commit(record)
        var query = try Samples.query("C1234567", .exit, day: day)
        query.document.issuer = state
        query.document.nationality = state
        let known = try #require(try await database.gather(query).desk?.foreigner)
        return (record.id, try agreed(state, .exit, day, known))
    }

    private func stay(_ facts: CrossingFacts, _ change: (inout ForeignerTables) -> Void = { _ in }) -> Finding? {
        var rulebook = Rulebook.standard
        change(&rulebook.foreigners)
        return DeskRules.evaluate(facts, rulebook: rulebook, stage: .final).findings.first { $0.rule == "VF-04" }
    }

    @Test func `an exit is held against what the agreement gave at the entry, not against a later table`() async throws
    {
        let (entry, facts) = try await left("USA", ForeignerFacts(earlierStays: .found([])), on: "2026-05-20")
        #expect(facts.desk?.foreigner?.grantedUntil == Samples.date("2026-05-29"))
        #expect(stay(facts)?.outcome == .allow)
        for days in [nil, 30] as [Int?] {
            let finding = stay(facts) { tables in
                let former = tables.agreements.rows
                let terms = former.map { $0.here.ordinary }.first { $0.contains { $0.limit?.continuousDays == days } }
                for index in former.indices where former[index].codes.contains("USA") {
                    if days == nil { tables.agreements.rows.remove(at: index) }
                    if days != nil, let terms { tables.agreements.rows[index].here.ordinary = terms }
                }
            }
            #expect(finding?.outcome == .allow, "\(days ?? 0): \(finding?.reason.en ?? "")")
            #expect(finding?.evidence.contains("granted.atEntry=2026-05-29") == true)
        }
        // What is stored replays to the same.
        let again = try StoredJSON.value(
            CrossingFacts.self, of: String(decoding: JSONWriter.bytes(facts), as: UTF8.self))
        #expect(again == facts)
        // An officer's grant goes before it.
        try await database.grantStay(
            EntryGrant(crossing: entry, days: 14, authority: "A/131 1.1", officer: "17", recordedAt: Samples.noon))
        var query = try Samples.query("C1234567", .exit, day: "2026-05-20")
        query.document.issuer = "USA"
        query.document.nationality = "USA"
        let known = try #require(try await database.gather(query).desk?.foreigner)
        #expect(stay(try agreed("USA", .exit, "2026-05-20", known))?.outcome == .refer)
    }

    @Test func `a condition that was met at the entry need not be shown again at the exit`() async throws {
        let (_, facts) = try await left(
            "UKR", ForeignerFacts(earlierStays: .found([]), officialInvitation: true), on: "2026-03-20")
        #expect(facts.desk?.foreigner?.officialInvitation == nil)
        #expect(stay(facts)?.outcome == .allow, "\(stay(facts)?.reason.en ?? "")")
    }

    @Test func `an entry without a ground gives nothing`() async throws {
        let (_, facts) = try await left("UKR", ForeignerFacts(earlierStays: .found([])), on: "2026-03-20")
        #expect(facts.desk?.foreigner?.grantedUntil == nil)
        #expect(stay(facts)?.outcome == .refer)
    }

    private func visa(
        _ number: String, issued: String = "2025-12-01", from: String? = "2026-01-01", until: String = "2026-12-31",
        days: Int? = 30, entries: Int? = 2
    ) throws -> StayRight {
        StayRight(
            document: try Samples.foreign(), kind: .visa, number: number, category: "B1",
            issued: Samples.date(issued), validFrom: from.map { Samples.date($0) }, validUntil: Samples.date(until),
            days: days, entries: entries)
    }

    private func faults() throws -> [String?] {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path()).faults
            .map(\.subject)
    }

    @Test func `a visa that takes the place of one that was ended counts, and both are journaled`() async throws {
        let first = try await database.stayRights.enter(visa("V1"), by: Samples.note())
        let early = await Workspace.code { _ = try await database.stayRights.enter(visa("V2"), by: Samples.note()) }
        #expect(early == .constraint)
        _ = try await database.stayRights.withdraw(first.id, by: Samples.note("18"))
        let second = try await database.stayRights.enter(visa("V2", days: 60), by: Samples.note())
        try await cross(.entry, minutes: -100)
        let seen = try #require(try await database.gather(foreign(.exit)).desk?.foreigner?.visa.value)
        #expect(seen.number == "V2")
        #expect(seen.days == 60)
        #expect(seen.entriesLeft == 1)
        let records = try await database.stayRights.entries(of: Samples.foreign())
        #expect(records.map(\.id) == [first.id, second.id])
        #expect(records.map { $0.withdrawal?.officer } == ["18", nil])
        #expect(records.last == second)
        #expect(try faults().isEmpty)
        try await database.pool.write { try $0.execute(sql: "UPDATE stayRight SET days = 900 WHERE number = 'V2'") }
        #expect(try faults() == ["stayRight:2"])
    }

    @Test func `the visa that is valid on the day is taken, not the newest`() async throws {
        _ = try await database.stayRights.enter(visa("V2"), by: Samples.note())
        _ = try await database.stayRights.enter(
            visa("V3", from: "2027-01-01", until: "2027-03-01"), by: Samples.note())
        #expect(try await database.gather(foreign(.entry)).desk?.foreigner?.visa.value?.number == "V2")
        var later = try foreign(.entry)
        later.day = Samples.date("2027-02-01")
        #expect(try await database.gather(later).desk?.foreigner?.visa.value?.number == "V3")
    }

    @Test(arguments: [("2026-01-15", 1), ("2025-12-01", 1), ("2025-11-30", 0)])
    func `VF-02 a visa without a first day begins with its issue, and no entry before it used it`(
        _ issued: String, _ left: Int
    ) async throws {
        let day: Int64 = 24 * 60
        try await cross(.entry, minutes: -100 * day)  // on 2025-11-30
        try await cross(.exit, minutes: -95 * day)
        _ = try await database.stayRights.enter(
            visa("V1", issued: issued, from: nil, entries: 1), by: Samples.note())
        let facts = try #require(try await database.gather(foreign(.entry)).desk?.foreigner)
        #expect(facts.visa.value?.entriesLeft == left)
        let verdict = DeskRules.evaluate(
            try agreed("AUS", .entry, "2026-03-10", facts), rulebook: .standard, stage: .final)
        #expect(verdict.findings.first { $0.rule == "VF-02" }?.outcome == (left > 0 ? .allow : .refer))
    }

    @Test func `a registration of an earlier stay says nothing about this one`() async throws {
        func registration(_ day: String) throws -> StayRight {
            StayRight(
                document: try Samples.foreign(), kind: .registration, number: "1234567890123",
                validFrom: Samples.date(day))
        }
        let day: Int64 = 24 * 60
        try await cross(.entry, minutes: -5 * day)
        _ = try await database.stayRights.enter(registration("2026-01-30"), by: Samples.note())
        #expect(try await database.gather(foreign(.exit)).desk?.foreigner?.registered == .unknown)
        _ = try await database.stayRights.enter(registration("2026-03-06"), by: Samples.note())
        let facts = try await database.gather(foreign(.exit)).desk?.foreigner
        #expect(facts?.registered == .found(Samples.date("2026-03-06")))
        #expect(facts?.registrationNumber == "1234567890123")
    }

    @Test func `a number is entered once, and what overlaps is refused by its field`() async throws {
        _ = try await database.stayRights.enter(visa("V1"), by: Samples.note())
        let cases: [(StayRight, String)] = [
            (try visa("V1", from: "2027-01-01", until: "2027-02-01"), "number:"),
            (try visa("V2", from: "2026-12-31", until: "2027-02-01"), "validFrom:"),
        ]
        for (right, field) in cases {
            await #expect {
                _ = try await database.stayRights.enter(right, by: Samples.note())
            } throws: { error in
                let error = error as? StoreError
                return error?.code == .constraint && error?.message.hasPrefix(field) == true
            }
        }
        let again = await Workspace.code { _ = try await database.stayRights.withdraw(9, by: Samples.note()) }
        #expect(again == .notFound)
        _ = try await database.stayRights.withdraw(1, by: Samples.note())
        let twice = await Workspace.code { _ = try await database.stayRights.withdraw(1, by: Samples.note()) }
        #expect(twice == .constraint)
    }
}
