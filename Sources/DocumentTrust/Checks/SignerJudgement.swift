import Cryptography

/// Whether the document signer is one of a trusted authority, and valid (ICAO 9303-11 §5.1, 9303-12 §6).
struct SignerJudgement {
    /// The row `signerCertificate`.
    let certificateFinding: Finding
    /// The row `trustStatus`.
    let trustFinding: Finding
    /// The row `signerValidity`.
    let validityFinding: Finding
    /// The authority that issued the signer, nil when none of the store did.
    let authority: TrustAnchor?
    /// The way from that authority up to a trusted one, itself first; empty when none was found.
    let path: [TrustAnchor]

    /// Traces the signer of `object` to an authority of `trust`.
    init(_ object: SecurityObjectJudgement, trust: TrustStore, at moment: InspectionMoment) {
        guard let certificate = object.certificate else {
            let code: CheckCode = object.hasUnreadableCertificate ? .signerCertificateMalformed : .signerUnknown
            certificateFinding = Finding(code)
            trustFinding = Finding(.documentNotSignedBySigner)
            validityFinding = Finding(.signerUnknown)
            authority = nil
            path = []
            return
        }
        let chain = Self.trace(certificate, trust: trust, at: moment)
        authority = chain.path.first
        path = chain.path
        certificateFinding =
            Self.form(certificate)
            ?? (chain.certificate == .good ? Self.policy(certificate, trust.policy) : chain.certificate)
        // A chain says something about the document only when the document is signed by its end.
        trustFinding = object.finding == .good ? chain.trust : Self.weaker(chain.trust)
        validityFinding = Self.validity(
            certificate, path: chain.path.map(\.certificate), signingTime: object.signer?.signingTime, at: moment)
    }

    /// What the store says of a certificate.
    struct Chain {
        var certificate: Finding
        var trust: Finding
        var path: [TrustAnchor] = []
    }

    /// Tries the key of every candidate on the certificate.
    static func trace(
        _ certificate: Certificate, trust: TrustStore, at moment: InspectionMoment
    ) -> Chain {
        let candidates = trust.candidates(for: certificate)
        guard !candidates.isEmpty else {
            return Chain(
                certificate: Finding(.signerIssuerUnknown),
                trust: Finding(.authorityUnknown, authorityName(certificate)))
        }
        var issuers: [[TrustAnchor]] = []
        var unsupported: String?
        var isDenied = false
        for candidate in candidates {
            switch certificate.isSigned(by: candidate.anchor.certificate) {
            case .valid: if let path = trust.path(from: candidate.anchor) { issuers.append(path) }
            case .unsupported(let what): unsupported = what
            // Only the key that the signer names itself can deny it. One that merely has the same name may be the
            // key before or after a change of which we have no certificate.
            case .invalid: if candidate.hasNamedKey, candidate.anchor.standing != .link { isDenied = true }
            }
        }
        if let path = preferred(issuers, for: certificate, at: moment) {
            let hasName = path.first.map { certificate.issuer.matches($0.certificate.subject) } ?? false
            let isWeak = path.contains { trust.policy.objection(to: $0.certificate) != nil }
            return Chain(
                certificate: hasName ? .good : Finding(.signerIssuerNameWrong),
                trust: isWeak ? Finding(.authorityKeyTooSmall) : .good, path: path)
        }
        if isDenied {
            return Chain(certificate: Finding(.signerNotIssuedByAuthority), trust: Finding(.authorityDenied))
        }
        let trustFinding = Finding(.authorityUnknown, authorityName(certificate))
        if let unsupported {
            return Chain(certificate: Finding(.signerAlgorithmUnsupported, unsupported), trust: trustFinding)
        }
        return Chain(certificate: Finding(.signerIssuedByUnknownKey), trust: trustFinding)
    }

    /// Of several certificates with the key that signed (a root and its link certificates), the one with the right
    /// name that is valid now, with all above it, and needs the fewest of them.
    private static func preferred(
        _ issuers: [[TrustAnchor]], for certificate: Certificate, at moment: InspectionMoment
    ) -> [TrustAnchor]? {
        func rank(_ path: [TrustAnchor]) -> Int {
            guard let issuer = path.first?.certificate else { return -1 }
            let isValid = path.allSatisfy { $0.certificate.isValid(at: moment.unixSeconds) }
            return (certificate.issuer.matches(issuer.subject) ? 4 : 0) + (isValid ? 2 : 0)
                + (issuer.isSelfIssued ? 1 : 0)
        }
        return issuers.max { (rank($0), -$0.count) < (rank($1), -$1.count) }
    }

