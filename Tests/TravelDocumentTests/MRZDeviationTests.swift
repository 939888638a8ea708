import Testing
import TravelDocument

@Suite struct MRZDeviationTests {
    /// A Mongolian passport with some fields changed; check digits are right.
    private func zone(
        format: MachineReadableZone.Format = .td3, _ change: (inout MRZComposition) -> Void
    ) throws -> MachineReadableZone {
        var composition = MRZComposition(
            format: format, documentCode: format == .td3 ? "P" : "I", issuer: "MNG", documentNumber: "E1234567",
            nationality: "MNG", birthDate: "850101", sex: "F", expiryDate: "300101", primaryIdentifier: "BATBAYAR",
            secondaryIdentifier: "SARANGEREL")
        change(&composition)
        let zone = try MachineReadableZone(parsing: composition.block(), today: MRZSample.today)
        #expect(zone.isValid)
        return zone
    }

    @Test func `an ordinary passport deviates in nothing`() throws {
        #expect(try zone { _ in }.deviations == [])
    }

    @Test(
        arguments: [
            ("4806<<", .birthDatePartlyUnknown), ("48<<<<", .birthDatePartlyUnknown),
            ("<<0612", .birthDatePartlyUnknown),
            ("480600", .birthDatePartlyUnknown), ("480000", .birthDatePartlyUnknown),
            ("48XX12", .birthDatePartlyUnknown),
            ("480012", .birthDatePartlyUnknown), ("<<<<<<", .birthDateUnknown), ("000000", .birthDateUnknown),
            ("XXXXXX", .birthDateUnknown), ("481301", .birthDateInvalid), ("480631", .birthDateInvalid),
            ("4806<1", .birthDateInvalid), ("48O612", .birthDateInvalid), ("010229", .birthDateInvalid),
        ] as [(String, MRZDeviation)])
    func `an unknown or impossible birth date has no day and keeps its text`(
        text: String, deviation: MRZDeviation
    ) throws {
        let zone = try zone { $0.birthDate = text }
        #expect(zone.birthDate == MRZDate(text: text, date: nil) && zone.deviations == [deviation])
    }

    @Test(
        arguments: [
            ("3006<<", .expiryDatePartlyUnknown), ("<<<<<<", .expiryDateUnknown), ("300230", .expiryDateInvalid),
            ("000000", .expiryDateUnknown), ("ABCDEF", .expiryDateInvalid),
        ] as [(String, MRZDeviation)])
    func `so has an expiry date`(text: String, deviation: MRZDeviation) throws {
        let zone = try zone { $0.expiryDate = text }
        #expect(zone.expiryDate == MRZDate(text: text, date: nil) && zone.deviations == [deviation])
    }

    @Test(
        arguments: [
            ("F", .female, []), ("M", .male, []), ("<", .unspecified, []), ("X", .unspecified, [.nonstandardSex]),
            ("0", .unspecified, [.nonstandardSex]),
        ] as [(String, Sex, [MRZDeviation])])
    func `sex is M, F or a filler`(text: String, sex: Sex, deviations: [MRZDeviation]) throws {
        let zone = try zone { $0.sex = text }
        #expect(zone.sex == sex && zone.deviations == deviations)
    }

    @Test(
        arguments: [
            ("D", "D", []), ("D", "XXB", []), ("UNO", "XXA", []), ("GBR", "GBN", []), ("RKS", "RKS", []),
            ("UTO", "UTO", []),
            ("QQQ", "MNG", [.unknownIssuerCode]), ("MNG", "QQQ", [.unknownNationalityCode]),
            ("ZAR", "YUG", [.legacyIssuerCode, .legacyNationalityCode]), ("M<G", "MNG", [.unknownIssuerCode]),
            ("MN", "MNG", [.unknownIssuerCode]), ("", "", [.unknownIssuerCode, .unknownNationalityCode]),
        ] as [(String, String, [MRZDeviation])])
    func `codes that no table knows are named`(
        issuer: String, nationality: String, deviations: [MRZDeviation]
    ) throws {
        let zone = try zone {
            $0.issuer = issuer
            $0.nationality = nationality
        }
        #expect(zone.deviations == deviations && zone.issuer == issuer && zone.nationality == nationality)
    }

