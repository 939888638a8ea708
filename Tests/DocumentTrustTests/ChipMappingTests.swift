import Cryptography
import Simulators
import Testing
import TravelDocument

@testable import DocumentTrust

/// PACE-CAM against EF.CardSecurity: who may sign it, and what of it counts.
@Suite struct ChipMappingTests {
    private func row(
        _ mapped: Mapped, id: CheckID = .chipAuthenticity, trust: TrustStore? = nil
    ) throws -> InspectionCheck {
        let report = try mapped.document.inspect(
            trust: trust, access: InspectedAccess(protocolName: "PACE-CAM", authenticity: mapped.facts))
        let row = try #require(report.checks.first { $0.id == id })
        // What fails or is in doubt here keeps the whole from being good.
        if [.failed, .undetermined].contains(row.result) { #expect(report.overall != .successful) }
        return row
    }

    private struct Mapped {
        var document: TestDocument
        var facts: ChipAuthenticity
    }

    private func mapped(staticKey: [UInt8] = [21], signer: TestDocumentSigner? = nil) throws -> Mapped {
        let group = try #require(KeyAgreementGroup(parameterId: 13))
        let mappingPrivate: [UInt8] = [77, 3]
        let mapping = ChipAuthenticity.Mapping(
            parameterId: 13, mappingKey: try group.multiply(try group.generator(), by: mappingPrivate),
            authenticationData: try group.quotient(mappingPrivate, staticKey))
        let pace = try #require(PACEInfo(mapping: .chipAuthentication, cipher: .aes128, parameterId: 13))
        let key = PassportAuthenticity.AgreementKey(parameterId: 13, privateKey: [21])
        var document = try TestDocument.good()
        document.files[.cardAccess] = TLV.encode(tag: 0x31, children: [pace.encoded()])
        document.files[.cardSecurity] = try (signer ?? TestDocument.signer.get()).cardSecurity([
            pace.encoded(),
            ChipAuthenticationPublicKeyInfo(publicKeyInfo: try key.publicKeyInfo(standardized: true))
                .encoded(usesCurve: true),
        ])
        return Mapped(document: document, facts: ChipAuthenticity(mapping: mapping))
    }

    @Test func `PACE-CAM proves the key that EF_CardSecurity signs`() throws {
        let good = try mapped()
        #expect(try row(good).code == 0)
        #expect(try row(good, id: .cardSecurity).code == 0)
        let copy = try mapped(staticKey: [22])
        #expect(try row(copy).code == CheckCode.mappingFailed.rawValue)
        var silent = try mapped()
        silent.facts.mapping?.authenticationData = nil
        #expect(try row(silent).code == CheckCode.mappingFailed.rawValue)
    }

    /// Without the chip's key: any number, and the signed public key as often.
    @Test func `numbers that somebody made up fit EF_CardSecurity, and prove nothing when a file tells them`() throws {
        var made = try mapped()
        let group = try #require(KeyAgreementGroup(parameterId: 13))
        let number: [UInt8] = [5]
        let publicKey = try group.multiply(try group.generator(), by: [21])
        made.facts.mapping = .init(
            parameterId: 13, mappingKey: try group.multiply(publicKey, by: number),
            authenticationData: [UInt8](repeating: 0, count: 31) + number)
        var access = InspectedAccess(protocolName: "PACE-CAM", authenticity: made.facts)
        #expect(try made.document.inspect(access: access)[.chipAuthenticity]?.code == 0)
        access.toldByFile = true
        let told = try made.document.inspect(access: access)
        #expect(told[.chipAuthenticity]?.code == 1210 && told.overall == .undetermined)
        access.authenticity = try mapped(staticKey: [22]).facts
        #expect(try made.document.inspect(access: access)[.chipAuthenticity]?.code == 1205)
    }

    @Test func `without a good EF_CardSecurity the mapping proves nothing`() throws {
        var missing = try mapped()
        missing.document.files[.cardSecurity] = nil
        #expect(try row(missing).code == CheckCode.chipKeyNotSigned.rawValue)
        #expect(try row(missing, id: .cardSecurity).code == CheckCode.cardSecurityNotRead.rawValue)
        var garbled = try mapped()
        garbled.document.files[.cardSecurity] = [0x30, 0x00]
        #expect(try row(garbled, id: .cardSecurity).code == CheckCode.cardSecurityMalformed.rawValue)
        var changed = try mapped()
        changed.document.files[.cardSecurity]?[200] ^= 1
        let code = try row(changed, id: .cardSecurity).code
        #expect(
            [CheckCode.cardSecuritySignatureWrong, .cardSecurityMalformed].map(\.rawValue).contains(code))
        #expect(try row(changed).code == CheckCode.chipKeyNotSigned.rawValue)
    }

