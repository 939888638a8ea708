/// A day of the Gregorian calendar, years 1 to 9999, without time or zone.
///
/// An impossible day such as 31 June cannot be built.
package struct CivilDate: Hashable, Sendable {
    private let storedYear: Int16
    private let storedMonth: UInt8
    private let storedDay: UInt8

    /// Calendar year, 1 to 9999.
    package var year: Int { Int(storedYear) }
    /// Month of the year, 1 to 12.
    package var month: Int { Int(storedMonth) }
    /// Day of the month, 1 to 31.
    package var day: Int { Int(storedDay) }

    /// Makes the day, or nil when the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        guard day >= 1, day <= CivilDate.daysInMonth(month, ofYear: year) else { return nil }
        self.init(validYear: year, month: month, day: day)
    }

    /// Reads exactly `YYYY-MM-DD` (ISO 8601 extended format); anything else is nil.
    package init?(_ iso8601: String) {
        var text = iso8601
        let parts = text.withUTF8 { bytes -> (year: Int, month: Int, day: Int)? in
            func number(_ places: Range<Int>) -> Int? {
                var number = 0
                for place in places {
                    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) else { return nil }
                    number = number * 10 + Int(bytes[place] - UInt8(ascii: "0"))
                }
                return number
            }
            let dash = UInt8(ascii: "-")
            guard bytes.count == 10, bytes[4] == dash, bytes[7] == dash, let year = number(0..<4),
                let month = number(5..<7), let day = number(8..<10)
            else { return nil }
            return (year, month, day)
        }
        guard let parts else { return nil }
        self.init(year: parts.year, month: parts.month, day: parts.day)
    }

    /// Stores a day that the caller has already proved to exist.
    init(validYear year: Int, month: Int, day: Int) {
        storedYear = Int16(truncatingIfNeeded: year)
        storedMonth = UInt8(truncatingIfNeeded: month)
        storedDay = UInt8(truncatingIfNeeded: day)
    }

    /// 0001-01-01, where arithmetic stops downward.
    package static let earliest = CivilDate(validYear: 1, month: 1, day: 1)
    /// 9999-12-31, where arithmetic stops upward.
    package static let latest = CivilDate(validYear: 9999, month: 12, day: 31)

    /// True for a year with a 29 February.
    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Number of days of a month, 28 to 31; 0 when the month number is not 1 to 12.
    package static func daysInMonth(_ month: Int, ofYear year: Int) -> Int {
        switch month {
        case 1, 3, 5, 7, 8, 10, 12: 31
        case 4, 6, 9, 11: 30
        case 2: isLeap(year) ? 29 : 28
        default: 0
        }
    }
}

extension CivilDate: Comparable {
    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.storedYear, left.storedMonth, left.storedDay) < (right.storedYear, right.storedMonth, right.storedDay)
    }
}

extension CivilDate: CustomStringConvertible {
    /// `YYYY-MM-DD`, always ten characters.
    package var description: String {
        String(unsafeUninitializedCapacity: 10) { buffer in
            var rest = (year * 100 + month) * 100 + day
            for place in (0..<10).reversed() {
                let isDash = place == 4 || place == 7
                buffer[place] = isDash ? UInt8(ascii: "-") : UInt8(ascii: "0") + UInt8(rest % 10)
                if !isDash { rest /= 10 }
            }
            return 10
        }
    }
}

extension CivilDate: Codable {
    /// Decodes a `YYYY-MM-DD` string; anything else is a `DecodingError.dataCorrupted`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = CivilDate(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date of the form YYYY-MM-DD")
        }
        self = date
    }

    /// Encodes the `YYYY-MM-DD` string.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
