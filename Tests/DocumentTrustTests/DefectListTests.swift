import Cryptography
import Simulators
import Testing
import TravelDocument

@testable import DocumentTrust

/// Defect lists: how they are imported, and what they change.
@Suite struct DefectListTests {
    private static let now: Int64 = 1_795_147_200
    private static let publisher = Result { try TestAuthority(country: "DE", name: "Test defect root") }

    private func list(
        _ defects: [String], of signer: Certificate? = nil, adjustList: (inout DefectListBuilder) -> Void = { _ in }
    ) throws -> [UInt8] {
        let signer = try signer ?? TestDocument.signer.get().certificate
        return try Self.publisher.get().issueDocumentSigner(name: "Test defect signer").defectList(
            of: [(signer, defects)], adjustList: adjustList)
    }

    private func imported(_ list: [UInt8], into store: TrustStore? = nil) throws -> TrustImport {
        var taken = TrustImport(
            into: try store ?? TestDocument.store(), roots: [try Self.publisher.get().certificate], upkeep: .byHand,
            now: Self.now)
        taken.add([("defects.dl", list)])
        return taken
    }

    private func store(_ defects: [String]) throws -> TrustStore {
        let taken = try imported(try list(defects))
        #expect(taken.outcomes.map(\.status) == [.imported])
        return taken.store
    }

    @Test func `a list is taken with its version, and ages like others`() throws {
        let taken = try imported(try list(["1.1", "4.3"]))
        let source = try #require(taken.outcomes.first?.source)
        #expect(source.id == "dl-de" && source.kind == .defectList && source.defects == 1)
        let root = try Self.publisher.get().certificate.sha256Fingerprint
        #expect(source.version == "2026-11-01" && source.root == root)
        #expect(source.freshness(at: Self.now)?.state == .fresh)
        #expect(taken.store.overdueSources(at: Self.now + 60 * 86_400).map(\.source.id) == ["dl-de"])
        let rows = taken.store.defects(of: source)
        #expect(rows.count == 1 && rows.first?.defects == ["certificateRevoked", "0.4.0.127.0.7.3.1.5.4.3"])
    }

    @Test func `it survives its file, and a newer one replaces it`() throws {
        let first = try imported(try list(["1.1"]))
        let file = try #require(first.files.first)
        #expect(try TrustSourceFile(parsing: file.encoded()) == file)
        var damaged = try file.encoded()
        damaged[damaged.count - 60] ^= 1
        #expect(throws: CryptographyError.self) { try TrustSourceFile(parsing: damaged) }
        var again = TrustStore()
        again.add(try TrustSourceFile(parsing: file.encoded()))
        #expect(again.defects.count == 1 && again.sources.first?.defects == 1)

        let second = try imported(try list(["2.3"]), into: first.store)
        #expect(second.store.defects.count == 1 && second.outcomes.first?.replaces == "2026-11-01")
        let older = try Self.publisher.get().issueDocumentSigner().defectList(
            of: [(try TestDocument.signer.get().certificate, ["1.1"])], signingTime: 1_780_000_000)
        let refused = try imported(older, into: second.store)
        #expect(refused.outcomes.map(\.status) == [.refused] && refused.store.defects.count == 1)
    }

    @Test func `only a named signer counts`() throws {
        let bytes = try list(["1.1"])
        // Pinned for documents is not named for this import.
        var store = try TestDocument.store()
        store.add(try Self.publisher.get().certificate, origin: "pinned")
        var unnamed = TrustImport(into: store, roots: [], upkeep: .byHand, now: Self.now)
        unnamed.add([("defects.dl", bytes)])
        #expect(unnamed.outcomes.map(\.status) == [.refused] && unnamed.store.defects.isEmpty)

        let stranger = try TestAuthority(country: "DE", name: "Stranger")
        let foreign = try stranger.issueDocumentSigner().defectList(
            of: [(try TestDocument.signer.get().certificate, ["1.1"])])
        let masterListSigner = try Self.publisher.get().issueMasterListSigner().defectList(
            of: [(try TestDocument.signer.get().certificate, ["1.1"])])
        let broken = try Self.publisher.get().issueDocumentSigner().defectList(
            of: [(try TestDocument.signer.get().certificate, ["1.1"])], adjust: { $0.breaksSignature = true })
        for bytes in [foreign, masterListSigner, broken] {
            let taken = try imported(bytes)
            #expect(taken.outcomes.map(\.status) == [.refused] && taken.store.defects.isEmpty)
            #expect(taken.outcomes.first?.refusals.first?.reason.isEmpty == false)
        }
        // The named certificate may be the signer's own.
        let signer = try Self.publisher.get().issueDocumentSigner(name: "Pinned signer")
        var own = TrustImport(
            into: try TestDocument.store(), roots: [signer.certificate], upkeep: .byHand, now: Self.now)
        own.add([("d.dl", try signer.defectList(of: [(try TestDocument.signer.get().certificate, ["1.1"])]))])
        #expect(own.outcomes.map(\.status) == [.imported])
    }

