/// Bounds of rulebook values; a rulebook outside them is not loaded.
enum Limits {
    /// Greatest adult age.
    static let maximumAge = 100
    /// Most months of validity: the longest passport lives ten years (regulation 126 3.2).
    static let maximumMonths = 120
    /// Oldest list that may be configured: a week.
    static let maximumListAgeHours = 168
    /// Longest pass-back window: a day.
    static let maximumPassBackMinutes = 1440
    /// Most attempts at a finger.
    static let maximumFingerAttempts = 10
    /// Least threshold: one stranger in a hundred would already be no check.
    static let leastFingerThreshold = 2.0
    /// Greatest threshold the score scale can reach in practice.
    static let greatestFingerThreshold = 20.0
    /// Longest validity of a passport in years that a rulebook may name.
    static let maximumPassportYears = 20
    /// Most ordinary passports of one person that a rulebook may name.
    static let maximumPassports = 10
    /// Most earlier stays of one person that are counted.
    static let maximumStays = 2000
    /// Longest stay in days that a table may grant.
    static let maximumStayDays = 366
    /// Longest window in days: a leap year.
    static let maximumWindowDays = 366
    /// Furthest day of a stay that the calculator looks at.
    static let maximumStayWalk = 1100
    /// Furthest working day that is looked for.
    static let maximumCalendarWalk = 366
    /// Years that a calendar of working days may list.
    static let calendarYears = 2000...2100
    /// Most holidays of one calendar.
    static let maximumHolidays = 1000
    /// Most rows of a table of agreements, and most codes of a table of passport classes.
    static let maximumTableRows = 400
    /// Most findings that a rulebook may reserve for two officers.
    static let secondOfficerRules = 100
    /// Longest term in days that the rules of residence may name.
    static let maximumTermDays = 3660
}
