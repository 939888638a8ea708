import Cryptography
import Simulators
import Testing
import TravelDocument

@testable import DocumentTrust

/// The row `signerRevocation` (ICAO 9303-11 §5.1, 9303-12 §5.4).
@Suite struct RevocationTests {
    static func finding(_ lists: [UInt8]..., at moment: InspectionMoment = TestDocument.moment) throws
        -> InspectionCheck
    {
        var store = try TestDocument.store()
        for list in lists { store.add(try RevocationList(der: list), origin: "list") }
        return try #require(try TestDocument.good().inspect(trust: store, at: moment)[.signerRevocation])
    }

    static var authority: TestAuthority { get throws { try TestDocument.authority.get() } }
    static var signer: Certificate { get throws { try TestDocument.signer.get().certificate } }

    @Test func `Without any list it is undetermined where lists are required, else not looked at`() throws {
        let check = try Self.finding()
        #expect(check.result == .notSupported && check.code == 1700)
        var store = try TestDocument.store()
        store.policy.revocation = .required
        let report = try TestDocument.good().inspect(trust: store)
        #expect(report[.signerRevocation]?.code == 1701 && report.overall == .undetermined)
        store.add(try RevocationList(der: Self.authority.revocationList()), origin: "list")
        #expect(try TestDocument.good().inspect(trust: store).overall == .successful)
    }

    @Test func `A signer that is on no list of its authority has not been revoked`() throws {
        let other = try Self.authority.issueDocumentSigner().certificate
        #expect(try Self.finding(Self.authority.revocationList()).result == .successful)
        #expect(try Self.finding(Self.authority.revocationList(revoking: [other])).result == .successful)
    }

    @Test func `A revoked signer fails the document, with the reason`() throws {
        let list = try Self.authority.revocationList(revoking: [Self.signer])
        let check = try Self.finding(list)
        #expect(check.result == .failed && check.code == 1703)
        #expect(check.text.en.hasSuffix("keyCompromise"))
        // Once revoked, an old or partial list says it as well, and a later one cannot hide it.
        let old = try Self.authority.revocationList(
            revoking: [Self.signer], thisUpdate: 1_700_000_000, nextUpdate: 1_701_000_000)
        #expect(try Self.finding(old).code == 1703)
        #expect(try Self.finding(Self.authority.revocationList(), old).code == 1703)
        let partial = try Self.authority.revocationList(revoking: [Self.signer]) { $0.unknownCritical = ["2.5.29.27"] }
        #expect(try Self.finding(partial).code == 1703)
    }

    @Test func `A missing, stale, future, partial or forged list leaves it undetermined`() throws {
        let stranger = try TestAuthority(country: "MN", name: "Test CSCA")
        let elsewhere = try TestAuthority(country: "FR", name: "Other CSCA")
        let cases: [(Int, [UInt8])] = [
            (1701, try elsewhere.revocationList()),
            (1702, try Self.authority.revocationList(thisUpdate: 1_700_000_000, nextUpdate: 1_701_000_000)),
            (1702, try Self.authority.revocationList(thisUpdate: 1_700_000_000, nextUpdate: nil)),
            (1702, try Self.authority.revocationList(thisUpdate: 1_800_000_000, nextUpdate: 1_801_000_000)),
            (1704, try Self.authority.revocationList { $0.breaksSignature = true }),
            (1704, try stranger.revocationList(revoking: [Self.signer])),
            (1705, try Self.authority.revocationList { $0.unknownCritical = ["2.5.29.28"] }),
        ]
        for (code, list) in cases {
            let check = try Self.finding(list)
            #expect(check.result == .undetermined && check.code == code)
        }
    }

    @Test func `A list of another trusted state cannot condemn by naming our key`() throws {
        let foreign = try TestAuthority(country: "FR", name: "Other CSCA")
        var store = try TestDocument.store()
        store.add(foreign.certificate, origin: "fr")
        let list = try foreign.revocationList(revoking: [Self.signer]) {
            $0.authorityKeyIdentifier = try? Self.authority.certificate.subjectKeyIdentifier
        }
        store.add(try RevocationList(der: list), origin: "list")
        let check = try TestDocument.good().inspect(trust: store)[.signerRevocation]
        #expect(check?.result == .undetermined && check?.code == 1704)
    }

    @Test func `One good list is enough beside others`() throws {
        let stale = try Self.authority.revocationList(thisUpdate: 1_700_000_000, nextUpdate: 1_701_000_000)
        let forged = try Self.authority.revocationList { $0.breaksSignature = true }
        #expect(try Self.finding(stale, Self.authority.revocationList(), forged).result == .successful)
        #expect(try Self.finding(forged, stale, Self.authority.revocationList()).result == .successful)
    }

    @Test func `A signer whose authority is not known stays undetermined`() throws {
        var store = TrustStore()
        store.add(try RevocationList(der: Self.authority.revocationList(revoking: [Self.signer])), origin: "list")
        let check = try TestDocument.good().inspect(trust: store)[.signerRevocation]
        // Nobody that we trust signed the list: it can neither clear nor condemn.
        #expect(check?.result == .undetermined && check?.code == 1701)
    }
}
