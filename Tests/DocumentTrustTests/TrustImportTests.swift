import Cryptography
import Foundation
import Harness
import Simulators
import Testing
import TravelDocument

@testable import DocumentTrust

@Suite struct TrustImportTests {
    /// 2026-11-20.
    static let now = TestDocument.moment.unixSeconds
    static let root = Result { try TestAuthority(country: "DE", name: "Root CSCA") }

    static func taken(
        _ files: [(String, [UInt8])], into store: TrustStore = TrustStore(), roots: [Certificate] = [],
        at now: Int64 = now
    ) -> TrustImport {
        var taken = TrustImport(into: store, roots: roots, upkeep: .byHand, now: now)
        taken.add(files.map { (origin: $0.0, bytes: $0.1) })
        return taken
    }

    /// The entries of the German list that are no authorities, by SHA-256.
    static let refusedOfGermany = [
        "09adcae2dafa5ba38b561ee84001b5bd4c4ac8cc5d863210450565102cec0017",
        "5e9780fa27d4a9ee004d294111986d6d46b208bc76809040fa7816ab9215e004",
        "5f4f7ad181659b450770d7468f45fe387b45573cf530d65761dc8ba3df128ec8",
        "921fefdcd67f481c9a6c88122f65bbc6a946124ba6d7eaf827f0624fab778c2b",
        "ba6aff10633298e33b15c44c2cb0c1fbcd240b5e1550c9959d70e6e9581f9fc2",
        "cff426047409db1fbfffd3d364435b0ee64392677e9949f2a661af2715e1855f",
        "e177e73253af600c1f67d2f69f60feb5cb7f052fadd6ca7bc10e6372b7218129",
        "f32295a9f69534bba3ffe42a96dfcba00ec80a1091933449216cd245574b9ef9",
    ]

    /// What was refused or unreadable, as `file reason`.
    static func reasons(_ taken: TrustImport) -> [String] {
        taken.outcomes.flatMap { outcome in outcome.refusals.map { "\(outcome.origin) \($0.reason)" } }
    }

    static func ldif(_ values: [(String, [UInt8])]) -> [UInt8] {
        var text = "version: 1\n\n# a comment\n"
        for (name, bytes) in values {
            let base64 = Data(bytes).base64EncodedString()
            // Folded at 70 characters, as the directory writes it.
            var lines: [Substring] = []
            var rest = base64[...]
            while !rest.isEmpty {
                lines.append(rest.prefix(70))
                rest = rest.dropFirst(70)
            }
            text += "dn: c=MN,dc=data\nobjectClass: top\n\(name):: \(lines.joined(separator: "\r\n "))\n\n"
        }
        return Array(text.utf8)
    }

