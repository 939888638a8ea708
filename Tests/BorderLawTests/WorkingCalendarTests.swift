import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("RS-03: working days")
struct WorkingCalendarTests {
    private static let rows: [(after: String, count: Int, day: String, isCertain: Bool)] = [
        // 2026-03-09 is a Monday; the day of arrival does not count.
        ("2026-03-09", 7, "2026-03-18", true), ("2026-03-13", 1, "2026-03-16", true),
        ("2026-03-14", 1, "2026-03-16", true), ("2026-03-15", 7, "2026-03-24", true),
        // Tsagaan Sar is Wednesday to Friday; the birthday of Chinggis Khaan a Tuesday.
        ("2026-02-17", 1, "2026-02-23", true), ("2026-02-16", 7, "2026-03-02", true),
        ("2026-11-09", 1, "2026-11-11", true), ("2026-11-06", 7, "2026-11-18", true),
        // Naadam with its sixth day, 10 July, a Friday in 2026; the two days declared after it in 2025.
        ("2026-07-09", 1, "2026-07-16", true), ("2025-07-09", 1, "2025-07-18", true),
        // Buddha's day on a Thursday, an election on a Friday.
        ("2024-05-22", 1, "2024-05-24", true), ("2024-06-27", 1, "2024-07-01", true),
        // New Year: the last day that is known, and the first that is not.
        ("2026-12-30", 1, "2026-12-31", true), ("2026-12-31", 1, "2027-01-04", false),
        ("2026-12-21", 7, "2026-12-31", true), ("2026-12-22", 7, "2027-01-04", false),
        // Before the first year that is listed.
        ("2021-12-31", 1, "2022-01-03", true), ("2021-12-30", 1, "2021-12-31", false),
        ("2028-02-28", 1, "2028-02-29", false), ("2028-02-29", 0, "2028-02-29", true),
    ]

    @Test(arguments: rows.indices)
    func `RS-03 the so-manieth working day after a day and whether it is certain`(_ index: Int) {
        let row = Self.rows[index]
        let term = WorkingCalendar().day(row.count, workingDaysAfter: Samples.date(row.after))
        #expect(term?.day.description == row.day)
        #expect(term?.isCertain == row.isCertain)
    }

    @Test func `RS-03 the count agrees with a walk day by day in random calendars`() {
        var random = SplitMix(seed: 0x0B00_0003)
        var certain = 0
        for _ in 0..<300 {
            var calendar = WorkingCalendar()
            // From June 2021 to July 2028: before, within and after the years that are listed.
            let base = 18_800 + Int(random.next() % 2_600)
            calendar.holidays = (0..<20).map { _ in CivilDate(daysSinceUnixEpoch: base + Int(random.next() % 90)) }
            let start = CivilDate(daysSinceUnixEpoch: base)
            let count = 1 + Int(random.next() % 20)
            var day = start
            var worked = 0
            while worked < count {
                day = day.adding(days: 1)
                worked += calendar.isWorkingDay(day) ? 1 : 0
            }
            let term = calendar.day(count, workingDaysAfter: start)
            #expect(term?.day == day)
            #expect(calendar.isWorkingDay(day))
            let years = Set(calendar.years.map(\.year))
            #expect(term?.isCertain == Set(start.adding(days: 1).year...day.year).isSubset(of: years))
            certain += term?.isCertain == true ? 1 : 0
            // A further day off never ends a term sooner, a worked weekend never later.
            var more = calendar
            more.holidays.append(day)
            #expect(more.day(count, workingDaysAfter: start).map { $0.day > day } == true)
        }
        #expect(certain > 100 && certain < 260)
    }

    @Test func `listed days change the count and a worked weekend counts`() {
        var calendar = WorkingCalendar()
        calendar.holidays = [Samples.date("2026-02-23"), Samples.date("2026-02-24")]
        #expect(calendar.day(1, workingDaysAfter: Samples.date("2026-02-17"))?.day == Samples.date("2026-02-25"))
        calendar.workedWeekends = [Samples.date("2026-02-21")]
        #expect(calendar.day(1, workingDaysAfter: Samples.date("2026-02-17"))?.day == Samples.date("2026-02-21"))
    }

    @Test func `a year without work gives no day and does not hang`() {
        var calendar = WorkingCalendar()
        calendar.holidays = (0..<400).map { Samples.date("2026-01-01").adding(days: $0) }
        #expect(calendar.day(1, workingDaysAfter: Samples.date("2026-01-01")) == nil)
    }

    @Test func `a calendar that lists no year is certain of nothing`() {
        var calendar = WorkingCalendar()
        calendar.years = []
        #expect(calendar.knownThrough == nil)
        #expect(calendar.day(1, workingDaysAfter: Samples.date("2026-03-09"))?.isCertain == false)
        #expect(WorkingCalendar().knownThrough == Samples.date("2026-12-31"))
    }

    @Test func `an inconsistent calendar is named`() {
        var calendar = WorkingCalendar()
        #expect(calendar.faults == [])
        calendar.yearlyHolidays = ["02-30", "01-01", "01-01"]
        calendar.holidays = [Samples.date("2026-02-21")]
        calendar.workedWeekends = calendar.holidays + [Samples.date("2026-03-11")]
        #expect(calendar.faults.count == 4)
    }

    @Test func `years that stand twice or leave a gap or hold impossible days are named`() throws {
        var calendar = WorkingCalendar()
        calendar.years.remove(at: 2)
        #expect(calendar.faults.map(\.description) == ["years: nothing between 2023 and 2025"])
        calendar.years[0] = calendar.years[1]
        #expect(calendar.faults.first?.description == "years: 2023 stands twice")
        var year = try #require(calendar.years.last)
        year.tsagaanSar = [Samples.date("2026-02-18"), Samples.date("2026-02-19")]
        year.buddhasDay = Samples.date("2025-05-31")
        year.chinggisKhaansDay = Samples.date("2026-01-10")
        #expect(year.faults.map(\.key) == ["tsagaanSar", "buddhasDay", "chinggisKhaansDay"])
    }
}
