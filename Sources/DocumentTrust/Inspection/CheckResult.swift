/// The outcome of one check, and of all together (BSI TR-03135 §2). Raw values are the names in JSON.
package enum CheckResult: String, Sendable, Hashable, Codable, CaseIterable {
    /// Looked at and good.
    case successful
    /// Looked at and not good.
    case failed
    /// Looked at, and nobody can tell: a trust anchor, a file or an algorithm of ours is missing.
    case undetermined
    /// Not part of this document or of this version of the daemon: says nothing and does not count.
    case notSupported
    /// Begun and broken off.
    case aborted

    /// The sum of several checks: failed beats aborted beats undetermined beats successful; what is not supported
    /// does not count. Nothing that counts gives `notSupported`.
    package static func overall(_ results: some Sequence<CheckResult>) -> CheckResult {
        results.max { $0.weight < $1.weight } ?? .notSupported
    }

    /// How much it counts in a sum.
    var weight: Int {
        switch self {
        case .notSupported: 0
        case .successful: 1
        case .undetermined: 2
        case .aborted: 3
        case .failed: 4
        }
    }
}

/// The checks of a travel document (after BSI TR-03135 §2). Raw values are the names in JSON; the order is the order
/// of the report.
package enum CheckID: String, Sendable, Hashable, Codable, CaseIterable {
    /// The chip was opened by BAC or PACE.
    case chipAccess
    /// The check digits of each machine-readable zone at hand, printed and in DG1.
    case mrzConsistency
    /// The chip is no copy (chip authentication, active authentication).
    case chipAuthenticity
    /// The chip granted the protected data groups.
    case terminalAuthentication
    /// The signature of the security object.
    case sodSignature
    /// The signature and form of the document signer's certificate.
    case signerCertificate
    /// The validity of the document signer and its authority, at signing and now.
    case signerValidity
    /// The document signer has not been revoked.
    ///
    /// A missing or stale list of the signer's authority is `undetermined`. Without any list at all it is
    /// `notSupported` where the policy lets it be (`TrustPolicy.Revocation`); the text says that it was not looked at.
    case signerRevocation
    /// The authority of the document signer is one that we trust.
    case trustStatus
    /// EF.COM and the security object list the same data groups.
    case comSodConsistency
    /// The data groups that were read have the hashes that are signed.
    case dataGroupHashes
    /// The document signer belongs to the state that DG1 names.
    case issuerSignerCountry
    /// The document has not expired.
    case expiry
    /// The printed machine-readable zone and DG1 say the same.
    case mrzDg1Comparison
    /// EF.CardSecurity is signed and fits EF.CardAccess.
    case cardSecurity
}
