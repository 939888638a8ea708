package import Cryptography

/// The signing authority (CSCA) of a state that does not exist: issues document signers for virtual passports and
/// tests.
///
/// ```swift
/// let authority = try TestAuthority(country: "MN", name: "boomt test CSCA")
/// let signer = try authority.issueDocumentSigner()
/// let sod = try signer.sign(dataGroups: [.dg1: dg1, .dg2: dg2])
/// ```
package struct TestAuthority: Sendable {
    /// The self-signed certificate: what goes into a trust store.
    package let certificate: Certificate
    /// The key that issues.
    package let key: KeyPair
    /// How it signs.
    package let algorithm: SignatureAlgorithm

    /// 2020-01-01 to 2045-01-01 in Unix seconds.
    package static let validity: ClosedRange<Int64> = 1_577_836_800...2_366_841_600

    /// A new authority with a new key. EC keys cost microseconds; RSA keys up to a second, so tests share one.
    ///
    /// - Parameters:
    ///   - explicitParameters: whether the curve is spelled out, as most states do.
    ///   - adjust: changes anything about the certificate before it is signed.
    package init(
        country: String, name: String, key kind: TestKeyKind = .ec(.p256), hash: HashAlgorithm = .sha256,
        validity: ClosedRange<Int64> = validity, explicitParameters: Bool = false,
        adjust: (inout CertificateBuilder) -> Void = { _ in }
    ) throws(CryptographyError) {
        let key = try kind.generate()
        let subject = DistinguishedName(country: country, organization: "boomt test material", commonName: name)
        var builder = try CertificateBuilder(
            subject: subject, issuer: subject, notBefore: validity.lowerBound, notAfter: validity.upperBound,
            publicKey: key.publicKey)
        builder.explicitParameters = explicitParameters
        builder.extensions.authorityKeyIdentifier = builder.extensions.subjectKeyIdentifier
        builder.extensions.isCA = true
        builder.extensions.pathLength = 0
        builder.extensions.keyUsage = [.certificateSigning, .revocationListSigning]
        adjust(&builder)
        algorithm = kind.algorithm(hash)
        certificate = try builder.sign(with: key, algorithm)
        self.key = key
    }

    /// An authority of before: its certificate and key from files.
    package init(certificate: Certificate, key: KeyPair, algorithm: SignatureAlgorithm) {
        self.certificate = certificate
        self.key = key
        self.algorithm = algorithm
    }

    /// Issues a document signer with a new key.
    ///
    /// - Parameters:
    ///   - country: another country than the authority's, as a fault.
    ///   - validity: Unix seconds; the default is 2021-01-01 to 2040-01-01.
    ///   - adjust: changes anything about the certificate before it is signed.
    package func issueDocumentSigner(
        name: String = "boomt test signer", country: String? = nil, key kind: TestKeyKind = .ec(.p256),
        hash: HashAlgorithm = .sha256, validity: ClosedRange<Int64> = 1_609_459_200...2_208_988_800,
        explicitParameters: Bool = false, adjust: (inout CertificateBuilder) -> Void = { _ in }
    ) throws(CryptographyError) -> TestDocumentSigner {
        let signerKey = try kind.generate()
        let subject = DistinguishedName(
            country: country ?? certificate.country ?? "UT", organization: "boomt test material", commonName: name)
        var builder = try CertificateBuilder(
            subject: subject, issuer: certificate.subject, notBefore: validity.lowerBound,
            notAfter: validity.upperBound, publicKey: signerKey.publicKey)
        builder.explicitParameters = explicitParameters
        builder.extensions.authorityKeyIdentifier = certificate.subjectKeyIdentifier
        builder.extensions.keyUsage = .digitalSignature
        adjust(&builder)
        return TestDocumentSigner(
            certificate: try builder.sign(with: key, algorithm), key: signerKey, algorithm: kind.algorithm(hash))
    }
}

/// The keys of test authorities and signers.
package enum TestKeyKind: Sendable, Hashable {
    /// RSA of this many bits, signing with RSASSA-PSS as Mongolia does.
    case rsaPSS(Int)
    /// RSA of this many bits, signing with PKCS#1 v1.5.
    case rsaPKCS1(Int)
    /// A curve, signing with ECDSA.
    case ec(NamedCurve)

    /// A new key.
    func generate() throws(CryptographyError) -> KeyPair {
        switch self {
        case .rsaPSS(let bits), .rsaPKCS1(let bits): try .rsa(bits)
        case .ec(let curve): try .ec(curve)
        }
    }

    /// How a key of this kind signs with `hash`.
    func algorithm(_ hash: HashAlgorithm) -> SignatureAlgorithm {
        switch self {
        case .rsaPSS: .rsaPSS(hash)
        case .rsaPKCS1: .rsaPKCS1(hash)
        case .ec: .ecdsa(hash, plain: false)
        }
    }
}
