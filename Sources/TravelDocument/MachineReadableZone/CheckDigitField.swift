/// The check digits of a machine-readable zone, named by what they protect.
package enum CheckDigitField: String, Sendable, Hashable, Codable, CaseIterable {
    /// The document number, of any length.
    case documentNumber
    /// The birth date.
    case birthDate
    /// The expiry date.
    case expiryDate
    /// The optional data; TD3 only.
    case optionalData
    /// Number, dates and optional data together; not on visas.
    case composite
}
