package import TravelDocument

/// One stay in Mongolia from the day of entry to the day of exit.
package struct Stay: Sendable, Codable, Hashable {
    /// Day of entry.
    package var entered: CivilDate
    /// Day of exit; never before the day of entry in a stay that can be counted.
    package var left: CivilDate

    /// Names both days.
    package init(entered: CivilDate, left: CivilDate) {
        self.entered = entered
        self.left = left
    }
}

/// The period inside which the days of several stays are added up.
///
/// In text: `180d` days, `6m` months, `1y` years.
package struct StayWindow: Sendable, Hashable {
    /// What a window is counted in.
    package enum Unit: String, Sendable, Hashable, CaseIterable {
        /// Days.
        case days = "d"
        /// Calendar months, with the clamp at the end of a month.
        case months = "m"
        /// Calendar years.
        case years = "y"
    }

    /// Where a window begins.
    package enum Anchor: String, Sendable, Hashable, CaseIterable {
        /// The text does not say; read as a window that ends on the day that is checked.
        case unspecified = "rolling"
        /// A fixed block from the entry.
        case fromEntry
        /// A fixed block from the first entry; the next begins with the first day of presence after it.
        case fromFirstEntry
    }

    /// How many units.
    package var length: Int
    /// The unit.
    package var unit: Unit
    /// Where it begins.
    package var anchor: Anchor

    /// Makes a window.
    package init(length: Int, unit: Unit, anchor: Anchor) {
        self.length = length
        self.unit = unit
        self.anchor = anchor
    }

    /// The first day of a window that ends on this day.
    func start(endingOn day: CivilDate) -> CivilDate {
        switch unit {
        case .days: day.adding(days: 1 - length)
        case .months: day.adding(months: -length).adding(days: 1)
        case .years: day.adding(years: -length).adding(days: 1)
        }
    }

    /// The last day of a block that begins on this day.
    func end(startingOn day: CivilDate) -> CivilDate {
        switch unit {
        case .days: day.adding(days: length - 1)
        case .months: day.adding(months: length).adding(days: -1)
        case .years: day.adding(years: length).adding(days: -1)
        }
    }

    /// The fewest days that such a window can have.
    var leastDays: Int {
        switch unit {
        case .days: length
        case .months: length * 28
        case .years: length * 365
        }
    }
}

/// How long somebody may stay: inclusive limits, any of which may be missing.
package struct StayLimit: Sendable, Hashable {
    /// Longest single stay in days; nil when only the sum is limited.
    package var continuousDays: Int?
    /// Most days inside the window; nil when only the single stay is limited.
    package var totalDays: Int?
    /// The window of the sum; set exactly when `totalDays` is.
    package var window: StayWindow?

    /// Whether it gives no less than another: the longer stay to whoever has not been here, and of two that give the
    /// same the larger part of all days; a stay without a sum may be repeated as often as one likes.
    ///
    /// The order does not ask what a traveller has used up, so that one passport is judged by one term all year.
    func isAsGenerous(as other: StayLimit) -> Bool {
        func first(_ limit: StayLimit) -> Int {
            min(limit.continuousDays ?? Limits.maximumStayDays, limit.totalDays ?? Limits.maximumStayDays)
        }
        guard first(self) == first(other) else { return first(self) > first(other) }
        /// Twelfths of days, so that months and years are told in whole numbers.
        func length(_ window: StayWindow) -> Int {
            switch window.unit {
            case .days: window.length * 12
            case .months: window.length * 365
            case .years: window.length * 365 * 12
            }
        }
        guard let sum = other.totalDays, let window = other.window else { return totalDays == nil }
        guard let ownSum = totalDays, let ownWindow = self.window else { return true }
        return ownSum * length(window) >= sum * length(ownWindow)
    }

    /// Makes a limit.
    package init(continuousDays: Int? = nil, totalDays: Int? = nil, window: StayWindow? = nil) {
        self.continuousDays = continuousDays
        self.totalDays = totalDays
        self.window = window
    }
}
