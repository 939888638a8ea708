import Testing

@testable import BorderLaw
@testable import TravelDocument

@Suite("RS-03: working days")
struct WorkingCalendarTests {
    private static let rows: [(after: String, count: Int, day: String)] = [
        // 2026-03-09 is a Monday; the day of arrival does not count.
        ("2026-03-09", 7, "2026-03-18"), ("2026-03-13", 1, "2026-03-16"), ("2026-03-14", 1, "2026-03-16"),
        ("2026-03-15", 7, "2026-03-24"),
        // New Year, and the days of Naadam of which one falls on a Sunday.
        ("2026-12-31", 1, "2027-01-04"), ("2026-07-10", 1, "2026-07-14"),
        // 29 February of a leap year is a Tuesday.
        ("2028-02-28", 1, "2028-02-29"), ("2028-02-29", 0, "2028-02-29"),
    ]

    @Test(arguments: rows.indices)
    func `the so-manieth working day after a day`(_ index: Int) {
        let row = Self.rows[index]
        let day = WorkingCalendar().day(row.count, workingDaysAfter: Samples.date(row.after))
        #expect(day?.description == row.day)
    }

    @Test func `listed days change the count and a worked weekend counts`() {
        var calendar = WorkingCalendar()
        calendar.holidays = [Samples.date("2026-02-18"), Samples.date("2026-02-19"), Samples.date("2026-02-20")]
        #expect(calendar.day(1, workingDaysAfter: Samples.date("2026-02-17")) == Samples.date("2026-02-23"))
        calendar.workedWeekends = [Samples.date("2026-02-21")]
        #expect(calendar.day(1, workingDaysAfter: Samples.date("2026-02-17")) == Samples.date("2026-02-21"))
    }

    @Test func `a year without work gives no day and does not hang`() {
        var calendar = WorkingCalendar()
        calendar.holidays = (0..<400).map { Samples.date("2026-01-01").adding(days: $0) }
        #expect(calendar.day(1, workingDaysAfter: Samples.date("2026-01-01")) == nil)
    }

    @Test func `an inconsistent calendar is named`() {
        var calendar = WorkingCalendar()
        #expect(calendar.faults == [])
        calendar.yearlyHolidays = ["02-30", "01-01", "01-01"]
        calendar.holidays = [Samples.date("2026-02-21")]
        calendar.workedWeekends = calendar.holidays
        #expect(calendar.faults.count == 3)
    }
}
