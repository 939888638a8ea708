import COpenSSL

/// Operations on natural numbers without any modulus; bytes, most significant first.
enum BigInteger {
    /// The whole part of a quotient.
    static func divide(_ number: [UInt8], by divisor: [UInt8]) throws(CryptographyError) -> [UInt8] {
        let what = "division"
        guard number.count <= 2 * Limits.modulusBytes, divisor.count <= Limits.modulusBytes else {
            throw CryptographyError(.limitExceeded, what)
        }
        guard let context = BN_CTX_new() else { throw .library(what) }
        defer { BN_CTX_free(context) }
        BN_CTX_start(context)
        defer { BN_CTX_end(context) }
        guard let a = BN_CTX_get(context), let b = BN_CTX_get(context), let quotient = BN_CTX_get(context),
            BN_bin2bn(number, Int32(number.count), a) != nil, BN_bin2bn(divisor, Int32(divisor.count), b) != nil,
            BN_div(quotient, nil, a, b, context) == 1
        else { throw .library(what) }
        var bytes = [UInt8](repeating: 0, count: number.count)
        guard BN_bn2binpad(quotient, &bytes, Int32(bytes.count)) == Int32(bytes.count) else { throw .library(what) }
        return bytes
    }

    /// A number divided by a power of two, fewer than eight bits.
    static func shiftRight(_ number: [UInt8], by bits: Int) -> [UInt8] {
        var carry: UInt8 = 0
        return number.map { byte in
            defer { carry = byte << (8 - bits) }
            return byte >> bits | carry
        }
    }
}
