package import TravelDocument

/// Which days are working days, for terms of working days (GB-3).
///
/// Holidays that move with the moon have to be listed day by day; without them a term ends too early, never too late.
package struct WorkingCalendar: Sendable, Codable, Hashable {
    /// Name of this edition.
    package var version = "CALENDAR.1"
    /// Holidays of every year as `MM-DD`.
    package var yearlyHolidays = ["01-01", "03-08", "06-01", "07-11", "07-12", "07-13", "11-26", "12-29"]
    /// Further days without work.
    package var holidays: [CivilDate] = []
    /// Saturdays and Sundays that are worked instead of another day.
    package var workedWeekends: [CivilDate] = []

    /// Saturdays, Sundays and the fixed holidays.
    package init() {}

    /// Whether people work on a day.
    package func isWorkingDay(_ day: CivilDate) -> Bool {
        if workedWeekends.contains(day) { return true }
        // 1970-01-01 was a Thursday: with 3 added, Monday is 0.
        let weekday = ((day.daysSinceUnixEpoch + 3) % 7 + 7) % 7
        if weekday >= 5 || holidays.contains(day) { return false }
        return !yearlyHolidays.contains(String(day.description.dropFirst(5)))
    }

    /// The so-manieth working day after a day, which itself does not count; nil when there is none within a year.
    package func day(_ count: Int, workingDaysAfter start: CivilDate) -> CivilDate? {
        guard count > 0 else { return start }
        var left = count
        for offset in 1...Limits.maximumCalendarWalk {
            let day = start.adding(days: offset)
            guard isWorkingDay(day) else { continue }
            left -= 1
            if left == 0 { return day }
        }
        return nil
    }

    /// What is wrong with these values, each named.
    package var faults: [String] {
        var faults: [String] = []
        if version.isEmpty { faults.append("version: empty") }
        if yearlyHolidays.count + holidays.count + workedWeekends.count > Limits.maximumHolidays {
            faults.append("holidays: more than \(Limits.maximumHolidays) days")
        }
        for text in yearlyHolidays where CivilDate("2000-\(text)") == nil {
            faults.append("yearlyHolidays: \(text) is not a day of the year")
        }
        if Set(yearlyHolidays).count < yearlyHolidays.count { faults.append("yearlyHolidays: a day stands twice") }
        if Set(holidays).count < holidays.count { faults.append("holidays: a day stands twice") }
        for day in workedWeekends where holidays.contains(day) {
            faults.append("workedWeekends: \(day) is a holiday as well")
        }
        return faults
    }
}
