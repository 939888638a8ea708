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
