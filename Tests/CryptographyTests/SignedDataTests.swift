import Harness
import Testing

@testable import Cryptography

@Suite struct SignedDataTests {
    static let type = SignedData.securityObjectType

    static func builder(
        _ algorithm: SignatureAlgorithm = .ecdsa(.sha256, plain: false), content: [UInt8] = [1, 2, 3]
    ) throws -> SignedDataBuilder {
        var builder = SignedDataBuilder(
            contentType: type, content: content, certificate: try TestKeys.certificate(algorithm),
            digest: algorithm.hash, algorithm: algorithm)
        builder.signingTime = 1_750_000_000
        return builder
    }

    static func signed(
        _ algorithm: SignatureAlgorithm = .ecdsa(.sha256, plain: false),
        adjust: (inout SignedDataBuilder) -> Void = { _ in }
    ) throws -> SignedData {
        var builder = try builder(algorithm)
        adjust(&builder)
        return try SignedData(der: builder.sign(with: TestKeys.pair(for: algorithm)))
    }

    @Test(arguments: TestKeys.algorithms)
    func `Signed data verifies with the certificate inside`(algorithm: SignatureAlgorithm) throws {
        let data = try Self.signed(algorithm)
        let certificate = try #require(data.certificates.first)
        #expect(data.content == [1, 2, 3] && data.contentType == Self.type && data.version == 3)
        #expect(data.signers.count == 1 && data.certificates(of: data.signers[0]) == [certificate])
        #expect(data.signers[0].signingTime == 1_750_000_000)
        #expect(data.signers[0].signatureAlgorithm == algorithm)
        #expect(data.verify(signerIndex: 0, with: certificate) == .valid)
    }

    @Test func `The signature algorithm is the signer's and not the certificate's`() throws {
        // The certificate is signed with PKCS#1, the content with PSS by the same key.
        var builder = try Self.builder(.rsaPKCS1(.sha256))
        builder.algorithm = .rsaPSS(.sha512)
        let data = try SignedData(der: builder.sign(with: TestKeys.rsa.get()))
        #expect(data.verify(signerIndex: 0, with: builder.certificate) == .valid)
    }

    @Test func `A signer is found by its key identifier as well`() throws {
        let data = try Self.signed { $0.namesByKeyIdentifier = true }
        let certificate = try #require(data.certificates.first)
        #expect(data.signers[0].names(certificate))
        #expect(!data.signers[0].names(try TestKeys.certificate(.rsaPSS(.sha256))))
        #expect(data.verify(signerIndex: 0, with: certificate) == .valid)
    }

