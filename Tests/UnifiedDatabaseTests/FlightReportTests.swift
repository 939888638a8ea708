import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import TravelDocument
@testable import UnifiedDatabase

/// Everybody in the samples of crossings was born on 1985-01-01 and holds a Mongolian passport.
@Suite("Expected against seen")
struct FlightReportTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    private func report(_ persons: [FlightSample.Person], kind: String = "745") async throws -> FlightReport {
        var sample = FlightSample()
        sample.kind = kind
        sample.persons = persons
        let flight = try await database.take(sample).flight
        return try #require(try await database.flightReport(flight.id))
    }

    @Test func `who crossed is found by number, who has not is missing, and who is on no list is told`() async throws {
        let crossed = try await database.cross("E1000001", flight: "OM301")
        let stranger = try await database.cross(
            "E1000009", name: "STRANGER<<SOME", minute: 1, flight: "om0301")
        // Somebody else's flight, and somebody who comes in: neither concerns this one.
        try await database.cross("E1000008", name: "OTHER<<MAN", minute: 2, flight: "OM303")
        try await database.cross("E1000007", name: "INBOUND<<MAN", minute: 3, flight: "OM301", .entry)
        let report = try await report([
            .init(name: "ANYTHING:ELSE", number: "E1000001"), .init(name: "LATE:COMER", number: "E1000002"),
        ])
        #expect(report.crossed.map(\.seen?.id) == [crossed.id.text])
        #expect(report.crossed.map(\.match) == [.number])
        #expect(report.missing.map(\.primaryIdentifier) == ["LATE"])
        #expect(report.unlisted.map(\.id) == [stranger.id.text])
    }

    @Test func `a flight under the other code of its carrier is the same flight`() async throws {
        try await database.cross("E1000001", name: "BAT<<ANU", flight: "MGL 0301")
        let stranger = try await database.cross("E1000009", name: "STRANGER<<SOME", minute: 1, flight: "MGL301")
        // The same flight on another day, an additional one, and one of a carrier that nobody knows.
        var other = try Samples.record("E1000008", at: Samples.minutes(2), state: .passed)
        other.trip = Trip(.air, number: "MGL301", day: Samples.date("2026-03-11"))
        try await database.commit(other)
        try await database.cross("E1000007", name: "OTHER<<MAN", minute: 3, flight: "MGL301A")
        try await database.cross("E1000006", name: "FURTHER<<MAN", minute: 4, flight: "XYZ301")
        let report = try await report([.init(name: "BAT:ANU"), .init(name: "LATE:COMER", number: "E1000002")])
        #expect(report.crossed.map(\.match) == [.nameAndBirthDate])
        #expect(report.unlisted.map(\.id) == [stranger.id.text])
        // Without a table of carriers the two numbers are two flights.
        let tables = RulebookShelf.standard.tables.filter { $0.kind != .carriers }
        let bare = try #require(RulebookShelf.build(tables).shelf)
        let apart = try #require(try await database.flightReport(report.flight.id, rulebooks: bare))
        #expect(apart.crossed.isEmpty && apart.unlisted.isEmpty)
    }

    @Test func `a document of another issuer is another document`() async throws {
        try await database.cross("E1000001", name: "SOMEBODY<<ELSE")
        let report = try await report([.init(name: "BAT:ANU", number: "E1000001", issuer: "KAZ")])
        #expect(report.crossed.isEmpty && report.unlisted.isEmpty)
    }

    @Test func `Germany is D in passports and DEU in lists`() async throws {
        var record = try Samples.record("C01X00T47", state: .passed)
        record.document?.issuer = "D"
        try await database.commit(record)
        let report = try await report([.init(name: "MUELLER:EVA", number: "C01X00T47", issuer: "DEU")])
        #expect(report.crossed.map(\.match) == [.number])
    }

    @Test func `without an issuer the birth date has to fit`() async throws {
        try await database.cross("E1000001", name: "SOMEBODY<<ELSE")
        let person = FlightSample.Person(name: "BAT:ANU", number: "E1000001", issuer: nil)
        #expect(try await report([person]).crossed.map(\.match) == [.number])
        let (other, database) = (
            FlightSample.Person(name: "BAT:ANU", birth: "850102", number: "E1000001", issuer: nil), database
        )
        var sample = FlightSample()
        sample.reference = "2"
        sample.persons = [other]
        let flight = try await database.take(sample).flight
        #expect(try await database.flightReport(flight.id)?.crossed.isEmpty == true)
    }

    @Test func `names are found however they are spelled, with the birth date`() async throws {
        try await database.cross("E1000001", name: "BATBAYAR<<MUNKH<ERDENE")
        try await database.cross("E1000002", name: "GANBOLD<<TUYA", minute: 1)
        try await database.cross("E1000003", name: "TSEREN<<OYUUN", minute: 2)
        let report = try await report([
            .init(name: "MONKHERDENE:BATBAYAR"), .init(name: "GANBOLD:TUYA", birth: "850102"),
            .init(name: "TSEREN:OYUN", number: "N7"),
        ])
        #expect(report.persons.map(\.match) == [.near, nil, .nameAndBirthDate])
        #expect(report.missing.map(\.primaryIdentifier) == ["GANBOLD"])
        // Nobody of these has named the flight.
        #expect(report.unlisted.isEmpty)
    }

    @Test func `one crossing is one person, and the number goes before the name`() async throws {
        try await database.cross("E1000001", name: "BAT<<ANU", flight: "OM301")
        let report = try await report([
            .init(name: "BAT:ANU", number: "E5555555"), .init(name: "BAT:ANU", number: "E1000001"),
        ])
        #expect(report.persons.map(\.match) == [nil, .number])
        #expect(report.unlisted.isEmpty)
    }

    @Test func `of several crossings the one across the border counts`() async throws {
        try await database.cross("E1000001", flight: "OM301", state: .referred)
        let passed = try await database.cross("E1000001", minute: 5)
        try await database.cross("E1000001", minute: 9, state: .turnedBack)
        let report = try await report([.init(name: "BAT:ANU", number: "E1000001")])
        #expect(report.crossed.map(\.seen?.id) == [passed.id.text])
        #expect(report.unlisted.isEmpty)
    }

    @Test func `a referred traveller is missing until an officer lets this traveller pass`() async throws {
        let record = try await database.cross("E1000001", flight: "OM301", state: .referred)
        let before = try await report([.init(name: "BAT:ANU", number: "E1000001")])
        #expect(before.missing.map(\.seen?.result) == [.referred])
        try await database.decide(
            OfficerDecision(
                crossing: record.id, kind: .letPass, officer: "17", reason: "seen", overridden: [],
                decidedAt: Samples.minutes(4)))
        let after = try #require(try await database.flightReport(before.flight.id))
        #expect(after.missing.isEmpty && after.crossed.count == 1)
    }

    @Test func `whoever stays in transit is not expected`() async throws {
        let report = try await report([.init(name: "BAT:ANU", number: "E1", role: "DDU")])
        #expect(report.missing.isEmpty && report.crossed.isEmpty && report.persons.count == 1)
    }

    @Test func `a crossing of another day or another name of the flight is not taken by name`() async throws {
        try await database.cross("E1000001", name: "BAT<<ANU", flight: "OM303")
        try await database.cross("E1000002", name: "DORJ<<TSOGT", minute: -24 * 60)
        let report = try await report([
            .init(name: "BAT:ANU", number: "E7"), .init(name: "DORJ:TSOGT", number: "E8"),
        ])
        #expect(report.crossed.isEmpty && report.missing.count == 2)
    }

    @Test func `who crosses before midnight and names no day leaves with the flight after it`() async throws {
        // 23:07 in Ulaanbaatar.
        let night = try await database.cross("E1000009", name: "STRANGER<<SOME", minute: 667, flight: "OM301")
        var sample = FlightSample()
        sample.places[1] = "DTM+189:2603110007:201"
        let next = try await database.take(sample).flight
        sample.reference = "2"
        sample.places[1] = "DTM+189:2603100007:201"
        let before = try await database.take(sample).flight
        #expect(try await database.flightReport(next.id)?.unlisted.map(\.id) == [night.id.text])
        #expect(try await database.flightReport(before.id)?.unlisted.isEmpty == true)
    }

    @Test func `a number counts even when the traveller named another flight, and says which`() async throws {
        try await database.cross("E1000001", flight: "OM303")
        let report = try await report([.init(name: "BAT:ANU", number: "E1000001")])
        #expect(report.crossed.first?.seen?.flight == "OM303")
    }

    @Test func `a flight that is not there is none`() async throws {
        #expect(try await database.flightReport(7) == nil)
    }
}
