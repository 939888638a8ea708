import GRDB
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import Support
@testable import TravelDocument
@testable import UnifiedDatabase

@Suite("What officers add to crossings, and what is given out")
struct ParticularsTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try workspace.open()
        try await database.add(
            Officer(number: "17", name: "Д. Оюун", role: .inspector, addedAt: Samples.noon, addedBy: "admin"))
    }

    private func committed(
        _ number: String = "E1234567", _ direction: Direction = .exit, at minutes: Int64 = 0,
        state: CrossingState = .passed
    ) async throws -> CrossingRecord {
        let record = try Samples.record(number, direction, at: Samples.minutes(minutes), state: state)
        try await database.commit(record)
        return record
    }

    private func verify() throws -> JournalVerification {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path())
    }

    @Test func `a later entry counts, and the earlier one stays`() async throws {
        let record = try await committed()
        let first = CrossingParticulars(
            purpose: "аялал", toCountry: "KOR", stayDays: 10, isCrew: true, officer: "17",
            recordedAt: Samples.minutes(1))
        let second = CrossingParticulars(purpose: "ажил", toCountry: "D", officer: "17", recordedAt: Samples.minutes(2))
        try await database.describe(record.id, first)
        #expect(try await database.particulars(of: record.id) == first)
        try await database.describe(record.id, second)
        #expect(try await database.particulars(of: record.id) == second)
        let rows = try await database.pool.read { db in
            try Int.fetchAll(db, sql: "SELECT revision FROM crossingParticulars ORDER BY revision")
        }
        #expect(rows == [1, 2])
        #expect(try verify().isIntact)
        #expect(try await database.crossing(record.id) == record)
    }

    @Test func `what cannot be is refused by its field, and nothing is written`() async throws {
        let record = try await committed()
        let faults: [(CrossingParticulars, String)] = [
            (CrossingParticulars(purpose: "", officer: "17", recordedAt: Samples.noon), "purpose"),
            (
                CrossingParticulars(
                    purpose: String(repeating: "а", count: 101), officer: "17", recordedAt: Samples.noon), "purpose"
            ),
            (CrossingParticulars(fromCountry: "QQQ", officer: "17", recordedAt: Samples.noon), "fromCountry"),
            (CrossingParticulars(toCountry: "Korea", officer: "17", recordedAt: Samples.noon), "toCountry"),
            (CrossingParticulars(stayDays: 0, officer: "17", recordedAt: Samples.noon), "stayDays"),
            (CrossingParticulars(stayDays: .max, officer: "17", recordedAt: Samples.noon), "stayDays"),
            (CrossingParticulars(relation: .mother, officer: "17", recordedAt: Samples.noon), "relation"),
            (CrossingParticulars(companion: record.id, officer: "17", recordedAt: Samples.noon), "relation"),
        ]
        for (particulars, field) in faults {
            #expect(particulars.fault?.field == field)
            #expect(await Workspace.code { try await database.describe(record.id, particulars) } == .constraint)
        }
        let sound = CrossingParticulars(isDriver: true, officer: "17", recordedAt: Samples.noon)
        let stranger = CrossingParticulars(isDriver: true, officer: "18", recordedAt: Samples.noon)
        let own = CrossingParticulars(
            companion: record.id, relation: .mother, officer: "17", recordedAt: Samples.noon)
        #expect(await Workspace.code { try await database.describe(record.id, stranger) } == .officer)
        #expect(await Workspace.code { try await database.describe(record.id, own) } == .constraint)
        let unknown = Samples.identifier(Samples.minutes(7))
        #expect(await Workspace.code { try await database.describe(unknown, sound) } == .notFound)
        #expect(try await database.particulars(of: record.id) == nil)
    }

    private func export(
        _ from: String, _ until: String, by rulebooks: RulebookShelf = .standard, pageSize: Int = 100
    ) async throws -> [PassengerRecord] {
        let purpose = try #require(ReadingPurpose(officer: "17", purpose: "monthly report"))
        var records: [PassengerRecord] = []
        let count = try await database.exportCrossings(
            of: Samples.date(from)...Samples.date(until), for: purpose, rulebooks: rulebooks, pageSize: pageSize
        ) { records += $0 }
        #expect(count == records.count)
        return records
    }

    @Test func `the records of some days are given out with the state's names`() async throws {
        let mother = try await committed("E7654321", at: 0)
        let child = try await committed("E1234567", at: 1)
        try await database.describe(
            child.id,
            CrossingParticulars(
                purpose: "аялал", fromCountry: "MNG", toCountry: "KOR", stayDays: 10, companion: mother.id,
                relation: .mother, officer: "17", recordedAt: Samples.minutes(2)))
        let refused = try await committed("E1111111", at: 3, state: .referred)
        try await database.decide(
            OfficerDecision(
                crossing: refused.id, kind: .refused, officer: "17", reason: "on the list", authority: "ШШГЕГ 123/45",
                overridden: [], decidedAt: Samples.minutes(4)))
        let open = try await committed("E2222222", at: 5, state: .referred)
        _ = try await committed("E3333333", at: 24 * 60)

        let records = try await export("2026-03-10", "2026-03-10")
        #expect(records.map(\.id) == [mother.id, child.id, refused.id, open.id].map(\.text))
        let one = try #require(records.dropFirst().first)
        #expect(one.passportNum == "E1234567")
        #expect(one.passDate == Samples.date("2026-03-10"))
        #expect(one.passDirection == "exit")
        #expect(one.travelPurposeName == "аялал")
        #expect(one.toCountryCode == "KOR")
        #expect(one.trusteePassportNum == "E7654321")
        #expect(one.trusteeParentTypeName == "mother")
        #expect(one.isAccompanied == true)
        #expect(one.isChild == false)
        #expect(one.userId == "17")
        #expect(records.map(\.isBack) == [false, false, true, nil])
        #expect(records[2].authority == "ШШГЕГ 123/45")
        #expect(try await export("2026-03-09", "2026-03-09").isEmpty)
        #expect(try await export("2026-03-11", "2026-03-11").count == 1)
    }

    @Test func `who is a child is told by the tables of the crossing's day`() async throws {
        // Born on 1985-01-01, and 41 years old on both days.
        var older = Rulebook(version: "A1-2026", parameters: EGateParameters())
        older.parameters.adultAge = 42
        let tables = RulebookShelf.standard.tables.filter { $0.kind != .eGate }
        let built = RulebookShelf.build(
            tables + [
                DatedTable(
                    validFrom: Samples.date("2017-11-20"), content: .eGate("A260", EGateParameters())),
                DatedTable(
                    validFrom: Samples.date("2026-03-11"), content: .eGate(older.version, older.parameters)),
            ])
        let shelf = try #require(built.shelf)
        _ = try await committed("E1234567", at: 0)
        var later = try Samples.record("E7654321", at: Samples.minutes(24 * 60), state: .passed)
        later.facts.date = Samples.date("2026-03-11")
        try await database.commit(later)
        let records = try await export("2026-03-10", "2026-03-11", by: shelf)
        #expect(records.map(\.isChild) == [false, true])
    }

    @Test func `a day begins at midnight in Ulaanbaatar`() async throws {
        // 15:59 and 16:00 UTC are 23:59 and 0:00 there.
        let late = try await committed("E7654321", at: 11 * 60 + 59)
        let early = try await committed("E1234567", at: 12 * 60)
        #expect(try await export("2026-03-10", "2026-03-10").map(\.id) == [late.id.text])
        #expect(try await export("2026-03-11", "2026-03-11").map(\.id) == [early.id.text])
    }

    @Test func `more than a page is given out, each record once, and the journal tells who asked`() async throws {
        for minute in 0..<10 { _ = try await committed(at: Int64(minute), state: .referred) }
        let records = try await export("2026-03-10", "2026-03-10", pageSize: 3)
        #expect(records.count == 10)
        #expect(Set(records.map(\.id)).count == records.count)
        #expect(records.map(\.id) == records.map(\.id).sorted())
        let told = try await database.pool.read { db in
            try String.fetchAll(db, sql: "SELECT details FROM journal WHERE kind = 'crossingsExported'")
        }
        #expect(told.count == 1)
        #expect(told.first?.contains("monthly report") == true)
        #expect(try verify().isIntact)
    }
}
