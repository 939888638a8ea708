import Cryptography
import Harness
import Simulators
import Testing
import TravelDocument

@testable import DocumentTrust

@Suite struct SecurityObjectTests {
    static func report(
        adjustHashes: (inout [Int: [UInt8]]) -> Void = { _ in }, adjust: (inout SignedDataBuilder) -> Void = { _ in },
        spoil: (inout ChipFiles) -> Void = { _ in }
    ) throws -> InspectionReport {
        var document = TestDocument.unsigned()
        document.files[.sod] = try TestDocument.signer.get().sign(
            dataGroups: document.dataGroups, adjustHashes: adjustHashes, adjust: adjust)
        spoil(&document.files)
        return try document.inspect()
    }

    @Test func `A wrong signature fails, and the signer is not blamed for it`() throws {
        let report = try Self.report(adjust: { $0.breaksSignature = true })
        #expect(report.findings == ["sodSignature 1405", "trustStatus 1802"])
        #expect(report.overall == .failed)
    }

    @Test func `Each fault of the signature has its own code`() throws {
        let faults: [(Int, (inout SignedDataBuilder) -> Void)] = [
            (1406, { $0.wrongMessageDigest = [UInt8](repeating: 9, count: 32) }),
            (1407, { $0.omitsAttributes = true }),
            (1410, { $0.wrongContentType = SignedData.masterListType }),
            (1410, { $0.contentType = SignedData.masterListType }),
            (1413, { $0.content = [0x30, 0x00] }),
        ]
        for (code, fault) in faults {
            let report = try Self.report(adjust: fault)
            #expect(report[.sodSignature]?.code == code)
            #expect(report[.sodSignature]?.result == .failed && report.overall == .failed)
        }
    }

