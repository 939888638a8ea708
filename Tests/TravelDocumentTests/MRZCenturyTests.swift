import Testing
import TravelDocument

@Suite struct MRZCenturyTests {
    private func dates(birth: String, expiry: String, today: String) throws -> MachineReadableZone {
        let composition = MRZComposition(
            format: .td3, documentCode: "P", issuer: "MNG", documentNumber: "E1234567", nationality: "MNG",
            birthDate: birth, sex: "F", expiryDate: expiry, primaryIdentifier: "BAT", secondaryIdentifier: "BOLD")
        return try MachineReadableZone(parsing: composition.block(), today: #require(CivilDate(today)))
    }

    @Test(arguments: [
        ("261120", "2026-11-20"), ("261121", "1926-11-21"), ("270101", "1927-01-01"), ("000101", "2000-01-01"),
        ("991231", "1999-12-31"), ("000229", "2000-02-29"), ("240229", "2024-02-29"), ("280229", "1928-02-29"),
    ])
    func `a birth is never in the future`(text: String, date: String) throws {
        let zone = try dates(birth: text, expiry: "300101", today: "2026-11-20")
        #expect(zone.birthDate.date == CivilDate(date) && zone.deviations == [])
    }

    @Test func `a birth is not after the expiry of an old document`() throws {
        #expect(
            try dates(birth: "150101", expiry: "010101", today: "2026-11-20").birthDate.date == CivilDate("1915-01-01"))
        #expect(
            try dates(birth: "950101", expiry: "920101", today: "2026-11-20").birthDate.date == CivilDate("1995-01-01"))
    }

    @Test(arguments: [
        ("261119", "2026-11-19", false), ("361120", "2036-11-20", false), ("411231", "2041-12-31", false),
        ("420101", "2042-01-01", true), ("790101", "2079-01-01", true), ("800101", "1980-01-01", false),
        ("991231", "1999-12-31", false), ("000101", "2000-01-01", false),
    ])
    func `an expiry lies at most fifteen years ahead unless a century ago is absurd`(
        text: String, date: String, isFar: Bool
    ) throws {
        let zone = try dates(birth: "750101", expiry: text, today: "2026-11-20")
        #expect(zone.expiryDate.date == CivilDate(date))
        #expect(zone.deviations == (isFar ? [.expiryFarAhead] : []))
    }

    @Test(arguments: ["0001-01-01", "9999-12-31", "1970-01-01", "2099-12-31"])
    func `any day of reading is borne`(today: String) throws {
        let zone = try dates(birth: "850101", expiry: "300101", today: today)
        #expect(zone.birthDate.text == "850101" && zone.expiryDate.text == "300101")
        if let birth = zone.birthDate.date, let day = CivilDate(today) { #expect(birth <= day) }
    }
}