    @Test func `a revoked signer fails without any revocation list`() throws {
        let document = try TestDocument.good()
        let report = try document.inspect(trust: try store(["1.1"]))
        #expect(report[.signerRevocation]?.code == 1707 && report.overall == .failed)
        // The documents of other signers are as they were.
        let other = try TestDocument.authority.get().issueDocumentSigner(name: "Other signer")
        var foreign = TestDocument.unsigned()
        foreign.files[.sod] = try other.sign(dataGroups: foreign.dataGroups)
        #expect(try foreign.inspect(trust: try store(["1.1"])).overall == .successful)
    }

    @Test(arguments: [false, true], [false, true])
    func `signers are found by number, by key and by hash`(_ byKey: Bool, _ withHash: Bool) throws {
        let taken = try imported(
            try list(["1.1"]) { list in
                list.namesByKeyIdentifier = byKey
                list.namesHash = withHash
            })
        #expect(try TestDocument.good().inspect(trust: taken.store)[.signerRevocation]?.code == 1707)
    }

    @Test func `another hash is another certificate`() throws {
        var builder = DefectListBuilder()
        builder.namesHash = true
        builder.entries = [(try TestDocument.signer.get().certificate, [.init(type: DefectList.contentType + ".1.1")])]
        let entry = try #require(try DefectList(parsing: builder.encoded()).entries.first)
        let signer = try TestDocument.signer.get().certificate
        #expect(entry.names(signer, hashOID: HashAlgorithm.sha256.oid))
        #expect(!entry.names(signer, hashOID: HashAlgorithm.sha384.oid))
        #expect(!entry.names(signer, hashOID: "1.2.3"))
    }

    @Test func `what is excused is undetermined, and no better`() throws {
        var document = TestDocument.unsigned()
        document.files[.sod] = try TestDocument.signer.get().sign(
            dataGroups: document.dataGroups, adjust: { $0.breaksSignature = true })
        #expect(try document.inspect()[.sodSignature]?.result == .failed)
        let report = try document.inspect(trust: try store(["2.2"]))
        #expect(report[.sodSignature]?.code == 1414 && report.overall == .undetermined)
        // A changed data group stays changed.
        document.files[.dg2] = TLV.encode(tag: 0x75, value: [1, 2, 3])
        #expect(try document.inspect(trust: try store(["2.1", "2.2", "2.3"])).overall == .failed)
    }

    @Test func `EF COM may differ where it is known to`() throws {
        var document = try TestDocument.good()
        document.files[.com] = CommonData(dataGroups: [.dg1, .dg2, .dg11]).encoded()
        #expect(try document.inspect()[.comSodConsistency]?.result == .failed)
        let report = try document.inspect(trust: try store(["2.3"]))
        #expect(report[.comSodConsistency]?.code == 1904 && report.overall == .successful)
    }

    @Test func `a key that became known proves nothing`() throws {
        let key = try KeyPair.ec(.p256)
        var keys = PassportAuthenticity()
        keys.signatureKey = key
        var document = TestDocument.unsigned()
        for (file, bytes) in try keys.dataGroups() { document.files[file] = bytes }
        let groups = document.dataGroups.keys.sorted()
        document.files[.com] = CommonData(dataGroups: groups).encoded()
        document.files[.sod] = try TestDocument.signer.get().sign(dataGroups: document.dataGroups)
        let challenge: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
        let answer = try key.sign(challenge, .ecdsa(.sha256, plain: true))
        let access = InspectedAccess(
            protocolName: "BAC",
            authenticity: ChipAuthenticity(activeAuthentication: .init(challenge: challenge, answer: answer)))
        #expect(try document.inspect(access: access).overall == .successful)
        let report = try document.inspect(trust: try store(["1.4"]), access: access)
        #expect(report[.chipAuthenticity]?.code == 1209 && report.overall == .undetermined)
        // The other protocol's keys are another matter.
        #expect(try document.inspect(trust: try store(["1.3"]), access: access).overall == .successful)

        let agreed = InspectedAccess(
            protocolName: "BAC",
            authenticity: ChipAuthenticity(chipAuthentication: .init("CA-ECDH-AES-128", .succeeded)))
        #expect(try document.inspect(trust: try store(["1.3"]), access: agreed)[.chipAuthenticity]?.code == 1209)
    }

