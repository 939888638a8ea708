import Cryptography
import DocumentTrust
import Simulators
import Testing
import TravelDocument

/// EF.SOD with every algorithm, and the versions of its list: the part of LDS_H that is to be accepted.
@Suite struct SignatureConformanceTests {
    typealias Case = ConformanceCase
    private typealias Place = Surgery.SecurityObject

    static let cases: [Case] = algorithms + others

    /// EF.SOD and data groups with one hash.
    private static func signed(
        _ id: String, _ what: String, _ outcome: String, _ algorithm: SignatureAlgorithm, bareKeyType: Bool = false
    ) -> Case {
        .init(id, what, outcome) {
            if case .ecdsa = algorithm {} else { $0.signer = try Specimen.rsaSigner.get() }
            $0.signer.algorithm = algorithm
            $0.hash = algorithm.hash
            guard bareKeyType else { return }
            $0.edit(Place.signer + [4]) { _ in
                TLV.encode(tag: 0x30, value: Surgery.identifier("1.2.840.113549.1.1.1") + [0x05, 0x00])
            }
        }
    }

    private static let algorithms: [Case] = [
        signed("LDS_H_01", "PKCS#1 with SHA-1", "successful; BAC", .rsaPKCS1(.sha1)),
        signed("LDS_H_02", "PSS with SHA-1", "successful; BAC", .rsaPSS(.sha1)),
        signed("LDS_H_03", "PSS with SHA-256", "successful; BAC", .rsaPSS(.sha256)),
        signed("LDS_H_04", "PKCS#1 with SHA-224", "successful; BAC", .rsaPKCS1(.sha224)),
        signed("LDS_H_05", "PKCS#1 with SHA-256", "successful; BAC", .rsaPKCS1(.sha256)),
        signed("LDS_H_06", "PKCS#1 with SHA-384", "successful; BAC", .rsaPKCS1(.sha384)),
        signed("LDS_H_07", "PKCS#1 with SHA-512", "successful; BAC", .rsaPKCS1(.sha512)),
        signed("LDS_H_09", "ECDSA with SHA-1", "successful; BAC", .ecdsa(.sha1, plain: false)),
        signed("LDS_H_10", "plain ECDSA with SHA-1", "successful; BAC", .ecdsa(.sha1, plain: true)),
        signed("LDS_H_11", "plain ECDSA with SHA-224", "successful; BAC", .ecdsa(.sha224, plain: true)),
        signed("LDS_H_12", "plain ECDSA with SHA-256", "successful; BAC", .ecdsa(.sha256, plain: true)),
        signed("LDS_H_13", "plain ECDSA with SHA-384", "successful; BAC", .ecdsa(.sha384, plain: true)),
        signed("LDS_H_14", "plain ECDSA with SHA-512", "successful; BAC", .ecdsa(.sha512, plain: true)),
        signed("LDS_H_70", "ECDSA with SHA-224", "successful; BAC", .ecdsa(.sha224, plain: false)),
        signed("LDS_H_71", "ECDSA with SHA-256", "successful; BAC", .ecdsa(.sha256, plain: false)),
        signed("LDS_H_72", "ECDSA with SHA-384", "successful; BAC", .ecdsa(.sha384, plain: false)),
        signed("LDS_H_73", "ECDSA with SHA-512", "successful; BAC", .ecdsa(.sha512, plain: false)),
        signed(
            "LDS_H_79", "PKCS#1 with SHA-1 under the type of the key", "successful; BAC", .rsaPKCS1(.sha1),
            bareKeyType: true),
        signed(
            "LDS_H_80", "PKCS#1 with SHA-224 under the type of the key", "successful; BAC", .rsaPKCS1(.sha224),
            bareKeyType: true),
        signed(
            "LDS_H_81", "PKCS#1 with SHA-256 under the type of the key", "successful; BAC", .rsaPKCS1(.sha256),
            bareKeyType: true),
        signed(
            "LDS_H_82", "PKCS#1 with SHA-384 under the type of the key", "successful; BAC", .rsaPKCS1(.sha384),
            bareKeyType: true),
        signed(
            "LDS_H_83", "PKCS#1 with SHA-512 under the type of the key", "successful; BAC", .rsaPKCS1(.sha512),
            bareKeyType: true),
        signed("LDS_H_94", "PSS with SHA-224", "successful; BAC", .rsaPSS(.sha224)),
        signed("LDS_H_95", "PSS with SHA-384", "successful; BAC", .rsaPSS(.sha384)),
        signed("LDS_H_96", "PSS with SHA-512", "successful; BAC", .rsaPSS(.sha512)),
    ]

