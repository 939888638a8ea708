package import Cryptography

/// An authority of a store and where it came from.
package struct TrustAnchor: Sendable, Equatable {
    /// Why an authority is in the store, from the weakest reason to the strongest.
    package enum Standing: String, Sendable, Hashable, Comparable, CaseIterable {
        /// It says itself who certifies it: trusted if a way leads from there to a trusted authority, and only then.
        case link
        /// A signed list names it: trusted for documents, but it cannot vouch for another list.
        case listed
        /// Somebody put it there by itself: trusted for documents, and as the root of signed lists.
        case pinned

        package static func < (left: Standing, right: Standing) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .link: 0
            case .listed: 1
            case .pinned: 2
            }
        }
    }

    /// The authority's certificate.
    package let certificate: Certificate
    /// The source, such as a file name.
    package let origin: String
    /// Why it is there.
    package let standing: Standing
}

/// An authority that may have issued a certificate.
package struct TrustCandidate: Sendable, Equatable {
    /// The authority.
    package let anchor: TrustAnchor
    /// Whether it has the key identifier that the certificate names, and not only the name.
    package let hasNamedKey: Bool
}

/// A revocation list of a store and where it came from.
package struct StoredRevocationList: Sendable, Equatable {
    /// The list.
    package let list: RevocationList
    /// The source, such as a file name.
    package let origin: String
}

/// Something that a trust store did not take.
package struct TrustRefusal: Sendable, Equatable, CustomStringConvertible {
    /// The source, such as a file name.
    package let origin: String
    /// The reason in English, for the log.
    package let reason: String

    package var description: String { "\(origin): \(reason)" }
}