    @Test func `an authority that we do not have leaves EF_CardSecurity undetermined`() throws {
        var foreign = try mapped()
        let stranger = try TestAuthority(country: "XX", name: "Somebody").issueDocumentSigner()
        foreign.document.files[.cardSecurity] = try stranger.cardSecurity([])
        #expect(try row(foreign, id: .cardSecurity).code == CheckCode.cardSecurityAuthorityUnknown.rawValue)
    }

    @Test func `EF_CardAccess may offer less than EF_CardSecurity and nothing else`() throws {
        var more = try mapped()
        let weak = try #require(PACEInfo(mapping: .generic, cipher: .tripleDES, parameterId: 8))
        let own = try #require(PACEInfo(mapping: .chipAuthentication, cipher: .aes128, parameterId: 13))
        more.document.files[.cardAccess] = TLV.encode(tag: 0x31, children: [own.encoded(), weak.encoded()])
        #expect(try row(more, id: .cardSecurity).code == CheckCode.cardAccessDiffers.rawValue)
        #expect(try row(more).code == CheckCode.chipKeyNotSigned.rawValue)
        var less = try mapped()
        less.document.files[.cardAccess] = TLV.encode(tag: 0x31, children: [])
        #expect(try row(less, id: .cardSecurity).code == 0)
    }

    @Test func `a proof that fails outweighs one that succeeds`() throws {
        var both = try mapped()
        both.facts.chipAuthentication = .init("CA-ECDH-AES-128", .failed)
        #expect(try row(both).code == CheckCode.chipAuthenticationFailed.rawValue)
    }

    // MARK: - Who signed EF.CardSecurity

    private static var authority: TestAuthority { get throws { try TestDocument.authority.get() } }

    /// Both rows of a document whose EF.CardSecurity has this signer, as codes.
    private func codes(_ signer: TestDocumentSigner, trust: TrustStore? = nil, copy: Bool = false) throws -> [Int] {
        let mapped = try mapped(staticKey: copy ? [22] : [21], signer: signer)
        return try [CheckID.cardSecurity, .chipAuthenticity].map { try row(mapped, id: $0, trust: trust).code }
    }

    @Test func `another document signer of the state may sign EF_CardSecurity`() throws {
        let signer = try Self.authority.issueDocumentSigner(name: "Second signer")
        #expect(try codes(signer) == [0, 0])
        #expect(try codes(signer, copy: true) == [0, CheckCode.mappingFailed.rawValue])
    }

    @Test func `a signer of another trusted state vouches for no key of the chip`() throws {
        let foreign = try TestAuthority(country: "FR", name: "France CSCA")
        var store = try TestDocument.store()
        store.add(foreign.certificate, origin: "fr")
        let expected = [CheckCode.cardSecurityCountryDiffers, .chipKeyNotSigned].map(\.rawValue)
        let mapped = try mapped(signer: try foreign.issueDocumentSigner())
        #expect(try row(mapped, id: .cardSecurity, trust: store).result == .failed)
        #expect(try codes(try foreign.issueDocumentSigner(), trust: store) == expected)
        // Nor does one that only calls itself ours.
        let disguised = try codes(try foreign.issueDocumentSigner(country: "MN"), trust: store)
        #expect(disguised == [CheckCode.authorityCountryMismatch, .chipKeyNotSigned].map(\.rawValue))
    }

    @Test func `countries that sign for each other may sign EF_CardSecurity for each other`() throws {
        let china = try TestAuthority(country: "CN", name: "China CSCA")
        var store = TrustStore()
        store.add(china.certificate, origin: "cn")
        var mapped = try mapped(signer: try china.issueDocumentSigner(country: "HK"))
        mapped.document.files[.sod] = try china.issueDocumentSigner().sign(dataGroups: mapped.document.dataGroups)
        #expect(try row(mapped, id: .cardSecurity, trust: store).code == 0)
    }