    /// A signature said to be of DSA: keys of that kind we cannot make.
    private static func dsa(_ id: String, _ what: String, _ outcome: String, _ oid: String) -> Case {
        .init(id, what, outcome) {
            $0.edit(Place.signer + [4]) { _ in TLV.encode(tag: 0x30, value: Surgery.identifier(oid)) }
        }
    }

    private static let rsaAuthority = Result {
        try TestAuthority(country: "MN", name: "Conformance RSA CSCA", key: .rsaPKCS1(2048))
    }

    /// A signer of one algorithm whose certificate is signed with another.
    private static func mixed(
        _ id: String, _ what: String, _ outcome: String, _ algorithm: SignatureAlgorithm
    ) -> Case {
        .init(id, what, outcome) {
            let authority = try rsaAuthority.get()
            if case .ecdsa = algorithm {
                $0.signer = try authority.issueDocumentSigner()
            } else {
                $0.signer = try authority.issueDocumentSigner(key: .rsaPSS(2048))
            }
            $0.signer.algorithm = algorithm
            $0.trust.add(authority.certificate, origin: "test")
        }
    }

    private static let others: [Case] = [
        dsa(
            "LDS_H_08", "a signature of DSA with SHA-1", "undetermined: sodSignature 1408, trustStatus 1802; BAC",
            "1.2.840.10040.4.3"),
        dsa(
            "LDS_H_97", "a signature of DSA with SHA-224", "undetermined: sodSignature 1408, trustStatus 1802; BAC",
            "2.16.840.1.101.3.4.3.1"),
        dsa(
            "LDS_H_98", "a signature of DSA with SHA-256", "undetermined: sodSignature 1408, trustStatus 1802; BAC",
            "2.16.840.1.101.3.4.3.2"),
        .init("LDS_H_15", "the signer's certificate is not on the chip but published", "successful; BAC") {
            $0.adjustSignature = { $0.includesCertificate = false }
            $0.trust.add($0.signer.certificate, origin: "published")
        },
        .init("LDS_H_74", "data groups and signature with different hashes", "successful; BAC") {
            $0.adjustSignature = { $0.digest = .sha384 }
        },
        mixed("LDS_H_75", "certificate PKCS#1, EF.SOD PSS", "successful; BAC", .rsaPSS(.sha256)),
        mixed("LDS_H_76", "certificate PKCS#1 SHA-256, EF.SOD PKCS#1 SHA-512", "successful; BAC", .rsaPKCS1(.sha512)),
        mixed("LDS_H_77", "certificate PKCS#1, EF.SOD ECDSA", "successful; BAC", .ecdsa(.sha256, plain: false)),
        .init("LDS_H_78", "certificate ECDSA, EF.SOD PSS", "successful; BAC") {
            $0.signer = try Specimen.rsaSigner.get()
        },
        .init("LDS_H_86", "LDS version 1.8", "successful; BAC") { $0.ldsVersion = "0108" },
        .init("LDS_H_87", "LDS version 1.8 in a list of version 0", "failed: comSodConsistency 1906; BAC") {
            $0.ldsVersion = "0108"
            $0.editContent([0]) { _ in [0x02, 0x01, 0x00] }
        },
        .init("LDS_H_88", "a list of version 1 that names no LDS version", "failed: comSodConsistency 1906; BAC") {
            $0.editContent([0]) { _ in [0x02, 0x01, 0x01] }
        },
        .init("LDS_H_89", "LDS version 1.9 of days to come", "successful; BAC") { $0.ldsVersion = "0109" },
    ]

    static let observed = Task { try await ConformanceBench.observe(cases) }

    @Test(arguments: cases) func `signatures are as the table says`(_ row: Case) async throws {
        let outcome = try await Self.observed.value[row.testDescription]
        #expect(outcome == row.outcome)
    }
}
