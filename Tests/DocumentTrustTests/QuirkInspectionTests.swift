import Cryptography
import DocumentTrust
import Simulators
import Testing
import TravelDocument

/// What quirks excuse, and what they never do.
@Suite struct QuirkInspectionTests {
    /// A table that tolerates all that can be tolerated, takes every filler and every country for every other.
    static let boundless: ChipQuirks = {
        var quirks = ChipQuirks.standard
        quirks.version = "TEST-1"
        quirks.countries.families = [["MN", "DE", "FR", "UT"]]
        quirks.entries = [
            .init(
                id: "all", match: QuirkMatch(issuers: ["MNG", "CHN", "D"]),
                inspection: [
                    .tolerated(ToleratedDeviation.allCases), .dateFillers(["00", "XX"]),
                    .securityObjectTypes(["1.2.3.4"]),
                ])
        ]
        return quirks
    }()

    func inspect(_ document: TestDocument, _ quirks: ChipQuirks = .standard) throws -> InspectionReport {
        DocumentInspection.inspect(
            files: document.files, access: InspectedAccess(protocolName: "BAC"), opticalMRZ: try document.zone(),
            trust: try TestDocument.store(), at: TestDocument.moment, quirks: quirks)
    }

    @Test func `a good document stays good, and the report names the table`() throws {
        let document = try TestDocument.good()
        #expect(try inspect(document).quirks == QuirksUsed(version: "CHIPS-2026-11-20.1", applied: []))
        let report = try inspect(document, Self.boundless)
        #expect(report.overall == .successful && report.quirks == QuirksUsed(version: "TEST-1", applied: ["all"]))
    }

    @Test func `a tolerated fault leaves the document undetermined, and only where the quirk holds`() throws {
        var document = TestDocument.unsigned()
        document.files[.com] = CommonData(dataGroups: [.dg1, .dg2, .dg11]).encoded()
        document.files[.sod] = try TestDocument.signer.get().sign(dataGroups: document.dataGroups)
        #expect(try inspect(document)[.comSodConsistency]?.result == .failed)
        let excused = try inspect(document, Self.boundless)[.comSodConsistency]
        #expect(excused?.result == .undetermined && excused?.code == 1003)
        #expect(excused?.text.en.contains("1902") == true)
        var elsewhere = Self.boundless
        elsewhere.entries[0].match = QuirkMatch(issuers: ["UTO"])
        #expect(try inspect(document, elsewhere)[.comSodConsistency]?.result == .failed)
    }

    @Test func `countries that only a table takes for one are an officer's to decide`() throws {
        let document = try TestDocument.good { $0.issuer = "D" }
        #expect(try inspect(document)[.issuerSignerCountry]?.code == 2103)
        let row = try inspect(document, Self.boundless)[.issuerSignerCountry]
        #expect(row?.result == .undetermined && row?.code == 1003)
    }

    @Test func `a table without the usual countries fails what the compiled-in one passes`() throws {
        let authority = try TestAuthority(country: "DE", name: "D")
        var document = TestDocument.unsigned { $0.issuer = "D" }
        document.files[.sod] = try authority.issueDocumentSigner().sign(dataGroups: document.dataGroups)
        var store = TrustStore()
        store.add(authority.certificate, origin: "test")
        #expect(try document.inspect(trust: store)[.issuerSignerCountry]?.result == .successful)
        var bare = ChipQuirks.standard
        bare.countries = CountryVariants()
        let report = DocumentInspection.inspect(
            files: document.files, access: nil, opticalMRZ: nil, trust: store, at: TestDocument.moment, quirks: bare)
        #expect(report[.issuerSignerCountry]?.result == .undetermined)
    }

    @Test(
        arguments: [
            ("D", "DE"), ("GBD", "GB"), ("GBD", "UK"), ("RKS", "KS"), ("RKS", "XK"), ("UNO", "UN"), ("EUE", "EU"),
            ("CHN", "HK"), ("CHN", "MO"), ("HKG", "CN"), ("MAC", "CN"), ("MNG", "MN"),
        ])
    func `an issuer's certificates may name this country`(_ issuer: String, _ country: String) {
        let countries = ChipQuirks.standard.countries
        #expect(countries.country(of: CountryCode(issuer)).map { countries.areOne($0, country) } == true)
    }

    @Test func `unknown parts of a birth date that are written differently are an officer's to decide`() throws {
        var document = try TestDocument.good { $0.birthDate = "850000" }
        document.composition.birthDate = "8501<<"
        #expect(try inspect(document)[.mrzDg1Comparison]?.result == .failed)
        #expect(try inspect(document, Self.boundless)[.mrzDg1Comparison]?.result == .undetermined)
        document.composition.birthDate = "860000"
        #expect(try inspect(document, Self.boundless)[.mrzDg1Comparison]?.result == .failed)
    }

    /// Documents with all kinds of faults: none of them passes a check by quirks that it fails without.
    @Test func `quirks never turn a failed check into a passed one`() throws {
        let signer = try TestDocument.signer.get()
        var spoilt: [TestDocument] = []
        for change: (inout TestDocument) -> Void in [
            { $0.files[.dg2]?[100] ^= 1 }, { $0.files[.dg1]?[10] ^= 1 }, { $0.files[.sod]?[500] ^= 1 },
            { $0.files[.sod] = nil }, { $0.files[.com] = [0x60, 0x00] },
            { $0.composition.documentNumber = "PE7654321" },
            { $0.composition.issuer = "FRA" }, { $0.files[.com] = CommonData(dataGroups: [.dg1]).encoded() },
            { $0.files[.dg11] = TLV.encode(tag: 0x6B, value: [1]) }, { $0.files[.cardSecurity] = [0x30, 0x00] },
        ] {
            var document = try TestDocument.good()
            change(&document)
            spoilt.append(document)
        }
        var document = TestDocument.unsigned()
        document.files[.sod] = try signer.sign(dataGroups: document.dataGroups) { hashes in
            hashes[2]?[0] ^= 1
        } adjust: {
            $0.signingTime = 0
        }
        spoilt.append(document)
        document.files[.sod] = try signer.sign(
            dataGroups: document.dataGroups, adjust: { $0.contentType = "1.2.3.4" })
        spoilt.append(document)
        spoilt.append(try TestDocument.good { $0.issuer = "D" })
        for document in spoilt {
            let (without, with) = (try inspect(document), try inspect(document, Self.boundless))
            #expect(without.overall != .successful && with.overall != .successful)
            for check in without.checks where check.result == .failed {
                let result = try #require(with[check.id]).result
                #expect(result == .failed || result == .undetermined, "\(check.id)")
            }
        }
    }
}
