import BorderLaw
import Foundation
import Harness
import TableFiles
import Testing
import TravelDocument

@testable import RulebookFiles

@Suite("Folders of dated tables")
struct RulebookFolderTests {
    private static let shipped = Folder.shipped

    @Test func `the shipped files are the compiled-in tables`() throws {
        #expect(try RulebookFolder.load(Self.shipped) == .standard)
    }

    @Test func `a new order is a new file and a past day keeps its tables`() throws {
        let folder = try Folder(copying: Self.shipped)
        try folder.write(
            "2027-01-01-eGate.yaml",
            folder.read("2017-11-20-eGate.yaml").replacing("A260-2017-11-20.1", with: "A1-2027")
                .replacing("validFrom: 2017-11-20", with: "validFrom: 2027-01-01")
                .replacing("monthsOfValidity: 6", with: "monthsOfValidity: 3"))
        let shelf = try RulebookFolder.load(folder.path)
        let before = shelf.rulebook(on: try #require(CivilDate("2026-12-31")))
        let after = shelf.rulebook(on: try #require(CivilDate("2027-01-01")))
        #expect(before == .standard)
        #expect(after.version == "A1-2027")
        #expect(after.parameters.monthsOfValidity == 3)
        #expect(after.desk == before.desk)
    }

    @Test func `a day before every table allows nobody`() throws {
        let shelf = try RulebookFolder.load(Self.shipped)
        #expect(!shelf.rulebook(on: try #require(CivilDate("2016-01-01"))).faults.isEmpty)
        let gateOnly = shelf.rulebook(on: try #require(CivilDate("2017-12-01")))
        #expect(gateOnly.faults.isEmpty)
        #expect(!gateOnly.deskFaults.isEmpty)
    }

    struct Damage: Sendable {
        let file: String
        let find: String
        let put: String
        let fault: String
    }

    private static let damages: [Damage] = [
        Damage(
            file: "2017-11-20-eGate.yaml", find: "adultAge: 18 ", put: "adultage: 18 ",
            fault: "2017-11-20-eGate.yaml:8: values.adultage: is not a key of this table"),
        Damage(
            file: "2017-11-20-eGate.yaml", find: "  adultAge: 18 ", put: "  # ",
            fault: "2017-11-20-eGate.yaml:7: values.adultAge: is missing"),
        Damage(
            file: "2017-11-20-eGate.yaml", find: "adultAge: 18 ", put: "adultAge: 180 ",
            fault: "2017-11-20-eGate.yaml:8: adultAge: must be 1...100"),
        Damage(
            file: "2017-11-20-eGate.yaml", find: "adultAge: 18 ", put: "adultAge: many ",
            fault: "2017-11-20-eGate.yaml:8: values.adultAge: is not a whole number"),
        Damage(
            file: "2017-11-20-eGate.yaml", find: "validFrom: 2017-11-20", put: "validFrom: 2017-11-31",
            fault: "2017-11-20-eGate.yaml:4: validFrom: is not a day of the form YYYY-MM-DD"),
        Damage(
            file: "2017-11-20-eGate.yaml", find: "validFrom: 2017-11-20",
            put: "validFrom: 2017-11-20\nvalidUntil: 2017-11-19",
            fault: "2017-11-20-eGate.yaml:5: validUntil: lies before validFrom"),
        Damage(
            file: "2017-11-20-eGate.yaml", find: "table: eGate", put: "table: eGates",
            fault:
                "2017-11-20-eGate.yaml:2: table: is not one of eGate, desk, stay, agreements, passports, calendar, carriers"
        ),
        Damage(
            file: "2018-02-19-agreements.yaml", find: "free 30 90/180d fromFirstEntry", put: "free thirty",
            fault:
                "2018-02-19-agreements.yaml:119: values.rows[32].diplomatic: is not a term such as: free 30, free 90/180d, required"
        ),
        Damage(
            file: "2018-02-19-agreements.yaml", find: "abroad: {diplomatic: \"required\"",
            put: "abroad: {diplomatic: \"no\"",
            fault:
                "2018-02-19-agreements.yaml:27: values.rows[1].abroad.diplomatic: is not a term such as: free 30, free 90/180d, required"
        ),
        Damage(
            file: "2018-02-19-agreements.yaml",
            find: ",\n       abroad: {diplomatic: \"required\", official: \"required\", ordinary: \"required\"}",
            put: "",
            fault: "2018-02-19-agreements.yaml:25: values.rows[1].abroad: is missing"),
        Damage(
            file: "2018-02-19-agreements.yaml", find: "abroad: {diplomatic: \"required\", official: \"required\", ",
            put: "abroad: {diplomatic: \"required\", ",
            fault: "2018-02-19-agreements.yaml:27: values.rows[1].abroad.official: is missing"),
        Damage(
            file: "2018-02-19-calendar.yaml", find: "holidays: [2024-06-28", put: "holidays: [2026-02-30",
            fault: "2018-02-19-calendar.yaml:30: values.holidays[0]: is not a day of the form YYYY-MM-DD"),
        Damage(
            file: "2018-02-19-calendar.yaml", find: "tsagaanSar: [2023-02-21", put: "tsagaanSar: [2023-02-20",
            fault: "2018-02-19-calendar.yaml:21: values.years[1].tsagaanSar: are not three days in a row"),
        Damage(
            file: "2018-02-19-calendar.yaml", find: "chinggisKhaansDay: 2023-11-14",
            put: "chinggisKhaansDay: 2024-11-14",
            fault: "2018-02-19-calendar.yaml:22: values.years[1].chinggisKhaansDay: is not in months 10 to 12 of 2023"),
        Damage(
            file: "2018-02-19-calendar.yaml", find: "buddhasDay: 2025-06-11,", put: "",
            fault: "2018-02-19-calendar.yaml:25: values.years[3].buddhasDay: is missing"),
        Damage(
            file: "2018-02-19-calendar.yaml", find: "- {year: 2022, tsagaanSar: [2022-02-02, 2022-02-03, 2022-02-04]",
            put: "- {year: 2021, tsagaanSar: [2021-02-12, 2021-02-13, 2021-02-14]",
            fault: "2018-02-19-calendar.yaml:19: values.years[0].buddhasDay: is not in months 5 to 6 of 2021"),
        Damage(
            file: "2018-02-19-carriers.yaml", find: "icao: MGL", put: "icao: MNG",
            fault: "2018-02-19-carriers.yaml:12: carriers[1].icao: MNG stands twice"),
        Damage(
            file: "2018-02-19-carriers.yaml", find: "iata: \"OM\"", put: "iata: \"MIAT\"",
            fault: "2018-02-19-carriers.yaml:11: carriers[0].iata: MIAT is no code of 2 characters"),
        Damage(
            file: "2017-11-20-eGate.yaml", find: "monthsOfValidity: 6 ", put: "monthsOfValidity: -3 ",
            fault: "2017-11-20-eGate.yaml:9: monthsOfValidity: must be 0...120"),
        Damage(
            file: "2017-11-20-eGate.yaml", find: "version: A260-2017-11-20.1", put: "version: \"\"",
            fault: "2017-11-20-eGate.yaml:3: version: must not be empty"),
        Damage(
            file: "2017-05-29-desk.yaml", find: "passportYears: [5, 10]", put: "passportYears: []",
            fault: "2017-05-29-desk.yaml:9: passportYears: must name one year or more of 1...20"),
        Damage(
            file: "2018-02-19-stay.yaml", find: "visaPermissionDays: 183 ", put: "visaPermissionDays: 0 ",
            fault: "2018-02-19-stay.yaml:7: visaPermissionDays: must be 1...3660"),
        Damage(
            file: "2018-02-19-agreements.yaml", find: "{row: 3, codes: [ARG]", put: "{row: 2, codes: [ARG]",
            fault: "2018-02-19-agreements.yaml:28: rows[2].row: 2 stands twice"),
        Damage(
            file: "2018-02-19-passports.yaml", find: "{issuer: \"SGP\", code: PA", put: "{issuer: \"CHN\", code: PO",
            fault: "2018-02-19-passports.yaml:19: classes[6]: CHN PO stands twice"),
        Damage(
            file: "2018-02-19-carriers.yaml", find: "icao: KAL, ", put: "",
            fault: "2018-02-19-carriers.yaml:15: values.carriers[4].icao: is missing"),
        Damage(
            file: "2018-02-19-calendar.yaml", find: "workedWeekends: []", put: "workedWeekends: [2026-11-20]",
            fault: "2018-02-19-calendar.yaml:31: workedWeekends: 2026-11-20 is no Saturday or Sunday"),
    ]

    @Test(arguments: damages.indices)
    func `a fault is named with file line and reason and the folder refused whole`(_ index: Int) throws {
        let damage = Self.damages[index]
        let folder = try Folder(copying: Self.shipped)
        let text = try folder.read(damage.file)
        #expect(text.contains(damage.find))
        try folder.write(damage.file, text.replacing(damage.find, with: damage.put, maxReplacements: 1))
        let faults = folder.faults()
        #expect(faults.contains(damage.fault), "\(faults)")
    }

    @Test func `a year that is added as a new file is known from its day on`() throws {
        let folder = try Folder(copying: Self.shipped)
        try folder.write(
            "2026-12-01-calendar.yaml",
            folder.read("2018-02-19-calendar.yaml").replacing("CALENDAR.2", with: "CALENDAR.2027")
                .replacing("validFrom: 2018-02-19", with: "validFrom: 2026-12-01")
                .replacing(
                    "  years:\n",
                    with: """
                          years:
                            - {year: 2027, tsagaanSar: [2027-02-07, 2027-02-08, 2027-02-09], buddhasDay: 2027-05-20,
                               chinggisKhaansDay: 2027-11-29, source: "announced"}

                        """))
        let shelf = try RulebookFolder.load(folder.path)
        func end(on day: String) throws -> CivilDate? {
            shelf.rulebook(on: try #require(CivilDate(day))).foreigners.calendar.knownThrough
        }
        #expect(try end(on: "2026-11-30") == CivilDate("2026-12-31"))
        #expect(try end(on: "2026-12-01") == CivilDate("2027-12-31"))
    }

    @Test func `a key that stands twice is refused with its line`() throws {
        let folder = try Folder(copying: Self.shipped)
        try folder.write("2018-02-19-stay.yaml", folder.read("2018-02-19-stay.yaml") + "version: GB3.2\n")
        let faults = folder.faults()
        #expect(faults.count == 1)
        #expect(faults.first?.hasPrefix("2018-02-19-stay.yaml:") == true)
        #expect(faults.first?.contains("version") == true)
        #expect(faults.first?.hasSuffix("stands twice") == true)
    }

    @Test(
        arguments: [
            ("validFrom: 2027-01-01", nil, nil), ("validFrom: 2017-11-20", nil, "begins on 2017-11-20 as well"),
            ("validFrom: 2027-01-01", "2027-01-01", "overlaps A260-2017-11-20.1, which holds until 2027-01-01"),
            (
                "validFrom: 2027-01-01", "2026-12-30",
                "leaves a gap after A260-2017-11-20.1, which holds until 2026-12-30"
            ),
            ("validFrom: 2027-01-01", "2026-12-31", nil),
        ] as [(String, String?, String?)])
    func `days covered twice or not at all are refused`(_ from: String, _ until: String?, _ reason: String?) throws {
        let folder = try Folder(copying: Self.shipped)
        let first = try folder.read("2017-11-20-eGate.yaml")
        try folder.write(
            "b.yaml",
            first.replacing("A260-2017-11-20.1", with: "A1-2027").replacing("validFrom: 2017-11-20", with: from))
        if let until {
            try folder.write(
                "2017-11-20-eGate.yaml",
                first.replacing("validFrom: 2017-11-20", with: "validFrom: 2017-11-20\nvalidUntil: \(until)"))
        }
        let faults = folder.faults()
        if let reason {
            #expect(faults.count == 1)
            #expect(faults.first?.hasPrefix("b.yaml:4: validFrom: ") == true)
            #expect(faults.first?.contains(reason) == true)
        } else {
            #expect(faults == [])
        }
    }

    @Test func `a version names one table for ever`() throws {
        let folder = try Folder(copying: Self.shipped)
        try folder.write(
            "b.yaml",
            folder.read("2018-02-19-stay.yaml").replacing("validFrom: 2018-02-19", with: "validFrom: 2027-01-01"))
        #expect(folder.faults() == ["b.yaml:3: version: GB3.1 names another table"])
    }

    @Test(
        arguments: [
            ("2017-11-20-eGate.yaml", "monthsOfValidity: 6 ", "monthsOfValidity: 120 ", "3", "A260-2017-11-20.1"),
            ("2017-05-29-desk.yaml", "LN-08, PA-04", "PA-04", "3", "A49-A131-126-A83.1"),
            ("2018-02-19-stay.yaml", "visaPermissionDays: 183 ", "visaPermissionDays: 184 ", "3", "GB3.1"),
            ("2018-02-19-agreements.yaml", "codes: [ARG]", "codes: [ARM]", "17", "AGREEMENTS-2018.2"),
            ("2018-02-19-carriers.yaml", "Hunnu Air", "Hunnu", "6", "CARRIERS.1"),
        ])
    func `a table that is shipped keeps its values under its version`(
        _ file: String, _ find: String, _ put: String, _ line: String, _ version: String
    ) throws {
        let folder = try Folder(copying: Self.shipped)
        let text = try folder.read(file).replacing(find, with: put, maxReplacements: 1)
        try folder.write(file, text)
        let reason = "needs a name of your own: the values are not those of \(version)"
        #expect(folder.faults() == ["\(file):\(line): version: \(reason)"])
        try folder.write(file, text.replacing("version: \(version)", with: "version: OWN.1"))
        #expect(folder.faults() == [])
    }

    @Test func `a table tells the order it comes from`() throws {
        let folder = try Folder(copying: Self.shipped)
        let stay = try folder.read("2018-02-19-stay.yaml")
        let source = "\"GB-3 (огноогүй мэдээлэл)\""
        for empty in ["\"\"", "\" \""] {
            try folder.write("2018-02-19-stay.yaml", stay.replacing(source, with: empty))
            #expect(folder.faults() == ["2018-02-19-stay.yaml:5: source: is empty"])
        }
        try folder.write("2018-02-19-stay.yaml", stay.replacing(source, with: "А/12"))
        #expect(try RulebookFolder.load(folder.path).tables.first { $0.kind == .stay }?.source == "А/12")
    }

    @Test func `a folder without carriers knows none, and a later edition holds from its day on`() throws {
        let folder = try Folder(copying: Self.shipped)
        let name = "2018-02-19-carriers.yaml"
        let text = try folder.read(name)
        let day = try #require(CivilDate("2027-01-01"))
        try folder.write(
            "2027-01-01-carriers.yaml",
            text.replacing("CARRIERS.1", with: "CARRIERS.2")
                .replacing("validFrom: 2018-02-19", with: "validFrom: 2027-01-01")
                .replacing("iata: \"M0\", icao: MNG", with: "iata: \"9X\", icao: XYZ"))
        let shelf = try RulebookFolder.load(folder.path)
        let flight = try #require(FlightDesignator("XYZ7"))
        #expect(shelf.carriers(on: day).forms(of: flight).first?.description == "9X7")
        #expect(shelf.carriers(on: day.adding(days: -1)).forms(of: flight) == [flight])
        try FileManager.default.removeItem(atPath: folder.path + "/" + name)
        try FileManager.default.removeItem(atPath: folder.path + "/2027-01-01-carriers.yaml")
        #expect(try RulebookFolder.load(folder.path).carriers(on: day).carriers == [])
    }

    @Test func `a missing table and a file of another name are refused`() throws {
        let folder = try Folder(copying: Self.shipped)
        try FileManager.default.removeItem(atPath: folder.path + "/2018-02-19-stay.yaml")
        #expect(folder.faults() == ["\(folder.path): table: no file brings the table stay"])
        try folder.write("order.yml", "table: stay\n")
        #expect(folder.faults() == ["order.yml: file: is no .yaml file"])
        #expect(throws: TableFaults.self) { try RulebookFolder.load(folder.path + "/nowhere") }
    }

    @Test(arguments: [
        "", "\u{0}", "- a", "a", "{", String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000),
        (0..<900).map { String(repeating: " ", count: $0) + "a:\n" }.joined(), "table: &a [*a]", "a: !!binary x",
        String(repeating: "a", count: (1 << 20) + 1), "? {a: b}\n: c\n",
    ])
    func `hostile files are refused and nothing breaks`(_ text: String) throws {
        let folder = try Folder(copying: Self.shipped)
        try folder.write("hostile.yaml", text)
        let faults = folder.faults()
        #expect(!faults.isEmpty)
        #expect(faults.allSatisfy { $0.hasPrefix("hostile.yaml") })
    }

    @Test func `bytes that are no text are refused`() throws {
        let folder = try Folder(copying: Self.shipped)
        try Data([0xFF, 0xFE, 0x00]).write(to: URL(fileURLWithPath: folder.path + "/hostile.yaml"))
        #expect(folder.faults() == ["hostile.yaml: file: is not UTF-8"])
    }
}
