/// Dates and times of DTM and UNB. Years of two digits are those that fit what is dated.
enum EDIFACTDates {
    /// A time of the clock: `YYMMDDhhmm` (format 201, or none) or `CCYYMMDDhhmm` (203). Flights are of this century.
    static func time(_ text: String, format: String) -> LocalDateTime? {
        let bytes = Array(text.utf8)
        switch (format, bytes.count) {
        case ("201", 10), ("", 10): break
        case ("203", 12), ("", 12): break
        default: return nil
        }
        guard let day = thisCentury(bytes.dropLast(4)) else { return nil }
        guard let hour = DigitText.number(bytes.suffix(4).prefix(2)), let minute = DigitText.number(bytes.suffix(2))
        else { return nil }
        return LocalDateTime(day: day, hour: hour, minute: minute)
    }

    /// Date and time of preparation in UNB: six or eight digits, and four.
    static func preparation(_ date: String, _ time: String) -> LocalDateTime? {
        let clock = Array(time.utf8)
        guard clock.count == 4, let hour = DigitText.number(clock.prefix(2)),
            let minute = DigitText.number(clock.suffix(2)), let day = thisCentury(Array(date.utf8)[...])
        else { return nil }
        return LocalDateTime(day: day, hour: hour, minute: minute)
    }

    /// A day of birth: `YYMMDD` (format 101, or none) is the latest that is not after `latest`; `CCYYMMDD` (102) says
    /// its century, and may not lie after it either.
    static func birth(_ text: String, format: String, latest: CivilDate) -> CivilDate? {
        guard let (year, month, day) = parts(text, format: format) else { return nil }
        guard year < 100 else {
            return CivilDate(year: year, month: month, day: day).flatMap { $0 > latest ? nil : $0 }
        }
        let newest = latest.year - (latest.year % 100 - year + 100) % 100
        for year in [newest, newest - 100] {
            if let date = CivilDate(year: year, month: month, day: day), date <= latest { return date }
        }
        return nil
    }

    /// A day of expiry: the year lies at most fifteen years after `today` (``MRZBlock/expiryWindowYears``), otherwise
    /// a century earlier.
    static func expiry(_ text: String, format: String, today: CivilDate) -> CivilDate? {
        guard let (year, month, day) = parts(text, format: format) else { return nil }
        guard year < 100 else { return CivilDate(year: year, month: month, day: day) }
        let last = today.year + MRZBlock.expiryWindowYears
        return CivilDate(year: last - (last % 100 - year + 100) % 100, month: month, day: day)
    }

    private static func parts(_ text: String, format: String) -> (year: Int, month: Int, day: Int)? {
        let bytes = Array(text.utf8)
        switch (format, bytes.count) {
        case ("101", 6), ("", 6): break
        case ("102", 8), ("", 8): break
        default: return nil
        }
        guard let year = DigitText.number(bytes.dropLast(4)), let month = DigitText.number(bytes.suffix(4).prefix(2)),
            let day = DigitText.number(bytes.suffix(2)), bytes.count == 6 || year >= 100
        else { return nil }
        return (year, month, day)
    }

    /// Six digits of this century, or eight.
    private static func thisCentury(_ bytes: ArraySlice<UInt8>) -> CivilDate? {
        guard bytes.count == 6 || bytes.count == 8, let year = DigitText.number(bytes.dropLast(4)),
            let month = DigitText.number(bytes.suffix(4).prefix(2)), let day = DigitText.number(bytes.suffix(2))
        else { return nil }
        return CivilDate(year: bytes.count == 6 ? 2000 + year : year, month: month, day: day)
    }
}
