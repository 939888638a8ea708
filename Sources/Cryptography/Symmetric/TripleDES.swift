import COpenSSL

/// Two-key triple DES in CBC mode without padding, as basic access control and 3DES secure messaging use it.
///
/// ICAO 9303-11 §4.3.3.1 and §9.8.6.1: the key is K_a ‖ K_b, used as encrypt-decrypt-encrypt with K_a, K_b, K_a.
/// Parity bits of the key are ignored.
package enum TripleDES {
    /// Length of a key in bytes: two DES keys of 8 bytes.
    package static let keyLength = 16

    /// Length of a block and of an initialisation vector in bytes.
    package static let blockLength = 8

    /// The library's implementation, looked up once and kept for ever: `EVP_des_ede_cbc` alone is looked up again, under
    /// a lock, at every use, and secure messaging uses it five times a command. Fetched objects are immutable and may
    /// be used by any thread (OpenSSL `crypto(7)`, "fetching").
    nonisolated(unsafe) private static let cipher: OpaquePointer? = EVP_CIPHER_fetch(nil, "DES-EDE-CBC", nil)

    /// Encrypts `plaintext`, a whole number of blocks (also none); `iv` is nil for the zero vector.
    package static func encryptCBC(
        key: [UInt8], iv: [UInt8]? = nil, _ plaintext: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        try run(key: key, iv: iv, plaintext, encrypting: true)
    }

    /// Decrypts `ciphertext`, a whole number of blocks (also none); `iv` is nil for the zero vector.
    package static func decryptCBC(
        key: [UInt8], iv: [UInt8]? = nil, _ ciphertext: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        try run(key: key, iv: iv, ciphertext, encrypting: false)
    }

    private static func run(
        key: [UInt8], iv: [UInt8]?, _ input: [UInt8], encrypting: Bool
    ) throws(CryptographyError) -> [UInt8] {
        guard key.count == keyLength else { throw CryptographyError(.invalidLength, "triple DES key") }
        guard input.count.isMultiple(of: blockLength) else {
            throw CryptographyError(.invalidLength, "triple DES message is not a whole number of blocks")
        }
        let vector = iv ?? [UInt8](repeating: 0, count: blockLength)
        let context = try CipherContext.begin(
            cipher ?? EVP_des_ede_cbc(), key: key, iv: vector, encrypting: encrypting)
        return try context.transform(input)
    }
}
