import Simulators
import Testing
import TravelDocument

@testable import DocumentTrust

@Suite struct ZoneCheckTests {
    static func report(
        printed: (inout MRZComposition) -> Void, chip: (inout MRZComposition) -> Void = { _ in }
    ) throws -> InspectionReport {
        var document = try TestDocument.good(adjust: chip)
        document.composition = TestDocument().composition
        printed(&document.composition)
        return try document.inspect()
    }

    @Test func `A difference between paper and chip fails and is named by its fields`() throws {
        let report = try Self.report {
            $0.documentNumber = "PE7654321"
            $0.primaryIdentifier = "DORJ"
        }
        #expect(report.findings == ["mrzDg1Comparison 2302"])
        #expect(report[.mrzDg1Comparison]?.text.en.hasSuffix(": documentNumber, primaryIdentifier") == true)
        #expect(try Self.report { $0.format = .td1 }[.mrzDg1Comparison]?.code == 2302)
    }

    @Test func `A difference in optional data alone is undetermined`() throws {
        let report = try Self.report { $0.optionalData = "" }
        #expect(report.findings == ["mrzDg1Comparison 2303"] && report.overall == .undetermined)
    }

    @Test func `Unknown parts of a birth date are passed over`() throws {
        #expect(try Self.report(printed: { $0.birthDate = "85<<<<" })[.mrzDg1Comparison]?.result == .successful)
        #expect(try Self.report(printed: { $0.birthDate = "86<<<<" })[.mrzDg1Comparison]?.code == 2302)
    }

    @Test(arguments: [("261120", CheckResult.successful), ("261119", .failed), ("261121", .successful)])
    func `The last day of a document is still valid`(expiry: String, result: CheckResult) throws {
        // The inspection is on 2026-11-20 in Ulaanbaatar.
        let report = try TestDocument.good { $0.expiryDate = expiry }.inspect(printed: false)
        #expect(report[.expiry]?.result == result)
    }

    @Test func `The day is the day at the border`() {
        let late = InspectionMoment(unixSeconds: 1_795_190_400)
        #expect(late.date == CivilDate(year: 2026, month: 11, day: 21))
        #expect(InspectionMoment(unixSeconds: 1_795_190_399).date == CivilDate(year: 2026, month: 11, day: 20))
        #expect(CivilDate(year: 2026, month: 11, day: 21).map { InspectionMoment(date: $0).date == $0 } == true)
    }

    @Test func `Wrong check digits fail, printed or in the chip`() throws {
        let document = try TestDocument.good()
        let lines = document.composition.lines()
        let wrong = lines[0] + "\n" + lines[1].dropLast() + (lines[1].hasSuffix("0") ? "1" : "0")
        let zone = try MachineReadableZone(parsing: wrong, today: TestDocument.moment.date)
        let report = DocumentInspection.inspect(
            files: document.files, access: nil, opticalMRZ: zone, trust: try TestDocument.store(),
            at: TestDocument.moment)
        #expect(report.findings == ["mrzConsistency 1101"])
        #expect(report[.mrzConsistency]?.text.en.hasSuffix(": composite") == true)

        var chip = document
        chip.files[.dg1] = DG1(mrzText: wrong.split(separator: "\n").joined()).encoded()
        #expect(try chip.inspect().findings.contains("mrzConsistency 1102"))
    }

