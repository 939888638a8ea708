internal import DocumentTrust
internal import Support
internal import TravelDocument

extension TrustStore {
    /// Most warnings; the rest are counted.
    private static let most = 10

    /// What whoever looks after the store should know before the daemon starts: what of it was not taken, and why.
    var warnings: [String] {
        let shown = refusals.prefix(Self.most).map { "trust: not taken: \("\($0)".shown(atMost: 300))" }
        let rest = refusals.count - shown.count
        return shown + (rest > 0 ? ["trust: not taken: \(rest) more"] : [])
    }
}

extension Settings {
    /// The trust store as it is on disk now.
    func trustStore() -> TrustStore { TrustStore(directory: trustDirectory, now: UnixTime.now().seconds) }
}
