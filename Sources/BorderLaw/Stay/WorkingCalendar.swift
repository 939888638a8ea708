package import TravelDocument

/// The days off of one year that move with the moon, as they were announced (law on public holidays, article 4).
package struct MovingHolidays: Sendable, Codable, Hashable {
    /// The year.
    package var year: Int
    /// The first three days of the first spring month.
    package var tsagaanSar: [CivilDate]
    /// The fifteenth day of the first summer month, Buddha's great day (Их дүйчэн).
    package var buddhasDay: CivilDate
    /// The first day of the first winter month, the birthday of Chinggis Khaan.
    package var chinggisKhaansDay: CivilDate

    /// Names the days of one year.
    package init(year: Int, tsagaanSar: [CivilDate], buddhasDay: CivilDate, chinggisKhaansDay: CivilDate) {
        self.year = year
        self.tsagaanSar = tsagaanSar
        self.buddhasDay = buddhasDay
        self.chinggisKhaansDay = chinggisKhaansDay
    }

    var days: [CivilDate] { tsagaanSar + [buddhasDay, chinggisKhaansDay] }

    /// What is wrong with these days, each with the key that is at fault.
    package var faults: [(key: String, reason: String)] {
        var faults: [(key: String, reason: String)] = []
        if !Limits.calendarYears.contains(year) {
            let years = Limits.calendarYears
            faults.append(("year", "is not a year from \(years.lowerBound) to \(years.upperBound)"))
        }
        let follow = zip(tsagaanSar, tsagaanSar.dropFirst()).allSatisfy { $0.adding(days: 1) == $1 }
        if tsagaanSar.count != 3 || !follow { faults.append(("tsagaanSar", "are not three days in a row")) }
        let seasons = [("tsagaanSar", tsagaanSar, 1...3), ("buddhasDay", [buddhasDay], 5...6)]
        for (key, days, months) in seasons + [("chinggisKhaansDay", [chinggisKhaansDay], 10...12)]
        where days.contains(where: { $0.year != year || !months.contains($0.month) }) {
            faults.append((key, "is not in months \(months.lowerBound) to \(months.upperBound) of \(year)"))
        }
        return faults
    }
}

/// The end of a term of working days.
package struct WorkingTerm: Sendable, Hashable {
    /// Its last day, by the days off that are known.
    package let day: CivilDate
    /// Whether the calendar knows the days off of every year that the term touches. Without them the true end may lie
    /// later: whoever judges says so, and takes the reading that is kinder.
    package let isCertain: Bool
}