    @Test func `Each fault has its own outcome`() throws {
        let certificate = try TestKeys.certificate(.ecdsa(.sha256, plain: false))
        func outcome(_ adjust: (inout SignedDataBuilder) -> Void) throws -> SignatureOutcome {
            try Self.signed(adjust: adjust).verify(signerIndex: 0, with: certificate)
        }
        #expect(try outcome { $0.breaksSignature = true } == .invalid(.signatureMismatch))
        #expect(
            try outcome { $0.wrongMessageDigest = [UInt8](repeating: 1, count: 32) } == .invalid(.messageDigestMismatch)
        )
        #expect(try outcome { $0.wrongMessageDigest = [] } == .invalid(.messageDigestMismatch))
        #expect(try outcome { $0.wrongContentType = SignedData.masterListType } == .invalid(.contentTypeMismatch))
        #expect(try outcome { $0.omitsAttributes = true } == .invalid(.signedAttributesMalformed))
        let other = try KeyPair.ec(.p256)
        let impostor = try CertificateBuilder(
            subject: certificate.subject, issuer: certificate.issuer, notBefore: 0, notAfter: 1,
            publicKey: other.publicKey
        ).sign(with: other, .ecdsa(.sha256, plain: false))
        let data = try Self.signed()
        #expect(data.verify(signerIndex: 0, with: impostor) == .invalid(.signatureMismatch))
        #expect(
            data.verify(signerIndex: 0, with: try TestKeys.certificate(.rsaPSS(.sha256))) == .invalid(.keyTypeMismatch))
        #expect(data.verify(signerIndex: 1, with: certificate) == .invalid(.contentMissing))
    }

    @Test func `A certificate may be missing, and one that cannot be read does not spoil the rest`() throws {
        let data = try Self.signed { $0.includesCertificate = false }
        #expect(data.certificates.isEmpty)
        let certificate = try TestKeys.certificate(.ecdsa(.sha256, plain: false))
        #expect(data.verify(signerIndex: 0, with: certificate) == .valid)
    }

    @Test func `Other CMS types are unsupported`() throws {
        let der = DER.sequence(DER.objectIdentifier("1.2.840.113549.1.7.1"), DER.explicit(0, DER.octetString([1])))
        let error = #expect(throws: CryptographyError.self) { try SignedData(der: der) }
        #expect(error?.code == .unsupported)
        #expect(throws: CryptographyError.self) { try SignedData.content(ofUnverified: der) }
    }

    @Test func `The content alone is read without what follows it`() throws {
        let algorithm = SignatureAlgorithm.ecdsa(.sha256, plain: false)
        let der = try Self.builder(algorithm).sign(with: TestKeys.pair(for: algorithm))
        #expect(try SignedData.content(ofUnverified: der) == [1, 2, 3])
    }

    @Test func `The list of a master list comes out entry by entry`() throws {
        let entries = [
            try TestKeys.certificate(.ecdsa(.sha256, plain: false)).der, try TestKeys.certificate(.rsaPSS(.sha256)).der,
        ]
        let list = DER.sequence(DER.integer(0), DER.setOf(entries))
        let data = try Self.signed {
            $0.contentType = SignedData.masterListType
            $0.content = list
        }
        #expect(data.masterListEntries().map { Set($0) } == Set(entries))
        #expect(try Self.signed().masterListEntries() == nil)
    }

    @Test(arguments: 0..<8)
    func `Mutated signed data is refused or does not verify, and never crashes`(seed: Int) throws {
        let original = try Self.builder(content: [UInt8](0..<64)).sign(with: TestKeys.p256.get())
        let reference = try SignedData(der: original)
        let certificate = try #require(reference.certificates.first)
        var generator = SeededGenerator(seed: UInt64(seed) &+ 1000)
        for _ in 0..<500 {
            guard let data = try? SignedData(der: generator.mutate(original)) else { continue }
            for index in data.signers.indices {
                let outcome = data.verify(signerIndex: index, with: certificate)
                if data.content != reference.content || data.contentType != reference.contentType {
                    #expect(outcome != .valid)
                }
            }
            _ = data.masterListEntries()
        }
        for length in 0..<original.count {
            #expect(throws: CryptographyError.self) { try SignedData(der: [UInt8](original.prefix(length))) }
        }
        for _ in 0..<500 {
            let noise = (0..<Int.random(in: 0..<400, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            #expect(throws: CryptographyError.self) { try SignedData(der: noise) }
        }
    }

    @Test(.enabled(if: OutsideMaterial.isPresent, OutsideMaterial.skipped), arguments: OutsideMaterial.mockPKI)
    func `The keys of the mock PKI sign and verify`(name: String) throws {
        let certificate = try Certificate(pem: OutsideMaterial.bytes("pki/mock/\(name)/mock_dsc.pem"))
        let key = try KeyPair(pem: OutsideMaterial.bytes("pki/mock/\(name)/mock_dsc.key"))
        #expect(try certificate.publicKey.get().info == key.publicKey.info)
        let algorithm = try #require(certificate.signatureAlgorithm)
        let der = try SignedDataBuilder(
            contentType: Self.type, content: [1], certificate: certificate, digest: algorithm.hash, algorithm: algorithm
        ).sign(with: key)
        #expect(try SignedData(der: der).verify(signerIndex: 0, with: certificate) == .valid)
    }

    @Test(
        .enabled(if: OutsideMaterial.isPresent, OutsideMaterial.skipped),
        arguments: [
            (
                "lds/bsi-tr03105-5-reference/EF_SOD.bin",
                SignatureAlgorithm.rsaPSS(.sha256, maskHash: .sha256, saltLength: 32)
            ),
            ("lds/tsemrtd/EF_SOD.bin", .ecdsa(.sha1, plain: false)),
        ])
    func `Security objects of published test sets verify`(path: String, algorithm: SignatureAlgorithm) throws {
        // The file wraps the CMS in tag 77 with a length in two bytes.
        let data = try SignedData(der: [UInt8](OutsideMaterial.bytes(path).dropFirst(4)))
        let certificate = try #require(data.certificates.first)
        #expect(data.signers[0].names(certificate))
        #expect(data.signers[0].signatureAlgorithm == algorithm)
        #expect(data.verify(signerIndex: 0, with: certificate) == .valid)
    }

    @Test(.enabled(if: OutsideMaterial.isPresent, OutsideMaterial.skipped))
    func `The German master list verifies up to its authority and every entry is read`() throws {
        let data = try SignedData(der: OutsideMaterial.bytes("masterlists/DE_ML_2026-05-28-08-28-45.ml"))
        let root = try Certificate(der: OutsideMaterial.bytes("masterlists/DE_ROOT_CA_CSCA07.cer"))
        let signer = try #require(data.signers.first)
        let certificate = try #require(data.certificates(of: signer).first)
        #expect(data.verify(signerIndex: 0, with: certificate) == .valid)
        #expect(certificate.isSigned(by: root) == .valid)
        let entries = try #require(data.masterListEntries())
        #expect(entries.count == 588)
        let certificates = try entries.map { try Certificate(der: $0) }
        #expect(certificates.allSatisfy { (try? $0.publicKey.get()) != nil })
        #expect(certificates.filter { $0.signatureAlgorithm == nil }.isEmpty)
        // The others are link certificates: a new key under the old name, signed by the old key.
        let roots = certificates.filter {
            $0.subjectKeyIdentifier != nil && $0.subjectKeyIdentifier == $0.authorityKeyIdentifier
        }
        #expect(roots.count > 250)
        #expect(roots.filter { $0.isSigned(by: $0) != .valid }.isEmpty)
        #expect(certificates.contains { $0.country == "MN" })
    }
}
