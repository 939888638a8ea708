extension Limits {
    /// Largest modulus of key agreement in bytes; the largest standardised one has 256.
    static let modulusBytes = 1024

    /// Random numbers tried for one private key. At worst every second one is too large: failing all has the chance of
    /// 2^-64.
    static let privateKeyTries = 64
}
