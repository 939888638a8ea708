import Testing
import TravelDocument

/// A zone with what must be read from it. The Utopia lines are the specimens of ICAO 9303; all others
/// are composed for these tests and belong to nobody.
struct MRZSample: Sendable, CustomTestStringConvertible {
    let name: String
    let format: MachineReadableZone.Format
    let lines: [String]
    let documentNumber: String
    let issuer: String
    let nationality: String
    let names: [String]
    let birthDate: String?
    let expiryDate: String?
    var sex = Sex.female
    var optionalData = ""
    var optionalData2 = ""
    let bacKeyInput: String
    var deviations: [MRZDeviation] = []

    var testDescription: String { name }
    var text: String { lines.joined(separator: "\n") }

    /// The day of reading in all these tests.
    static let today = CivilDate(daysSinceUnixEpoch: 20_777)

    static let all: [MRZSample] = [
        MRZSample(
            name: "TD3 specimen", format: .td3,
            lines: ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"],
            documentNumber: "L898902C3", issuer: "UTO", nationality: "UTO", names: ["ERIKSSON", "ANNA MARIA"],
            birthDate: "1974-08-12", expiryDate: "2012-04-15", optionalData: "ZE184226B",
            bacKeyInput: "L898902C3674081221204159"),
        MRZSample(
            name: "TD1 specimen", format: .td1,
            lines: [
                "I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            ],
            documentNumber: "D23145890", issuer: "UTO", nationality: "UTO", names: ["ERIKSSON", "ANNA MARIA"],
            birthDate: "1974-08-12", expiryDate: "2012-04-15", bacKeyInput: "D23145890774081221204159"),
        MRZSample(
            name: "TD2 specimen", format: .td2,
            lines: ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"],
            documentNumber: "D23145890", issuer: "UTO", nationality: "UTO", names: ["ERIKSSON", "ANNA MARIA"],
            birthDate: "1974-08-12", expiryDate: "2012-04-15", bacKeyInput: "D23145890774081221204159"),
        MRZSample(
            name: "TD1 specimen with a long number", format: .td1,
            lines: [
                "I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<",
            ],
            documentNumber: "D23145890734", issuer: "UTO", nationality: "UTO", names: ["STEVENSON", "PETER JOHN"],
            birthDate: "1934-07-12", expiryDate: "1995-07-12", sex: .male,
            bacKeyInput: "D23145890734934071279507122", deviations: [.longDocumentNumber]),
        MRZSample(
            name: "MRV-A specimen", format: .mrvA,
            lines: ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"],
            documentNumber: "L8988901C", issuer: "UTO", nationality: "XXX", names: ["ERIKSSON", "ANNA MARIA"],
            birthDate: "1940-09-07", expiryDate: "1996-12-10", optionalData: "6ZE184226B",
            bacKeyInput: "L8988901C440090789612109"),
        MRZSample(
            name: "MRV-B specimen", format: .mrvB,
            lines: ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"],
            documentNumber: "L8988901C", issuer: "UTO", nationality: "XXX", names: ["ERIKSSON", "ANNA MARIA"],
            birthDate: "1940-09-07", expiryDate: "1996-12-10", bacKeyInput: "L8988901C440090789612109"),
        MRZSample(
            name: "Mongolian adult", format: .td3,
            lines: ["P<MNGBATBAYAR<<SARANGEREL<<<<<<<<<<<<<<<<<<<", "E1234567<4MNG8501019F3001019AA85010121<<<<66"],
            documentNumber: "E1234567", issuer: "MNG", nationality: "MNG", names: ["BATBAYAR", "SARANGEREL"],
            birthDate: "1985-01-01", expiryDate: "2030-01-01", optionalData: "AA85010121",
            bacKeyInput: "E1234567<485010193001019"),
        MRZSample(
            name: "Mongolian child with a number of nine", format: .td3,
            lines: ["P<MNGBATBAYAR<<TEMUULEN<<<<<<<<<<<<<<<<<<<<<", "PE12345675MNG1207150M2812313AA12271515<<<<64"],
            documentNumber: "PE1234567", issuer: "MNG", nationality: "MNG", names: ["BATBAYAR", "TEMUULEN"],
            birthDate: "2012-07-15", expiryDate: "2028-12-31", sex: .male, optionalData: "AA12271515",
            bacKeyInput: "PE1234567512071502812313"),
        MRZSample(
            name: "filler as check digit of empty optional data", format: .td3,
            lines: ["P<MNGDORJ<<MUNKHBAT<<<<<<<<<<<<<<<<<<<<<<<<<", "E7654321<2MNG7002287M2106308<<<<<<<<<<<<<<<6"],
            documentNumber: "E7654321", issuer: "MNG", nationality: "MNG", names: ["DORJ", "MUNKHBAT"],
            birthDate: "1970-02-28", expiryDate: "2021-06-30", sex: .male, bacKeyInput: "E7654321<270022872106308",
            deviations: [.checkDigitFillerForEmptyOptionalData]),
    ]
}