    @Test func `A signed content that somebody replaced is a wrong digest`() throws {
        var document = try TestDocument.good()
        let other = TestDocument.unsigned { $0.primaryIdentifier = "DORJ" }
        let sod = try #require(document.files[.sod])
        // The forger puts the new hash of DG1 into the signed list, without the key.
        let old = try HashAlgorithm.sha256.digest(#require(document.files[.dg1]))
        let new = try HashAlgorithm.sha256.digest(#require(other.files[.dg1]))
        let place = try #require(sod.indices.first { sod[$0...].starts(with: old) })
        document.files[.sod] = [UInt8](sod[..<place] + new + sod[(place + 32)...])
        document.files[.dg1] = other.files[.dg1]
        let report = try document.inspect(printed: false)
        #expect(report.findings == ["sodSignature 1406", "trustStatus 1802"])
        #expect(report[.dataGroupHashes]?.result == .successful)
    }

    @Test func `A signer whose certificate is missing is undetermined until it is published`() throws {
        let signer = try TestDocument.signer.get()
        var document = TestDocument.unsigned()
        document.files[.sod] = try signer.sign(
            dataGroups: document.dataGroups, adjust: { $0.includesCertificate = false })
        let report = try document.inspect()
        #expect(report[.sodSignature]?.code == 1403 && report.overall == .undetermined)
        #expect(report[.trustStatus]?.result == .undetermined)
        var store = try TestDocument.store()
        store.add(loose: [("signer.cer", signer.certificate.der)])
        #expect(store.anchors.count == 1 && store.publishedSigners == [signer.certificate])
        #expect(try document.inspect(trust: store).overall == .successful)
    }

    @Test func `A published signer alone is no trust anchor`() throws {
        var store = TrustStore()
        store.add(try TestDocument.signer.get().certificate, origin: "signer")
        #expect(try TestDocument.good().inspect(trust: store).overall == .undetermined)
    }

    @Test func `A certificate of somebody else beside the signature fails`() throws {
        let other = try TestDocument.authority.get().issueDocumentSigner(name: "Somebody else")
        let report = try Self.report(adjust: {
            $0.includesCertificate = false
            $0.otherCertificates = [other.certificate]
        })
        #expect(report[.sodSignature]?.code == 1404 && report.overall == .failed)
    }

    @Test func `A signer named by its key identifier is found`() throws {
        #expect(try Self.report(adjust: { $0.namesByKeyIdentifier = true }).overall == .successful)
    }

    @Test(arguments: 0..<6)
    func `A security object of garbage fails and never crashes`(seed: Int) throws {
        let document = try TestDocument.good()
        let store = try TestDocument.store()
        let zone = try document.zone()
        var generator = SeededGenerator(seed: UInt64(seed))
        let whole: Set<LDSFile> = [.sod, .dg1, .com]
        for round in 0..<150 {
            var files = document.files
            let victim = whole.sorted()[round % 3]
            let bytes = try #require(files[victim])
            files[victim] = generator.mutate(bytes)
            guard files[victim] != bytes else { continue }
            let report = DocumentInspection.inspect(
                files: files, access: nil, opticalMRZ: zone, trust: store, at: TestDocument.moment)
            #expect(report.checks.count == CheckID.allCases.count)
            // EF.COM is not signed, and parts of the CMS may be encoded in another way; DG1 is signed byte by byte.
            if victim == .dg1 { #expect(report.overall == .failed) }
        }
        var noise = document.files
        noise[.sod] = (0..<300).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let report = DocumentInspection.inspect(
            files: noise, access: nil, opticalMRZ: zone, trust: store, at: TestDocument.moment)
        #expect(report[.sodSignature]?.code == 1401 && report.overall == .failed)
        noise[.sod] = nil
        let missing = DocumentInspection.inspect(
            files: noise, access: nil, opticalMRZ: zone, trust: store, at: TestDocument.moment)
        #expect(missing[.sodSignature]?.code == 1400 && missing.overall == .failed)
    }

    @Test func `The list of hashes is held against the files and against EF.COM`() throws {
        let wrong = try Self.report(adjustHashes: { $0[1] = [UInt8](repeating: 1, count: 32) })
        #expect(wrong.findings == ["dataGroupHashes 2001"])

        let noDG1 = try Self.report(adjustHashes: { $0[1] = nil })
        #expect(noDG1.findings == ["dataGroupHashes 2006", "comSodConsistency 1902"])

        let more = try Self.report(adjustHashes: { $0[10] = [UInt8](repeating: 1, count: 32) })
        #expect(more.findings == ["comSodConsistency 1902"])
        #expect(more[.comSodConsistency]?.text.en.hasSuffix("DG10") == true)
        #expect(more[.dataGroupHashes]?.text.en.contains("DG10") == true)
    }

    @Test(arguments: [("1.2.840.113549.2.5", 2007, CheckResult.failed), ("1.2.3.4", 2005, .undetermined)])
    func `A hash that is broken fails and one that is unknown is undetermined`(
        oid: String, code: Int, result: CheckResult
    ) throws {
        let list = LDSSecurityObject(digestAlgorithmOID: oid, hashes: [1: [1], 2: [2]])
        let content = try #require(list.encoded())
        let report = try Self.report(adjust: { $0.content = content })
        #expect(report[.sodSignature]?.result == .successful)
        #expect(report[.dataGroupHashes]?.code == code && report[.dataGroupHashes]?.result == result)
        #expect(report.overall == result)
    }

    @Test func `Protected groups that were not read are named and do no harm`() throws {
        let report = try Self.report(
            adjustHashes: { $0[3] = [UInt8](repeating: 1, count: 32) },
            spoil: { $0[.com] = CommonData(dataGroups: [.dg1, .dg2, .dg3]).encoded() })
        #expect(report.overall == .successful)
        #expect(report[.dataGroupHashes]?.text.en.contains("DG3") == true)
    }

    @Test func `Files without a signed hash are never passed over`() throws {
        let extra = try Self.report(spoil: { $0[.dg15] = TLV.encode(tag: 0x6F, value: [1]) })
        #expect(extra.findings == ["dataGroupHashes 2003"] && extra.overall == .undetermined)
        #expect(extra[.dataGroupHashes]?.text.en.hasSuffix("DG15") == true)

        let listed = try Self.report(spoil: {
            $0[.dg15] = TLV.encode(tag: 0x6F, value: [1])
            $0[.com] = CommonData(dataGroups: [.dg1, .dg2, .dg15]).encoded()
        })
        #expect(listed.findings == ["dataGroupHashes 2002", "comSodConsistency 1902"])
    }

    @Test func `EF.COM may be missing, broken or of another version`() throws {
        #expect(try Self.report(spoil: { $0[.com] = nil }).findings == ["comSodConsistency 1900"])
        #expect(try Self.report(spoil: { $0[.com] = [0x60, 0x00] }).findings == ["comSodConsistency 1901"])
        var document = TestDocument.unsigned()
        document.files[.sod] = try TestDocument.signer.get().sign(dataGroups: document.dataGroups, ldsVersion: "0108")
        #expect(try document.inspect().findings == ["comSodConsistency 1903"])
        document.files[.com] = CommonData(dataGroups: [.dg1, .dg2], ldsVersion: "0108").encoded()
        #expect(try document.inspect().overall == .successful)
    }

    @Test func `A missing DG2 leaves the document undetermined`() throws {
        let report = try Self.report(spoil: { $0[.dg2] = nil })
        #expect(report.findings == ["dataGroupHashes 2004"] && report.overall == .undetermined)
    }
}
