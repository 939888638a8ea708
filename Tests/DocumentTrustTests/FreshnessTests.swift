import Testing
import TravelDocument

@testable import DocumentTrust

/// Ages of lists (BSI TR-03135-2), in days of Ulaanbaatar.
@Suite struct FreshnessTests {
    static func moment(_ day: String, hour: Int64 = 12) throws -> Int64 {
        Int64(try #require(CivilDate(day)).daysSinceUnixEpoch) * 86_400 + (hour - 8) * 3600
    }

    @Test(arguments: [
        // Imported on a Monday: Tuesday, Wednesday and Thursday are the three working days.
        (TrustSource.Upkeep.automatic, "2026-11-16", "2026-11-19", Freshness.State.fresh),
        (.automatic, "2026-11-16", "2026-11-20", .overdue),
        // On a Thursday: the week-end does not count.
        (.automatic, "2026-11-19", "2026-11-24", .fresh), (.automatic, "2026-11-19", "2026-11-25", .overdue),
        // On a Saturday.
        (.automatic, "2026-11-21", "2026-11-25", .fresh), (.automatic, "2026-11-21", "2026-11-26", .overdue),
        (.byHand, "2026-11-02", "2026-11-30", .fresh), (.byHand, "2026-11-02", "2026-12-01", .overdue),
        (.byHand, "2026-11-02", "2026-11-01", .unknown),
    ])
    func `A list is fresh to the end of its last day`(
        upkeep: TrustSource.Upkeep, imported: String, day: String, state: Freshness.State
    ) throws {
        for hour: Int64 in [0, 23] {
            let freshness = Freshness(
                imported: try Self.moment(imported), upkeep: upkeep, now: try Self.moment(day, hour: hour))
            #expect(freshness.state == state)
        }
    }

    @Test func `The store tells which of its lists are overdue, the longest first`() throws {
        var store = TrustStore()
        func add(_ id: String, _ kind: TrustSource.Kind, _ imported: String) throws {
            store.sources.append(
                TrustSource(
                    id: id, kind: kind, origin: "test", version: "1", imported: try Self.moment(imported),
                    upkeep: .automatic))
        }
        try add("new", .masterList, "2026-11-16")
        try add("old", .revocationList, "2026-10-05")
        try add("older", .masterList, "2026-09-07")
        try add("single", .certificate, "2020-01-01")
        #expect(store.overdueSources(at: try Self.moment("2026-11-18")).map(\.source.id) == ["older", "old"])
        #expect(store.overdueSources(at: try Self.moment("2026-09-08")).isEmpty)
    }

    @Test func `The next alarm is the first due day, and then each day`() throws {
        var store = TrustStore()
        #expect(store.nextFreshnessAlarm(after: 0) == nil)
        func add(_ kind: TrustSource.Kind, _ imported: String) throws {
            store.sources.append(
                TrustSource(
                    id: imported, kind: kind, origin: "", version: "", imported: try Self.moment(imported),
                    upkeep: .byHand))
        }
        try add(.certificate, "2020-01-01")
        #expect(store.nextFreshnessAlarm(after: try Self.moment("2026-11-18")) == nil)
        try add(.masterList, "2026-11-02")
        try add(.revocationList, "2026-11-10")
        let due = try #require(store.sources[1].freshness(at: try Self.moment("2026-11-18"))?.due)
        #expect(store.nextFreshnessAlarm(after: try Self.moment("2026-11-18")) == due)
        #expect(store.overdueSources(at: due).map(\.source.id) == ["2026-11-02"])
        #expect(store.nextFreshnessAlarm(after: due) == due + 86_400)
        for now in [Int64.min, .max] { _ = store.nextFreshnessAlarm(after: now) }
    }

    @Test func `A list whose own time is over is overdue before`() throws {
        let next = try Self.moment("2026-11-17")
        func state(_ now: Int64) throws -> Freshness.State {
            Freshness(imported: try Self.moment("2026-11-16"), upkeep: .byHand, nextUpdate: next, now: now).state
        }
        #expect(try state(next - 1) == .fresh)
        #expect(try state(next) == .overdue)
    }

    @Test func `Single certificates do not age`() {
        for kind in TrustSource.Kind.allCases {
            let source = TrustSource(id: "x", kind: kind, origin: "", version: "", imported: 0)
            #expect((source.freshness(at: 2_000_000_000) == nil) == (kind == .certificate || kind == .link))
        }
    }

    @Test(arguments: [Int64.min, -1, 0, 253_402_300_800, .max]) func `Any clock gives an answer`(now: Int64) {
        let freshness = Freshness(imported: 1_700_000_000, upkeep: .automatic, now: now)
        #expect(freshness.ageDays >= 0)
        #expect(Freshness(imported: now, upkeep: .automatic, now: 1_700_000_000).ageDays >= 0)
    }
}
