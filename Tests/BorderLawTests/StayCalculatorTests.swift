import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("VF-01 and VF-04: the days of a stay")
struct StayCalculatorTests {
    private static let rolling90 = StayLimit(
        totalDays: 90, window: StayWindow(length: 180, unit: .days, anchor: .unspecified))
    private static let blocks90 = StayLimit(
        continuousDays: 30, totalDays: 90, window: StayWindow(length: 180, unit: .days, anchor: .fromFirstEntry))
    private static let year90 = StayLimit(
        totalDays: 90, window: StayWindow(length: 1, unit: .years, anchor: .unspecified))
    private static let halfYear90 = StayLimit(
        totalDays: 90, window: StayWindow(length: 6, unit: .months, anchor: .unspecified))

    struct Row: Sendable {
        let limit: StayLimit
        let earlier: [(String, String)]
        let entered: String
        let day: String
        let until: String?
        let used: Int
        let left: Int
        let overstay: Int
    }

    /// A stay that is missing before a day, and whether the last day of an entry on 2026-06-29 is certain all the same.
    private static let missing: [(limit: StayLimit, earlier: [(String, String)], since: String, until: String?)] = [
        // The window of that entry begins on 2026-01-01.
        (rolling90, [], "2026-01-01", "2026-09-26"), (rolling90, [], "2026-01-02", nil),
        (halfYear90, [], "2025-12-30", "2026-09-26"), (halfYear90, [], "2025-12-31", nil),
        (year90, [], "2025-06-30", "2026-09-26"), (year90, [], "2025-07-01", nil),
        // A single stay looks at no other.
        (StayLimit(continuousDays: 30), [], "2026-06-29", "2026-07-28"),
        // A block that the missing day began has ended by then, or has not.
        (blocks90, [], "2026-01-01", "2026-07-28"), (blocks90, [], "2026-01-02", nil),
        // Sixty days used leave thirty in whatever block they lie, sixty-one do not.
        (blocks90, [("2026-01-03", "2026-03-03")], "2026-01-01", "2026-07-28"),
        (blocks90, [("2026-01-03", "2026-03-31")], "2026-01-01", nil),
        // Who stayed away for a whole window after the missing day began a new block, and all of it is known.
        (blocks90, [("2026-01-03", "2026-03-31")], "2025-07-08", "2026-06-30"),
        (blocks90, [("2026-01-03", "2026-03-31")], "2025-07-09", nil),
    ]

    @Test(arguments: missing.indices)
    func `VF-01 a missing stay is doubt only where the window could see it`(_ index: Int) throws {
        let row = Self.missing[index]
        let stays = row.earlier.map { Stay(entered: Samples.date($0.0), left: Samples.date($0.1)) }
        let calculator = try #require(StayCalculator(limit: row.limit, earlier: stays))
        let day = Samples.date("2026-06-29")
        let account = calculator.account(entered: day, on: day, knownSince: Samples.date(row.since))
        #expect(account?.stayUntil?.description == row.until, "\(row)")
    }

