import Cryptography
import Foundation
import Harness
import Simulators
import Testing
import TravelDocument

@testable import DocumentTrust

/// Published test sets, none of which comes with the certificate of its authority.
@Suite(.enabled(if: OutsideMaterial.isPresent, OutsideMaterial.skipped))
struct OutsideMaterialTests {
    static func files(_ folder: String, _ names: [LDSFile: String]) throws -> ChipFiles {
        var files = ChipFiles()
        for (file, name) in names { files[file] = try OutsideMaterial.bytes("lds/\(folder)/\(name)") }
        return files
    }

    static func reference() throws -> ChipFiles {
        try files(
            "bsi-tr03105-5-reference",
            [
                .com: "EF_COM.bin", .sod: "EF_SOD.bin", .dg1: "Datagroup1.bin", .dg2: "Datagroup2.bin",
                .dg3: "Datagroup3.bin", .dg4: "Datagroup4.bin", .dg14: "Datagroup14.bin", .dg15: "Datagroup15.bin",
            ])
    }

    /// 2014-06-01, in the validity of the set's signer.
    static let moment = InspectionMoment(unixSeconds: 1_401_580_800)

    @Test func `No zone of a published specimen is taken for nonsense`() throws {
        struct Collection: Decodable {
            struct Zone: Decodable {
                let id: String
                let lines: [String]
                let expect: String
            }
            let cases: [Zone]
        }
        let data = Data(try OutsideMaterial.bytes("vectors/mrz-cases.json"))
        let zones = try JSONDecoder().decode(Collection.self, from: data).cases.filter { $0.expect == "valid" }
        #expect(zones.count > 10)
        for zone in zones {
            let printed = try MachineReadableZone(
                parsing: zone.lines.joined(separator: "\n"), today: TestDocument.moment.date)
            let report = DocumentInspection.inspect(
                files: ChipFiles(), access: nil, opticalMRZ: printed, trust: TrustStore(), at: TestDocument.moment)
            #expect(report[.mrzConsistency]?.code == 0, "\(zone.id)")
        }
    }

    @Test func `The BSI reference chip proves itself by keys, of which one is not signed`() throws {
        var files = try Self.reference()
        let folder = "lds/bsi-tr03105-5-reference/"
        let key = try KeyPair(der: try OutsideMaterial.bytes(folder + "DG15_sk.pkcs8"))
        let challenge: [UInt8] = [9, 8, 7, 6, 5, 4, 3, 2]
        let answer = try key.signActively(
            challenge, hash: .sha1, recoverable: { [UInt8](repeating: 0x33, count: $0) }, explicitTrailer: false)
        func code(_ facts: ChipAuthenticity) -> Int? {
            DocumentInspection.inspect(
                files: files, access: InspectedAccess(protocolName: "BAC", authenticity: facts), opticalMRZ: nil,
                trust: TrustStore(), at: Self.moment)[.chipAuthenticity]?.code
        }
        let signed = ChipAuthenticity(activeAuthentication: .init(challenge: challenge, answer: answer))
        #expect(code(signed) == CheckCode.chipKeyNotSigned.rawValue)
        let agreed = ChipAuthenticity(chipAuthentication: .init("CA-ECDH-3DES", .succeeded))
        #expect(code(agreed) == CheckCode.good.rawValue)
        let infos = try DG14(parsing: try #require(files[.dg14])).securityInfos
        let publicKey = try AgreementPublicKey(info: try #require(infos.chipAuthenticationKeys.first).publicKeyInfo)
        #expect(publicKey.group == .curve(.brainpoolP224r1))
        files[.dg14]?[100] ^= 1
        #expect(code(agreed) == CheckCode.chipKeyNotSigned.rawValue)
    }

    @Test func `The BSI reference chip is good but for its unknown authority and the unsigned DG15`() throws {
        var files = try Self.reference()
        let report = DocumentInspection.inspect(
            files: files, access: nil, opticalMRZ: nil, trust: TrustStore(), at: Self.moment)
        #expect(report[.sodSignature]?.result == .successful)
        #expect(report.signer?.algorithm == "RSASSA-PSS SHA-256")
        #expect(report.findings == ["signerCertificate 1501", "trustStatus 1800", "dataGroupHashes 2003"])
        #expect(report[.dataGroupHashes]?.text.en.hasSuffix("DG15") == true)
        #expect(report[.issuerSignerCountry]?.result == .successful)
        #expect(report.overall == .undetermined)

        files[.dg15] = nil
        files[.dg2]?[5000] ^= 0x10
        let forged = DocumentInspection.inspect(
            files: files, access: nil, opticalMRZ: nil, trust: TrustStore(), at: Self.moment)
        #expect(forged.findings.contains("dataGroupHashes 2001") && forged.overall == .failed)
    }

    @Test func `The signer of the BSI reference chip has expired since`() throws {
        let report = DocumentInspection.inspect(
            files: try Self.reference(), access: nil, opticalMRZ: nil, trust: TrustStore(), at: TestDocument.moment)
        #expect(report[.signerValidity]?.code == 1602 && report.overall == .failed)
    }

    @Test func `The older set has a good ECDSA signature over SHA-1 hashes`() throws {
        let files = try Self.files(
            "tsemrtd",
            [
                .com: "EF_COM.bin", .sod: "EF_SOD.bin", .dg1: "EF_DG1.bin", .dg2: "EF_DG2.bin", .dg3: "EF_DG3.bin",
                .dg4: "EF_DG4.bin", .dg11: "EF_DG11.bin", .dg12: "EF_DG12.bin",
            ])
        let report = DocumentInspection.inspect(
            files: files, access: nil, opticalMRZ: nil, trust: TrustStore(), at: Self.moment)
        #expect(report[.sodSignature]?.result == .successful)
        #expect(report.signer?.algorithm == "ECDSA SHA-1")
        #expect(report[.trustStatus]?.result == .undetermined)
        #expect(report[.dataGroupHashes]?.code == 2003)
        #expect(report[.dataGroupHashes]?.text.en.hasSuffix(": DG4, DG11, DG12") == true)
        #expect(report[.comSodConsistency]?.result == .successful)
    }

    @Test(arguments: [
        "sha256_rsapss_32_65537_2048", "sha256_rsa_3_4096", "sha256_ecdsa_brainpoolP256r1", "sha224_ecdsa_secp224r1",
        "sha512_ecdsa_secp521r1", "sha384_rsapss_48_65537_3072", "sha512_rsapss_64_65537_4096",
    ])
    func `Documents signed with the keys of the mock PKI are judged by its authorities`(name: String) throws {
        func bytes(_ file: String) throws -> [UInt8] { try OutsideMaterial.bytes("pki/mock/\(name)/\(file)") }
        let certificate = try Certificate(pem: bytes("mock_dsc.pem"))
        let algorithm = try #require(certificate.signatureAlgorithm)
        let signer = TestDocumentSigner(
            certificate: certificate, key: try KeyPair(pem: bytes("mock_dsc.key")), algorithm: algorithm)
        var document = TestDocument.unsigned { $0.issuer = "FRA" }
        document.files[.sod] = try signer.sign(
            dataGroups: document.dataGroups, hash: algorithm.hash, signingTime: 1_750_000_000)
        var store = TrustStore()
        store.add(loose: [("mock.pem", try bytes("mock_csca.pem"))])
        #expect(store.anchors.count == 1)
        let report = try document.inspect(trust: store)
        #expect(report.findings.isEmpty)
        #expect(report.overall == .successful)
    }
}
