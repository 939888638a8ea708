import Cryptography
import Simulators
import Testing
import TravelDocument

@testable import DocumentTrust

@Suite struct DocumentInspectionTests {
    @Test func `A good document is successful in every check that counts`() throws {
        let report = try TestDocument.good().inspect()
        #expect(report.overall == .successful)
        #expect(report.findings.isEmpty)
        #expect(report.checks.map(\.id) == CheckID.allCases)
        let open = report.checks.filter { $0.result == .notSupported }.map(\.id)
        #expect(open == [.chipAuthenticity, .terminalAuthentication, .signerRevocation, .cardSecurity])
        #expect(report.mrz?.documentNumber == "PE1234567")
        #expect(report.signer?.country == "MN" && report.signer?.authorityOrigin == "test")
        #expect(report.signer?.algorithm == "ECDSA SHA-256")
    }

    @Test(arguments: [
        (TestKeyKind.rsaPSS(2048), HashAlgorithm.sha256), (.rsaPKCS1(2048), .sha512), (.ec(.brainpoolP256r1), .sha256),
        (.ec(.p384), .sha384), (.ec(.p521), .sha512), (.ec(.p224), .sha1),
    ])
    func `Every kind of key makes a good document`(kind: TestKeyKind, hash: HashAlgorithm) throws {
        let authority = try TestAuthority(country: "MN", name: "Other CSCA", key: kind, hash: hash)
        let signer = try authority.issueDocumentSigner(key: kind, hash: hash, explicitParameters: true)
        var document = TestDocument.unsigned()
        document.files[.sod] = try signer.sign(dataGroups: document.dataGroups, hash: hash, ldsVersion: "0107")
        var store = TrustStore()
        store.add(loose: [("other.cer", authority.certificate.der)])
        #expect(try document.inspect(trust: store).findings.isEmpty)
    }

    @Test func `An authority with RSA-3072 and PSS is good as Mongolia's is`() throws {
        let authority = try TestAuthority(country: "MN", name: "PSS CSCA", key: .rsaPSS(3072))
        let signer = try authority.issueDocumentSigner(key: .rsaPSS(2048))
        #expect(signer.algorithm == .rsaPSS(.sha256, maskHash: .sha256, saltLength: 32))
        var document = TestDocument.unsigned()
        document.files[.sod] = try signer.sign(dataGroups: document.dataGroups)
        var store = TrustStore()
        store.add(authority.certificate, origin: "pss")
        #expect(try document.inspect(trust: store).overall == .successful)
    }

    @Test func `One changed byte of DG2 fails and is named`() throws {
        var document = try TestDocument.good()
        document.files[.dg2]?[1000] ^= 1
        let report = try document.inspect()
        #expect(report.overall == .failed)
        #expect(report.findings == ["dataGroupHashes 2001"])
        #expect(report[.dataGroupHashes]?.text.en.hasSuffix(": DG2") == true)
        #expect(report[.dataGroupHashes]?.text.mn.hasSuffix(": DG2") == true)
    }

    @Test func `An unknown authority leaves the document undetermined, never failed and never passed`() throws {
        let report = try TestDocument.good().inspect(trust: TrustStore())
        #expect(report.overall == .undetermined)
        #expect(report[.trustStatus]?.result == .undetermined && report[.trustStatus]?.code == 1800)
        #expect(report[.signerCertificate]?.code == 1501)
        #expect(report[.trustStatus]?.text.en.contains("CN=Test CSCA") == true)
        #expect(report[.sodSignature]?.result == .successful)
    }

