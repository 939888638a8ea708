import COpenSSL

/// Whether two byte strings are equal, in a time that depends on their length only. For MACs and tokens.
package func constantTimeEqual(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    first.count == second.count && (first.isEmpty || CRYPTO_memcmp(first, second, first.count) == 0)
}
