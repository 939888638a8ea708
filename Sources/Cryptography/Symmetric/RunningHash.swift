import COpenSSL

/// A digest over bytes that come piece by piece, such as a file that does not fit into memory.
package struct RunningHash: ~Copyable {
    private let context: OpaquePointer
    private let algorithm: HashAlgorithm

    /// Begins a digest.
    package init(_ algorithm: HashAlgorithm) throws(CryptographyError) {
        guard let context = EVP_MD_CTX_new() else { throw .library("\(algorithm.name) digest") }
        guard EVP_DigestInit_ex(context, algorithm.function, nil) == 1 else {
            EVP_MD_CTX_free(context)
            throw .library("\(algorithm.name) digest")
        }
        self.context = context
        self.algorithm = algorithm
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    /// Takes the next piece.
    package mutating func update(_ bytes: some Sequence<UInt8>) throws(CryptographyError) {
        let done =
            bytes.withContiguousStorageIfAvailable { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
            ?? Array(bytes).withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
        guard done == 1 else { throw .library("\(algorithm.name) digest") }
    }

    /// The digest of what has come so far; more may follow.
    package func digest() throws(CryptographyError) -> [UInt8] {
        guard let copy = EVP_MD_CTX_new() else { throw .library("\(algorithm.name) digest") }
        defer { EVP_MD_CTX_free(copy) }
        var digest = [UInt8](repeating: 0, count: algorithm.digestLength)
        var written: UInt32 = 0
        guard EVP_MD_CTX_copy_ex(copy, context) == 1, EVP_DigestFinal_ex(copy, &digest, &written) == 1,
            Int(written) == digest.count
        else { throw .library("\(algorithm.name) digest") }
        return digest
    }
}
