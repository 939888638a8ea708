/// Where certificates and revocation lists of a trust store came from: one import.
package struct TrustSource: Sendable, Hashable {
    /// What a source is.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A signed list of many states' authorities (ICAO 9303-12 §9).
        case masterList
        /// A single authority or signer, trusted because somebody put it there.
        case certificate
        /// A certificate by which an authority certifies its next key; worth as much as the authority below it.
        case link
        /// A list of revoked certificates.
        case revocationList
        /// A signed list of document signers with known defects (BSI TR-03129 appendix A.1).
        case defectList
    }

    /// How a source is kept up to date, which decides how old it may get (BSI TR-03135-2).
    package enum Upkeep: String, Sendable, Hashable, CaseIterable {
        /// Fetched by a timer: every three working days.
        case automatic
        /// Brought by a person: every four weeks.
        case byHand
    }

    /// Names the source; another import of the same source has the same name. Lower-case letters, digits, hyphens.
    package var id: String
    /// What it is.
    package var kind: Kind
    /// The file that it came from.
    package var origin: String
    /// What distinguishes it from earlier ones: the day of signing, the number of a list, else a part of the hash.
    package var version: String
    /// When it was signed or issued, in Unix seconds; nil when it does not say.
    package var date: Int64?
    /// When the next one is due by its own word, in Unix seconds; nil when it does not say.
    package var nextUpdate: Int64?
    /// When it was last imported, in Unix seconds.
    package var imported: Int64
    /// How it is kept up to date.
    package var upkeep: Upkeep
    /// SHA-256 of the root or authority that its signature was traced to; nil when nobody signed it.
    package var root: String?
    /// How many of its entries were refused.
    package var refused: Int
    /// SHA-256 of its certificates in lower-case hex, in their order.
    package var certificates: [String] = []
    /// How many certificates its revocation list revokes, nil when it has none.
    package var revoked: Int?

    /// How many document signers its defect list names, nil when it has none.
    package var defects: Int?

    /// A source.
    package init(
        id: String, kind: Kind, origin: String, version: String, date: Int64? = nil, nextUpdate: Int64? = nil,
        imported: Int64, upkeep: Upkeep = .byHand, root: String? = nil, refused: Int = 0
    ) {
        self.id = id
        self.kind = kind
        self.origin = origin
        self.version = version
        self.date = date
        self.nextUpdate = nextUpdate
        self.imported = imported
        self.upkeep = upkeep
        self.root = root
        self.refused = refused
    }

    /// Whether the source has to be brought up to date; nil for what does not age (single certificates and links).
    package func freshness(at now: Int64) -> Freshness? {
        guard [.masterList, .revocationList, .defectList].contains(kind) else { return nil }
        return Freshness(imported: imported, upkeep: upkeep, nextUpdate: nextUpdate, now: now)
    }
}