/// Which days are working days, for terms of working days (GB-3).
///
/// Holidays that move with the moon are fixed for each year, so that a calendar knows the years that it lists, and no
/// other.
package struct WorkingCalendar: Sendable, Codable, Hashable {
    /// Name of this edition.
    package var version = "CALENDAR.2"
    /// Holidays of every year as `MM-DD`.
    package var yearlyHolidays = [
        "01-01", "03-08", "06-01", "07-10", "07-11", "07-12", "07-13", "07-14", "07-15", "11-26", "12-29",
    ]
    /// The years whose moving holidays are known, without a year left out.
    package var years = Self.knownYears
    /// Further days without work, as the government declares them.
    package var holidays = Self.dates(["2024-06-28", "2025-07-16", "2025-07-17"])
    /// Saturdays and Sundays that are worked instead of another day.
    package var workedWeekends: [CivilDate] = []

    /// Saturdays, Sundays, the fixed holidays, and the moving ones of the years that are supported by announcements.
    package init() {}

    /// The last day whose days off are known; nil when no year is listed.
    package var knownThrough: CivilDate? {
        years.map(\.year).max().flatMap { CivilDate(year: $0, month: 12, day: 31) }
    }

    /// Whether the days off of the year of a day are known.
    package func knows(_ day: CivilDate) -> Bool { years.contains { $0.year == day.year } }

    /// Whether people work on a day.
    package func isWorkingDay(_ day: CivilDate) -> Bool {
        if workedWeekends.contains(day) { return true }
        return !Self.isWeekend(day) && !isHoliday(day)
    }

    /// The so-manieth working day after a day, which itself does not count; nil when there is none within a year.
    package func day(_ count: Int, workingDaysAfter start: CivilDate) -> WorkingTerm? {
        guard count > 0 else { return WorkingTerm(day: start, isCertain: true) }
        var left = count
        for offset in 1...Limits.maximumCalendarWalk {
            let day = start.adding(days: offset)
            guard isWorkingDay(day) else { continue }
            left -= 1
            if left == 0 {
                // Years are listed without a gap, so that both ends speak for all between.
                return WorkingTerm(day: day, isCertain: knows(start.adding(days: 1)) && knows(day))
            }
        }
        return nil
    }

    private func isHoliday(_ day: CivilDate) -> Bool {
        holidays.contains(day) || years.contains { $0.year == day.year && $0.days.contains(day) }
            || yearlyHolidays.contains(String(day.description.dropFirst(5)))
    }

    private static func isWeekend(_ day: CivilDate) -> Bool {
        // 1970-01-01 was a Thursday: with 3 added, Monday is 0.
        ((day.daysSinceUnixEpoch + 3) % 7 + 7) % 7 >= 5
    }

    /// What is wrong with these values, each named.
    package var faults: [ValueFault] {
        var faults: [ValueFault] = []
        func fault(_ key: String, _ reason: String) { faults.append(ValueFault(key, reason)) }
        faults.checkVersion(version)
        if yearlyHolidays.count + holidays.count + workedWeekends.count > Limits.maximumHolidays
            || years.count > Limits.calendarYears.count
        {
            return faults + [ValueFault("holidays", "must be at most \(Limits.maximumHolidays) days")]
        }
        for text in yearlyHolidays where CivilDate("2000-\(text)") == nil {
            fault("yearlyHolidays", "\(text) is not a day of the year")
        }
        if Set(yearlyHolidays).count < yearlyHolidays.count { fault("yearlyHolidays", "a day stands twice") }
        let listed = years.map(\.year).sorted()
        for (one, next) in zip(listed, listed.dropFirst()) where next != one + 1 {
            fault("years", next == one ? "\(one) stands twice" : "nothing between \(one) and \(next)")
        }
        for (index, year) in years.enumerated() {
            faults += year.faults.map { ValueFault("years[\(index)].\($0.key)", $0.reason) }
        }
        if Set(holidays).count < holidays.count { fault("holidays", "a day stands twice") }
        if Set(workedWeekends).count < workedWeekends.count { fault("workedWeekends", "a day stands twice") }
        for day in workedWeekends {
            if !Self.isWeekend(day) { fault("workedWeekends", "\(day) is no Saturday or Sunday") }
            if isHoliday(day) { fault("workedWeekends", "\(day) is a holiday as well") }
        }
        return faults
    }

    /// The years that `config/rulebook` supports, with their sources there.
    private static let knownYears = [
        moving("2022-02-02", "2022-06-14", "2022-11-24"), moving("2023-02-21", "2023-06-04", "2023-11-14"),
        moving("2024-02-10", "2024-05-23", "2024-11-02"), moving("2025-03-01", "2025-06-11", "2025-11-21"),
        moving("2026-02-18", "2026-05-31", "2026-11-10"),
    ].compactMap { $0 }

    private static func moving(_ tsagaanSar: String, _ buddha: String, _ chinggis: String) -> MovingHolidays? {
        guard let first = CivilDate(tsagaanSar), let buddha = CivilDate(buddha), let chinggis = CivilDate(chinggis)
        else { return nil }
        return MovingHolidays(
            year: first.year, tsagaanSar: (0...2).map(first.adding(days:)), buddhasDay: buddha,
            chinggisKhaansDay: chinggis)
    }

    private static func dates(_ texts: [String]) -> [CivilDate] { texts.compactMap { CivilDate($0) } }
}
