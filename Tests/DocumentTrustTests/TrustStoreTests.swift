import Cryptography
import Foundation
import Harness
import Simulators
import Testing

@testable import DocumentTrust

@Suite struct TrustStoreTests {
    /// A directory of its own that is removed at the end.
    static func withDirectory(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("boomt-trust-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: path) }
        try body(path.path)
    }

    static func write(_ bytes: [UInt8], _ path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    static func pem(_ certificates: [Certificate]) -> [UInt8] {
        let text = certificates.map { certificate in
            "-----BEGIN CERTIFICATE-----\n"
                + Data(certificate.der).base64EncodedString(options: .lineLength64Characters)
                + "\n-----END CERTIFICATE-----\n"
        }
        return [UInt8](text.joined().utf8)
    }

    @Test func `A directory gives its certificates and names what it refuses`() throws {
        let authorities = try (0..<4).map { try TestAuthority(country: "MN", name: "CSCA \($0)") }
        let signer = try authorities[0].issueDocumentSigner()
        try Self.withDirectory { path in
            try Self.write(authorities[0].certificate.der, path + "/a.cer")
            try Self.write(authorities[1].certificate.der, path + "/b.DER")
            try Self.write(Self.pem([authorities[2].certificate, authorities[3].certificate]), path + "/c.pem")
            try Self.write(authorities[0].certificate.der, path + "/d.crt")
            try Self.write(signer.certificate.der, path + "/e.cer")
            try Self.write([1, 2, 3], path + "/f.cer")
            try Self.write([UInt8](repeating: 0, count: 9_000_000), path + "/g.cer")
            try Self.write([1], path + "/readme.txt")
            try FileManager.default.createDirectory(atPath: path + "/h.cer", withIntermediateDirectories: true)
            #expect(mkfifo(path + "/i.cer", 0o600) == 0)
            let store = TrustStore(directory: path, now: TestDocument.moment.unixSeconds)
            #expect(store.anchors.map(\.origin) == ["a.cer", "b.DER", "c.pem", "c.pem"])
            #expect(store.publishedSigners == [signer.certificate])
            #expect(store.refusals.map(\.origin).sorted() == ["f.cer", "g.cer", "h.cer", "i.cer"])
        }
    }

    @Test func `A directory that is not there gives an empty store with the reason`() {
        let store = TrustStore(directory: "/nowhere/at/all", now: TestDocument.moment.unixSeconds)
        #expect(store.anchors.isEmpty)
        #expect(store.refusals.map(\.description) == ["/nowhere/at/all: directory cannot be read: not there"])
    }

    @Test func `Candidates come by key identifier first and by name after`() throws {
        let twins = try (0..<3).map { _ in try TestAuthority(country: "MN", name: "Twin") }
        let signer = try twins[1].issueDocumentSigner()
        var store = TrustStore()
        for twin in twins { store.add(twin.certificate, origin: twin.certificate.serialHex) }
        let candidates = store.candidates(for: signer.certificate)
        #expect(candidates.map(\.hasNamedKey) == [true, false, false])
        #expect(candidates.first?.anchor.certificate == twins[1].certificate)
        #expect(store.candidates(for: try TestAuthority(country: "MN", name: "Else").certificate).isEmpty)
    }

    @Test func `An account names what a store has gained and lost, and its digest tells stores apart`() throws {
        let authorities = try (0..<20).map { try TestAuthority(country: "MN", name: "Told \($0)").certificate }
        var first = TrustStore()
        first.add(loose: [("a.cer", authorities[0].der)])
        var more = first
        more.add(loose: authorities.enumerated().map { ("\($0.offset).cer", $0.element.der) })
        more.add(loose: [("b\u{1B}[2J.cer", Array("nothing".utf8))])
        let account = try more.account(after: first)
        #expect(account["anchors"] == "20" && account["anchorsRemoved"] == nil)
        #expect(account["anchorsAdded"]?.hasSuffix("and 3 more") == true)
        #expect(account["refused"]?.hasPrefix("b\u{FFFD}[2J.cer: ") == true)
        #expect(try first.account(after: more)["anchorsRemoved"] == account["anchorsAdded"])
        #expect(try account["digest"] == more.digest() && more.digest() != first.digest())
        #expect(try first.digest().utf8.count == 64 && first.account()["digest"] == first.digest())
        // The order in which files come is no difference.
        let pair = authorities.prefix(2).map { $0.der }
        var (there, back) = (TrustStore(), TrustStore())
        for der in pair { there.add(loose: [("x", der)]) }
        for der in pair.reversed() { back.add(loose: [("x", der)]) }
        #expect(try there.digest() == back.digest())
    }

    @Test(.enabled(if: OutsideMaterial.isPresent, OutsideMaterial.skipped))
    func `The German master list is taken whole, Mongolia among it`() throws {
        let store = TrustStore(directory: OutsideMaterial.path("masterlists"), now: TestDocument.moment.unixSeconds)
        // 588 entries: eight are no authorities, and the root of the list lies there by itself, too.
        #expect(store.refusals.count == 8)
        #expect(store.refusals.allSatisfy { $0.reason.hasSuffix("it may not issue certificates") })
        #expect(store.anchors.count == 580)
        #expect(store.anchors.filter { $0.certificate.country == "MN" }.count == 1)
        let mongolia = try Certificate(der: OutsideMaterial.bytes("pki/MN_CSCA_2022.der"))
        #expect(store.anchors.contains { $0.certificate == mongolia })
    }
}

extension TrustStore {
    /// Takes files as if they lay in a trust directory.
    mutating func add(loose files: [(name: String, bytes: [UInt8])], now: Int64 = TestDocument.moment.unixSeconds) {
        add(files.map { LooseFile(name: $0.name, modified: now, bytes: $0.bytes) }, now: now)
    }
}
