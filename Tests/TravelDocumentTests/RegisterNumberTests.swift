import Testing
import TravelDocument

@Suite struct RegisterNumberTests {
    @Test(arguments: [
        ("АА00112233", "1900-11-22", Sex.male), ("УЗ85031719", "1985-03-17", .male),
        ("УК12310517", "2012-11-05", .male),
        ("ТА70010128", "1970-01-01", .female), ("ӨҮ00222900", "2000-02-29", .female),
        ("ЁЯ99123199", "1999-12-31", .male),
        ("ЙЪ99323119", "2099-12-31", .male),
    ])
    func `a number tells birth date and sex`(text: String, birth: String, sex: Sex) throws {
        let number = try RegisterNumber(parsing: text)
        #expect(number.text == text && number.birthDate == CivilDate(birth) && number.sex == sex)
        #expect(number.letters + number.digits == text)
    }

    @Test(
        arguments: [
            ("", .length, nil), ("АА0011223", .length, nil), ("АА001122334", .length, nil), ("А000112233", .letter, 2),
            ("1А00112233", .letter, 1), ("ІА00112233", .letter, 1), ("АZ00112233", .letter, 2),
            ("AА00112233", .lookAlikeLetter, 1),
            ("АY00112233", .lookAlikeLetter, 2), ("АА0011223O", .digit, 10), ("АА00112٣33", .digit, 8),
            ("АА00132233", .birthDate, 3), ("АА00202233", .birthDate, 3), ("АА00332233", .birthDate, 3),
            ("АА00002233", .birthDate, 3), ("АА00022933", .birthDate, 3), ("АА00110033", .birthDate, 3),
            ("аа00112233", .notExact, nil), ("АА 00112233", .notExact, nil),
        ] as [(String, RegisterNumberError.Code, Int?)])
    func `anything else is refused with a name and a place`(
        text: String, code: RegisterNumberError.Code, position: Int?
    ) {
        let error = #expect(throws: RegisterNumberError.self) { try RegisterNumber(parsing: text) }
        #expect(error?.code == code && error?.position == position)
    }

    @Test(
        arguments: [
            ("AA00112233", "АА00112233", [.lookAlikeLetter(position: 1), .lookAlikeLetter(position: 2)]),
            ("Аp00112233", "АР00112233", [.lowercase, .lookAlikeLetter(position: 2)]),
            (" уз 8503 1719\n", "УЗ85031719", [.whitespace, .lowercase]), ("өү00222900", "ӨҮ00222900", [.lowercase]),
            ("Е\u{308}И\u{306}99123199", "ЁЙ99123199", []),
            (
                "ËΘ99123199", "ЁӨ99123199",
                [.lookAlikeLetter(position: 1), .lookAlikeLetter(position: 2)]
            ),
        ] as [(String, String, [RegisterNumber.Repair])])
    func `what a person types is repaired and every repair is told`(
        text: String, read: String, repairs: [RegisterNumber.Repair]
    ) throws {
        let result = try RegisterNumber.repairing(text)
        #expect(Array(result.number.text.unicodeScalars) == Array(read.unicodeScalars) && result.repairs == repairs)
    }

    @Test func `a long text is refused before it is read`() {
        let error = #expect(throws: RegisterNumberError.self) {
            try RegisterNumber.repairing(String(repeating: " ", count: 1_000_000))
        }
        #expect(error?.code == .length)
    }

    @Test(arguments: [
        ("UZ85031719", "УЗ85031719", LatinRegisterNumber.Agreement.lettersAndDigits),
        ("KHSH85031719", "ХШ85031719", .lettersAndDigits), ("UU85031719", "ӨҮ85031719", .lettersAndDigits),
        ("UZ85031719", "ТЗ85031719", .digitsOnly), ("UZ85031719", "УЗ85031729", .differs),
        ("AA12271515<<<<", "АА12271515", .lettersAndDigits),
    ])
    func `a Latin form is compared by every spelling of its letters`(
        latin: String, cyrillic: String, agreement: LatinRegisterNumber.Agreement
    ) throws {
        let hint = try #require(LatinRegisterNumber(optionalData: latin))
        let number = try RegisterNumber(parsing: cyrillic)
        #expect(hint.agreement(with: number) == agreement)
        if agreement != .differs { #expect(hint.birthDate == number.birthDate && hint.sex == number.sex) }
    }

    @Test(arguments: [
        "", "U85031719", "UZ8503171", "UZ850317190", "UZ85131719", "ABCDEFGHI85031719", "85031719", "UZ8503<1719",
        "УЗ85031719",
        "ZE184226B",
    ])
    func `other optional data is no Latin register number`(text: String) {
        #expect(LatinRegisterNumber(optionalData: text) == nil)
    }

    @Test func `only documents issued by Mongolia carry the hint`() throws {
        let samples = MRZSample.all.filter { $0.optionalData == "AA85010121" }
        let zone = try MachineReadableZone(parsing: try #require(samples.first).text, today: MRZSample.today)
        let hint = try #require(LatinRegisterNumber(issuer: "MNG", optionalData: zone.optionalData))
        #expect(hint.birthDate == zone.birthDate.date)
        #expect(hint.sex == zone.sex)
        #expect(LatinRegisterNumber(issuer: "KOR", optionalData: zone.optionalData) == nil)
        let specimen = try MachineReadableZone(parsing: MRZSample.all[0].text, today: MRZSample.today)
        #expect(LatinRegisterNumber(issuer: specimen.issuer, optionalData: specimen.optionalData) == nil)
    }
}
