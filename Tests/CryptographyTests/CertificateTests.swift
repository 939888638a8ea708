import Harness
import Testing

@testable import Cryptography

@Suite struct CertificateTests {
    @Test(arguments: TestKeys.algorithms)
    func `A certificate says what the builder was told and carries its signature`(algorithm: SignatureAlgorithm) throws
    {
        let certificate = try TestKeys.certificate(algorithm) {
            $0.extensions.isCA = true
            $0.extensions.pathLength = 0
            $0.extensions.keyUsage = [.certificateSigning, .revocationListSigning]
            $0.extensions.authorityKeyIdentifier = [1, 2, 3]
            $0.extensions.privateKeyUsage = (1_700_000_000, 1_800_000_000)
        }
        #expect(certificate.isSigned(by: certificate) == .valid)
        #expect(certificate.country == "MN" && certificate.isCA && certificate.isSelfIssued)
        #expect(certificate.subject.description == "C=MN, O=Test, CN=Test signer")
        #expect(certificate.notBefore == 1_700_000_000 && certificate.notAfter == 2_000_000_000)
        #expect(certificate.extensions.pathLength == 0)
        #expect(certificate.extensions.keyUsage == [.certificateSigning, .revocationListSigning])
        #expect(certificate.extensions.privateKeyUsage.notBefore == 1_700_000_000)
        #expect(certificate.extensions.privateKeyUsage.notAfter == 1_800_000_000)
        #expect(certificate.authorityKeyIdentifier == [1, 2, 3])
        #expect(certificate.subjectKeyIdentifier?.count == 20)
        #expect(certificate.signatureAlgorithm == algorithm)
        #expect(certificate.isValid(at: 2_000_000_000) && !certificate.isValid(at: 2_000_000_001))
        #expect(certificate.serialHex.count == 20 && certificate.sha256Fingerprint.count == 64)
    }

    @Test func `Another key did not sign it`() throws {
        let rsa = try TestKeys.certificate(.rsaPSS(.sha256))
        let elliptic = try TestKeys.certificate(.ecdsa(.sha256, plain: false))
        let other = try KeyPair.ec(.p256)
        let impostor = try CertificateBuilder(
            subject: elliptic.subject, issuer: elliptic.subject, notBefore: 0, notAfter: 1, publicKey: other.publicKey
        ).sign(with: other, .ecdsa(.sha256, plain: false))
        #expect(elliptic.isSigned(by: impostor) == .invalid(.signatureMismatch))
        #expect(rsa.isSigned(by: elliptic) == .invalid(.keyTypeMismatch))
    }

    @Test func `A curve that is spelled out is recognised`() throws {
        let certificate = try TestKeys.certificate(.ecdsa(.sha256, plain: false), explicit: true)
        let key = try certificate.publicKey.get()
        #expect(key.kind == .ec(.p256) && key.hasExplicitParameters)
        #expect(certificate.isSigned(by: certificate) == .valid)
    }

    @Test func `Names match whatever their string type, case and spacing`() throws {
        let name = DistinguishedName(country: "MN", organization: "State  Registration", commonName: "CSCA")
        let other = DER.sequence(
            DER.setOf([DER.sequence(DER.objectIdentifier("2.5.4.6"), DER.utf8String("mn"))]),
            DER.setOf([DER.sequence(DER.objectIdentifier("2.5.4.10"), DER.printableString("State Registration "))]),
            DER.setOf([
                DER.sequence(
                    DER.objectIdentifier("2.5.4.3"), DER.encode(0x1E, [0, 0x43, 0, 0x53, 0, 0x43, 0, 0x41]))
            ]))
        let parsed = try DistinguishedName(parsing: ASN1Reader.only(ASN1.sequence, in: other))
        #expect(name.matches(parsed) && parsed.country == "MN" && parsed.commonName == "CSCA")
        #expect(!name.matches(DistinguishedName(country: "MN", commonName: "CSCA")))
    }