    @Test func `A master list is taken when its signer descends from the root that is named`() throws {
        let root = try Self.root.get()
        let listed = try (0..<3).map { try TestAuthority(country: "FR", name: "Listed \($0)").certificate }
        let weak = try TestAuthority(country: "XX", name: "Weak", key: .rsaPKCS1(1024)).certificate
        let signer = try root.issueMasterListSigner()
        let list = try signer.masterList(of: listed + [weak, signer.certificate])
        let taken = Self.taken([("list.ml", list)], roots: [root.certificate])
        let outcome = try #require(taken.outcomes.first)
        #expect(taken.outcomes.count == 1 && outcome.status == .imported)
        #expect(outcome.source?.id == "ml-de" && outcome.source?.version == "2026-11-01")
        #expect(outcome.source?.root == root.certificate.sha256Fingerprint)
        #expect(Set(taken.store.anchors.map(\.certificate)) == Set(listed))
        #expect(taken.store.anchors.allSatisfy { $0.standing == .listed && $0.origin == "ml-de" })
        #expect(
            Set(outcome.refusals.map(\.reason)) == [
                "the key RSA-1024 is smaller than the policy allows", "it may not issue certificates",
            ])
    }

    @Test func `A master list that nobody vouches for is refused with the reason`() throws {
        let root = try Self.root.get()
        let stranger = try TestAuthority(country: "DE", name: "Root CSCA")
        let signer = try root.issueMasterListSigner()
        let content = [stranger.certificate]
        let early = try root.issueMasterListSigner(validity: 1_609_459_200...1_640_995_200)
        let cases: [(String, [UInt8])] = [
            ("does not fit", try signer.masterList(of: content) { $0.breaksSignature = true }),
            ("does not descend", try stranger.issueMasterListSigner().masterList(of: content)),
            ("none for master lists", try root.issueDocumentSigner().masterList(of: content)),
            ("not valid at signing", try early.masterList(of: content)),
            ("signed in the future", try signer.masterList(of: content, signingTime: 1_900_000_000)),
            ("is missing", try signer.masterList(of: content) { $0.includesCertificate = false }),
            ("no usable entry", try signer.masterList(of: [])),
        ]
        for (reason, list) in cases {
            let taken = Self.taken([("list.ml", list)], roots: [root.certificate])
            #expect(taken.outcomes.map(\.status) == [.refused])
            #expect(Self.reasons(taken).last?.contains(reason) == true, "\(Self.reasons(taken))")
            #expect(taken.store.authorities.isEmpty)
        }
    }

    @Test func `An authority that a list names cannot vouch for another list, one put there by hand can`() throws {
        let (root, listed) = (try Self.root.get(), try TestAuthority(country: "FR", name: "Listed"))
        let first = try root.issueMasterListSigner().masterList(of: [listed.certificate])
        let second = try listed.issueMasterListSigner().masterList(of: [root.certificate])
        let store = Self.taken([("de.ml", first)], roots: [root.certificate]).store
        #expect(Self.taken([("fr.ml", second)], into: store).outcomes.map(\.status) == [.refused])
        let pinned = Self.taken([("fr.cer", listed.certificate.der)], into: store).store
        #expect(Self.taken([("fr.ml", second)], into: pinned).outcomes.map(\.status) == [.imported])
        #expect(Self.taken([("fr.ml", second)], into: pinned).store.sources.map(\.kind).count == 3)
    }

    /// A certificate without basicConstraints that calls itself by its issuer's name: an authority by that name only.
    @Test func `What a listed authority certifies is no root of lists, whatever it calls itself`() throws {
        let (root, listed) = (try Self.root.get(), try TestAuthority(country: "FR", name: "Listed"))
        let next = try TestAuthority(country: "FR", name: "Listed")
        let below = try listed.link(to: next) {
            $0.extensions.isCA = nil; $0.extensions.pathLength = nil
        }
        let third = try TestAuthority(country: "XX", name: "Third").certificate
        let first = try root.issueMasterListSigner().masterList(of: [listed.certificate])
        let second = try next.issueMasterListSigner().masterList(of: [third])
        var store = Self.taken([("de.ml", first)], roots: [root.certificate]).store
        let taken = Self.taken([("below.cer", below.der)], into: store)
        #expect(taken.outcomes.map(\.status) == [.imported])
        #expect(taken.outcomes.first?.source?.kind == .link)
        #expect(taken.store.authorities.first { $0.certificate == below }?.standing == .link)
        #expect(Self.taken([("fr.ml", second)], into: taken.store).outcomes.map(\.status) == [.refused])

        // Nor is it one where an earlier import has written it down as a certificate of its own.
        let source = TrustSource(id: "signer-fr", kind: .certificate, origin: "a", version: "", imported: Self.now)
        store.add(TrustSourceFile(source: source, certificates: [below.der, listed.certificate.der]))
        #expect(store.authorities.first { $0.certificate == below }?.standing == .link)
        #expect(store.authorities.first { $0.certificate == listed.certificate }?.standing == .pinned)
        #expect(Self.taken([("fr.ml", second)], into: store).outcomes.map(\.status) == [.refused])
    }

    @Test func `A root and the list below it may come together`() throws {
        let root = try Self.root.get()
        let list = try root.issueMasterListSigner().masterList(of: [root.certificate])
        let taken = Self.taken([("list.ml", list), ("root.cer", root.certificate.der)])
        #expect(taken.outcomes.map(\.status) == [.imported, .imported])
        // Named by both: what somebody put there by hand stays a root of lists.
        #expect(taken.store.authorities.map(\.standing) == [.pinned])
    }

    @Test func `A signer below a change of keys is traced through the link inside the list`() throws {
        let old = try Self.root.get()
        let new = try TestAuthority(country: "DE", name: "Root CSCA")
        let link = try old.link(to: new)
        let list = try new.issueMasterListSigner().masterList(of: [new.certificate]) { $0.otherCertificates = [link] }
        #expect(Self.taken([("list.ml", list)], roots: [old.certificate]).outcomes.map(\.status) == [.imported])
    }

    @Test func `An older list does not replace a newer one`() throws {
        let root = try Self.root.get()
        let signer = try root.issueMasterListSigner()
        let newer = try signer.masterList(of: [root.certificate])
        let older = try signer.masterList(of: [root.certificate], signingTime: 1_790_000_000)
        let store = Self.taken([("a.ml", newer)], roots: [root.certificate]).store
        let back = Self.taken([("b.ml", older)], into: store, roots: [root.certificate])
        #expect(Self.reasons(back) == ["b.ml older than the list of 2026-11-01 that is there"])
        let again = Self.taken([("a.ml", newer)], into: store, roots: [root.certificate])
        #expect(again.outcomes.first?.replaces == "2026-11-01" && again.store.sources.count == 1)
    }

    @Test func `Certificates, links and revocation lists come in any order and only with somebody behind them`() throws
    {
        let old = try TestAuthority(country: "MN", name: "CSCA")
        let (new, newest) = (
            try TestAuthority(country: "MN", name: "CSCA"), try TestAuthority(country: "MN", name: "CSCA")
        )
        let stranger = try TestAuthority(country: "MN", name: "Stranger")
        let signer = try new.issueDocumentSigner()
        let taken = Self.taken([
            ("newest.cer", try new.link(to: newest).der),
            ("list.crl", try newest.revocationList(revoking: [signer.certificate])),
            ("new.cer", try old.link(to: new).der), ("signer.cer", signer.certificate.der),
            ("old.pem", TrustStoreTests.pem([old.certificate])),
            ("stranger.crl", try stranger.revocationList()),
            ("stranger.cer", try stranger.issueDocumentSigner().certificate.der),
            ("stranger-link.cer", try stranger.link(to: new).der),
            ("partial.crl", try old.revocationList { $0.unknownCritical = ["2.5.29.27"] }),
            ("future.crl", try old.revocationList(thisUpdate: 1_900_000_000, nextUpdate: nil)),
        ])
        #expect(
            taken.outcomes.filter { $0.status == .imported }.map(\.origin)
                == ["old.pem", "new.cer", "signer.cer", "newest.cer", "list.crl"])
        #expect(
            Set(taken.outcomes.filter { $0.status == .refused }.map(\.origin))
                == ["stranger.crl", "stranger.cer", "stranger-link.cer", "partial.crl", "future.crl"])
        #expect(
            taken.store.sources.map { "\($0.kind)" } == [
                "certificate", "link", "certificate", "link", "revocationList",
            ])
        #expect(taken.store.revocationLists.count == 1 && taken.store.publishedSigners == [signer.certificate])
        let earlier = try newest.revocationList(thisUpdate: 1_793_000_000)
        #expect(Self.reasons(Self.taken([("e.crl", earlier)], into: taken.store)).first?.contains("older than") == true)
    }

    @Test func `LDIF gives its lists and links, and nobody's authorities`() throws {
        let root = try Self.root.get()
        let listed = try TestAuthority(country: "FR", name: "Listed")
        let next = try TestAuthority(country: "FR", name: "Listed")
        let file = Self.ldif([
            ("certificateRevocationList;binary", try listed.revocationList()),
            ("cACertificate;binary", try listed.link(to: next).der),
            ("pkdMasterListContent", try root.issueMasterListSigner().masterList(of: [listed.certificate])),
            ("userCertificate;binary", try listed.issueDocumentSigner().certificate.der),
            ("CACertificate;binary", next.certificate.der),
            ("jpegPhoto", [1, 2, 3]),
        ])
        let taken = Self.taken([("pkd.ldif", file)], roots: [root.certificate])
        #expect(
            taken.outcomes.filter { $0.status == .imported }.compactMap { $0.source?.kind } == [
                .masterList, .link, .revocationList,
            ])
        #expect(
            Self.reasons(taken) == [
                "pkd.ldif document signers come with their documents",
                "pkd.ldif nobody vouches for it: import it as a file of its own",
            ])
    }

    @Test func `What is none of the forms is unreadable and changes nothing`() throws {
        let root = try Self.root.get()
        let list = try root.issueMasterListSigner().masterList(of: [root.certificate])
        let good: [(String, [UInt8])] = [
            ("list", list), ("cer", root.certificate.der), ("crl", try root.revocationList()),
            ("ldif", Self.ldif([("cACertificate", root.certificate.der)])),
            ("pem", TrustStoreTests.pem([root.certificate])),
        ]
        var files: [(String, [UInt8])] = [
            ("empty", []), ("text", Array("hello".utf8)), ("zeros", [UInt8](repeating: 0x30, count: 999)),
        ]
        for (name, bytes) in good {
            files.append((name, Array(bytes.prefix(bytes.count / 2))))
            files.append((name, [UInt8](repeating: 0x30, count: 3) + bytes))
        }
        for file in files {
            let taken = Self.taken([file], roots: [root.certificate])
            #expect(!taken.outcomes.isEmpty && taken.outcomes.allSatisfy { $0.status != .imported }, "\(file.0)")
            #expect(taken.store.authorities.isEmpty && taken.store.revocationLists.isEmpty)
        }
    }

    @Test func `Changed bytes of a list never bring another authority in`() throws {
        let root = try Self.root.get()
        let list = try root.issueMasterListSigner().masterList(of: [root.certificate])
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<300 {
            var changed = list
            changed[Int.random(in: changed.indices, using: &generator)] ^= UInt8.random(in: 1...255, using: &generator)
            let taken = Self.taken([("list", changed)], roots: [root.certificate])
            #expect(taken.store.authorities.allSatisfy { $0.certificate == root.certificate })
        }
    }

    @Test func `What was imported is there again when the directory is read, and nothing else is`() throws {
        let root = try Self.root.get()
        let listed = try (0..<3).map { try TestAuthority(country: "FR", name: "Listed \($0)") }
        try TrustStoreTests.withDirectory { path in
            try TrustStoreTests.write(root.certificate.der, path + "/root.cer")
            let list = try root.issueMasterListSigner().masterList(of: listed.map(\.certificate))
            let directory = TrustDirectory(path: path)
            let first = Self.taken(
                [("list.ml", list), ("fr.crl", try listed[0].revocationList())],
                into: TrustStore(directory: path, now: TestDocument.moment.unixSeconds))
            try directory.write(first)
            let store = TrustStore(directory: path, now: TestDocument.moment.unixSeconds)
            #expect(store.refusals.isEmpty)
            #expect(Set(store.sources.map(\.id)) == Set(first.store.sources.map(\.id)))
            #expect(store.sources.first { $0.id == "ml-de" } == first.store.sources.first { $0.id == "ml-de" })
            #expect(store.anchors.count == 4 && store.revocationLists.count == 1)
            // A new list takes the place of the old one: what it no longer names is gone.
            let shorter = try root.issueMasterListSigner().masterList(of: [listed[0].certificate], signingTime: now(1))
            try directory.write(Self.taken([("list.ml", shorter)], into: store))
            #expect(TrustStore(directory: path, now: TestDocument.moment.unixSeconds).anchors.count == 2)
            let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
            #expect(names.count == 3 && names.contains("ml-de.trust") && names.contains("root.cer"))

            var damaged = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + "/ml-de.trust")))
            damaged.removeLast(damaged.count / 2)
            try TrustStoreTests.write(damaged, path + "/ml-de.trust")
            let rest = TrustStore(directory: path, now: TestDocument.moment.unixSeconds)
            #expect(rest.refusals.map(\.origin) == ["ml-de.trust"] && rest.anchors.count == 1)
        }
    }

    private func now(_ days: Int64) -> Int64 { 1_793_491_200 + days * 86_400 }

    @Test func `A directory that cannot be written is a fault`() {
        let taken = Self.taken([])
        #expect(throws: TrustDirectory.Fault.self) { try TrustDirectory(path: "/nowhere/at/all").create() }
        #expect(throws: TrustDirectory.Fault.self) { try TrustDirectory(path: "/nowhere/at/all").write(taken) }
    }

    @Test(.enabled(if: OutsideMaterial.isPresent, OutsideMaterial.skipped))
    func `Each of the 588 certificates of the German list is imported or refused for a reason`() throws {
        let list = try OutsideMaterial.bytes("masterlists/DE_ML_2026-05-28-08-28-45.ml")
        let root = try Certificate(der: OutsideMaterial.bytes("masterlists/DE_ROOT_CA_CSCA07.cer"))
        let taken = Self.taken([("DE_ML.ml", list)], roots: [root])
        let outcome = try #require(taken.outcomes.first)
        let source = try #require(outcome.source)
        #expect(source.id == "ml-de" && source.version == "2026-05-28")
        #expect(source.root == root.sha256Fingerprint)
        #expect(source.certificates.count == 580 && Set(source.certificates).count == 580)
        // Eight entries are no authorities. Each is named by the SHA-256 of its certificate.
        #expect(Set(outcome.refusals.map(\.reason)) == ["it may not issue certificates"])
        #expect(outcome.refusals.count == 8)
        #expect(Set(outcome.refusals.map(\.fingerprint)) == Set(Self.refusedOfGermany))
        #expect(taken.store.anchors.contains { $0.certificate.country == "MN" })
        #expect(
            Self.taken([("DE_ML.ml", list)], roots: [try Self.root.get().certificate]).outcomes.map(\.status) == [
                .refused
            ])
    }
}
