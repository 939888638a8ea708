import COpenSSL

/// Arithmetic with natural numbers below a modulus; numbers are bytes, most significant first, and results have the
/// length of the modulus.
struct ModularArithmetic: Sendable {
    /// The modulus, without leading zeros, larger than one.
    let modulus: [UInt8]

    /// `a` modulo the modulus.
    func reduce(_ a: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try compute([a]) { BN_nnmod($0, $1[0], $2, $3) }
    }

    /// a + b.
    func add(_ a: [UInt8], _ b: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try compute([a, b]) { BN_mod_add($0, $1[0], $1[1], $2, $3) }
    }

    /// a - b.
    func subtract(_ a: [UInt8], _ b: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try compute([a, b]) { BN_mod_sub($0, $1[0], $1[1], $2, $3) }
    }

    /// a · b.
    func multiply(_ a: [UInt8], _ b: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try compute([a, b]) { BN_mod_mul($0, $1[0], $1[1], $2, $3) }
    }

    /// The number whose product with `a` is one; throws `malformed` when there is none.
    func inverse(_ a: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try compute([a], code: .malformed) { BN_mod_inverse($0, $1[0], $2, $3) == nil ? 0 : 1 }
    }

    /// a to the power of `exponent`, in time that does not depend on the exponent's bits.
    func power(_ a: [UInt8], _ exponent: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try compute([a, exponent]) { BN_mod_exp($0, $1[0], $1[1], $2, $3) }
    }

    private func compute(
        _ operands: [[UInt8]], code: CryptographyError.Code = .libraryFailure,
        _ operation: (OpaquePointer, [OpaquePointer], OpaquePointer, OpaquePointer) -> Int32
    ) throws(CryptographyError) -> [UInt8] {
        let what = "modular arithmetic"
        guard modulus.count <= Limits.modulusBytes, operands.allSatisfy({ $0.count <= 2 * Limits.modulusBytes }) else {
            throw CryptographyError(.limitExceeded, what)
        }
        guard let context = BN_CTX_new() else { throw .library(what) }
        defer { BN_CTX_free(context) }
        BN_CTX_start(context)
        // The context owns all numbers and wipes them when freed.
        defer { BN_CTX_end(context) }
        var numbers: [OpaquePointer] = []
        for bytes in operands + [modulus] {
            guard let number = BN_CTX_get(context), BN_bin2bn(bytes, Int32(bytes.count), number) != nil else {
                throw .library(what)
            }
            BN_set_flags(number, BN_FLG_CONSTTIME)
            numbers.append(number)
        }
        guard let result = BN_CTX_get(context), let last = numbers.popLast(),
            operation(result, numbers, last, context) == 1
        else { throw .library(what, code: code) }
        var bytes = [UInt8](repeating: 0, count: modulus.count)
        guard BN_bn2binpad(result, &bytes, Int32(bytes.count)) == Int32(bytes.count) else { throw .library(what) }
        return bytes
    }
}
