import Cryptography

/// What lists and logs show of an authority: plain values, times in Unix seconds.
package struct AuthoritySummary: Sendable, Hashable {
    /// SHA-256 of the certificate in lower-case hex.
    package let fingerprint: String
    /// The country in upper case, nil when it names none.
    package let country: String?
    /// Whom the certificate speaks of.
    package let subject: String
    /// Who issued it.
    package let issuer: String
    /// The serial number in lower-case hex.
    package let serial: String
    /// Begin of validity.
    package let notBefore: Int64
    /// End of validity.
    package let notAfter: Int64
    /// End of the private key's use (ICAO 9303-12 §7.1.1): what is issued after it is in doubt. Nil when not given.
    package let signsUntil: Int64?
    /// Such as `RSA-4096`.
    package let key: String
    /// How it is signed, such as `RSASSA-PSS SHA-256`; nil for an unknown algorithm.
    package let algorithm: String?
    /// Why it is in the store.
    package let standing: TrustAnchor.Standing
    /// The ids of the sources that hold it.
    package let sources: [String]
}

extension TrustStore {
    /// The authorities, links included, that a source holds.
    package func authorities(of source: TrustSource) -> [AuthoritySummary] {
        let inside = Set(source.certificates)
        return authorities.filter { inside.contains($0.certificate.sha256Fingerprint) }.map(summary)
    }

    /// The authorities, links included, of a country given by its two letters.
    package func authorities(country: String) -> [AuthoritySummary] {
        authorities.filter { $0.certificate.country == country.uppercased() }.map(summary)
    }

    /// The authorities, links included, whose fingerprint begins with these eight or more hex digits.
    package func authorities(fingerprint: String) -> [AuthoritySummary] {
        guard fingerprint.utf8.count >= 8 else { return [] }
        return authorities.filter { $0.certificate.sha256Fingerprint.hasPrefix(fingerprint.lowercased()) }.map(summary)
    }

    private func summary(_ anchor: TrustAnchor) -> AuthoritySummary {
        let certificate = anchor.certificate
        let fingerprint = certificate.sha256Fingerprint
        return AuthoritySummary(
            fingerprint: fingerprint, country: certificate.country, subject: certificate.subject.description,
            issuer: certificate.issuer.description, serial: certificate.serialHex, notBefore: certificate.notBefore,
            notAfter: certificate.notAfter, signsUntil: certificate.extensions.privateKeyUsage.notAfter,
            key: certificate.publicKeyName, algorithm: certificate.signatureAlgorithm?.name,
            standing: anchor.standing, sources: sources.filter { $0.certificates.contains(fingerprint) }.map(\.id))
    }
}