    @Test func `Of two authorities with one name the one with the key is found`() throws {
        let twin = try TestAuthority(country: "MN", name: "Test CSCA")
        for order in [true, false] {
            var store = TrustStore()
            let first = order ? twin : try TestDocument.authority.get()
            let second = order ? try TestDocument.authority.get() : twin
            store.add(first.certificate, origin: order ? "twin" : "right")
            store.add(second.certificate, origin: order ? "right" : "twin")
            let report = try TestDocument.good().inspect(trust: store)
            #expect(report.overall == .successful && report.signer?.authorityOrigin == "right")
        }
        // Only the twin is known: it is not the one that the signer names, so nothing is proved either way.
        var store = TrustStore()
        store.add(twin.certificate, origin: "twin")
        let report = try TestDocument.good().inspect(trust: store)
        #expect(report.findings == ["signerCertificate 1503", "trustStatus 1800"])
        #expect(report.overall == .undetermined)
    }

    @Test func `A signer without key identifiers is found by its issuer's name, and its form is told`() throws {
        let signer = try TestDocument.authority.get().issueDocumentSigner {
            $0.extensions.authorityKeyIdentifier = nil
        }
        var document = TestDocument.unsigned()
        document.files[.sod] = try signer.sign(dataGroups: document.dataGroups)
        let report = try document.inspect()
        #expect(report.findings == ["signerCertificate 1512"])
        #expect(report[.trustStatus]?.result == .successful)
    }

    @Test func `A signer that names a trusted key which did not issue it is forged`() throws {
        let real = try TestDocument.authority.get()
        let forger = try TestAuthority(country: "MN", name: "Test CSCA") {
            $0.extensions.subjectKeyIdentifier = real.certificate.subjectKeyIdentifier
        }
        var document = TestDocument.unsigned()
        document.files[.sod] = try forger.issueDocumentSigner().sign(dataGroups: document.dataGroups)
        let report = try document.inspect()
        #expect(report.overall == .failed)
        #expect(report.findings == ["signerCertificate 1502", "trustStatus 1801"])
    }

    @Test func `A signer found by its key under another issuer's name fails`() throws {
        let real = try TestDocument.authority.get()
        let renamed = TestAuthority(
            certificate: try TestAuthority(country: "MN", name: "Renamed") {
                $0.extensions.subjectKeyIdentifier = real.certificate.subjectKeyIdentifier
            }.certificate, key: real.key, algorithm: real.algorithm)
        var document = TestDocument.unsigned()
        document.files[.sod] = try renamed.issueDocumentSigner().sign(dataGroups: document.dataGroups)
        #expect(try document.inspect().findings == ["signerCertificate 1507"])
    }

    @Test func `A signer of another country fails`() throws {
        let other = try TestAuthority(country: "KZ", name: "Other CSCA")
        var document = TestDocument.unsigned()
        document.files[.sod] = try other.issueDocumentSigner().sign(dataGroups: document.dataGroups)
        var store = try TestDocument.store()
        store.add(other.certificate, origin: "other")
        let report = try document.inspect(trust: store)
        #expect(report.findings == ["issuerSignerCountry 2103"] && report.overall == .failed)

        let mixed = try other.issueDocumentSigner(country: "MN")
        document.files[.sod] = try mixed.sign(dataGroups: document.dataGroups)
        #expect(try document.inspect(trust: store).findings == ["issuerSignerCountry 2104"])
    }

    @Test(
        arguments: [
            // Certificate from and until, signing time, code; the inspection is at 1 795 147 200.
            (1_600_000_000, 1_790_000_000, 1_678_838_400, "signerValidity 1601"),
            (1_600_000_000, 1_790_000_000, nil, "signerValidity 1602"),
            (1_700_000_000, 1_790_000_000, 1_678_838_400, "signerValidity 1602"),
            (1_800_000_000, 1_900_000_000, 1_678_838_400, "signerValidity 1603"),
            (1_700_000_000, 1_900_000_000, 1_678_838_400, "signerValidity 1604"),
            (1_500_000_000, 1_900_000_000, 1_678_838_400, "signerValidity 1607"),
        ] as [(Int64, Int64, Int64?, String)])
    func `The signer's validity counts now and at signing`(
        from: Int64, until: Int64, signing: Int64?, finding: String
    ) throws {
        let signer = try TestDocument.authority.get().issueDocumentSigner(validity: from...until)
        var document = TestDocument.unsigned()
        document.files[.sod] = try signer.sign(dataGroups: document.dataGroups, signingTime: signing)
        #expect(try document.inspect().findings == [finding])
    }