    /// The size of the signer's key.
    private static func strength(_ certificate: Certificate, _ policy: TrustPolicy) -> Finding {
        policy.objection(to: certificate) == nil ? .good : Finding(.signerKeyTooSmall, certificate.publicKeyName)
    }

    /// Whether a certificate is one of a document signer, apart from who issued it.
    static func fitness(_ certificate: Certificate, _ policy: TrustPolicy) -> Finding {
        form(certificate) ?? Self.policy(certificate, policy)
    }

    /// Faults of the certificate itself (ICAO 9303-12 §7.1.1), nil for none.
    private static func form(_ certificate: Certificate) -> Finding? {
        let extensions = certificate.extensions
        if extensions.isCA == true { return Finding(.signerNotForDocuments) }
        if let usage = extensions.keyUsage, !usage.contains(.digitalSignature) {
            return Finding(.signerNotForDocuments)
        }
        let lists = [CertificateExtensions.masterListSigning, CertificateExtensions.deviationListSigning]
        if extensions.keyUsage?.contains(.certificateSigning) == true { return Finding(.signerNotForDocuments) }
        if extensions.extendedKeyUsage?.contains(where: { lists.contains($0) }) == true {
            return Finding(.signerNotForDocuments)
        }
        if let type = extensions.unknownCritical.first { return Finding(.signerCriticalExtension, type) }
        // Without keyUsage nothing is forbidden (RFC 5280 §4.2.1.3), and specimens are published without.
        let missing = [
            certificate.version == 3 ? nil : "version 3",
            certificate.authorityKeyIdentifier == nil ? "authorityKeyIdentifier" : nil,
            certificate.issuer.country?.utf8.count == 2 ? nil : "country of the issuer",
        ].compactMap { $0 }
        return missing.isEmpty ? nil : Finding(.signerFormWrong, missing.joined(separator: ", "))
    }

    /// What a good signer's certificate says of its purpose and the size of its key, against the policy.
    private static func policy(_ certificate: Certificate, _ policy: TrustPolicy) -> Finding {
        let strange = (certificate.extensions.extendedKeyUsage ?? []).filter { !policy.signerPurposes.contains($0) }
        guard strange.isEmpty else { return Finding(.signerPurposeUnknown, strange.joined(separator: ", ")) }
        return strength(certificate, policy)
    }

    private static func weaker(_ finding: Finding) -> Finding {
        finding == .good ? Finding(.documentNotSignedBySigner) : finding
    }

    /// Name and country of an authority that we do not have, so that somebody can fetch it.
    private static func authorityName(_ certificate: Certificate) -> String {
        certificate.issuer.description
    }

    /// The validity of signer and authority, now and at signing.
    ///
    /// The signing time is the signer's own word: it can excuse a certificate that has expired since (then an officer
    /// decides), never make a document good that is not.
    private static func validity(
        _ certificate: Certificate, path: [Certificate], signingTime: Int64?, at moment: InspectionMoment
    ) -> Finding {
        let now = moment.unixSeconds
        let wasValid = signingTime.map { certificate.isValid(at: $0) }
        if now < certificate.notBefore { return Finding(.signerNotYetValid) }
        if now > certificate.notAfter {
            return Finding(wasValid == true ? .signerExpiredAfterSigning : .signerExpired)
        }
        if wasValid == false { return Finding(.signedOutsideValidity) }
        if let signingTime {
            let usage = certificate.extensions.privateKeyUsage
            if signingTime < usage.notBefore ?? .min || signingTime > usage.notAfter ?? .max {
                return Finding(.signedOutsideKeyUsage)
            }
        }
        guard let authority = path.first else { return Finding(.authorityValidityUnknown) }
        if !authority.isValid(at: certificate.notBefore) { return Finding(.authorityInvalidAtIssuance) }
        if certificate.notBefore > authority.extensions.privateKeyUsage.notAfter ?? .max {
            return Finding(.issuedOutsideKeyUsage)
        }
        if path.contains(where: { now > $0.notAfter }) { return Finding(.authorityExpired) }
        return .good
    }
}
