import Support
import Testing

@Suite struct UnixTimeTests {
    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00.000Z"),
        (Int64(1_795_216_500_123), "2026-11-20T23:15:00.123Z"),
        (Int64(-1), "1969-12-31T23:59:59.999Z"),
        (Int64(951_782_400_000), "2000-02-29T00:00:00.000Z"),
    ])
    func `a time is written in ISO 8601 and read back`(milliseconds: Int64, text: String) {
        let time = UnixTime(milliseconds: milliseconds)
        #expect(time.description == text)
        #expect(UnixTime(text) == time)
    }

    @Test(arguments: [
        "", "2026-11-20", "2026-13-20T00:00:00Z", "2026-11-20T24:00:00Z", "2026-11-20T23:15:00.123",
        "2026-11-20T23:15:00,123Z",
    ])
    func `anything else is not a time`(text: String) {
        #expect(UnixTime(text) == nil)
    }

    @Test(arguments: [Int64.min, Int64.max])
    func `the ends of time are times, too`(milliseconds: Int64) {
        let time = UnixTime(milliseconds: milliseconds)
        #expect(time.seconds == (milliseconds < 0 ? -9_223_372_036_854_776 : 9_223_372_036_854_775))
        #expect(!time.description.isEmpty)
    }

    @Test func `milliseconds may be missing`() {
        #expect(UnixTime("1970-01-01T00:00:01Z")?.milliseconds == 1000)
    }
}
