/// A day and a time of the clock at some place, to the minute, without a zone: what time tables say.
package struct LocalDateTime: Hashable, Sendable {
    package let day: CivilDate
    /// 0 to 1439.
    package let minuteOfDay: Int

    /// Nil for a time that no clock shows.
    package init?(day: CivilDate, hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        self.day = day
        minuteOfDay = hour * 60 + minute
    }

    /// Reads exactly `YYYY-MM-DDThh:mm`; anything else is nil.
    package init?(_ iso8601: String) {
        let bytes = Array(iso8601.utf8)
        guard bytes.count == 16, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            let day = CivilDate(String(decoding: bytes[..<10], as: UTF8.self)),
            let hour = DigitText.number(bytes[11..<13]), let minute = DigitText.number(bytes[14...])
        else { return nil }
        self.init(day: day, hour: hour, minute: minute)
    }

    /// Seconds from 1970-01-01T00:00:00Z to this time at a place that is so far ahead of UTC.
    package func unixSeconds(utcOffsetSeconds: Int) -> Int64 {
        Int64(day.daysSinceUnixEpoch) * 86_400 + Int64(minuteOfDay * 60 - utcOffsetSeconds)
    }
}

extension LocalDateTime: Comparable {
    package static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
        (left.day, left.minuteOfDay) < (right.day, right.minuteOfDay)
    }
}

extension LocalDateTime: CustomStringConvertible {
    /// `YYYY-MM-DDThh:mm`
    package var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day)T\(two(minuteOfDay / 60)):\(two(minuteOfDay % 60))"
    }
}

/// Runs of decimal digits.
enum DigitText {
    /// The number that ASCII digits, and nothing else, stand for; nil for none, or more than nine.
    static func number(_ bytes: some Collection<UInt8>) -> Int? {
        guard (1...9).contains(bytes.count) else { return nil }
        var number = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }
}
