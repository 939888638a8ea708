internal import DocumentTrust
internal import Support
internal import TravelDocument

extension TrustStore {
    /// Most warnings; the rest are counted.
    private static let most = 10

    /// What whoever looks after the store should know: what of it was not taken, and why, and what lacks.
    var warnings: [String] {
        let shown = refusals.prefix(Self.most).map { "trust: not taken: \("\($0)".shown(atMost: 300))" }
        let rest = refusals.count - shown.count
        return shown + (rest > 0 ? ["trust: not taken: \(rest) more"] : []) + [missingLists].compactMap { $0 }
    }

    /// What it means that there is no revocation list; nil when there is one, or no authority to revoke anything.
    var missingLists: String? {
        guard revocationLists.isEmpty, !anchors.isEmpty else { return nil }
        return switch policy.revocation {
        case .required:
            "trust: there is no revocation list: every chip is referred until one is imported "
                + "(boomtctl trust import LIST.crl)"
        case .ifListed:
            "trust: there is no revocation list: revoked signers pass unnoticed (trust.revocation is ifListed; "
                + "boomtctl trust import LIST.crl)"
        }
    }
}

extension Settings {
    /// What is asked of keys and lists.
    var trustPolicy: TrustPolicy {
        var policy = TrustPolicy.standard
        policy.revocation = trustRevocation
        return policy
    }

    /// The trust store as it is on disk now.
    func trustStore() -> TrustStore {
        TrustStore(directory: trustDirectory, now: UnixTime.now().seconds, policy: trustPolicy)
    }
}
