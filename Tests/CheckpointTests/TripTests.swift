import Foundation
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import TravelDocument

@Suite("Trips")
struct TripTests {
    @Test(
        arguments: [
            (Trip.Transport.air, "om-0301", "OM301"), (.rail, " 00 5 ", "005"), (.road, "12-34 уба", "1234УБА"),
            (.road, "京A·12345".replacingOccurrences(of: "·", with: ""), "京A12345"),
        ])
    func `a number has one form however it is written`(transport: Trip.Transport, text: String, form: String) {
        #expect(Trip(transport, number: text)?.number == form)
    }

    @Test(
        arguments: [
            (Trip.Transport.air, "5"), (.air, "OM"), (.rail, ""), (.rail, " - "), (.road, "12;34"), (.road, "A\u{0}"),
            (.road, String(repeating: "A", count: 17)), (.rail, String(repeating: " ", count: 100) + "5"),
        ])
    func `what cannot be a number is no trip`(transport: Trip.Transport, text: String) {
        #expect(Trip(transport, number: text) == nil)
    }

    @Test func `a trip goes through JSON, and nonsense does not`() throws {
        let trip = try #require(Trip(.air, number: "OM301", day: CivilDate("2026-11-21")))
        #expect(try JSONDecoder().decode(Trip.self, from: JSONEncoder().encode(trip)) == trip)
        for text in [
            #"{"transport":"air","number":"X"}"#, #"{"transport":"foot","number":"1"}"#, #"{"transport":"air"}"#,
            #"{"transport":"rail","number":"5","day":"2026-02-30"}"#,
        ] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(Trip.self, from: Data(text.utf8)) }
        }
    }

    @Test func `what a kiosk said of the trip stands in the record`() throws {
        let trip = try #require(Trip(.air, number: "OM301"))
        var lane = Rehearsal()
        lane.tell(
            .travellerArrived(id: Fixture.id(), mrzText: "nonsense", direction: .exit, trip: trip))
        guard case .committing(let record) = lane.machine.state else {
            Issue.record("no record")
            return
        }
        #expect(record.trip == trip)
    }
}
