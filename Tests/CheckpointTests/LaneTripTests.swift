import BorderLaw
import Testing

@testable import Checkpoint
@testable import Support
@testable import TravelDocument

@Suite("Trips of lanes")
struct LaneTripTests {
    /// 2026-03-10T12:00 in Ulaanbaatar.
    private let noon = UnixTime(seconds: 1_773_115_200)

    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    private func trip(_ day: String? = nil, _ transport: Trip.Transport = .air) throws -> LaneTrip? {
        let trip = try #require(Trip(transport, number: "OM302", day: try day.map { try self.day($0) }))
        return LaneTrip(trip, direction: .entry, officer: "17", since: noon)
    }

    @Test func `a trip without a day is of today, and counts in its direction from the day before to the day after`()
        throws
    {
        let own = try #require(try trip())
        #expect(own.trip.day == (try day("2026-03-10")))
        let dayMilliseconds: Int64 = 86_400_000
        for (days, counts) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] as [(Int64, Bool)] {
            let time = UnixTime(milliseconds: noon.milliseconds + days * dayMilliseconds)
            #expect(own.counts(for: .entry, at: time) == counts, "\(days)")
            #expect(!own.counts(for: .exit, at: time))
        }
    }

    @Test func `a trip of another day and a vehicle are none of a lane`() throws {
        #expect(try trip("2026-03-09") != nil)
        #expect(try trip("2026-03-11") != nil)
        #expect(try trip("2026-03-08") == nil)
        #expect(try trip("2026-03-12") == nil)
        #expect(try trip(nil, .road) == nil)
        #expect(try trip(nil, .rail) != nil)
    }
}
