package import Cryptography
package import TravelDocument

/// A holder of a card-verifiable certificate of a PKI that exists nowhere: country verifying authority, document
/// verifier or inspection system, with its key.
///
/// ```swift
/// let authority = try TestCVAuthority(key: .ec(.brainpoolP256r1))
/// let verifier = try authority.issue(.domesticVerifier)
/// let terminal = try verifier.issue(.terminal)
/// ```
package struct TestCVAuthority: Sendable {
    /// The certificate; self-signed for an authority.
    package let certificate: CardVerifiableCertificate
    /// The key that it certifies.
    package let key: KeyPair
    /// How the key signs.
    package let algorithm: SignatureAlgorithm
    private let kind: TestKeyKind
    private let hash: HashAlgorithm

    /// First day of everything that is issued.
    package static let effectiveDate = CivilDate(year: 2026, month: 1, day: 1)
    /// Last day of everything that is issued.
    package static let expirationDate = CivilDate(year: 2029, month: 1, day: 1)

    /// A country verifying authority with a new key and a self-signed certificate.
    package init(
        _ reference: String = "UTCVCA00001", key kind: TestKeyKind = .ec(.p256), hash: HashAlgorithm = .sha256,
        irises: Bool = true
    ) throws {
        let issuer = try TestCVKey(kind, hash)
        (key, algorithm, self.kind, self.hash) = (issuer.key, issuer.algorithm, kind, hash)
        certificate = try issuer.certify(
            issuer, reference: reference, by: reference, TerminalRights(.authority, readsIrises: irises))
    }

    private init(
        _ certificate: CardVerifiableCertificate, _ subject: TestCVKey, _ kind: TestKeyKind, _ hash: HashAlgorithm
    ) {
        (self.certificate, key, algorithm) = (certificate, subject.key, subject.algorithm)
        (self.kind, self.hash) = (kind, hash)
    }

    /// Issues a certificate over a new key: a link certificate (`authority`), a document verifier's or a terminal's.
    ///
    /// - Parameters:
    ///   - reference: the holder's reference; a usual one for the role by default.
    ///   - rights: the rights; fingers and not irises by default.
    ///   - kind: key of the holder; of the issuer's kind by default.
    ///   - adjust: changes anything about the body before it is signed.
    package func issue(
        _ role: TerminalRights.Role, _ reference: String? = nil, rights: TerminalRights? = nil,
        key kind: TestKeyKind? = nil, hash: HashAlgorithm? = nil,
        adjust: (inout CardVerifiableCertificate.Body) -> Void = { _ in }
    ) throws -> TestCVAuthority {
        let (kind, hash) = (kind ?? self.kind, hash ?? self.hash)
        let subject = try TestCVKey(kind, hash)
        let usual = ["UTTERM00001", "XXDVER00001", "UTDVER00001", "UTCVCA00002"][Int(role.rawValue)]
        let certificate = try TestCVKey(key: key, algorithm: algorithm).certify(
            subject, reference: reference ?? usual, by: self.certificate.holder.description,
            rights ?? TerminalRights(role), adjust: adjust)
        return TestCVAuthority(certificate, subject, kind, hash)
    }
}

/// A key with its algorithm, and what it certifies.
private struct TestCVKey {
    let key: KeyPair
    let algorithm: SignatureAlgorithm

    init(key: KeyPair, algorithm: SignatureAlgorithm) {
        (self.key, self.algorithm) = (key, algorithm)
    }

    init(_ kind: TestKeyKind, _ hash: HashAlgorithm) throws(CryptographyError) {
        key = try kind.generate()
        if case .ec = kind { algorithm = .ecdsa(hash, plain: true) } else { algorithm = kind.algorithm(hash) }
    }

    func certify(
        _ subject: TestCVKey, reference: String, by authority: String, _ rights: TerminalRights,
        adjust: (inout CardVerifiableCertificate.Body) -> Void = { _ in }
    ) throws -> CardVerifiableCertificate {
        guard let holder = CertificateReference(reference), let authority = CertificateReference(authority),
            let effective = TestCVAuthority.effectiveDate, let expiration = TestCVAuthority.expirationDate,
            let oid = subject.algorithm.terminalAuthenticationIdentifier
        else { throw CryptographyError(.unsupported, "reference or algorithm of a card-verifiable certificate") }
        var body = CardVerifiableCertificate.Body(
            authority: authority,
            publicKey: CardVerifiableKey(
                algorithm: oid, material: subject.material(spellsOut: rights.role == .authority)),
            holder: holder, rights: rights, effectiveDate: effective, expirationDate: expiration)
        adjust(&body)
        return try CardVerifiableCertificate(body) { bytes throws(CryptographyError) in
            try key.sign(bytes, algorithm)
        }
    }

    private func material(spellsOut: Bool) -> CardVerifiableKey.Material {
        if let (modulus, exponent) = key.publicKey.modulusAndExponent {
            return .rsa(modulus: modulus, exponent: exponent)
        }
        var parameters: CardVerifiableKey.DomainParameters?
        if spellsOut, case .ec(let curve) = key.publicKey.kind, let numbers = curve.numbers {
            parameters = .init(
                prime: numbers.prime, a: numbers.a, b: numbers.b, generator: numbers.generator, order: numbers.order)
        }
        return .curve(point: key.publicKey.keyBytes, parameters: parameters)
    }
}
