/// What a chip gives in PACE with chip-authentication mapping to prove that it holds its static private key
/// (ICAO 9303-11 §4.4.3.5).
package struct ChipAuthenticationMapping: Sendable, Equatable {
    /// The group of PACE; the static key has to be of the same.
    package let group: KeyAgreementGroup
    /// The chip's public key of the mapping, PK_Map,IC.
    package let mappingKey: [UInt8]
    /// Chip authentication data CA_IC, deciphered.
    package let authenticationData: [UInt8]

    /// What a chip sent.
    package init(group: KeyAgreementGroup, mappingKey: [UInt8], authenticationData: [UInt8]) {
        self.group = group
        self.mappingKey = mappingKey
        self.authenticationData = authenticationData
    }

    /// Whether the chip holds the private key of `publicKey`: PK_Map,IC = CA_IC · PK_IC. Where that key comes from, and
    /// who has signed it, is the caller's affair. A key that is not of the group proves nothing.
    package func proves(_ publicKey: [UInt8]) -> Bool {
        guard let product = try? group.multiply(publicKey, by: authenticationData) else { return false }
        return constantTimeEqual(product, mappingKey)
    }
}
