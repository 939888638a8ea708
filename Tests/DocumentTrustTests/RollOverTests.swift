import Cryptography
import Harness
import Simulators
import Testing
import TravelDocument

@testable import DocumentTrust

/// A change of keys of an authority: the old one, the new one and the link between them (ICAO 9303-12 §7.1.1).
@Suite struct RollOverTests {
    static let old = Result {
        try TestAuthority(country: "MN", name: "Mongolia CSCA") { $0.extensions.privateKeyUsage = (nil, keyEnd) }
    }
    static let new = Result { try TestAuthority(country: "MN", name: "Mongolia CSCA") }
    /// 2026-12-11: Mongolia's first authority signs nothing after this day.
    static let keyEnd: Int64 = 1_796_947_200
    /// 2027-03-01.
    static let afterwards = InspectionMoment(unixSeconds: 1_803_859_200)

    static func document(_ authority: TestAuthority, from begin: Int64 = 1_797_500_000) throws -> TestDocument {
        let signer = try authority.issueDocumentSigner(validity: begin...2_208_988_800)
        var document = TestDocument.unsigned()
        document.files[.sod] = try signer.sign(dataGroups: document.dataGroups, signingTime: begin + 86_400)
        return document
    }

    static func store(_ certificates: (Certificate, TrustAnchor.Standing)...) -> TrustStore {
        var store = TrustStore()
        for (index, entry) in certificates.enumerated() { store.add(entry.0, origin: "\(index)", entry.1) }
        return store
    }

    @Test func `Two anchors and a link: documents of the old and the new key are good`() throws {
        let (old, new) = (try Self.old.get(), try Self.new.get())
        let store = Self.store(
            (old.certificate, .pinned), (new.certificate, .pinned), (try old.link(to: new), .link))
        let report = try Self.document(new).inspect(trust: store, at: Self.afterwards)
        #expect(report.overall == .successful)
        #expect(report.signer?.authorityFingerprint == new.certificate.sha256Fingerprint)
        let before = try Self.document(old, from: 1_700_000_000).inspect(trust: store, at: Self.afterwards)
        #expect(before.overall == .successful)
        #expect(before.signer?.authorityFingerprint == old.certificate.sha256Fingerprint)
    }

    @Test func `The old anchor and the link are enough for documents of the new key`() throws {
        let (old, new) = (try Self.old.get(), try Self.new.get())
        let link = try old.link(to: new)
        let store = Self.store((old.certificate, .pinned), (link, .link))
        let report = try Self.document(new).inspect(trust: store, at: Self.afterwards)
        #expect(report.overall == .successful)
        #expect(report.signer?.authorityFingerprint == link.sha256Fingerprint)
        #expect(store.anchors.map(\.certificate) == [old.certificate])
    }

    @Test func `A link alone, a forged one, or one without the right to sign carries nothing`() throws {
        let (old, new) = (try Self.old.get(), try Self.new.get())
        let stranger = try TestAuthority(country: "MN", name: "Mongolia CSCA")
        let forged = try stranger.link(to: new) {
            $0.extensions.authorityKeyIdentifier = old.certificate.subjectKeyIdentifier
        }
        let dataKey = try old.link(to: new) { $0.extensions.keyUsage = .digitalSignature }
        for store in [
            Self.store((try old.link(to: new), .link)),
            Self.store((old.certificate, .pinned), (dataKey, .link)),
            Self.store((old.certificate, .pinned), (forged, .link)),
            Self.store((old.certificate, .pinned), (try forged.selfLink(new), .link)),
        ] {
            let report = try Self.document(new).inspect(trust: store, at: Self.afterwards)
            #expect(report[.trustStatus]?.result == .undetermined)
            #expect(report.overall == .undetermined)
        }
        // A second link below one that may not issue certificates leads nowhere either.
        let next = try TestAuthority(country: "MN", name: "Mongolia CSCA")
        let store = Self.store((old.certificate, .pinned), (dataKey, .link), (try new.link(to: next), .link))
        #expect(try Self.document(next).inspect(trust: store, at: Self.afterwards).overall == .undetermined)
    }