    /// Every stay that may be missing before the day is tried.
    @Test func `VF-01 what is called certain holds whichever stay is missing`() throws {
        var random = SplitMix(seed: 17)
        let origin = Samples.date("2026-01-01")
        var certain = 0
        for _ in 0..<400 {
            let limit = StayLimit(
                continuousDays: Bool.random(using: &random) ? 4 : nil, totalDays: .random(in: 3...8, using: &random),
                window: StayWindow(
                    length: .random(in: 9...14, using: &random), unit: .days,
                    anchor: [.unspecified, .fromEntry, .fromFirstEntry].randomElement(using: &random) ?? .fromEntry))
            let known = origin.adding(days: 30)
            var stays: [Stay] = []
            var day = known
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                day = day.adding(days: .random(in: 1...9, using: &random))
                let left = day.adding(days: .random(in: 0...3, using: &random))
                stays.append(Stay(entered: day, left: left))
                day = left
            }
            let entered = day.adding(days: .random(in: 1...20, using: &random))
            let calculator = try #require(StayCalculator(limit: limit, earlier: stays))
            guard let account = calculator.account(entered: entered, on: entered, knownSince: known) else { continue }
            certain += 1
            for first in 0..<30 {
                for last in [first, first + 2, 29] where last >= first && last < 30 {
                    let lost = Stay(entered: origin.adding(days: first), left: origin.adding(days: last))
                    let whole = try #require(StayCalculator(limit: limit, earlier: [lost] + stays))
                    let truth = whole.account(entered: entered, on: entered)
                    #expect(truth.stayUntil == account.stayUntil, "\(limit) \(stays) \(lost) \(entered)")
                }
            }
        }
        #expect(certain > 100)
    }

    private static let rows: [Row] = [
        // 90 days from 1 January of a common year end on 31 March; both end days count.
        Row(
            limit: StayLimit(continuousDays: 90), earlier: [], entered: "2026-01-01", day: "2026-01-01",
            until: "2026-03-31", used: 1, left: 90, overstay: 0),
        Row(
            limit: StayLimit(continuousDays: 90), earlier: [], entered: "2026-01-01", day: "2026-03-31",
            until: "2026-03-31", used: 90, left: 1, overstay: 0),
        Row(
            limit: StayLimit(continuousDays: 90), earlier: [], entered: "2026-01-01", day: "2026-04-01",
            until: "2026-03-31", used: 91, left: 0, overstay: 1),
        // 29 February counts in a leap year.
        Row(
            limit: StayLimit(continuousDays: 90), earlier: [], entered: "2028-01-01", day: "2028-01-01",
            until: "2028-03-30", used: 1, left: 90, overstay: 0),
        Row(
            limit: StayLimit(continuousDays: 30), earlier: [], entered: "2028-02-29", day: "2028-02-29",
            until: "2028-03-29", used: 1, left: 30, overstay: 0),
        // One day used at the far edge of 180 days leaves the window on the 181st day.
        Row(
            limit: rolling90, earlier: [("2026-01-01", "2026-01-01")], entered: "2026-06-29", day: "2026-06-29",
            until: "2026-09-26", used: 2, left: 90, overstay: 0),
        Row(
            limit: rolling90, earlier: [("2026-01-01", "2026-03-31")], entered: "2026-06-29", day: "2026-06-29",
            until: nil, used: 91, left: 0, overstay: 1),
        Row(
            limit: rolling90, earlier: [("2026-01-01", "2026-03-31")], entered: "2026-06-30", day: "2026-06-30",
            until: "2026-09-27", used: 90, left: 90, overstay: 0),
        // A day that two stays share counts once.
        Row(
            limit: rolling90, earlier: [("2026-01-01", "2026-01-10")], entered: "2026-01-10", day: "2026-01-10",
            until: "2026-03-31", used: 10, left: 81, overstay: 0),
        // Blocks from the first entry: the sum stops the fourth stay, and a new block begins after 180 days.
        Row(
            limit: blocks90, earlier: [("2026-01-01", "2026-01-30"), ("2026-02-10", "2026-03-11")],
            entered: "2026-04-01", day: "2026-04-01", until: "2026-04-30", used: 61, left: 30, overstay: 0),
        Row(
            limit: blocks90,
            earlier: [("2026-01-01", "2026-01-30"), ("2026-02-10", "2026-03-11"), ("2026-04-01", "2026-04-30")],
            entered: "2026-06-29", day: "2026-06-29", until: nil, used: 91, left: 0, overstay: 1),
        Row(
            limit: blocks90,
            earlier: [("2026-01-01", "2026-01-30"), ("2026-02-10", "2026-03-11"), ("2026-04-01", "2026-04-30")],
            entered: "2026-06-30", day: "2026-06-30", until: "2026-07-29", used: 1, left: 30, overstay: 0),
        // A year that ends on 28 or on 29 February begins on 1 March of the year before.
        Row(
            limit: year90, earlier: [("2027-02-28", "2027-05-28")], entered: "2028-02-27", day: "2028-02-27",
            until: nil, used: 91, left: 0, overstay: 1),
        Row(
            limit: year90, earlier: [("2027-02-28", "2027-05-28")], entered: "2028-02-28", day: "2028-02-28",
            until: "2028-02-28", used: 90, left: 1, overstay: 0),
        // Six months that end on 31 August begin on 1 March (end of month clamped to 28 February).
        Row(
            limit: halfYear90, earlier: [("2026-02-28", "2026-02-28"), ("2026-03-01", "2026-03-01")],
            entered: "2026-08-31", day: "2026-08-31", until: "2026-11-28", used: 2, left: 90, overstay: 0),
    ]

    @Test(arguments: rows.indices)
    func `the table of boundary cases holds`(_ index: Int) throws {
        let row = Self.rows[index]
        let earlier = row.earlier.map { Stay(entered: Samples.date($0.0), left: Samples.date($0.1)) }
        let calculator = try #require(StayCalculator(limit: row.limit, earlier: earlier))
        let account = calculator.account(entered: Samples.date(row.entered), on: Samples.date(row.day))
        #expect(account.stayUntil?.description == row.until)
        #expect(account.daysUsed == row.used)
        #expect(account.daysLeft == row.left)
        #expect(account.overstayDays == row.overstay)
    }

    @Test func `the calculator agrees with a count day by day`() throws {
        var random = SplitMix(seed: 0x0B00_0090)
        for _ in 0..<400 {
            let limit = Self.limit(&random)
            let entered = 20_000 + Int(random.next() % 800)
            let earlier = Self.stays(&random, before: entered)
            let rolling = random.next() % 2 == 0
            let calculator = try #require(
                StayCalculator(
                    limit: limit, earlier: earlier.map { Stay(entered: Self.day($0.0), left: Self.day($0.1)) },
                    unspecifiedIsRolling: rolling))
            let today = entered + Int(random.next() % 120)
            let account = calculator.account(entered: Self.day(entered), on: Self.day(today))
            let truth = BruteCount(limit: limit, earlier: earlier, entered: entered, rolling: rolling)
            #expect(account.stayUntil?.daysSinceUnixEpoch == truth.lastDay)
            #expect(account.daysUsed == truth.used(on: today))
            #expect(account.overstayDays == max(0, today - (truth.lastDay ?? entered - 1)))
            #expect(account.daysLeft == max(0, (truth.lastDay ?? today - 1) - today + 1))
        }
    }

    @Test func `without the day of exit every stay is a day longer`() throws {
        let limit = StayLimit(continuousDays: 30)
        let calculator = try #require(StayCalculator(limit: limit, earlier: [], exitDayCounts: false))
        let account = calculator.account(entered: Samples.date("2026-01-01"), on: Samples.date("2026-01-31"))
        #expect(account.stayUntil == Samples.date("2026-01-31"))
        #expect(account.overstayDays == 0)
        #expect(
            calculator.account(entered: Samples.date("2026-01-01"), on: Samples.date("2026-02-01")).overstayDays == 1)
    }

    @Test func `what cannot be counted gives no calculator`() {
        let backwards = Stay(entered: Samples.date("2026-01-02"), left: Samples.date("2026-01-01"))
        #expect(StayCalculator(limit: Self.rolling90, earlier: [backwards]) == nil)
        #expect(StayCalculator(limit: StayLimit(), earlier: []) == nil)
        #expect(StayCalculator(limit: StayLimit(continuousDays: 0), earlier: []) == nil)
        #expect(StayCalculator(limit: StayLimit(totalDays: 90), earlier: []) == nil)
        var full = Self.rolling90
        full.totalDays = 180
        #expect(StayCalculator(limit: full, earlier: []) == nil)
        full.window?.length = .max
        #expect(StayCalculator(limit: full, earlier: []) == nil)
        let day = Stay(entered: Samples.date("2026-01-01"), left: Samples.date("2026-01-01"))
        #expect(StayCalculator(limit: Self.rolling90, earlier: Array(repeating: day, count: 2001)) == nil)
    }

    @Test func `the ends of the calendar do not trap`() throws {
        let calculator = try #require(
            StayCalculator(limit: Self.year90, earlier: [Stay(entered: .earliest, left: .latest)]))
        #expect(calculator.account(entered: .latest, on: .latest).daysUsed > 0)
        #expect(calculator.account(entered: .earliest, on: .latest).overstayDays > 3_000_000)
    }

    private static func day(_ number: Int) -> CivilDate { CivilDate(daysSinceUnixEpoch: number) }

    private static func limit(_ random: inout SplitMix) -> StayLimit {
        let anchors = StayWindow.Anchor.allCases
        let units = StayWindow.Unit.allCases
        let unit = units[Int(random.next() % UInt64(units.count))]
        let length = unit == .years ? 1 : unit == .months ? 1 + Int(random.next() % 12) : 20 + Int(random.next() % 200)
        let window = StayWindow(length: length, unit: unit, anchor: anchors[Int(random.next() % UInt64(anchors.count))])
        var limit = StayLimit(totalDays: 1 + Int(random.next() % 19), window: window)
        if random.next() % 3 == 0 { limit.continuousDays = 1 + Int(random.next() % 40) }
        return limit
    }

    private static func stays(_ random: inout SplitMix, before entered: Int) -> [(Int, Int)] {
        (0..<Int(random.next() % 6)).map { _ in
            let first = entered - 1 - Int(random.next() % 300)
            return (first, min(entered, first + Int(random.next() % 25)))
        }
    }
}

