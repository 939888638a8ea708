import Cryptography
import Foundation
import Simulators
import Testing

@testable import DocumentTrust

/// Files that somebody put into a trust directory by hand: they are asked what an import would ask.
@Suite struct LooseFileTests {
    private static let now = TestDocument.moment.unixSeconds

    private func store(_ files: [(name: String, bytes: [UInt8])]) throws -> TrustStore {
        var store = TrustStore()
        try TrustStoreTests.withDirectory { path in
            for file in files { try TrustStoreTests.write(file.bytes, path + "/" + file.name) }
            store = TrustStore(directory: path, now: Self.now)
        }
        return store
    }

    private static func reasons(_ store: TrustStore) -> [String] { store.refusals.map(\.description) }

    @Test func `a master list counts only below a root that lies beside it`() throws {
        let root = try TestAuthority(country: "DE", name: "Root CSCA")
        let listed = try (0..<3).map { try TestAuthority(country: "MN", name: "Listed \($0)").certificate }
        let list = try root.issueMasterListSigner().masterList(of: listed)

        let alone = try store([("a.ml", list)])
        #expect(alone.authorities.isEmpty && alone.sources.isEmpty)
        #expect(
            Self.reasons(alone) == ["a.ml: its signer does not descend from a pinned authority: name its root"])

        // The name of the file says neither when it is looked at nor what it is.
        for name in ["a.ml", "z.ml", "a.cer"] {
            let both = try store([(name, list), ("root.cer", root.certificate.der)])
            #expect(both.refusals.isEmpty)
            #expect(Set(both.anchors.filter { $0.standing == .listed }.map(\.certificate)) == Set(listed))
            #expect(both.anchors.filter { $0.standing == .pinned }.map(\.certificate) == [root.certificate])
            let source = try #require(both.sources.first { $0.id == name })
            #expect(source.kind == .masterList && source.version == "2026-11-01")
            #expect(source.root == root.certificate.sha256Fingerprint && source.certificates.count == 3)
        }
    }

    @Test func `a master list that an import would refuse is refused with the same reason`() throws {
        let root = try TestAuthority(country: "DE", name: "Root CSCA")
        let content = [try TestAuthority(country: "MN", name: "Listed").certificate]
        let signer = try root.issueMasterListSigner()
        let stranger = try TestAuthority(country: "DE", name: "Root CSCA").issueMasterListSigner()
        let cases: [(String, [UInt8])] = [
            ("does not fit", try signer.masterList(of: content) { $0.breaksSignature = true }),
            ("does not descend", try stranger.masterList(of: content)),
            ("none for master lists", try root.issueDocumentSigner().masterList(of: content)),
            ("signed in the future", try signer.masterList(of: content, signingTime: 1_900_000_000)),
            ("no master list", try signer.masterList(of: content) { $0.contentType = SignedData.securityObjectType }),
        ]
        for (reason, list) in cases {
            let store = try store([("list.ml", list), ("root.cer", root.certificate.der)])
            #expect(store.anchors.map(\.certificate) == [root.certificate])
            #expect(Self.reasons(store).first?.hasPrefix("list.ml: ") == true)
            #expect(Self.reasons(store).first?.contains(reason) == true, "\(Self.reasons(store))")
        }
    }

    @Test func `entries of a list that can be no authorities are named and left out`() throws {
        let root = try TestAuthority(country: "DE", name: "Root CSCA")
        let listed = try TestAuthority(country: "MN", name: "Listed")
        let weak = try TestAuthority(country: "XX", name: "Weak", key: .rsaPKCS1(1024)).certificate
        let signer = try root.issueMasterListSigner()
        let list = try signer.masterList(of: [listed.certificate, weak, signer.certificate])
        let store = try store([("list.ml", list), ("root.cer", root.certificate.der)])
        #expect(Set(store.anchors.map(\.certificate)) == [root.certificate, listed.certificate])
        #expect(store.publishedSigners.isEmpty && store.sources.first { $0.id == "list.ml" }?.refused == 2)
        #expect(Self.reasons(store).contains { $0.hasSuffix("the key RSA-1024 is smaller than the policy allows") })
        #expect(Self.reasons(store).contains { $0.hasSuffix("it may not issue certificates") })
    }

    @Test func `an authority that a list names is no root of another list`() throws {
        let root = try TestAuthority(country: "DE", name: "Root CSCA")
        let listed = try TestAuthority(country: "FR", name: "Listed")
        let third = try TestAuthority(country: "XX", name: "Third")
        let first = try root.issueMasterListSigner().masterList(of: [listed.certificate])
        let second = try listed.issueMasterListSigner().masterList(of: [third.certificate])
        let store = try store([("a.ml", first), ("b.ml", second), ("root.cer", root.certificate.der)])
        #expect(Set(store.anchors.map(\.certificate)) == [root.certificate, listed.certificate])
        #expect(store.refusals.map(\.origin) == ["b.ml"])
    }

    @Test func `a certificate that can be no authority is refused with the reason`() throws {
        func authority(_ adjust: (inout CertificateBuilder) -> Void) throws -> [UInt8] {
            try TestAuthority(country: "MN", name: "Odd", adjust: adjust).certificate.der
        }
        let good = try TestAuthority(country: "MN", name: "Odd")
        var forged = good.certificate.der
        forged[forged.count - 1] ^= 1
        let cases: [(String, [UInt8])] = [
            ("it may not issue certificates", try authority { $0.extensions.isCA = false }),
            ("its key may not sign certificates", try authority { $0.extensions.keyUsage = .digitalSignature }),
            ("unknown critical extension", try authority { $0.extensions.unknownCritical = ["1.2.3"] }),
            (
                "smaller than the policy allows",
                try TestAuthority(country: "MN", name: "Odd", key: .rsaPKCS1(1024)).certificate.der
            ),
            ("its own signature does not fit", forged),
            ("no authority of the store certifies it", try good.issueDocumentSigner().certificate.der),
        ]
        for (reason, der) in cases {
            for bytes in [der, TrustStoreTests.pem([try Certificate(der: der)])] {
                let store = try store([("odd.cer", bytes)])
                #expect(store.authorities.isEmpty && store.publishedSigners.isEmpty && store.sources.isEmpty)
                #expect(Self.reasons(store).count == 1)
                #expect(Self.reasons(store).first?.contains(reason) == true, "\(Self.reasons(store))")
            }
        }
    }

    @Test func `one text may hold authorities, their signers, lists of both kinds`() throws {
        let root = try TestAuthority(country: "DE", name: "Root CSCA")
        let signer = try root.issueDocumentSigner().certificate
        let listed = try TestAuthority(country: "MN", name: "Listed").certificate
        func block(_ label: String, _ der: [UInt8]) -> [UInt8] { PEM.text(.init(label: label, bytes: der)) }
        let text =
            block("CMS", try root.issueMasterListSigner().masterList(of: [listed]))
            + block("X509 CRL", try root.revocationList())
            + TrustStoreTests.pem([signer, root.certificate])
        let store = try store([("all.pem", text)])
        #expect(store.refusals.isEmpty && store.publishedSigners == [signer])
        #expect(Set(store.anchors.map(\.certificate)) == [root.certificate, listed])
        #expect(store.revocationLists.count == 1)
        #expect(store.sources.map(\.certificates.count) == [3] && store.sources.map(\.revoked) == [0])
    }
}
