package import Cryptography
package import TravelDocument

/// The key of a card-verifiable certificate, ready to verify others with: algorithm and curve are known.
package struct CertifiedKey: Sendable, Hashable {
    /// The key.
    package let key: PublicKey
    /// How it signs.
    package let algorithm: SignatureAlgorithm

    /// The key of a certificate. Where it does not spell out its curve, it is that of its signer (BSI TR-03110-3
    /// §D.3.3).
    ///
    /// Throws `malformed`, and `unsupported` for algorithms and curves that we do not know.
    package init(_ certified: CardVerifiableKey, signer: CertifiedKey? = nil) throws(CryptographyError) {
        guard let algorithm = SignatureAlgorithm(terminalAuthentication: certified.algorithm) else {
            throw CryptographyError(.unsupported, "algorithm of terminal authentication")
        }
        self.algorithm = algorithm
        switch certified.material {
        case .rsa(let modulus, let exponent):
            key = try PublicKey(modulus: modulus, exponent: exponent)
        case .curve(let point, let parameters?):
            let numbers = NamedCurve.Numbers(
                prime: parameters.prime, a: parameters.a, b: parameters.b, generator: parameters.generator,
                order: parameters.order)
            guard let curve = NamedCurve(numbers), parameters.cofactor == [1] else {
                throw CryptographyError(.unsupported, "elliptic curve given by unknown parameters")
            }
            key = try PublicKey(point: point, on: curve)
        case .curve(let point, nil):
            guard case .ec(let curve)? = signer?.key.kind else {
                throw CryptographyError(.malformed, "no curve to inherit")
            }
            key = try PublicKey(point: point, on: curve)
        }
    }

    /// Whether this key has signed the certificate.
    package func verify(_ certificate: CardVerifiableCertificate) -> SignatureOutcome {
        key.verify(certificate.signature, of: certificate.bodyBytes, algorithm)
    }
}
