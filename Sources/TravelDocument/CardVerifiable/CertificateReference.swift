/// Name of a key in the terminal PKI: country, mnemonic and sequence number (BSI TR-03110-3 §A.6.1).
///
/// Kept as bytes: chips compare bytes, and what is outside of the character sets is a wrong name and not a fault of
/// form.
package struct CertificateReference: Sendable, Hashable {
    /// Longest reference: two bytes of country, nine of mnemonic, five of sequence number.
    package static let maximumLength = 16

    /// The bytes, 1 to 16.
    package let bytes: [UInt8]

    /// Nil for bytes that are too many or none.
    package init?(_ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard (1...Self.maximumLength).contains(bytes.count) else { return nil }
        self.bytes = bytes
    }

    /// Country, mnemonic and sequence number one after the other, such as `UTCVCA00001`.
    package init?(_ text: String) {
        self.init(text.utf8)
    }
}

extension CertificateReference: CustomStringConvertible {
    /// The reference as text; bytes that are not printable ASCII show as `?`.
    package var description: String {
        String(decoding: bytes.map { (0x20...0x7E).contains($0) ? $0 : 0x3F }, as: UTF8.self)
    }
}
