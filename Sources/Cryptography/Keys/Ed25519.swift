import COpenSSL

/// Ed25519 (RFC 8032 §5.1): how the daemon signs its journal. Keys and signatures are raw bytes of fixed length.
package enum Ed25519 {
    /// Length of a private key (the seed) and of a public key in bytes.
    package static let keyLength = 32
    /// Length of a signature in bytes.
    package static let signatureLength = 64

    /// A private key. Never printed: neither its description nor its mirror shows the seed.
    package struct PrivateKey: Sendable {
        private let key: LibraryEdwardsKey
        /// The public half.
        package let publicKey: [UInt8]

        /// The key of a seed of 32 bytes; `invalidLength` for another length.
        package init(seed: [UInt8]) throws(CryptographyError) {
            key = try LibraryEdwardsKey(seed: seed)
            publicKey = try key.publicKey()
        }

        /// A new key.
        package static func generate() throws(CryptographyError) -> (key: PrivateKey, seed: [UInt8]) {
            let seed = try SecureRandom.bytes(keyLength)
            return (try PrivateKey(seed: seed), seed)
        }

        /// The signature over a message; the same for the same message.
        package func sign(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
            try key.sign(message)
        }
    }

    /// Whether the holder of `publicKey` has signed `message`. What cannot be a key or a signature proves nothing.
    package static func isValid(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) -> Bool {
        guard signature.count == signatureLength, let key = try? LibraryEdwardsKey(publicKey: publicKey) else {
            return false
        }
        return key.verify(signature, message)
    }
}

extension Ed25519.PrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "Ed25519.PrivateKey" }
    package var debugDescription: String { "Ed25519.PrivateKey" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// An Ed25519 key inside OpenSSL: making one from its seed costs as much as a signature, so a private key keeps its own.
///
/// `@unchecked` is sound: the pointer never changes, nothing here changes the key behind it after `init`, and OpenSSL
/// lets any number of threads sign and verify with one `EVP_PKEY` at once (openssl-threads(7)); each call makes its own
/// context. The key is freed with the last reference.
private final class LibraryEdwardsKey: @unchecked Sendable {
    private let key: OpaquePointer

    init(seed: [UInt8]) throws(CryptographyError) {
        guard seed.count == Ed25519.keyLength else { throw CryptographyError(.invalidLength, "Ed25519 seed") }
        guard let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count) else {
            throw .library("Ed25519 seed")
        }
        self.key = key
    }

    init(publicKey: [UInt8]) throws(CryptographyError) {
        guard publicKey.count == Ed25519.keyLength else { throw CryptographyError(.invalidLength, "Ed25519 key") }
        guard let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, publicKey, publicKey.count) else {
            throw .library("Ed25519 key", code: .malformed)
        }
        self.key = key
    }

    deinit {
        EVP_PKEY_free(key)
    }

    func publicKey() throws(CryptographyError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Ed25519.keyLength)
        var length = bytes.count
        guard EVP_PKEY_get_raw_public_key(key, &bytes, &length) == 1, length == bytes.count else {
            throw .library("Ed25519 key")
        }
        return bytes
    }

    func sign(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { throw .library("Ed25519 signature") }
        defer { EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: Ed25519.signatureLength)
        var length = signature.count
        guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
            EVP_DigestSign(context, &signature, &length, message, message.count) == 1, length == signature.count
        else { throw .library("Ed25519 signature") }
        return signature
    }

    func verify(_ signature: [UInt8], _ message: [UInt8]) -> Bool {
        guard let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            // A wrong signature is an answer, not a fault for a later call to report.
            ERR_clear_error()
        }
        return EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}
