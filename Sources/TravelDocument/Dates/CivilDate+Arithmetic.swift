extension CivilDate {
    /// Days since 1970-01-01; negative before it.
    ///
    /// Counts from 1 March so that the leap day is the last day of the counted year.
    package var daysSinceUnixEpoch: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear >= 0 ? shiftedYear / 400 : (shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day that lies the given number of days after 1970-01-01, held inside `earliest...latest`.
    package init(daysSinceUnixEpoch days: Int) {
        guard days > CivilDate.earliest.daysSinceUnixEpoch else {
            self = .earliest
            return
        }
        guard days < CivilDate.latest.daysSinceUnixEpoch else {
            self = .latest
            return
        }
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(validYear: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: day)
    }

    /// The day on which an instant falls.
    ///
    /// - Parameters:
    ///   - unixSeconds: seconds since 1970-01-01T00:00:00Z.
    ///   - utcOffsetSeconds: how far local time is ahead of UTC; Ulaanbaatar has 28,800.
    package init(unixSeconds: Int64, utcOffsetSeconds: Int = 0) {
        let (local, overflow) = Int(unixSeconds).addingReportingOverflow(utcOffsetSeconds)
        let seconds = overflow ? Int(unixSeconds) : local
        let quotient = seconds / 86_400
        self.init(daysSinceUnixEpoch: seconds % 86_400 < 0 ? quotient - 1 : quotient)
    }

    /// The day so many days later (earlier when negative), held inside `earliest...latest`.
    package func adding(days: Int) -> CivilDate {
        let (sum, overflow) = daysSinceUnixEpoch.addingReportingOverflow(days)
        guard !overflow else { return days < 0 ? .earliest : .latest }
        return CivilDate(daysSinceUnixEpoch: sum)
    }

    /// The same day so many months later; a day that the month lacks becomes its last day
    /// (31 August and six months is 28 or 29 February). Held inside `earliest...latest`.
    package func adding(months: Int) -> CivilDate {
        let (count, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow else { return months < 0 ? .earliest : .latest }
        guard count >= 12 else { return .earliest }
        guard count < 10_000 * 12 else { return .latest }
        let newYear = count / 12
        let newMonth = count % 12 + 1
        let lastDay = CivilDate.daysInMonth(newMonth, ofYear: newYear)
        return CivilDate(validYear: newYear, month: newMonth, day: min(day, lastDay))
    }

    /// The same day so many years later; 29 February becomes 28 February in a common year.
    ///
    /// For ages use ``wholeYears(until:)``, where the 29 February birthday is reached on 1 March.
    package func adding(years: Int) -> CivilDate {
        let (months, overflow) = years.multipliedReportingOverflow(by: 12)
        guard !overflow else { return years < 0 ? .earliest : .latest }
        return adding(months: months)
    }

    /// Days from this day to the other; negative when the other is earlier.
    package func days(until other: CivilDate) -> Int {
        other.daysSinceUnixEpoch - daysSinceUnixEpoch
    }

    /// Completed years from this day to the other: the age when this day is a birth date.
    ///
    /// The birthday of someone born on 29 February is reached on 1 March in common years. When the
    /// other day is earlier, the result is the negated count in the other direction.
    package func wholeYears(until other: CivilDate) -> Int {
        guard other >= self else { return -other.wholeYears(until: self) }
        let reached = (other.month, other.day) >= (month, day)
        return other.year - year - (reached ? 0 : 1)
    }
}
