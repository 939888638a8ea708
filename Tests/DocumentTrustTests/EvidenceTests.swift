import Cryptography
import Foundation
import Simulators
import Testing
import TravelDocument

@testable import DocumentTrust

@Suite struct EvidenceTests {
    private let key = Result { try Ed25519.PrivateKey(seed: [UInt8](repeating: 7, count: 32)) }

    private func sealed(_ statement: String = "{\"said\":1}") throws -> SealedEvidence {
        let key = try key.get()
        return try SealedEvidence(statement: statement, files: try TestDocument.good().files, publicKey: key.publicKey)
        { bytes throws(CryptographyError) in try key.sign(bytes) }
    }

    @Test func `what was sealed is intact after writing and reading`() throws {
        let evidence = try sealed()
        let read = try JSONDecoder().decode(SealedEvidence.self, from: JSONEncoder().encode(evidence))
        #expect(read == evidence)
        let verification = read.verify(signers: [try key.get().publicKey])
        #expect(verification.isIntact && verification.signature == .valid)
        #expect(read.chipFiles.files.keys.contains(.sod))
        #expect(read.chipFiles == evidence.chipFiles)
    }

    @Test func `a signer that nobody named proves nothing`() throws {
        let verification = try sealed().verify(signers: [[UInt8](repeating: 9, count: 32)])
        #expect(verification.signature == .signerUnknown && !verification.isIntact)
        #expect(try sealed().verify(signers: []).signature == .signerUnknown)
    }

    @Test func `a changed file is named, and the statement still counts`() throws {
        var evidence = try sealed()
        let dg2 = try #require(evidence.files["DG2"]?.content.bytes)
        evidence.files["DG2"]?.content = Base64Bytes(dg2.dropLast() + [0])
        let verification = evidence.verify(signers: [try key.get().publicKey])
        #expect(verification.changed == ["DG2"] && verification.signature == .valid && !verification.isIntact)
    }

    @Test(arguments: 0..<7) func `whatever is changed beside the files breaks the signature`(_ part: Int) throws {
        var evidence = try sealed()
        let foreignHash = try #require(evidence.files["DG2"]?.sha256)
        switch part {
        case 0: evidence.statement += " "
        case 1: evidence.files["DG1"] = nil
        case 2: evidence.files["DG3"] = evidence.files["DG1"]
        case 3: evidence.files["DG1"]?.sha256 = foreignHash
        case 4: evidence.seal.signature = HexBytes([UInt8](repeating: 0, count: 64))
        case 5: evidence.seal.publicKey = HexBytes([UInt8](repeating: 3, count: 32))
        default: evidence.seal.signature = HexBytes([])
        }
        let verification = evidence.verify(signers: [try key.get().publicKey])
        #expect(verification.signature == .wrong && !verification.isIntact)
    }

    @Test func `other forms are not guessed at`() throws {
        var form = try sealed()
        form.boomtEvidence = 2
        var algorithm = try sealed()
        algorithm.seal.algorithm = "Ed448"
        for evidence in [form, algorithm] {
            #expect(evidence.verify(signers: [try key.get().publicKey]).signature == .unsupported)
        }
    }

    @Test func `two files cannot pose as one, nor lines of the statement as a file`() throws {
        let good = try sealed("x")
        let (one, two) = (try #require(good.files["DG1"]), try #require(good.files["DG2"]))
        // The very bytes that were signed, with a name that swallows another file.
        var swallowed = good
        (swallowed.files["DG1"], swallowed.files["DG2"]) = (nil, nil)
        swallowed.files["DG1\n\(two.sha256) DG2"] = one
        var moved = good
        moved.files["EF.SOD"] = nil
        moved.statement = "\(try #require(good.files["EF.SOD"]).sha256) EF.SOD\n\nx"
        for evidence in [swallowed, moved] {
            #expect(evidence.verify(signers: [try key.get().publicKey]).signature == .wrong)
        }
    }
}

/// The part of a store that judged a document judges it the same.
@Suite struct TrustExcerptTests {
    private func crowd() throws -> TrustStore {
        var store = try TestDocument.store()
        for number in 0..<20 {
            store.add(
                try TestAuthority(country: "UT", name: "CSCA \(number)").certificate, origin: "crowd", .listed)
        }
        return store
    }