    @Test func `defects that change nothing are named`() throws {
        let report = try TestDocument.good().inspect(trust: try store(["4.3", "9.9"]))
        #expect(report.overall == .successful)
        #expect(report[.signerCertificate]?.text.en.contains("0.4.0.127.0.7.3.1.5.4.3") == true)
    }

    @Test func `an excerpt keeps the defects of its signer`() throws {
        let document = try TestDocument.good()
        let whole = try store(["1.1", "4.3"])
        let excerpt = whole.excerpt(for: document.files)
        #expect(excerpt.defects.count == 1)
        #expect(try document.inspect(trust: TrustStore(excerpt)).checks == document.inspect(trust: whole).checks)
        let stranger = try TestAuthority(country: "FR", name: "Other").issueDocumentSigner()
        var foreign = TestDocument.unsigned()
        foreign.files[.sod] = try stranger.sign(dataGroups: foreign.dataGroups)
        #expect(whole.excerpt(for: foreign.files).defects.isEmpty)
    }

    @Test func `malformed lists are unreadable, and nothing of them is kept`() throws {
        let signer = try Self.publisher.get().issueDocumentSigner()
        let good = try list(["1.1"])
        for content in [[], [0x30, 0], [0x30, 0x03, 0x02, 0x01, 0x05], [0x31, 0x02, 0x05, 0x00]] as [[UInt8]] {
            let bytes = try signer.defectList(of: [], adjust: { $0.content = content })
            let taken = try imported(bytes)
            #expect(taken.outcomes.map(\.status) == [.unreadable] && taken.store.defects.isEmpty)
        }
        for length in stride(from: 0, to: good.count, by: 37) {
            let taken = try imported([UInt8](good.prefix(length)))
            #expect(taken.store.defects.isEmpty && taken.outcomes.first?.status != .imported)
        }
        #expect(try imported(try signer.defectList(of: [])).outcomes.map(\.status) == [.refused])
    }
}

/// The purposes that a document signer's certificate names (extendedKeyUsage).
@Suite struct SignerPurposeTests {
    private func report(_ purposes: [String]?, policy: TrustPolicy = .standard) throws -> InspectionReport {
        let signer = try TestDocument.authority.get().issueDocumentSigner { $0.extensions.extendedKeyUsage = purposes }
        var document = TestDocument.unsigned()
        document.files[.sod] = try signer.sign(dataGroups: document.dataGroups)
        var store = try TestDocument.store()
        store.policy = policy
        return try document.inspect(trust: store)
    }

    @Test func `none is the rule, and any is none`() throws {
        for purposes in [nil, ["2.5.29.37.0"]] {
            #expect(try report(purposes)[.signerCertificate]?.result == .successful)
        }
    }

    @Test(arguments: ["2.23.136.1.1.3", "2.23.136.1.1.8"]) func `a signer of lists signs no documents`(_ oid: String)
        throws
    {
        let row = try report([oid])[.signerCertificate]
        #expect(row?.result == .failed && row?.code == 1504)
    }

    @Test func `another purpose is left to the officer, unless the policy knows it`() throws {
        let row = try report(["1.3.6.1.5.5.7.3.4"])[.signerCertificate]
        #expect(row?.result == .undetermined && row?.code == 1511)
        #expect(row?.text.en.contains("1.3.6.1.5.5.7.3.4") == true)
        var policy = TrustPolicy.standard
        policy.signerPurposes.insert("1.3.6.1.5.5.7.3.4")
        #expect(try report(["1.3.6.1.5.5.7.3.4"], policy: policy)[.signerCertificate]?.result == .successful)
    }
}