    @Test func `Signing after the key's time and an authority that expired are undetermined`() throws {
        let late = try TestDocument.authority.get().issueDocumentSigner {
            $0.extensions.privateKeyUsage = (1_609_459_200, 1_650_000_000)
        }
        var document = TestDocument.unsigned()
        document.files[.sod] = try late.sign(dataGroups: document.dataGroups)
        #expect(try document.inspect().findings == ["signerValidity 1605"])

        let gone = try TestAuthority(country: "MN", name: "Gone", validity: 1_577_836_800...1_790_000_000)
        document.files[.sod] = try gone.issueDocumentSigner().sign(dataGroups: document.dataGroups)
        var store = TrustStore()
        store.add(gone.certificate, origin: "gone")
        #expect(try document.inspect(trust: store).findings == ["signerValidity 1606"])
    }

    @Test func `A certificate that is not for documents fails`() throws {
        let authority = try TestDocument.authority.get()
        let faults: [(String, (inout CertificateBuilder) -> Void)] = [
            ("signerCertificate 1504", { $0.extensions.keyUsage = .certificateSigning }),
            ("signerCertificate 1504", { $0.extensions.isCA = true }),
            ("signerCertificate 1506", { $0.extensions.unknownCritical = ["1.2.3.4"] }),
        ]
        for (finding, fault) in faults {
            var document = TestDocument.unsigned()
            document.files[.sod] = try authority.issueDocumentSigner(adjust: fault).sign(
                dataGroups: document.dataGroups)
            let report = try document.inspect()
            #expect(report.findings == [finding] && report.overall == .failed)
        }
    }

    @Test func `Without a chip only the printed zone is judged`() throws {
        let zone = try TestDocument().zone()
        let report = DocumentInspection.inspect(
            files: ChipFiles(), access: nil, opticalMRZ: zone, trust: TrustStore(), at: TestDocument.moment)
        #expect(report.overall == .successful)
        #expect(report.checks.filter { $0.result == .successful }.map(\.id) == [.mrzConsistency, .expiry])
        let nothing = DocumentInspection.inspect(
            files: ChipFiles(), access: nil, opticalMRZ: nil, trust: TrustStore(), at: TestDocument.moment)
        #expect(nothing.overall == .notSupported)
    }

    @Test func `The way the chip was opened is told`() throws {
        let document = try TestDocument.good()
        #expect(try document.inspect(access: nil)[.chipAccess]?.code == 1010)
        #expect(try document.inspect(access: InspectedAccess(protocolName: "none"))[.chipAccess]?.code == 1011)
        let weak = try document.inspect(access: InspectedAccess(protocolName: "BAC", downgrade: true))
        #expect(weak[.chipAccess]?.code == 1012 && weak.overall == .undetermined)
        #expect(weak.access?.protocolName == "BAC")
    }

    @Test func `A reading that was broken off is aborted, not failed`() throws {
        var document = try TestDocument.good()
        let broken = InspectedAccess(protocolName: "BAC", isComplete: false)
        document.files[.dg2] = nil
        #expect(try document.inspect(access: broken).overall == .aborted)
        document.files[.sod] = nil
        document.files[.dg1] = nil
        document.files[.com] = nil
        let report = try document.inspect(access: broken)
        #expect(report.overall == .aborted)
        #expect(report[.sodSignature]?.result == .aborted && report[.dataGroupHashes]?.result == .aborted)
        document = try TestDocument.good()
        document.files[.dg2]?[7] ^= 1
        #expect(try document.inspect(access: broken).overall == .failed)
    }
}
