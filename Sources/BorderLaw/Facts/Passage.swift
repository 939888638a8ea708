/// Which way the border is crossed, seen from Mongolia.
package enum Direction: String, Sendable, Codable, Hashable, CaseIterable {
    /// Into Mongolia (орох чиглэл).
    case entry
    /// Out of Mongolia (гарах чиглэл).
    case exit
}

/// Where the traveller stands.
package enum Station: String, Sendable, Codable, Hashable, CaseIterable {
    /// An automated gate with no officer at it (цахим гарц).
    case eGate
    /// A document inspector's desk: the officer is there and decides.
    case desk
}