    @Test func `PEM and DER give the same certificate and other text gives none`() throws {
        let certificate = try TestKeys.certificate(.ecdsa(.sha256, plain: false))
        #expect(try Certificate(der: certificate.der) == certificate)
        #expect(throws: CryptographyError.self) { try Certificate(der: certificate.der + [0]) }
        #expect(throws: CryptographyError.self) { try Certificate(pem: [UInt8]("none".utf8)) }
        #expect(throws: CryptographyError.self) { try Certificate(der: [UInt8](repeating: 0x30, count: 40_000)) }
    }

    @Test func `An extension that stands twice is refused`() throws {
        #expect(throws: CryptographyError.self) {
            try TestKeys.certificate(.ecdsa(.sha256, plain: false)) {
                $0.extensions.unknownCritical = ["1.2.3.4", "1.2.3.4"]
            }
        }
        let certificate = try TestKeys.certificate(.ecdsa(.sha256, plain: false)) {
            $0.extensions.unknownCritical = ["1.2.3.4"]
        }
        #expect(certificate.extensions.unknownCritical == ["1.2.3.4"])
    }

    @Test(arguments: 0..<8)
    func `Mutated certificates are refused or do not verify, and never crash`(seed: Int) throws {
        let original = try TestKeys.certificate(.ecdsa(.sha256, plain: false), explicit: seed % 2 == 0)
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<500 {
            let bytes = generator.mutate(original.der)
            guard bytes != original.der, let certificate = try? Certificate(der: bytes) else { continue }
            let outcome = certificate.isSigned(by: original)
            // Only a signature's own encoding may vary without touching what it covers.
            if certificate.signedBytes != original.signedBytes { #expect(outcome != .valid) }
        }
        for length in 0..<original.der.count {
            #expect(throws: CryptographyError.self) { try Certificate(der: [UInt8](original.der.prefix(length))) }
        }
    }

    @Test(.enabled(if: OutsideMaterial.isPresent, OutsideMaterial.skipped))
    func `Mongolia's signing authority is read and signed itself with PSS`() throws {
        let certificate = try Certificate(der: OutsideMaterial.bytes("pki/MN_CSCA_2022.der"))
        #expect(certificate.subject.commonName == "Mongolia CSCA" && certificate.country == "MN")
        #expect(certificate.publicKeyName == "RSA-4096" && certificate.isCA && certificate.extensions.pathLength == 0)
        #expect(certificate.signatureAlgorithm == .rsaPSS(.sha256))
        #expect(certificate.isSigned(by: certificate) == .valid)
        #expect(certificate.serialHex == "03a7df05090dce4dd309f203318808b6320d45d6")
        #expect(certificate.subjectKeyIdentifier == hex("b01a35de26bde8ebb21c0b918658200207a44118"))
        #expect(certificate.sha256Fingerprint == "3e2b3c45eff48658504827f988869ed2865e41b82c41ada9316a1c9a06b87edb")
        // 2022-12-12 to 2037-02-06; the private key signs until 2026-12-11.
        #expect(certificate.notBefore == 1_670_814_713 && certificate.notAfter == 2_117_502_712)
        let keyEnd = try #require(certificate.extensions.privateKeyUsage.notAfter)
        #expect((1_796_947_200..<1_797_033_600).contains(keyEnd))
    }

    @Test(.enabled(if: OutsideMaterial.isPresent, OutsideMaterial.skipped), arguments: OutsideMaterial.mockPKI)
    func `The mock authorities issued their signers`(name: String) throws {
        let signer = try Certificate(pem: OutsideMaterial.bytes("pki/mock/\(name)/mock_dsc.pem"))
        _ = try signer.publicKey.get()
        // Two of the sets come without the certificate of their authority.
        guard let bytes = try? OutsideMaterial.bytes("pki/mock/\(name)/mock_csca.pem") else { return }
        let authority = try Certificate(pem: bytes)
        #expect(signer.isSigned(by: authority) == .valid)
        #expect(authority.isSigned(by: authority) == .valid)
        #expect(authority.isSigned(by: signer) != .valid)
        #expect(signer.issuer.matches(authority.subject))
    }
}
