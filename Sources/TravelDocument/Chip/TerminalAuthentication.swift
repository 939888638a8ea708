/// Whether the chip let us read what only authorised terminals may (BSI TR-03110-1 §3.5): told by a reading.
package struct TerminalAuthentication: Sendable, Hashable, Codable {
    /// How it ended.
    package enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
        /// The chip has accepted our certificates and our signature.
        case succeeded
        /// The chip has refused a certificate or the signature, or what it says of its trust points is misformed.
        case failed
        /// The chip asks for no such proof.
        case notSupported
        /// The chip asks for it and we did not try: no certificates for its trust points, or no chip authentication.
        case notAttempted
    }

    /// How it ended.
    package var outcome: Outcome
    /// Signature algorithm of the terminal, such as `ECDSA SHA-256`; nil when it did not come to one.
    package var algorithm: String?
    /// Why, in a few English words; empty when all went well.
    package var reason: String

    /// What happened.
    package init(_ outcome: Outcome, algorithm: String? = nil, reason: String = "") {
        self.outcome = outcome
        self.algorithm = algorithm
        self.reason = reason
    }
}