    /// A change of the zone, and the field that is named for it.
    struct Field: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout MRZComposition) -> Void

        init(_ name: String, _ change: @escaping @Sendable (inout MRZComposition) -> Void) {
            (testDescription, self.change) = (name, change)
        }
    }

    static let wrong: [Field] = [
        Field("documentCode") { $0.documentCode = "XX" }, Field("issuer") { $0.issuer = "1T0" },
        Field("documentNumber") { $0.documentNumber = "" }, Field("nationality") { $0.nationality = "" },
        Field("birthDate") { $0.birthDate = "850230" }, Field("birthDate") { $0.birthDate = "8A0101" },
        Field("sex") { $0.sex = "Q" }, Field("expiryDate") { $0.expiryDate = "301332" },
        Field("name") { ($0.primaryIdentifier, $0.secondaryIdentifier) = ("", "") },
        Field("name") { $0.primaryIdentifier = "B4TBAYAR" },
    ]

    @Test(arguments: wrong) func `Nonsense with right check digits fails, printed or in the chip`(
        _ field: Field
    ) throws {
        let both = try TestDocument.good(adjust: field.change).inspect()
        #expect(both[.mrzConsistency]?.code == 1103 && both.overall == .failed)
        #expect(both[.mrzConsistency]?.text.en.hasSuffix(": \(field.testDescription)") == true)
        let chip = try TestDocument.good(adjust: field.change).inspect(printed: false)
        #expect(chip[.mrzConsistency]?.code == 1104 && chip.overall == .failed)
    }

    static let odd: [Field] = [
        Field("no day of birth") { $0.birthDate = "8501<<" }, Field("zeros for it") { $0.birthDate = "850100" },
        Field("X for it") { $0.birthDate = "8501XX" }, Field("no birth date") { $0.birthDate = "<<<<<<" },
        Field("sex not stated") { $0.sex = "<" }, Field("X for it") { $0.sex = "X" },
        Field("one name") { $0.secondaryIdentifier = "" }, Field("no surname") { $0.primaryIdentifier = "" },
        Field("a name of full length") { $0.secondaryIdentifier = "ANNA MARIA JOSEPHINE ELISABETH CHARLOTTE" },
        Field("official passport") { $0.documentCode = "PS" }, Field("Germany") { $0.nationality = "D" },
        Field("a refugee") { $0.nationality = "XXB" }, Field("a code of no table") { $0.nationality = "QQQ" },
        Field("a former code") { $0.nationality = "ZAR" },
        Field("a filler in the number") { $0.documentNumber = "PE 12345" },
    ]

    @Test(arguments: odd) func `What real documents are known for does not fail`(_ field: Field) throws {
        #expect(try TestDocument.good(adjust: field.change).inspect()[.mrzConsistency]?.result == .successful)
    }

    @Test func `Nonsense that a state is known for is left to the officer`() throws {
        let document = try TestDocument.good { $0.sex = "Q" }
        var quirks = ChipQuirks.standard
        quirks.entries.append(
            .init(
                id: "sex", match: QuirkMatch(issuers: ["MNG"]), inspection: [.tolerated([.zoneFieldsWrong])]))
        let report = DocumentInspection.inspect(
            files: document.files, access: InspectedAccess(protocolName: "BAC"), opticalMRZ: try document.zone(),
            trust: try TestDocument.store(), at: TestDocument.moment, quirks: quirks)
        #expect(report[.mrzConsistency]?.code == 1003 && report.overall == .undetermined)
    }

    @Test func `DG1 may be missing or none, and the issuer unknown`() throws {
        var document = try TestDocument.good()
        document.files[.dg1] = [0x61, 0x00]
        #expect(try document.inspect()[.mrzDg1Comparison]?.code == 2304)
        document.files[.dg1] = nil
        let report = try document.inspect()
        #expect(report[.mrzDg1Comparison]?.code == 2301 && report[.issuerSignerCountry]?.code == 2100)
        let utopia = try TestDocument.good { $0.issuer = "UTO" }.inspect(printed: false)
        #expect(utopia.findings == ["issuerSignerCountry 2102"])
    }

    @Test(arguments: [("CHN", "CN"), ("CHN", "HK"), ("D", "de"), ("GBR", "GB"), ("GBD", "GB"), ("RKS", "KS")])
    func `Codes of states and countries of certificates are brought together`(issuer: String, country: String) throws {
        let signer = try TestDocument.authority.get().issueDocumentSigner(country: country)
        var document = TestDocument.unsigned { $0.issuer = issuer }
        document.files[.sod] = try signer.sign(dataGroups: document.dataGroups)
        // The authority is Mongolia's, which is the next thing to be wrong.
        #expect(try document.inspect(printed: false)[.issuerSignerCountry]?.code == 2104)
    }
}