    @Test func `a revoked signer of EF_CardSecurity fails, by revocation list and by defect list`() throws {
        let signer = try Self.authority.issueDocumentSigner(name: "Second signer")
        var store = try TestDocument.store()
        store.add(try RevocationList(der: Self.authority.revocationList(revoking: [signer.certificate])), origin: "crl")
        let mapped = try mapped(signer: signer)
        #expect(try row(mapped, id: .signerRevocation, trust: store).code == 0)
        let revoked = try row(mapped, id: .cardSecurity, trust: store)
        #expect(revoked.code == CheckCode.signerRevoked.rawValue && revoked.result == .failed)
        #expect(revoked.text.en.hasSuffix("EF.CardSecurity, keyCompromise"))
        #expect(try codes(signer, trust: store)[1] == CheckCode.chipKeyNotSigned.rawValue)
        let listed = try codes(signer, trust: try Self.knowing(["1.1"], of: signer))
        #expect(listed == [CheckCode.signerListedRevoked, .chipKeyNotSigned].map(\.rawValue))
    }

    @Test func `a stale revocation list leaves EF_CardSecurity in doubt, and a copy is still one`() throws {
        let signer = try Self.authority.issueDocumentSigner(name: "Second signer")
        let stale = try Self.authority.revocationList(thisUpdate: 1_700_000_000, nextUpdate: 1_701_000_000)
        var store = try TestDocument.store()
        store.add(try RevocationList(der: stale), origin: "crl")
        let doubt = CheckCode.revocationListStale.rawValue
        #expect(try codes(signer, trust: store) == [doubt, CheckCode.chipKeyNotSigned.rawValue])
        #expect(try codes(signer, trust: store, copy: true) == [doubt, CheckCode.mappingFailed.rawValue])
    }

    @Test func `a certificate that is no document signer's signs no EF_CardSecurity`() throws {
        let authority = try Self.authority
        let own = TestDocumentSigner(
            certificate: authority.certificate, key: authority.key, algorithm: authority.algorithm)
        let sealer = try authority.issueDocumentSigner { $0.extensions.keyUsage = .certificateSigning }
        let cases: [(CheckCode, TestDocumentSigner)] = [
            (.signerNotForDocuments, try authority.issueMasterListSigner()), (.signerNotForDocuments, sealer),
            (.signerNotForDocuments, try authority.issueDocumentSigner { $0.extensions.isCA = true }),
            (.signerNotForDocuments, own),
            (.signerPurposeUnknown, try authority.issueDocumentSigner { $0.extensions.extendedKeyUsage = ["1.2.3"] }),
            (.signerKeyTooSmall, try authority.issueDocumentSigner(key: .rsaPKCS1(1024))),
            (.signerCriticalExtension, try authority.issueDocumentSigner { $0.extensions.unknownCritical = ["1.2.3"] }),
        ]
        for (code, signer) in cases {
            #expect(try codes(signer) == [code, .chipKeyNotSigned].map(\.rawValue))
        }
    }

    @Test func `what defect lists say of the signer of EF_CardSecurity counts`() throws {
        let signer = try Self.authority.issueDocumentSigner(name: "Second signer")
        let keyRevoked = [0, CheckCode.chipKeyRevoked.rawValue]
        #expect(try codes(signer, trust: try Self.knowing(["1.3"], of: signer)) == keyRevoked)
        #expect(try codes(signer, trust: try Self.knowing(["1.3"], of: try TestDocument.signer.get())) == keyRevoked)
        // Faulty certificates that are known to be so are an officer's matter.
        let faulty = try Self.authority.issueMasterListSigner()
        let replaced = [CheckCode.signerReplaced, .chipKeyNotSigned].map(\.rawValue)
        #expect(try codes(faulty, trust: try Self.knowing(["1.2"], of: faulty)) == replaced)
    }

    /// The store of the tests, with a defect list about a signer.
    private static func knowing(_ defects: [String], of signer: TestDocumentSigner) throws -> TrustStore {
        let publisher = try TestAuthority(country: "DE", name: "Test defect root")
        let list = try publisher.issueDocumentSigner().defectList(of: [(signer.certificate, defects)])
        var taken = TrustImport(
            into: try TestDocument.store(), roots: [publisher.certificate], upkeep: .byHand,
            now: TestDocument.moment.unixSeconds)
        taken.add([("defects.dl", list)])
        #expect(taken.outcomes.map(\.status) == [.imported])
        return taken.store
    }
}
