import COpenSSL

/// AES in CBC mode without padding, as PACE and AES secure messaging use it (ICAO 9303-11 §9.8.6.2).
package enum AES {
    /// Length of a block and of an initialisation vector in bytes.
    package static let blockLength = 16

    /// Lengths of keys in bytes.
    package static let keyLengths = [16, 24, 32]

    /// The library's implementations by key length, looked up once and kept for ever. Fetched objects are immutable and
    /// may be used by any thread (OpenSSL `crypto(7)`, "fetching").
    nonisolated(unsafe) private static let ciphers: [Int: OpaquePointer] = [
        16: EVP_CIPHER_fetch(nil, "AES-128-CBC", nil), 24: EVP_CIPHER_fetch(nil, "AES-192-CBC", nil),
        32: EVP_CIPHER_fetch(nil, "AES-256-CBC", nil),
    ].compactMapValues { $0 }

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

    /// A context that encrypts with one key, from the zero vector on.
    static func encryption(key: [UInt8]) throws(CryptographyError) -> CipherContext {
        guard let cipher = ciphers[key.count] else { throw CryptographyError(.invalidLength, "AES key") }
        return try CipherContext.begin(
            cipher, key: key, iv: [UInt8](repeating: 0, count: blockLength), encrypting: true)
    }

    private static func run(
        key: [UInt8], iv: [UInt8]?, _ input: [UInt8], encrypting: Bool
    ) throws(CryptographyError) -> [UInt8] {
        guard keyLengths.contains(key.count) else { throw CryptographyError(.invalidLength, "AES key") }
        guard let cipher = ciphers[key.count] else { throw .library("AES") }
        guard input.count.isMultiple(of: blockLength) else {
            throw CryptographyError(.invalidLength, "AES message is not a whole number of blocks")
        }
        let vector = iv ?? [UInt8](repeating: 0, count: blockLength)
        let context = try CipherContext.begin(cipher, key: key, iv: vector, encrypting: encrypting)
        return try context.transform(input)
    }
}
