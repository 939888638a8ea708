import COpenSSL
import Synchronization

extension AESGCM {
    /// A key with its schedule made once, for who seals or opens many small messages: beginning anew with each takes
    /// longer than some hundred bytes do. Threads take turns, for some microseconds each.
    ///
    /// Never printed: neither its description nor its mirror shows the key.
    package final class PreparedKey: Sendable {
        private let sealing: Mutex<CipherContext>
        private let opening: Mutex<CipherContext>

        /// Throws `invalidLength` when the key does not have 32 bytes.
        package init(_ key: [UInt8]) throws(CryptographyError) {
            sealing = Mutex(try Self.context(key, encrypting: true))
            opening = Mutex(try Self.context(key, encrypting: false))
        }

        private static func context(_ key: [UInt8], encrypting: Bool) throws(CryptographyError) -> CipherContext {
            guard key.count == keyLength else { throw CryptographyError(.invalidLength, "AES-256 key") }
            // Each run brings its own nonce.
            let none = [UInt8](repeating: 0, count: nonceLength)
            return try CipherContext.begin(EVP_aes_256_gcm(), key: key, iv: none, encrypting: encrypting, gcm: true)
        }

        /// As ``AESGCM/seal(_:key:additionalData:)``.
        package func seal(
            _ plaintext: [UInt8], additionalData: [UInt8] = []
        ) throws(CryptographyError) -> [UInt8] {
            let nonce = try SecureRandom.bytes(nonceLength)
            return try nonce + seal(plaintext, nonce: nonce, additionalData: additionalData)
        }

        /// The same with a nonce of the caller, 12 bytes, and without it in the answer. A nonce must never serve twice
        /// under one key.
        package func seal(
            _ plaintext: [UInt8], nonce: [UInt8], additionalData: [UInt8]
        ) throws(CryptographyError) -> [UInt8] {
            try sealing.withLock { context throws(CryptographyError) in
                try context.restart(iv: nonce)
                return try context.seal(plaintext, additionalData: additionalData, tagLength: tagLength)
            }
        }

        /// As ``AESGCM/open(_:key:additionalData:)``.
        package func open(_ sealed: [UInt8], additionalData: [UInt8] = []) throws(CryptographyError) -> [UInt8] {
            guard sealed.count >= nonceLength + tagLength else {
                throw CryptographyError(.invalidLength, "sealed message")
            }
            return try open(
                sealed.dropFirst(nonceLength), nonce: [UInt8](sealed.prefix(nonceLength)),
                additionalData: additionalData)
        }

        /// The same of what was sealed with a nonce of the caller.
        package func open(
            _ sealed: some BidirectionalCollection<UInt8>, nonce: [UInt8], additionalData: [UInt8]
        ) throws(CryptographyError) -> [UInt8] {
            guard sealed.count >= tagLength else { throw CryptographyError(.invalidLength, "sealed message") }
            return try opening.withLock { context throws(CryptographyError) in
                try context.restart(iv: nonce)
                return try context.open(
                    [UInt8](sealed.dropLast(tagLength)), tag: [UInt8](sealed.suffix(tagLength)),
                    additionalData: additionalData)
            }
        }
    }
}

extension AESGCM.PreparedKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "AESGCM.PreparedKey" }
    package var debugDescription: String { "AESGCM.PreparedKey" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
