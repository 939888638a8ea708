/// Where a rule stands among the sources of law, the strongest last (A/131 1.1; GE-02).
///
/// Treaties go before laws, laws before regulations and orders. The rules of treaties are those of the table of
/// agreements on visas.
package enum LegalRank: String, Sendable, Codable, Hashable, CaseIterable, Comparable {
    /// Our own rule, where every text is silent.
    case house
    /// Notice of an authority.
    case notice
    /// Order of a minister or of the head of an authority.
    case order
    /// Regulation of the government.
    case regulation
    /// Law.
    case law
    /// Treaty or agreement of Mongolia.
    case treaty

    /// The rank of a citation as rules write it.
    init(citation: String) {
        self =
            if citation.hasPrefix("agreements ") {
                .treaty
            } else if citation.hasPrefix("A/") {
                .order
            } else if citation.hasPrefix("126 ") {
                .regulation
            } else if citation.hasPrefix("border law") || citation.hasPrefix("law ") {
                .law
            } else if citation.hasPrefix("registration notice") || citation.hasPrefix("immigration notice")
                || citation.hasPrefix("GB-3")
            {
                .notice
            } else {
                .house
            }
    }

    /// Orders sources by strength.
    package static func < (left: LegalRank, right: LegalRank) -> Bool { left.strength < right.strength }

    private var strength: Int {
        switch self {
        case .house: 0
        case .notice: 1
        case .order: 2
        case .regulation: 3
        case .law: 4
        case .treaty: 5
        }
    }
}
