import COpenSSL

/// AES-256 in Galois/counter mode (NIST SP 800-38D), for columns and files that must not lie in the clear.
///
/// A sealed message is nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes). The nonce is random: below 2^32 messages
/// under one key the chance of a repeat stays under 2^-32 (SP 800-38D §8.3).
package enum AESGCM {
    /// Length of a key in bytes.
    package static let keyLength = 32

    /// Length of the nonce in bytes.
    package static let nonceLength = 12

    /// Length of the authentication tag in bytes.
    package static let tagLength = 16

    /// Encrypts and authenticates `plaintext` under `key` (32 bytes); `additionalData` is authenticated only, and
    /// `open` needs the same. Bind what must not be swapped (table, row, column) with it.
    package static func seal(
        _ plaintext: [UInt8], key: [UInt8], additionalData: [UInt8] = []
    ) throws(CryptographyError) -> [UInt8] {
        let nonce = try SecureRandom.bytes(nonceLength)
        return try nonce + seal(plaintext, key: key, nonce: nonce, additionalData: additionalData)
    }

    /// The same with a given nonce, and without it in the answer: for tests against published vectors. A nonce must
    /// never serve twice under one key.
    static func seal(
        _ plaintext: [UInt8], key: [UInt8], nonce: [UInt8], additionalData: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        guard key.count == keyLength else { throw CryptographyError(.invalidLength, "AES-256 key") }
        guard nonce.count == nonceLength else { throw CryptographyError(.invalidLength, "GCM nonce") }
        let context = try CipherContext.begin(EVP_aes_256_gcm(), key: key, iv: nonce, encrypting: true, gcm: true)
        return try context.seal(plaintext, additionalData: additionalData, tagLength: tagLength)
    }

    /// The plaintext of a sealed message.
    ///
    /// Throws `authenticationFailed` when key, message or additional data are not those of `seal`, `invalidLength`
    /// when the message is too short to be one.
    package static func open(
        _ sealed: [UInt8], key: [UInt8], additionalData: [UInt8] = []
    ) throws(CryptographyError) -> [UInt8] {
        guard key.count == keyLength else { throw CryptographyError(.invalidLength, "AES-256 key") }
        guard sealed.count >= nonceLength + tagLength else {
            throw CryptographyError(.invalidLength, "sealed message")
        }
        let nonce = [UInt8](sealed.prefix(nonceLength))
        let ciphertext = [UInt8](sealed.dropFirst(nonceLength).dropLast(tagLength))
        let tag = [UInt8](sealed.suffix(tagLength))
        let context = try CipherContext.begin(EVP_aes_256_gcm(), key: key, iv: nonce, encrypting: false, gcm: true)
        return try context.open(ciphertext, tag: tag, additionalData: additionalData)
    }
}
