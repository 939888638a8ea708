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
}