    @Test func `A chain of links is followed up to its bound, and circles end`() throws {
        var generations = [try Self.old.get()]
        var store = Self.store((generations[0].certificate, .pinned))
        for _ in 0..<4 {
            let next = try TestAuthority(country: "MN", name: "Mongolia CSCA")
            if let last = generations.last { store.add(try last.link(to: next), origin: "link", .link) }
            generations.append(next)
        }
        let outcomes = try generations.map {
            try Self.document($0).inspect(trust: store, at: Self.afterwards)[.trustStatus]?.result
        }
        #expect(outcomes == [.successful, .successful, .successful, .successful, .undetermined])
        let pair = try (0..<2).map { _ in try TestAuthority(country: "MN", name: "Circle") }
        let circle = Self.store((try pair[0].link(to: pair[1]), .link), (try pair[1].link(to: pair[0]), .link))
        #expect(try Self.document(pair[0]).inspect(trust: circle, at: Self.afterwards).overall == .undetermined)
    }

    @Test func `What the old key issues after its period is undetermined`() throws {
        let old = try Self.old.get()
        let report = try Self.document(old).inspect(
            trust: Self.store((old.certificate, .pinned)), at: Self.afterwards)
        #expect(report.findings == ["signerValidity 1609"])
    }

    @Test func `A revocation list of the new key counts for signers of the old one, and a revoked link for none`()
        throws
    {
        let (old, new) = (try Self.old.get(), try Self.new.get())
        let link = try old.link(to: new)
        let signer = try old.issueDocumentSigner()
        var document = TestDocument.unsigned()
        document.files[.sod] = try signer.sign(dataGroups: document.dataGroups)
        var store = Self.store((old.certificate, .pinned), (link, .link))
        store.add(try RevocationList(der: new.revocationList(revoking: [signer.certificate])), origin: "crl")
        #expect(try document.inspect(trust: store)[.signerRevocation]?.code == 1703)

        var revoked = Self.store((old.certificate, .pinned), (link, .link))
        revoked.add(try RevocationList(der: old.revocationList(revoking: [link])), origin: "crl")
        let report = try Self.document(new).inspect(trust: revoked, at: InspectionMoment(unixSeconds: 1_800_000_000))
        #expect(report[.signerRevocation]?.code == 1706 && report.overall == .failed)
    }

    @Test func `Keys below the policy leave a document undetermined`() throws {
        let old = try Self.old.get()
        var store = Self.store((old.certificate, .pinned))
        store.policy.minimumCurveBits = 384
        let report = try Self.document(old, from: 1_700_000_000).inspect(trust: store, at: Self.afterwards)
        #expect(report.findings == ["signerCertificate 1509", "trustStatus 1803"])
        #expect(report.overall == .undetermined)
    }

    @Test(.enabled(if: OutsideMaterial.isPresent, OutsideMaterial.skipped))
    func `Mongolia's authority signs until 2026-12-11`() throws {
        let certificate = try Certificate(der: OutsideMaterial.bytes("pki/MN_CSCA_2022.der"))
        let end = try #require(certificate.extensions.privateKeyUsage.notAfter)
        #expect(CivilDate(unixSeconds: end) == CivilDate("2026-12-11"))
        #expect(certificate.claimsOwnSignature && certificate.isSigned(by: certificate) == .valid)
        #expect(TrustPolicy.standard.objection(to: certificate) == nil)
    }
}

extension Certificate {
    /// A link to a key that claims to come from this certificate, signed by nobody who may.
    fileprivate func selfLink(_ successor: TestAuthority) throws -> Certificate {
        try TestAuthority(certificate: self, key: successor.key, algorithm: successor.algorithm).link(to: successor)
    }
}
