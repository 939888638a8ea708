package import TravelDocument

/// When a document is inspected: certificates live by the second in UTC, documents by the day at the border.
package struct InspectionMoment: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let unixSeconds: Int64
    /// The day at the border.
    package let date: CivilDate

    /// Ulaanbaatar's distance from UTC in seconds; without summer time since 2017. Western aimags are an hour
    /// behind, but the state's offices keep one date.
    package static let mongoliaOffset = 8 * 3600

    /// A moment given in Unix seconds.
    package init(unixSeconds: Int64, utcOffsetSeconds: Int = mongoliaOffset) {
        self.unixSeconds = unixSeconds
        date = CivilDate(unixSeconds: unixSeconds, utcOffsetSeconds: utcOffsetSeconds)
    }

    /// Noon of a day, for a question about that day.
    package init(date: CivilDate, utcOffsetSeconds: Int = mongoliaOffset) {
        self.date = date
        unixSeconds = Int64(date.daysSinceUnixEpoch) * 86_400 + 43_200 - Int64(utcOffsetSeconds)
    }
}
