/// A date of the optional data groups: as written, and as a day where that is possible.
package struct WrittenDate: Sendable, Hashable {
    /// The digits as written, YYYYMMDD as a rule; unknown parts are zeros or fillers.
    package let text: String
    /// The day, or nil when a part is not stated or the calendar has no such day.
    package let date: CivilDate?

    /// Reads digits; anything else is kept as text without a day.
    package init(_ text: String) {
        self.text = text
        let digits = Array(text.utf8.prefix(9))
        guard digits.count == 8, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            date = nil
            return
        }
        let numbers = digits.map { Int($0) - 0x30 }
        date = CivilDate(
            year: numbers[0] * 1000 + numbers[1] * 100 + numbers[2] * 10 + numbers[3],
            month: numbers[4] * 10 + numbers[5], day: numbers[6] * 10 + numbers[7])
    }
}

/// A moment of DG12, without time zone: as written, and its day where that is possible.
package struct WrittenMoment: Sendable, Hashable {
    /// The digits as written, YYYYMMDDhhmmss as a rule.
    package let text: String

    /// Takes digits.
    package init(_ text: String) { self.text = text }

    /// The day, or nil when the calendar has no such day.
    package var date: CivilDate? { WrittenDate(String(text.prefix(8))).date }

    /// Hour, minute and second, or nil when a clock shows no such time.
    package var time: (hour: Int, minute: Int, second: Int)? {
        let digits = Array(text.utf8.prefix(15))
        guard digits.count == 14, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let pairs = stride(from: 8, to: 14, by: 2).map { Int(digits[$0] - 0x30) * 10 + Int(digits[$0 + 1] - 0x30) }
        guard pairs[0] < 24, pairs[1] < 60, pairs[2] < 60 else { return nil }
        return (pairs[0], pairs[1], pairs[2])
    }
}
