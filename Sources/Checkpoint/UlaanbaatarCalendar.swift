package import Support
package import TravelDocument

/// The civil calendar of the checkpoints: UTC+8, without summer time since 2017 (IANA zone Asia/Ulaanbaatar).
///
/// A fixed offset and not the system's zone: a daemon must judge a birthday alike on every machine.
package enum UlaanbaatarCalendar {
    private static let offsetSeconds: Int64 = 8 * 3600
    private static let secondsPerDay: Int64 = 86_400

    /// The civil day at a moment.
    package static func day(of time: UnixTime) -> CivilDate {
        let local = time.seconds + offsetSeconds
        let days = local >= 0 ? local / secondsPerDay : (local - secondsPerDay + 1) / secondsPerDay
        return epoch.adding(days: Int(days))
    }

    private static let epoch: CivilDate = {
        guard let date = CivilDate(year: 1970, month: 1, day: 1) else { fatalError("1970-01-01 is a date") }
        return date
    }()
}
