import COpenSSL

/// Keys for several purposes out of one that nobody can guess (HKDF with SHA-256, RFC 5869).
package enum HKDF {
    /// `count` bytes, at most 255 digests. Different `info` gives keys that tell nothing of one another.
    package static func derive(
        from key: [UInt8], salt: [UInt8] = [], info: [UInt8], count: Int
    ) throws(CryptographyError) -> [UInt8] {
        let length = HashAlgorithm.sha256.digestLength
        guard (1...255 * length).contains(count) else { throw CryptographyError(.invalidLength, "derived key") }
        let secret = try authenticate(key, by: salt.isEmpty ? [UInt8](repeating: 0, count: length) : salt)
        var block: [UInt8] = []
        var derived: [UInt8] = []
        var number: UInt8 = 0
        while derived.count < count {
            number += 1
            block = try authenticate(block + info + [number], by: secret)
            derived += block
        }
        return [UInt8](derived.prefix(count))
    }

    /// HMAC with SHA-256 (RFC 2104).
    private static func authenticate(_ message: [UInt8], by key: [UInt8]) throws(CryptographyError) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: HashAlgorithm.sha256.digestLength)
        var written = 0
        let done = EVP_Q_mac(
            nil, "HMAC", nil, "SHA256", nil, key, key.count, message, message.count, &code, code.count, &written)
        guard done != nil, written == code.count else { throw .library("HMAC") }
        return code
    }
}
