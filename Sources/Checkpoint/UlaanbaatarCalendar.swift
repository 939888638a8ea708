package import Support
package import TravelDocument

/// The civil calendar of the checkpoints: UTC+8, without summer time since 2017 (IANA zone Asia/Ulaanbaatar).
///
/// A fixed offset and not the system's zone: a daemon must judge a birthday alike on every machine.
package enum UlaanbaatarCalendar {
    private static let offsetSeconds = 8 * 3600

    /// The civil day at a moment.
    package static func day(of time: UnixTime) -> CivilDate {
        CivilDate(unixSeconds: time.seconds, utcOffsetSeconds: offsetSeconds)
    }

    /// The moment at which a civil day begins.
    package static func start(of day: CivilDate) -> UnixTime {
        UnixTime(seconds: Int64(day.daysSinceUnixEpoch) * 86_400 - Int64(offsetSeconds))
    }

    /// The moment at which clocks at the checkpoints show a time.
    package static func moment(of time: LocalDateTime) -> UnixTime {
        UnixTime(seconds: time.unixSeconds(utcOffsetSeconds: offsetSeconds))
    }
}
