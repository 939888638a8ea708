extension KeyAgreementGroup {
    /// The element that pseudo-random `bytes` stand for, ICAO 9303-11 appendix B: a point of a curve by the encoding of
    /// Brier and others, a power modulo a prime otherwise.
    ///
    /// Throws `unsupported` for the curve whose prime is not 3 modulo 4 (P-224), `malformed` for the values, as good as
    /// never met, that have no element.
    package func element(hashing bytes: [UInt8]) throws(CryptographyError) -> [UInt8] {
        switch self {
        case .curve(let curve):
            let parameters = try CurveGroup(curve: curve).parameters()
            let t = try ModularArithmetic(modulus: parameters.p).reduce(bytes)
            return try Self.point(t, parameters, length: curve.fieldBytes)
        case .modular(let group):
            let (p, q) = (try group.parameters().p, try group.parameters().q)
            let arithmetic = ModularArithmetic(modulus: p)
            // The cofactor: (p - 1) / q leads every number into the subgroup.
            let quotient = try BigInteger.divide(try arithmetic.subtract([], [1]), by: q)
            return try group.element(try arithmetic.power(try arithmetic.reduce(bytes), quotient))
        }
    }

    /// The names are those of appendix B.1.
    private static func point(
        _ t: [UInt8], _ curve: CurveGroup.Parameters, length: Int
    ) throws(CryptographyError) -> [UInt8] {
        let field = ModularArithmetic(modulus: curve.p)
        guard let last = curve.p.last, last & 0x03 == 0x03 else {
            throw CryptographyError(.unsupported, "hashing into this curve")
        }
        let one: [UInt8] = [1]
        let square = try field.multiply(t, t)
        let alpha = try field.subtract([], square)
        let divisor = try field.inverse(try field.add(alpha, try field.multiply(alpha, alpha)))
        let negative = try field.subtract([], try field.multiply(curve.b, try field.inverse(curve.a)))
        let x2 = try field.multiply(negative, try field.add(one, divisor))
        let x3 = try field.multiply(alpha, x2)
        let cubed = try field.multiply(x2, try field.multiply(x2, x2))
        let h2 = try field.add(try field.add(cubed, try field.multiply(curve.a, x2)), curve.b)
        let u = try field.multiply(try field.multiply(square, t), h2)
        // p - 1 - (p + 1) / 4, where (p + 1) / 4 is p / 4 rounded up.
        let quarter = try field.add(BigInteger.shiftRight(curve.p, by: 2), one)
        let exponent = try field.subtract(try field.subtract([], one), quarter)
        let a = try field.power(h2, exponent)
        let isSquare = try field.multiply(try field.multiply(a, a), h2) == (try field.reduce(one))
        let (x, y) = isSquare ? (x2, try field.multiply(a, h2)) : (x3, try field.multiply(a, u))
        guard x.count == length, y.count == length else { throw CryptographyError(.malformed, "coordinate") }
        return [0x04] + x + y
    }
}
