import Simulators
import Testing
import TravelDocument

/// EF.COM and DG1: LDS_A and LDS_B.
@Suite struct FileConformanceTests {
    typealias Case = ConformanceCase

    static let cases: [Case] = commonData + zones + equalZones

    private static func com(
        _ id: String, _ what: String, _ outcome: String, _ change: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) -> Case {
        .init(id, what, outcome) { $0.afterSigning = { $0[.com] = try change($0[.com] ?? []) } }
    }

    private static func version(_ bytes: [UInt8], _ tag: UInt32, _ digits: String) throws -> [UInt8] {
        try Surgery.change(bytes, at: [tag == 0x5F01 ? 0 : 1]) { _ in TLV.encode(tag: tag, value: [UInt8](digits.utf8))
        }
    }

    private static let commonData: [Case] = [
        com("LDS_A_01", "EF.COM under the tag of DG1", "undetermined: comSodConsistency 1900; BAC; EF.COM unreadable") {
            [0x61] + $0.dropFirst()
        },
        com("LDS_A_02", "EF.COM says that it is shorter", "failed: comSodConsistency 1901; BAC") {
            Surgery.missay($0, by: -2)
        },
        com("LDS_A_03", "EF.COM says that it is longer", "failed: comSodConsistency 1901; BAC") {
            Surgery.missay($0, by: 2)
        },
        com("LDS_A_04", "LDS version 3.0", "undetermined: comSodConsistency 1905; BAC") {
            try version($0, 0x5F01, "0300")
        },
        com("LDS_A_05", "no LDS version", "undetermined: comSodConsistency 1905; BAC") {
            try Surgery.change($0, at: [0]) { _ in [] }
        },
        com("LDS_A_06", "Unicode version 5.0.0", "undetermined: comSodConsistency 1905; BAC") {
            try version($0, 0x5F36, "050000")
        },
        com("LDS_A_07", "no Unicode version", "undetermined: comSodConsistency 1905; BAC") {
            try Surgery.change($0, at: [1]) { _ in [] }
        },
        com("LDS_A_08", "DG1 is not listed", "failed: comSodConsistency 1902; BAC") {
            try Surgery.change($0, at: [2]) { _ in [0x5C, 0x01, 0x75] }
        },
        com("LDS_A_09", "no list", "failed: comSodConsistency 1901; BAC") {
            try Surgery.change($0, at: [2]) { _ in [] }
        },
        com("LDS_A_10", "LDS version 1.8", "successful; BAC") { try version($0, 0x5F01, "0108") },
    ]

    /// DG1 with other contents than the page.
    private static func chip(
        _ id: String, _ what: String, _ outcome: String, _ change: @escaping @Sendable (inout MRZComposition) -> Void
    ) -> Case {
        .init(id, what, outcome) {
            $0.printed = $0.zone
            change(&$0.zone)
        }
    }

    /// DG1 with one character changed.
    private static func character(
        _ id: String, _ what: String, _ outcome: String, at place: Int, _ digit: Character
    ) -> Case {
        .init(id, what, outcome) {
            $0.zone.optionalData = "ZE184226B"
            $0.zoneEdit = { $0[place] = $0[place] == digit ? "7" : digit }
        }
    }