/// The same count, one day after another, without any cleverness.
private struct BruteCount {
    let limit: StayLimit
    let earlier: [(Int, Int)]
    let entered: Int
    let rolling: Bool

    func used(on day: Int) -> Int {
        var present: Set<Int> = []
        for stay in earlier { for each in stay.0...stay.1 where each < entered { present.insert(each) } }
        for each in entered...day { present.insert(each) }
        guard let window = limit.window else { return day - entered + 1 }
        guard !(rolling && window.anchor == .unspecified) else {
            let date = CivilDate(daysSinceUnixEpoch: day)
            let before =
                switch window.unit {
                case .days: day - window.length
                case .months: date.adding(months: -window.length).daysSinceUnixEpoch
                case .years: date.adding(years: -window.length).daysSinceUnixEpoch
                }
            return present.filter { $0 > before && $0 <= day }.count
        }
        var start = 0
        var next = Int.min
        for each in present.sorted() where each <= day {
            guard each >= next else { continue }
            start = each
            let date = CivilDate(daysSinceUnixEpoch: each)
            next =
                switch window.unit {
                case .days: each + window.length
                case .months: date.adding(months: window.length).daysSinceUnixEpoch
                case .years: date.adding(years: window.length).daysSinceUnixEpoch
                }
        }
        return present.filter { $0 >= start && $0 <= day }.count
    }

    var lastDay: Int? {
        var last: Int?
        var day = entered
        while day - entered < 1100 {
            if let most = limit.continuousDays, day - entered + 1 > most { break }
            if let most = limit.totalDays, used(on: day) > most { break }
            last = day
            day += 1
        }
        return last
    }
}
