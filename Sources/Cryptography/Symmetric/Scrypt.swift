import COpenSSL

/// scrypt (RFC 7914): makes every guess at a passphrase cost memory and time. The work is OpenSSL's key derivation
/// `SCRYPT`.
///
/// A run takes `128 * cost * blockSize` bytes and blocks its thread: never call it on a thread that others wait for.
package struct Scrypt: Sendable, Equatable {
    /// CPU and memory cost N, a power of two.
    package let cost: Int
    /// Block size r.
    package let blockSize: Int
    /// Parallelisation p.
    package let parallelism: Int

    /// What passphrases are hashed with now: 64 MiB and about a quarter of a second.
    package static let current = Scrypt(unchecked: 1 << 16, 8, 2)

    /// Parameters from outside. Throws `limitExceeded` for those that would take too much memory or time, `malformed`
    /// for those that RFC 7914 §2 does not allow.
    package init(cost: Int, blockSize: Int, parallelism: Int) throws(CryptographyError) {
        guard (1...Limits.scryptBlockSize).contains(blockSize), (1...Limits.scryptParallelism).contains(parallelism),
            (2...Limits.scryptCost).contains(cost)
        else { throw CryptographyError(.limitExceeded, "scrypt parameters") }
        guard cost.nonzeroBitCount == 1 else { throw CryptographyError(.malformed, "scrypt cost is no power of two") }
        self.init(unchecked: cost, blockSize, parallelism)
        guard memory <= Limits.scryptMemoryBytes, cost * blockSize * parallelism <= Limits.scryptWork else {
            throw CryptographyError(.limitExceeded, "scrypt parameters")
        }
    }

    private init(unchecked cost: Int, _ blockSize: Int, _ parallelism: Int) {
        self.cost = cost
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// Bytes of memory of one run.
    private var memory: Int { 128 * blockSize * (cost + parallelism + 2) }

    /// Derives `count` bytes from a passphrase.
    package func derive(
        _ passphrase: [UInt8], salt: [UInt8], count: Int
    ) throws(CryptographyError) -> [UInt8] {
        guard passphrase.count <= Limits.scryptInputBytes, salt.count <= Limits.scryptInputBytes,
            (1...Limits.scryptOutputBytes).contains(count)
        else { throw CryptographyError(.limitExceeded, "scrypt input") }
        var output = [UInt8](repeating: 0, count: count)
        let done = passphrase.withUnsafeBytes { bytes in
            EVP_PBE_scrypt(
                bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, salt, salt.count, UInt64(cost),
                UInt64(blockSize), UInt64(parallelism), UInt64(memory), &output, count)
        }
        guard done == 1 else { throw .library("scrypt") }
        return output
    }
}
