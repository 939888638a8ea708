import Cryptography

/// Whether the document signer has been revoked (ICAO 9303-11 §5.1, 9303-12 §5.4, §7.2).
///
/// A missing or stale list leaves a document undetermined: somebody has to fetch it. Only where the policy says so, and
/// there is no list of any state, it is not looked at (`notSupported`).
struct RevocationJudgement {
    /// The store with the lists.
    let trust: TrustStore
    /// When it is asked.
    let moment: InspectionMoment

    /// The row `signerRevocation`.
    ///
    /// - Parameters:
    ///   - signer: the document signer, nil when there is none.
    ///   - path: the authority that issued it and those above it; empty when it is not known.
    func finding(signer: Certificate?, path: [TrustAnchor]) -> Finding {
        let isListed = !trust.revocationLists.isEmpty || trust.hasOtherRevocationLists
        guard isListed || trust.policy.revocation == .required else { return Finding(.noRevocationLists) }
        guard let signer else { return Finding(.signerUnknown) }
        guard let authority = path.first else {
            return Finding(.revocationListMissing, signer.issuer.description)
        }
        var worst = state(of: signer, issuedBy: authority.certificate, revoked: .signerRevoked)
        // A link that its authority took back carries nothing any more. That a link is good needs no list of its own:
        // few states publish one for the keys that they replaced.
        for (lower, upper) in zip(path, path.dropFirst()) {
            let link = state(of: lower.certificate, issuedBy: upper.certificate, revoked: .authorityRevoked)
            if link.code == .authorityRevoked { worst = link }
        }
        return worst
    }

    /// What the lists of `authority` say about `certificate`: one that has it is enough; one that is signed, in time
    /// and complete is needed to clear it.
    private func state(
        of certificate: Certificate, issuedBy authority: Certificate, revoked: CheckCode
    ) -> Finding {
        let relevant = trust.revocationLists.map(\.list).filter { list in
            list.issuer.matches(certificate.issuer)
                || (list.authorityKeyIdentifier != nil && list.authorityKeyIdentifier == authority.subjectKeyIdentifier)
        }
        var finding = Finding(.revocationListMissing, certificate.issuer.description)
        // The newest first: of the old ones only a hit counts.
        for list in relevant.sorted(by: { $0.thisUpdate > $1.thisUpdate }).prefix(Limits.revocationListsTried) {
            // By the authority's own key, or by another key under its name (a change of keys). A key identifier alone
            // is no claim: any authority could write another's into its list and condemn foreign signers.
            let isSigned =
                list.isSigned(by: authority) == .valid
                || (list.issuer.matches(certificate.issuer) && trust.path(of: list) != nil)
            guard isSigned else {
                if finding.code == .revocationListMissing { finding = Finding(.revocationListNotSigned) }
                continue
            }
            if let entry = list.entry(for: certificate) {
                return Finding(revoked, entry.reason.map { "\(Self.reason($0))" } ?? "")
            }
            switch use(of: list) {
            case .good: finding = .good
            case let code where finding.result != .successful: finding = Finding(code)
            default: break
            }
        }
        return finding
    }

    /// Whether a signed list can clear a certificate.
    private func use(of list: RevocationList) -> CheckCode {
        let now = moment.unixSeconds
        guard list.unknownCritical.isEmpty else { return .revocationListPartial }
        let end = list.nextUpdate ?? list.thisUpdate + trust.policy.revocationListLifetime
        guard list.thisUpdate <= now, now <= end else { return .revocationListStale }
        return .good
    }

    /// The name of a CRLReason (RFC 5280 §5.3.1).
    private static func reason(_ code: UInt8) -> String {
        switch code {
        case 1: "keyCompromise"
        case 2: "cACompromise"
        case 3: "affiliationChanged"
        case 4: "superseded"
        case 5: "cessationOfOperation"
        case 6: "certificateHold"
        default: "reason \(code)"
        }
    }
}