    private static func file(
        _ id: String, _ what: String, _ outcome: String, _ change: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> Case {
        .init(id, what, outcome) { $0.beforeSigning = { $0[.dg1] = change($0[.dg1] ?? []) } }
    }

    /// A zone on page and chip.
    private static func zone(
        _ id: String, _ what: String, _ outcome: String, _ change: @escaping @Sendable (inout MRZComposition) -> Void
    ) -> Case {
        .init(id, what, outcome) { change(&$0.zone) }
    }

    private static let zones: [Case] = [
        zone("LDS_B_01", "optional data", "successful; BAC") { $0.optionalData = "ZE184226B" },
        zone("LDS_B_02", "given names cut", "successful; BAC") {
            $0.secondaryIdentifier = "ANNA MARIA JOSEPHINE ELISABETH CHARLOTTE"
        },
        zone("LDS_B_03", "no given names", "successful; BAC") { $0.secondaryIdentifier = "" },
        zone("LDS_B_04", "0 as check digit of empty optional data", "successful; BAC") {
            $0.fillsEmptyCheckDigit = false
        },
        file("LDS_B_05", "DG1 under the tag of DG4", "ended: malformedFile DG1") { [0x62] + $0.dropFirst() },
        file(
            "LDS_B_06", "DG1 says that it is shorter",
            "failed: dataGroupHashes 2001, issuerSignerCountry 2100, mrzDg1Comparison 2304; BAC"
        ) { Surgery.missay($0, by: -3) },
        file("LDS_B_07", "DG1 says that it is longer", "failed: issuerSignerCountry 2100, mrzDg1Comparison 2304; BAC") {
            Surgery.missay($0, by: 3)
        },
        chip("LDS_B_08", "unknown document code", "failed: mrzConsistency 1104, mrzDg1Comparison 2302; BAC") {
            $0.documentCode = "XX"
        },
        chip(
            "LDS_B_09", "digits in the issuer",
            "failed: mrzConsistency 1104, issuerSignerCountry 2102, mrzDg1Comparison 2302; BAC"
        ) {
            $0.issuer = "1T0"
        },
        chip("LDS_B_10", "no name", "failed: mrzConsistency 1104, mrzDg1Comparison 2302; BAC") {
            $0.primaryIdentifier = ""
            $0.secondaryIdentifier = ""
        },
        chip("LDS_B_11", "another name than on the page", "failed: mrzDg1Comparison 2302; BAC") {
            $0.primaryIdentifier = "OTHER"
        },
        chip("LDS_B_12", "another number than on the page", "failed: mrzDg1Comparison 2302; BAC") {
            $0.documentNumber = "C11T002JX"
        },
        character("LDS_B_13", "wrong check digit of the number", "failed: mrzConsistency 1102; BAC", at: 53, "1"),
        chip("LDS_B_14", "digits in the nationality", "failed: mrzConsistency 1104, mrzDg1Comparison 2302; BAC") {
            $0.nationality = "1T0"
        },
        chip("LDS_B_15", "a letter in the birth date", "failed: mrzConsistency 1104, mrzDg1Comparison 2302; BAC") {
            $0.birthDate = "6A0812"
        },
        chip("LDS_B_16", "a birth date that there is not", "failed: mrzConsistency 1104, mrzDg1Comparison 2302; BAC") {
            $0.birthDate = "641332"
        },
        character("LDS_B_17", "wrong check digit of the birth date", "failed: mrzConsistency 1102; BAC", at: 63, "1"),
        chip("LDS_B_18", "a sex that there is not", "failed: mrzConsistency 1104, mrzDg1Comparison 2302; BAC") {
            $0.sex = "Q"
        },
        chip(
            "LDS_B_19", "a letter in the date of expiry",
            "failed: mrzConsistency 1104, expiry 2202, mrzDg1Comparison 2302; BAC"
        ) {
            $0.expiryDate = "3A1031"
        },
        chip(
            "LDS_B_20", "a date of expiry that there is not",
            "failed: mrzConsistency 1104, expiry 2202, mrzDg1Comparison 2302; BAC"
        ) {
            $0.expiryDate = "301332"
        },
        character(
            "LDS_B_21", "wrong check digit of the date of expiry", "failed: mrzConsistency 1102; BAC", at: 71, "1"),
        character(
            "LDS_B_22", "wrong check digit of the optional data", "failed: mrzConsistency 1102; BAC", at: 86, "0"),
        character("LDS_B_23", "wrong check digit over all", "failed: mrzConsistency 1102; BAC", at: 87, "0"),
        file("LDS_B_24", "DG1 without a zone", "failed: issuerSignerCountry 2100, mrzDg1Comparison 2304; BAC") { _ in
            TLV.encode(tag: 0x61, value: [0x5F, 0x0E, 0x01, 0x41])
        },
        zone("LDS_B_25", "no day of birth", "successful; BAC") { $0.birthDate = "6408<<" },
        zone("LDS_B_26", "no month of birth", "successful; BAC") { $0.birthDate = "64<<12" },
        zone("LDS_B_27", "no year of birth", "successful; BAC") { $0.birthDate = "<<0812" },
        zone("LDS_B_28", "no birth date", "successful; BAC") { $0.birthDate = "<<<<<<" },
    ]

    /// The same nonsense on page and chip, with right check digits.
    private static let equalZones: [Case] = [
        zone("LDS_B_08", "unknown document code, also on the page", "failed: mrzConsistency 1103; BAC") {
            $0.documentCode = "XX"
        },
        zone(
            "LDS_B_09", "digits in the issuer, also on the page",
            "failed: mrzConsistency 1103, issuerSignerCountry 2102; BAC"
        ) { $0.issuer = "1T0" },
        zone("LDS_B_10", "no name, also on the page", "failed: mrzConsistency 1103; BAC") {
            $0.primaryIdentifier = ""
            $0.secondaryIdentifier = ""
        },
        zone("LDS_B_14", "digits in the nationality, also on the page", "failed: mrzConsistency 1103; BAC") {
            $0.nationality = "1T0"
        },
        zone("LDS_B_15", "a letter in the birth date, also on the page", "failed: mrzConsistency 1103; BAC") {
            $0.birthDate = "6A0812"
        },
        zone("LDS_B_16", "a birth date that there is not, also on the page", "failed: mrzConsistency 1103; BAC") {
            $0.birthDate = "641332"
        },
        zone("LDS_B_18", "a sex that there is not, also on the page", "failed: mrzConsistency 1103; BAC") {
            $0.sex = "Q"
        },
        zone(
            "LDS_B_19", "a letter in the date of expiry, also on the page",
            "failed: mrzConsistency 1103, expiry 2202; BAC"
        ) { $0.expiryDate = "3A1031" },
        zone(
            "LDS_B_20", "a date of expiry that there is not, also on the page",
            "failed: mrzConsistency 1103, expiry 2202; BAC"
        ) { $0.expiryDate = "301332" },
    ]

    static let observed = Task { try await ConformanceBench.observe(cases) }

    @Test(arguments: cases) func `EF_COM and DG1 are as the table says`(_ row: Case) async throws {
        let outcome = try await Self.observed.value[row.testDescription]
        #expect(outcome == row.outcome)
    }
}
