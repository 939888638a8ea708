import Foundation
import Testing
import TravelDocument

@Suite struct CivilDateTests {
    private func date(_ text: String) throws -> CivilDate {
        try #require(CivilDate(text))
    }

    @Test(arguments: [
        "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-04-31", "0000-01-01", "2026-1-01",
        "2026/01/01", "+026-01-01", "2026-01-011", "", "2026-01-0١",
    ])
    func `impossible days and other forms are refused`(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test(arguments: ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2026-11-20"])
    func `a day reads back as it is written`(text: String) throws {
        #expect(try date(text).description == text)
    }

    @Test func `every day from 1899 to 2101 counts one after the other`() throws {
        let first = try date("1899-12-31")
        var previous = first
        for offset in 1...73_779 {
            let next = CivilDate(daysSinceUnixEpoch: first.daysSinceUnixEpoch + offset)
            #expect(next > previous && next.daysSinceUnixEpoch == previous.daysSinceUnixEpoch + 1)
            #expect(CivilDate(year: next.year, month: next.month, day: next.day) == next)
            previous = next
        }
        #expect(previous == CivilDate("2101-12-31"))
    }

    @Test func `the Unix epoch is day zero and instants fall on the local day`() throws {
        #expect(try date("1970-01-01").daysSinceUnixEpoch == 0)
        #expect(try date("2000-03-01").daysSinceUnixEpoch == 11_017)
        #expect(CivilDate(unixSeconds: -1) == CivilDate("1969-12-31"))
        #expect(CivilDate(unixSeconds: 951_782_399) == CivilDate("2000-02-28"))
        #expect(CivilDate(unixSeconds: 951_782_399, utcOffsetSeconds: 28_800) == CivilDate("2000-02-29"))
        #expect(CivilDate(unixSeconds: .max) == .latest)
        #expect(CivilDate(unixSeconds: .min, utcOffsetSeconds: -1) == .earliest)
    }

    @Test(arguments: [
        ("2026-08-31", 6, "2027-02-28"), ("2027-08-31", 6, "2028-02-29"), ("2026-01-31", -2, "2025-11-30"),
        ("2026-11-20", 0, "2026-11-20"), ("2026-12-15", 1, "2027-01-15"), ("0001-02-01", -5, "0001-01-01"),
        ("9999-11-30", 9, "9999-12-31"),
    ])
    func `adding months keeps to the end of the month`(start: String, months: Int, end: String) throws {
        #expect(try date(start).adding(months: months) == date(end))
    }

    @Test func `adding absurd amounts stops at the ends of the calendar`() throws {
        let day = try date("2026-11-20")
        #expect(day.adding(days: .max) == .latest)
        #expect(day.adding(days: .min) == .earliest)
        #expect(day.adding(months: .max) == .latest)
        #expect(day.adding(months: .min) == .earliest)
        #expect(day.adding(years: .max) == .latest)
        #expect(day.adding(years: .min) == .earliest)
    }

    @Test(arguments: [
        ("2008-02-29", "2026-02-28", 17), ("2008-02-29", "2026-03-01", 18), ("2008-02-29", "2028-02-29", 20),
        ("2008-11-20", "2026-11-19", 17), ("2008-11-20", "2026-11-20", 18), ("2026-11-20", "2026-11-20", 0),
        ("2026-11-20", "2008-11-20", -18), ("1926-11-20", "2026-11-21", 100),
    ])
    func `whole years are the age, and a leap-day birthday comes on 1 March`(
        birth: String, today: String, age: Int
    ) throws {
        #expect(try date(birth).wholeYears(until: date(today)) == age)
    }

    @Test func `days between two days have a sign`() throws {
        #expect(try date("2026-11-20").days(until: date("2027-11-20")) == 365)
        #expect(try date("2024-03-01").days(until: date("2024-02-28")) == -2)
    }

    @Test func `a day is coded as a string and nothing else is decoded`() throws {
        let coded = try JSONEncoder().encode([try date("2026-11-20")])
        #expect(String(decoding: coded, as: UTF8.self) == "[\"2026-11-20\"]")
        #expect(try JSONDecoder().decode([CivilDate].self, from: coded) == [date("2026-11-20")])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CivilDate].self, from: Data("[\"2026-02-30\"]".utf8))
        }
    }
}