    @Test(
        arguments: [
            ("BATBAYAR", "", "BATBAYAR", "", [.secondaryIdentifierMissing]),
            ("", "BOLD", "", "BOLD", [.primaryIdentifierMissing]),
            ("", "", "", "", [.primaryIdentifierMissing, .secondaryIdentifierMissing]),
            ("VAN DER VELDEN", "GREET HILDE", "VAN DER VELDEN", "GREET HILDE", []),
            (
                "BATBAYAR", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF", "BATBAYAR", "ABCDEFGHIJKLMNOPQRSTUVWXYZABC",
                [.nameMayBeTruncated]
            ),
            (
                "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRST", "", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLM", "",
                [.secondaryIdentifierMissing, .nameMayBeTruncated]
            ),
            ("B4T", "BOLD", "B4T", "BOLD", [.digitInName]),
            ("BAT", "BOLD<<OD", "BAT", "BOLD OD", [.irregularNameFillers]),
            ("<BAT", "BOLD", "BAT", "BOLD", [.irregularNameFillers]),
            ("BAT", "<BOLD", "BAT", "BOLD", [.irregularNameFillers]),
        ] as [(String, String, String, String, [MRZDeviation])])
    func `names are split at the double filler`(
        primary: String, secondary: String, readPrimary: String, readSecondary: String, deviations: [MRZDeviation]
    ) throws {
        let zone = try zone {
            $0.primaryIdentifier = primary
            $0.secondaryIdentifier = secondary
        }
        #expect(zone.primaryIdentifier == readPrimary && zone.secondaryIdentifier == readSecondary)
        #expect(zone.deviations == deviations)
    }

    @Test(
        arguments: [
            ("PD", .td3, []), ("X", .td3, [.unexpectedDocumentCode]), ("I", .td3, [.unexpectedDocumentCode]),
            ("ID", .td1, []), ("AC", .td2, []), ("P", .td1, [.unexpectedDocumentCode]),
            ("", .td2, [.unexpectedDocumentCode]),
        ] as [(String, MachineReadableZone.Format, [MRZDeviation])])
    func `a first letter that the format does not allow is named`(
        code: String, format: MachineReadableZone.Format, deviations: [MRZDeviation]
    ) throws {
        let zone = try zone(format: format) { $0.documentCode = code }
        #expect(zone.documentCode == code && zone.deviations == deviations)
    }

    @Test(
        arguments: [
            ("", "", [.documentNumberMissing]), ("E1 34", "E1<34", [.fillerInDocumentNumber]),
            ("123456789", "123456789", []),
        ] as [(String, String, [MRZDeviation])])
    func `an odd document number is named`(number: String, read: String, deviations: [MRZDeviation]) throws {
        let zone = try zone { $0.documentNumber = number }
        #expect(zone.documentNumber == read && zone.deviations == deviations)
    }

    @Test(arguments: [MachineReadableZone.Format.td1, .td2])
    func `a long number goes on in the optional data`(format: MachineReadableZone.Format) throws {
        let zone = try zone(format: format) {
            $0.documentNumber = "AB1234567890"
            $0.optionalData = format == .td1 ? "XY<Z" : "XY"
        }
        #expect(zone.documentNumber == "AB1234567890" && zone.deviations == [.longDocumentNumber])
        #expect(zone.optionalData == (format == .td1 ? "XY<Z" : "XY"))
        #expect(zone.bacKeyInput.hasPrefix("AB1234567890"))
        #expect(zone.bacKeyInput.utf8.count == 13 + 14)
    }

    @Test func `a long number may fill the optional data to its end`() throws {
        let zone = try zone(format: .td2) { $0.documentNumber = "AB1234567890123" }
        #expect(zone.documentNumber == "AB1234567890123" && zone.optionalData == "")
    }
}
