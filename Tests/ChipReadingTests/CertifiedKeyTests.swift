import ChipReading
import Cryptography
import Harness
import Simulators
import Testing
import TravelDocument

/// Signatures of card-verifiable certificates, curves inherited from the authority.
@Suite struct CertifiedKeyTests {
    static let kinds: [(TestKeyKind, HashAlgorithm)] = [
        (.ec(.p256), .sha256), (.ec(.p224), .sha224), (.ec(.p521), .sha512), (.ec(.p384), .sha384),
        (.ec(.brainpoolP256r1), .sha1), (.ec(.brainpoolP320r1), .sha256), (.rsaPSS(1024), .sha256),
        (.rsaPSS(2048), .sha512), (.rsaPKCS1(1024), .sha1), (.rsaPSS(1024), .sha1), (.rsaPKCS1(1024), .sha512),
    ]

    @Test(arguments: kinds) func `a chain verifies from the authority down`(
        _ kind: TestKeyKind, _ hash: HashAlgorithm
    ) throws {
        let authority = try TestCVAuthority(key: kind, hash: hash)
        let verifier = try authority.issue(.domesticVerifier)
        let terminal = try verifier.issue(.terminal)
        let root = try CertifiedKey(authority.certificate.body.publicKey)
        #expect(root.verify(authority.certificate) == .valid && root.verify(verifier.certificate) == .valid)
        #expect(root.verify(terminal.certificate) == .invalid(.signatureMismatch))
        let middle = try CertifiedKey(verifier.certificate.body.publicKey, signer: root)
        let read = try CardVerifiableCertificate(parsing: terminal.certificate.encoded())
        #expect(middle.verify(read) == .valid)
        #expect(middle.key == verifier.key.publicKey && middle.algorithm == verifier.algorithm)
    }

    @Test func `every byte of a body is covered by the signature`() throws {
        let authority = try TestCVAuthority()
        let root = try CertifiedKey(authority.certificate.body.publicKey)
        let bytes = try authority.issue(.domesticVerifier).certificate.encoded()
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0x01
            guard let read = try? CardVerifiableCertificate(parsing: changed) else { continue }
            #expect(root.verify(read) != .valid, "byte \(index)")
        }
    }

    @Test func `without an authority there is no curve to inherit`() throws {
        let verifier = try TestCVAuthority().issue(.domesticVerifier)
        let error = #expect(throws: CryptographyError.self) {
            try CertifiedKey(verifier.certificate.body.publicKey)
        }
        #expect(error?.code == .malformed)
    }

    @Test func `a curve with one other number is not known`() throws {
        let key = try TestCVAuthority().certificate.body.publicKey
        guard case .curve(let point, let known?) = key.material else { throw CryptographyError(.malformed, "test") }
        let changes: [(inout CardVerifiableKey.DomainParameters) -> Void] = [
            { $0.prime[0] ^= 1 }, { $0.a[0] ^= 1 }, { $0.b[0] ^= 1 }, { $0.generator = point }, { $0.order[0] ^= 1 },
            { $0.cofactor = [2] }, { $0.prime = [] }, { $0.generator = [] },
        ]
        for change in changes {
            var parameters = known
            change(&parameters)
            let changed = CardVerifiableKey(
                algorithm: key.algorithm, material: .curve(point: point, parameters: parameters))
            let error = #expect(throws: CryptographyError.self) { try CertifiedKey(changed) }
            #expect(error?.code == .unsupported)
        }
    }

    /// Two generations of a published test PKI: authority, verifier, inspection system on brainpoolP224r1.
    @Test(.enabled(if: OutsideMaterial.isPresent("lds/cvc"), OutsideMaterial.skipped))
    func `published certificates verify`() throws {
        func certificate(_ name: String) throws -> CardVerifiableCertificate {
            try CardVerifiableCertificate(parsing: OutsideMaterial.bytes("lds/cvc/\(name).cvcert"))
        }
        let old = try certificate("certCVCA_orig")
        let oldKey = try CertifiedKey(old.body.publicKey)
        #expect(oldKey.key.kind == .ec(.brainpoolP224r1) && oldKey.verify(old) == .valid && old.isSelfIssued)
        let link = try certificate("certCVCA_new")
        #expect(link.authority == old.holder && oldKey.verify(link) == .valid)
        for (generation, root) in [("orig", oldKey), ("new", try CertifiedKey(link.body.publicKey))] {
            let verifier = try certificate("certDVD_" + generation)
            #expect(root.verify(verifier) == .valid)
            let middle = try CertifiedKey(verifier.body.publicKey, signer: root)
            let terminal = try certificate("certIS_" + generation)
            #expect(middle.verify(terminal) == .valid && terminal.body.rights.role == .terminal)
            #expect(terminal.authority == verifier.holder)
            for each in [verifier, terminal, link] {
                #expect(each.encoded() == (try OutsideMaterial.bytes("lds/cvc/\(name(each, generation))")))
            }
        }

        func name(_ certificate: CardVerifiableCertificate, _ generation: String) -> String {
            switch certificate.body.rights.role {
            case .authority: "certCVCA_new.cvcert"
            case .terminal: "certIS_\(generation).cvcert"
            default: "certDVD_\(generation).cvcert"
            }
        }
    }
}
