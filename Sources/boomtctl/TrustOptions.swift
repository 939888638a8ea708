internal import ArgumentParser
internal import DocumentTrust
internal import Support

/// Which authorities a command believes.
struct TrustOptions: ParsableArguments {
    /// Where the daemon keeps its store.
    static let installedFolder = "/var/lib/boomt/trust"

    @Option(help: "Folder with the certificates of signing authorities; the daemon's own if left out.")
    var trust: String?

    /// The folder to write into.
    var folder: String { trust ?? Self.installedFolder }

    /// Loads the store and says on standard error what was not taken. Without a store nothing is trusted.
    ///
    /// - Parameter revocation: what becomes of documents while there is no revocation list at all.
    func store(revocation: TrustPolicy.Revocation? = nil) throws(CommandFailure) -> TrustStore {
        var policy = TrustPolicy.standard
        policy.revocation = revocation ?? .required
        guard let folder = trust ?? (InputFile.isFolder(Self.installedFolder) ? Self.installedFolder : nil) else {
            Output.note("no trust store: give --trust, or no signer will be known")
            var store = TrustStore()
            store.policy = policy
            return store
        }
        guard InputFile.isFolder(folder) else { throw CommandFailure(.unusable, "\(folder) is no folder") }
        let store = TrustStore(directory: folder, now: UnixTime.now().seconds, policy: policy)
        for refusal in store.refusals.prefix(10) { Output.note("not taken: \(refusal)") }
        if store.refusals.count > 10 { Output.note("not taken: \(store.refusals.count - 10) more") }
        return store
    }
}

/// What documents are asked for beyond the authorities.
struct RevocationOption: ParsableArguments {
    @Option(
        help: """
            What becomes of documents while the trust folder has no revocation list at all: required (undetermined) or \
            ifListed (not looked at). Required if left out, for sealed evidence as on its day.
            """)
    var revocation: TrustPolicy.Revocation?
}

extension TrustPolicy.Revocation: ExpressibleByArgument {}
