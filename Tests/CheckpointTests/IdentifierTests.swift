import Checkpoint
import Support
import Testing
import TravelDocument

@Suite struct IdentifierTests {
    @Test func `crossing ids are UUIDs of version 7 and sort by time`() {
        var random = Fixture.Numbers(9)
        var last = CrossingID(at: UnixTime(milliseconds: 0), using: &random)
        for milliseconds in 1...200 {
            let next = CrossingID(at: UnixTime(milliseconds: Int64(milliseconds)), using: &random)
            #expect(last < next)
            #expect(CrossingID(next.text) == next)
            last = next
        }
    }

    @Test(arguments: ["", "x", "00000000-0000-4000-8000-000000000000", "00000000-0000-7000-8000-00000000000G"])
    func `other text is no crossing id`(text: String) {
        #expect(CrossingID(text) == nil)
    }

    @Test func `lane ids are short and plain`() {
        #expect(LaneID("gate-1") != nil)
        for text in ["", "Gate", "a/b", "гарц", String(repeating: "a", count: 33)] { #expect(LaneID(text) == nil) }
    }

    @Test(arguments: [
        ("2026-11-20T15:59:59Z", "2026-11-20"), ("2026-11-20T16:00:00Z", "2026-11-21"),
        ("1969-12-31T15:59:59Z", "1969-12-31"), ("2028-02-28T16:00:00Z", "2028-02-29"),
    ])
    func `the day changes at midnight in Ulaanbaatar`(time: String, day: String) throws {
        #expect(UlaanbaatarCalendar.day(of: try #require(UnixTime(time))).description == day)
    }
}
