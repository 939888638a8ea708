import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import TravelDocument
@testable import UnifiedDatabase

/// Interchanges for tests of the store: flights and people are invented.
struct FlightSample {
    /// Somebody on a list.
    struct Person {
        var name: String
        var birth = "850101"
        var number: String?
        var issuer: String? = "MNG"
        var role = "FL"
    }

    var reference = "1"
    var prepared = "260310:0100"
    var flight = "OM301"
    var kind = "745"
    /// In UTC: noon here is 2026-03-10T12:00 in Ulaanbaatar.
    var places = ["LOC+125+UBN", "DTM+189:2603101230:201", "LOC+87+ICN", "DTM+232:2603101640:201"]
    var persons: [Person] = []
    var part = ""

    func interchange() throws -> PassengerInterchange {
        let list = persons.flatMap { person -> [String] in
            ["NAD+\(person.role)+++\(person.name)", "ATT+2++F", "DTM+329:\(person.birth)", "NAT+2+MNG"]
                + (person.number.map { ["DOC+P+\($0)"] } ?? []) + (person.issuer.map { ["LOC+91+\($0)"] } ?? [])
        }
        let body =
            ["UNH+1+PAXLST:D:05B:UN:IATA+A\(part)", "BGM+\(kind)", "TDT+20+\(flight)"] + places + list
            + ["CNT+\(kind == "250" ? 41 : 42):\(persons.count)"]
        let segments =
            ["UNB+UNOA:4+OM+MN+\(prepared)+\(reference)"] + body + ["UNT+\(body.count + 1)+1", "UNZ+1+\(reference)"]
        return try PassengerInterchange(
            parsing: Array(segments.map { $0 + "'" }.joined().utf8), today: Samples.date("2026-03-10"))
    }

    func batch() throws -> PassengerListImport {
        try PassengerListImport([try interchange()], airport: "UBN", officer: "17")
    }
}

extension UnifiedDatabase {
    /// Imports one sample, and gives its outcome.
    func take(_ sample: FlightSample) async throws -> PassengerListOutcome {
        try #require(try await importPassengerLists(try sample.batch(), now: Samples.noon).first)
    }

    /// Commits a crossing of somebody, with a trip or without.
    @discardableResult
    func cross(
        _ number: String, name: String = "BATBAYAR<<SARANGEREL", minute: Int64 = 0, flight: String? = nil,
        _ direction: Direction = .exit, state: CrossingState = .passed
    ) async throws -> CrossingRecord {
        var record = try Samples.record(number, direction, at: Samples.minutes(minute), state: state)
        record.document = try Samples.document(number, name: name)
        record.trip = flight.flatMap { Trip(.air, number: $0) }
        try await commit(record)
        return record
    }
}
