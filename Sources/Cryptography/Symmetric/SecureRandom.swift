import COpenSSL

/// Random bytes fit for keys and nonces.
package enum SecureRandom {
    /// `count` bytes,at most a MiB.
    package static func bytes(_ count: Int) throws(CryptographyError) -> [UInt8] {
        guard (0...Limits.randomBytes).contains(count) else {
            throw CryptographyError(.invalidLength, "random bytes")
        }
        guard count > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw .library("random bytes") }
        return bytes
    }
}
