package import Cryptography
internal import TravelDocument

/// What the journal keeps of a trust store: which authorities and lists judged documents from when on, without the
/// certificates themselves.
extension TrustStore {
    /// Digest and counts of the store, the sources that it came from, and what was not taken.
    ///
    /// - Parameter former: the store whose place it takes: then only what is new, gone or renewed is named.
    package func account(after former: TrustStore? = nil) throws(CryptographyError) -> [String: String] {
        var account = [
            "digest": try digest(), "anchors": "\(anchors.count)", "revocationLists": "\(revocationLists.count)",
            "defects": "\(defects.count)", "sources": "\(sources.count)",
        ]
        account["refused"] = Self.listed(refusals.map { "\($0)" })
        guard let former else {
            account["loaded"] = Self.listed(sources.map(\.words))
            return account
        }
        let (before, now) = (former.sourcesByID, sourcesByID)
        account["added"] = Self.listed(now.values.filter { before[$0.id] == nil }.map(\.words))
        account["removed"] = Self.listed(before.values.filter { now[$0.id] == nil }.map(\.words))
        account["renewed"] = Self.listed(
            now.values.filter { source in before[source.id].map { $0 != source } ?? false }.map(\.words))
        let (known, trusted) = (Set(former.anchors.map(\.certificate)), Set(anchors.map(\.certificate)))
        account["anchorsAdded"] = Self.listed(trusted.subtracting(known).map(\.words))
        account["anchorsRemoved"] = Self.listed(known.subtracting(trusted).map(\.words))
        return account
    }

    /// SHA-256, in lower-case hex, over what was loaded: each authority with its standing, each published signer, list
    /// and defect by its bytes, each source with version and times, and each refusal. The order of files is none of it.
    package func digest() throws(CryptographyError) -> String {
        func hash(_ bytes: [UInt8]) throws(CryptographyError) -> String {
            Hexadecimal.text(try HashAlgorithm.sha256.digest(bytes))
        }
        var lines = authorities.map { "authority \($0.certificate.sha256Fingerprint) \($0.standing.rawValue)" }
        lines += publishedSigners.map { "signer \($0.sha256Fingerprint)" }
        for stored in revocationLists { lines.append("list \(try hash(stored.list.der))") }
        for stored in defects { lines.append("defect \(stored.hashOID) \(try hash(stored.entry.der))") }
        for source in sources {
            // The times are part of it: they decide when a list is overdue.
            let times = [source.imported, source.date ?? 0, source.nextUpdate ?? 0].map { "\($0)" }
            lines.append("source \(source.words) \(source.upkeep.rawValue) \(times.joined(separator: " "))")
        }
        lines += refusals.map { "refusal \($0)" }
        return try hash(Array(lines.sorted().joined(separator: "\n").utf8))
    }

    private var sourcesByID: [String: TrustSource] { Dictionary(sources.map { ($0.id, $0) }) { $1 } }

    /// Texts in their order, one after the other; nil for none. Names of files are anybody's: bounded, and free of what
    /// steers a terminal.
    private static func listed(_ texts: [String]) -> String? {
        guard !texts.isEmpty else { return nil }
        let shown = texts.sorted().prefix(Limits.accountItems).map { $0.shown(atMost: Limits.accountText) }
        let rest = texts.count - shown.count
        return (shown + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: "; ")
    }
}

extension TrustSource {
    /// Name, kind, version and origin, as far as they tell something.
    fileprivate var words: String {
        ([id, kind.rawValue, version] + (origin == id ? [] : ["(\(origin))"])).filter { !$0.isEmpty }
            .joined(separator: " ")
    }
}

extension Certificate {
    /// Country and the beginning of the fingerprint, which tells any two authorities apart.
    fileprivate var words: String { "\(country ?? "??") \(sha256Fingerprint.prefix(16))" }
}
