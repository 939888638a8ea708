@testable import Cryptography

/// Keys that many tests share: RSA generation is dear.
enum TestKeys {
    static let rsa = Result { try KeyPair.rsa(2048) }
    static let p256 = Result { try KeyPair.ec(.p256) }
    static let brainpool = Result { try KeyPair.ec(.brainpoolP256r1) }

    static func pair(for algorithm: SignatureAlgorithm) throws -> KeyPair {
        switch algorithm {
        case .rsaPKCS1, .rsaPSS: try rsa.get()
        case .ecdsa: try p256.get()
        }
    }

    /// A self-signed certificate over the key for `algorithm`.
    static func certificate(
        _ algorithm: SignatureAlgorithm, country: String = "MN", explicit: Bool = false,
        adjust: (inout CertificateBuilder) -> Void = { _ in }
    ) throws -> Certificate {
        let pair = try pair(for: algorithm)
        let name = DistinguishedName(country: country, organization: "Test", commonName: "Test signer")
        var builder = try CertificateBuilder(
            subject: name, issuer: name, notBefore: 1_700_000_000, notAfter: 2_000_000_000, publicKey: pair.publicKey)
        builder.explicitParameters = explicit
        adjust(&builder)
        return try builder.sign(with: pair, algorithm)
    }

    static let algorithms: [SignatureAlgorithm] =
        HashAlgorithm.allCases.flatMap {
            [.rsaPKCS1($0), .rsaPSS($0), .ecdsa($0, plain: false), .ecdsa($0, plain: true)]
        } + [.rsaPSS(.sha256, maskHash: .sha1, saltLength: 20), .rsaPSS(.sha512, maskHash: .sha512, saltLength: 0)]
}
