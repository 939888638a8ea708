package import Cryptography

extension TrustStore {
    /// The way from an authority up to a trusted one, itself first; nil when there is none.
    ///
    /// A trusted authority is its own way. A link certificate leads on to the authority that signed it: the old key of
    /// a state certifies its new one, so that documents of the new key can be judged where only the old one is known
    /// (ICAO 9303-12 §7.1.1). Each step has the name that the step before gives as its issuer, may issue certificates
    /// and made the signature. Length and work are bounded.
    func path(from authority: TrustAnchor) -> [TrustAnchor]? {
        var signatures = Limits.pathSignatures
        return path(from: authority, below: [], signatures: &signatures)
    }

    private func path(
        from authority: TrustAnchor, below: [TrustAnchor], signatures: inout Int
    ) -> [TrustAnchor]? {
        let path = below + [authority]
        guard authority.standing == .link else { return path }
        let certificate = authority.certificate
        guard path.count < Limits.pathLength, certificate.mayIssueCertificates else { return nil }
        for candidate in candidates(for: certificate) where !path.contains(candidate.anchor) {
            let issuer = candidate.anchor.certificate
            guard issuer.mayIssueCertificates, issuer.subject.matches(certificate.issuer), signatures > 0 else {
                continue
            }
            signatures -= 1
            guard certificate.isSigned(by: issuer) == .valid else { continue }
            if let found = self.path(from: candidate.anchor, below: path, signatures: &signatures) { return found }
        }
        return nil
    }

    /// The way from the authority whose key signed a revocation list up to a trusted one; nil when nobody that we
    /// trust signed it (ICAO 9303-12 §7.2: lists are signed by the authority itself).
    package func path(of list: RevocationList) -> [TrustAnchor]? {
        for candidate in candidates(named: list.issuer, keyIdentifier: list.authorityKeyIdentifier) {
            let usage = candidate.anchor.certificate.extensions.keyUsage
            guard usage?.contains(.revocationListSigning) ?? true,
                candidate.anchor.certificate.subject.matches(list.issuer),
                list.isSigned(by: candidate.anchor.certificate) == .valid
            else { continue }
            if let path = path(from: candidate.anchor) { return path }
        }
        return nil
    }

    /// The way from the authority that issued a certificate up to a trusted one; nil when none did.
    package func path(of certificate: Certificate) -> [TrustAnchor]? {
        for candidate in candidates(for: certificate) {
            guard candidate.anchor.certificate.mayIssueCertificates,
                candidate.anchor.certificate.subject.matches(certificate.issuer),
                certificate.isSigned(by: candidate.anchor.certificate) == .valid
            else { continue }
            if let path = path(from: candidate.anchor) { return path }
        }
        return nil
    }
}

extension Certificate {
    /// Whether this is the certificate of an authority. Those of version 1 and the first of version 3 have no
    /// basicConstraints, but issue themselves.
    var isAuthority: Bool { extensions.isCA ?? isSelfIssued }

    /// Whether the extensions let this certificate issue others: old ones without them may.
    var mayIssueCertificates: Bool {
        isAuthority && extensions.keyUsage?.contains(.certificateSigning) ?? true
    }

    /// Whether the certificate claims to be signed with its own key.
    package var claimsOwnSignature: Bool {
        guard isSelfIssued else { return false }
        guard let issuerKey = authorityKeyIdentifier, let ownKey = subjectKeyIdentifier else { return true }
        return issuerKey == ownKey
    }
}
