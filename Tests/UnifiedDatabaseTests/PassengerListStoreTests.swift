import GRDB
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import Support
@testable import TravelDocument
@testable import UnifiedDatabase

@Suite("Passenger lists in the store")
struct PassengerListStoreTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    private func count(_ table: String) throws -> Int {
        try database.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") } ?? 0
    }

    /// Why a batch is refused by the store; nil when it is not.
    private func fault(of batch: PassengerListImport) async -> PassengerListImportFault? {
        do {
            _ = try await database.importPassengerLists(batch, now: Samples.noon)
            return nil
        } catch {
            guard case .fault(let fault) = error else { return nil }
            return fault
        }
    }

    /// Why interchanges make no batch; nil when they do.
    private static func fault(of interchanges: [PassengerInterchange]) -> PassengerListImportFault? {
        do {
            _ = try PassengerListImport(interchanges, airport: "UBN", officer: "17")
            return nil
        } catch {
            return error
        }
    }

    private func isIntact() throws -> Bool {
        try JournalVerifier(publicKey: workspace.journalKey.publicKey).verify(database: workspace.path()).isIntact
    }

    @Test func `a list is imported with its flight, and both are journaled`() async throws {
        var sample = FlightSample()
        sample.persons = [.init(name: "BAT:ANU", number: "E1"), .init(name: "DORJ", number: nil, issuer: nil)]
        let outcome = try await database.take(sample)
        #expect(outcome.effect == .imported)
        #expect(outcome.flight.direction == .exit && outcome.flight.day == Samples.date("2026-03-10"))
        // 12:30 in Ulaanbaatar.
        #expect(outcome.flight.scheduledAt == UnixTime("2026-03-10T04:30:00Z"))
        #expect(outcome.list.personCount == 2 && outcome.list.importedBy == "17")
        #expect(outcome.list.notes.map(\.code) == [.documentMissing])
        let rows = try await database.flights(on: Samples.date("2026-03-10"), limit: 10)
        #expect(rows == [FlightRow(flight: outcome.flight, lists: [outcome.list])])
        #expect(try await database.flights(on: Samples.date("2026-03-11"), limit: 10).isEmpty)
        #expect(try isIntact())
    }

    @Test func `a newer list takes the place of the former one, whose persons are erased`() async throws {
        var sample = FlightSample()
        sample.persons = [.init(name: "LEAVER:EARLY", number: "E1"), .init(name: "BAT:ANU", number: "E2")]
        let first = try await database.take(sample)
        sample.reference = "2"
        sample.prepared = "260310:0200"
        sample.persons.removeFirst()
        sample.places[1] = "DTM+189:2603101300:201"
        let second = try await database.take(sample)
        #expect(second.effect == .replaced && second.flight.id == first.flight.id)
        #expect(second.flight.sector.departure?.description == "2026-03-10T13:00")
        #expect(try count("passengerList") == 2)
        #expect(try count("listedPerson") == 1)
        #expect(try count("listedDocument") == 1)
        #expect(try await database.flightReport(first.flight.id)?.persons.map(\.primaryIdentifier) == ["BAT"])
        #expect(try isIntact())
    }

    @Test func `lists under either code of the carrier are of one flight`() async throws {
        var sample = FlightSample()
        sample.persons = [.init(name: "BAT:ANU", number: "E2")]
        sample.flight = "MGL0301"
        let first = try await database.take(sample)
        #expect(first.flight.number.description == "OM301")
        sample.flight = "OM301"
        sample.reference = "2"
        sample.prepared = "260310:0200"
        let second = try await database.take(sample)
        #expect(second.effect == .replaced && second.flight.id == first.flight.id)
        sample.flight = "MGL301"
        sample.kind = "250"
        sample.persons = [.init(name: "PILOT:ONE", number: "E3", role: "FM")]
        #expect(try await database.take(sample).flight.id == first.flight.id)
        // Two whole lists of one kind for one flight come together: nobody can tell which one counts.
        var other = sample
        other.flight = "OM301"
        other.reference = "3"
        #expect {
            try PassengerListImport([try sample.interchange(), try other.interchange()], airport: "UBN", officer: "17")
        } throws: {
            ($0 as? PassengerListImportFault)?.code == .twice
        }
        // A flight that was imported before carriers were known keeps the number under which it stands.
        try await database.pool.write { db in
            try db.execute(sql: "UPDATE flight SET carrier = 'MGL', number = 'MGL301'")
        }
        sample.kind = "745"
        sample.flight = "OM301"
        sample.reference = "4"
        sample.prepared = "260310:0300"
        let third = try await database.take(sample)
        #expect(third.flight.id == first.flight.id && third.flight.number.description == "MGL301")
        // An unknown carrier's code is its own.
        sample.flight = "XYZ301"
        #expect(try await database.take(sample).flight.id != first.flight.id)
    }

    @Test func `the very list once more changes nothing, and an older one is refused with all that comes with it`()
        async throws
    {
        var sample = FlightSample()
        sample.persons = [.init(name: "BAT:ANU", number: "E2")]
        let first = try await database.take(sample)
        let again = try await database.take(sample)
        #expect(again.effect == .unchanged && again.list == first.list)
        // A correction that says nothing of being one.
        sample.persons = [.init(name: "BAT:ANU", number: "E3")]
        let corrected = try await database.take(sample)
        #expect(corrected.effect == .replaced && corrected.list.id != first.list.id)
        sample.persons = [.init(name: "BAT:ANUU", number: "E3")]
        #expect(try await database.take(sample).effect == .replaced)
        #expect(try await database.take(sample).effect == .unchanged)
        let head = try await database.journalHead()
        var older = sample
        older.reference = "0"
        older.prepared = "260309:2300"
        var other = sample
        other.flight = "OM303"
        let batch = try PassengerListImport(
            [try other.interchange(), try older.interchange()], airport: "UBN", officer: "17")
        #expect(await fault(of: batch)?.code == .order)
        #expect(try await database.flights(on: nil, limit: 10).map(\.flight.number.description) == ["OM301"])
        #expect(try await database.journalHead() == head)
        #expect(try isIntact())
    }

    @Test func `passengers and crew have lists of their own`() async throws {
        var sample = FlightSample()
        sample.persons = [.init(name: "BAT:ANU", number: "E2")]
        _ = try await database.take(sample)
        sample.kind = "250"
        sample.persons = [.init(name: "PILOT:ONE", number: "E3", role: "FM")]
        let crew = try await database.take(sample)
        #expect(crew.effect == .imported)
        let row = try #require(try await database.flights(on: nil, limit: 10).first)
        #expect(row.lists.map(\.kind) == [.passengers, .crew])
    }

    @Test(
        arguments: [
            (
                ["LOC+125+ICN", "DTM+189:2603101230:201", "LOC+87+PEK", "DTM+232:2603101640:201"],
                PassengerListImportFault.Code.airport
            ),
            (["LOC+125+UBN", "LOC+87+ICN", "DTM+232:2603101640:201"], .time),
        ])
    func `a flight of another airport, or of no time, is refused`(
        places: [String], code: PassengerListImportFault.Code
    ) throws {
        var sample = FlightSample()
        sample.places = places
        sample.persons = [.init(name: "BAT:ANU", number: "E2")]
        #expect(Self.fault(of: [try sample.interchange()])?.code == code)
    }

    @Test func `a flight that lands here and goes on is an entry`() async throws {
        var sample = FlightSample()
        sample.places = [
            "LOC+125+ICN", "DTM+189:2603100900:201", "LOC+87+UBN", "DTM+232:2603101200:201", "DTM+189:2603101300:201",
            "LOC+92+HVD", "DTM+232:2603101430:201",
        ]
        sample.persons = [.init(name: "BAT:ANU", number: "E2")]
        let flight = try await database.take(sample).flight
        #expect(flight.direction == .entry)
        #expect((flight.sector.from, flight.sector.to) == ("ICN", "UBN"))
    }

    @Test func `parts of a list are joined, and one that lacks a part is refused`() async throws {
        var first = FlightSample()
        first.part = "+1:C"
        first.persons = [.init(name: "BAT:ANU", number: "E1")]
        var last = first
        last.part = "+2:F"
        last.reference = "2"
        last.persons = [.init(name: "DORJ:TSOGT", number: "E2")]
        let both = try PassengerListImport(
            [try last.interchange(), try first.interchange()], airport: "UBN", officer: "17")
        let outcome = try #require(try await database.importPassengerLists(both).first)
        #expect(outcome.list.personCount == 2 && outcome.list.notes.isEmpty)
        for alone in [[first], [last], [first, first, last]] {
            #expect(Self.fault(of: try alone.map { try $0.interchange() })?.code == .parts)
        }
    }

    @Test func `two whole lists of one flight at once are refused`() throws {
        var sample = FlightSample()
        sample.persons = [.init(name: "BAT:ANU", number: "E2")]
        var other = sample
        other.reference = "2"
        #expect(throws: PassengerListImportFault.self) {
            try PassengerListImport([try sample.interchange(), try other.interchange()], airport: "UBN", officer: "17")
        }
    }

    @Test func `persons of flights long gone are erased, and the journal says so`() async throws {
        var sample = FlightSample()
        sample.persons = [.init(name: "BAT:ANU", number: "E2"), .init(name: "DORJ:TSOGT", number: "E3")]
        let outcome = try await database.take(sample)
        let day: Int64 = 24 * 60
        for (days, left) in [(Int64(80), 2), (100, 0)] {
            let done = try await database.retain(
                RetentionPeriods(), at: Samples.minutes(days * day), dryRun: false)
            #expect(done.first { $0.category == .listedPersons }?.count == (left == 0 ? 1 : 0))
            #expect(try count("listedPerson") == left)
            #expect(try count("listedDocument") == left)
        }
        #expect(try await database.flights(on: nil, limit: 10).first?.lists == [outcome.list])
        #expect(try isIntact())
    }

    @Test func `a person's file tells what carriers have said`() async throws {
        var sample = FlightSample()
        sample.persons = [.init(name: "BAT:ANU", number: "E2"), .init(name: "DORJ:TSOGT", number: "E3")]
        _ = try await database.take(sample)
        let purpose = try #require(ReadingPurpose(officer: "17", purpose: "asked for"))
        let file = try await database.personFile(issuer: "MNG", documentNumber: "e2", for: purpose)
        let entries = try #require(file.documents.first?.passengerLists)
        #expect(entries.map(\.flight) == ["OM301"] && entries.map(\.primaryIdentifier) == ["BAT"])
        #expect(
            await Workspace.code {
                _ = try await database.personFile(issuer: "KAZ", documentNumber: "E2", for: purpose)
            } == .notFound)
    }

    @Test(
        arguments: [
            "UPDATE listedPerson SET primaryIdentifier = 'OTHER'", "DELETE FROM listedDocument",
            "UPDATE passengerList SET preparedAt = '2026-03-10T00:00'", "UPDATE flight SET day = '2026-03-11'",
            "INSERT INTO listedPerson VALUES (99, 1, 9, 'passenger', 'X', 'Y', NULL, NULL, NULL)",
        ])
    func `whatever is changed in a list is found by the journal`(statement: String) async throws {
        var sample = FlightSample()
        sample.persons = [.init(name: "BAT:ANU", number: "E2")]
        _ = try await database.take(sample)
        #expect(try isIntact())
        let stranger = try workspace.stranger()
        try await stranger.write { try $0.execute(sql: statement) }
        try stranger.close()
        #expect(try !isIntact())
    }
}