    private func expectSame(_ document: TestDocument, _ store: TrustStore, authorities: Int) throws {
        let excerpt = store.excerpt(for: document.files)
        let read = try JSONDecoder().decode(TrustExcerpt.self, from: JSONEncoder().encode(excerpt))
        #expect(read == excerpt && read.authorities.count == authorities)
        let small = TrustStore(read)
        #expect(small.refusals.isEmpty)
        #expect(try document.inspect(trust: small).checks == document.inspect(trust: store).checks)
    }

    @Test func `of a crowd only the authority of the signer is needed`() throws {
        try expectSame(TestDocument.good(), crowd(), authorities: 1)
    }

    @Test func `a stranger is as unknown as before`() throws {
        var store = try crowd()
        store.policy.minimumRSABits = 4096
        var document = TestDocument.unsigned()
        let signer = try TestAuthority(country: "MN", name: "Nobody").issueDocumentSigner()
        document.files[.sod] = try signer.sign(dataGroups: document.dataGroups)
        try expectSame(document, store, authorities: 0)
        #expect(store.excerpt(for: document.files).policy.minimumRSABits == 4096)
    }

    @Test func `a link brings the root that certifies it`() throws {
        let old = try TestAuthority(country: "MN", name: "Old CSCA")
        let new = try TestAuthority(country: "MN", name: "New CSCA")
        var store = try crowd()
        store.add(old.certificate, origin: "old")
        store.add(try old.link(to: new), origin: "link", .link)
        var document = TestDocument.unsigned()
        document.files[.sod] = try new.issueDocumentSigner().sign(dataGroups: document.dataGroups)
        #expect(try document.inspect(trust: store)[.trustStatus]?.result == .successful)
        try expectSame(document, store, authorities: 2)
    }

    @Test func `revocation lists come along, and missing ones are still missing`() throws {
        let document = try TestDocument.good()
        let authority = try TestDocument.authority.get()
        var revoked = try crowd()
        let list = try authority.revocationList(revoking: [try TestDocument.signer.get().certificate])
        revoked.add(try RevocationList(der: list), origin: "mn.crl")
        #expect(try document.inspect(trust: revoked)[.signerRevocation]?.result == .failed)
        try expectSame(document, revoked, authorities: 1)

        var others = try crowd()
        let stranger = try TestAuthority(country: "DE", name: "Other CSCA")
        others.add(stranger.certificate, origin: "de")
        others.add(try RevocationList(der: try stranger.revocationList()), origin: "de.crl")
        #expect(try document.inspect(trust: others)[.signerRevocation]?.result == .undetermined)
        try expectSame(document, others, authorities: 1)
    }

    @Test(arguments: TrustPolicy.Revocation.allCases)
    func `what becomes of a document without any revocation list comes along`(
        _ revocation: TrustPolicy.Revocation
    ) throws {
        var store = try crowd()
        store.policy.revocation = revocation
        let document = try TestDocument.good()
        let expected: CheckResult = revocation == .required ? .undetermined : .notSupported
        #expect(try document.inspect(trust: store)[.signerRevocation]?.result == expected)
        try expectSame(document, store, authorities: 1)
    }

    @Test func `a policy of before has not asked for revocation lists`() throws {
        var policy = TrustPolicy()
        policy.revocation = .required
        let data = try JSONEncoder().encode(policy)
        #expect(try JSONDecoder().decode(TrustPolicy.self, from: data) == policy)
        let before = String(decoding: data, as: UTF8.self).replacing(#","revocation":"required""#, with: "")
            .replacing(#""revocation":"required","#, with: "")
        #expect(!before.contains("required"))
        #expect(try JSONDecoder().decode(TrustPolicy.self, from: Data(before.utf8)) == TrustPolicy())
    }

    @Test func `a published signer is named where EF.SOD brings none`() throws {
        var document = TestDocument.unsigned()
        let signer = try TestDocument.signer.get()
        document.files[.sod] = try signer.sign(
            dataGroups: document.dataGroups, adjust: { $0.includesCertificate = false })
        var store = try crowd()
        store.add(signer.certificate, origin: "signer")
        #expect(try document.inspect(trust: store)[.sodSignature]?.result == .successful)
        try expectSame(document, store, authorities: 1)
    }
}
