/// What the holder of a card-verifiable certificate is and may read: the certificate holder authorization template
/// (BSI TR-03110-3 §C.1.5, §C.4.1 for inspection systems).
package struct TerminalRights: Sendable, Hashable {
    /// Place in the PKI, the two highest bits.
    package enum Role: UInt8, Sendable, CaseIterable {
        /// Inspection system.
        case terminal = 0
        /// Document verifier of another state (or none official).
        case foreignVerifier = 1
        /// Document verifier of the chip's own state.
        case domesticVerifier = 2
        /// Country verifying authority.
        case authority = 3
    }

    /// Identifier of the type inspection system, id-IS.
    package static let inspectionSystem = "0.4.0.127.0.7.3.1.2.1"

    /// The role.
    package var role: Role
    /// Whether DG3 may be read.
    package var readsFingers: Bool
    /// Whether DG4 may be read.
    package var readsIrises: Bool

    /// Rights of an inspection system and of who stands above it.
    package init(_ role: Role, readsFingers: Bool = true, readsIrises: Bool = false) {
        self.role = role
        self.readsFingers = readsFingers
        self.readsIrises = readsIrises
    }

    /// The rights of an authorization byte; the bits between role and rights are reserved.
    init(byte: UInt8) {
        self.init(
            Role(rawValue: byte >> 6) ?? .terminal, readsFingers: byte & 0x01 != 0, readsIrises: byte & 0x02 != 0)
    }

    /// The authorization byte.
    var byte: UInt8 { role.rawValue << 6 | (readsIrises ? 0x02 : 0) | (readsFingers ? 0x01 : 0) }

    /// What is left of rights under a signer with other rights: only what both have.
    package func limited(by other: TerminalRights) -> TerminalRights {
        TerminalRights(
            role, readsFingers: readsFingers && other.readsFingers, readsIrises: readsIrises && other.readsIrises)
    }
}
