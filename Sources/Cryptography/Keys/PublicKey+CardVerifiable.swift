/// Keys and algorithms as card-verifiable certificates write them: numbers without ASN.1 structures around them
/// (BSI TR-03110-3 §D.3, §A.6.4).
extension PublicKey {
    /// An RSA key. Throws `malformed`, and `unsupported` for sizes outside of `Limits.rsaBits`.
    package init(modulus: [UInt8], exponent: [UInt8]) throws(CryptographyError) {
        guard modulus.count <= Limits.certificateBytes, exponent.count <= Limits.certificateBytes else {
            throw CryptographyError(.limitExceeded, "public key")
        }
        let key = DER.sequence(DER.integer(modulus), DER.integer(exponent))
        try self.init(
            info: DER.sequence(
                DER.sequence(DER.objectIdentifier(SignatureAlgorithm.rsaEncryption), DER.null), DER.bitString(key)))
    }

    /// A point, 04 ‖ x ‖ y, on a curve. Whether it lies there is seen when a signature is checked.
    package init(point: [UInt8], on curve: NamedCurve) throws(CryptographyError) {
        guard point.count == 1 + 2 * curve.fieldBytes, point.first == 0x04 else {
            throw CryptographyError(.malformed, "public point")
        }
        try self.init(
            info: DER.sequence(
                DER.sequence(DER.objectIdentifier(SignatureAlgorithm.ecPublicKey), DER.objectIdentifier(curve.oid)),
                DER.bitString(point)))
    }

    /// Modulus and exponent of an RSA key; nil for another.
    package var modulusAndExponent: (modulus: [UInt8], exponent: [UInt8])? {
        guard case .rsa = kind, var members = try? ASN1Reader.only(ASN1.sequence, in: keyBytes).reader,
            let modulus = try? members.next().magnitude(), let exponent = try? members.next().magnitude()
        else { return nil }
        return (modulus, exponent)
    }
}

extension NamedCurve {
    /// The numbers of a curve, each of fixed width: what the certificate of an authority spells out.
    package struct Numbers: Sendable, Hashable {
        /// Prime of the field.
        package var prime: [UInt8]
        /// Coefficient a.
        package var a: [UInt8]
        /// Coefficient b.
        package var b: [UInt8]
        /// Generator, 04 ‖ x ‖ y.
        package var generator: [UInt8]
        /// Order of the generator.
        package var order: [UInt8]

        /// The numbers as they stand somewhere.
        package init(prime: [UInt8], a: [UInt8], b: [UInt8], generator: [UInt8], order: [UInt8]) {
            (self.prime, self.a, self.b, self.generator, self.order) = (prime, a, b, generator, order)
        }
    }

    /// The known curve with exactly these numbers, leading zeros apart; nil for any other.
    package init?(_ numbers: Numbers) {
        let width = numbers.prime.drop { $0 == 0 }.count
        guard width <= 66, numbers.generator.count == 1 + 2 * width, numbers.generator.first == 0x04 else {
            return nil
        }
        func trimmed(_ bytes: some Sequence<UInt8>) -> [UInt8] { Array(bytes.drop { $0 == 0 }) }
        let match = CurveParameters.known.first { _, known in
            known.prime == trimmed(numbers.prime) && known.a == trimmed(numbers.a) && known.b == trimmed(numbers.b)
                && known.generatorX == trimmed(numbers.generator[1...width])
                && known.generatorY == trimmed(numbers.generator[(1 + width)...])
                && known.order == trimmed(numbers.order)
        }
        guard let match else { return nil }
        self = match.key
    }

    /// The numbers of this curve; nil when the library does not have it.
    package var numbers: Numbers? {
        guard let known = CurveParameters.known[self] else { return nil }
        func padded(_ bytes: [UInt8]) -> [UInt8] {
            [UInt8](repeating: 0, count: max(fieldBytes - bytes.count, 0)) + bytes
        }
        return Numbers(
            prime: padded(known.prime), a: padded(known.a), b: padded(known.b),
            generator: [0x04] + padded(known.generatorX) + padded(known.generatorY), order: padded(known.order))
    }
}

extension SignatureAlgorithm {
    private static let terminalArc = "0.4.0.127.0.7.2.2.2"

    /// Algorithms of terminal authentication below id-TA (BSI TR-03110-3 §A.6.4): PSS with a salt as long as the
    /// digest, ECDSA with r ‖ s of fixed width.
    private static let terminalAlgorithms: [(String, SignatureAlgorithm)] = [
        ("1.1", .rsaPKCS1(.sha1)), ("1.2", .rsaPKCS1(.sha256)), ("1.3", .rsaPSS(.sha1)), ("1.4", .rsaPSS(.sha256)),
        ("1.5", .rsaPKCS1(.sha512)), ("1.6", .rsaPSS(.sha512)), ("2.1", .ecdsa(.sha1, plain: true)),
        ("2.2", .ecdsa(.sha224, plain: true)), ("2.3", .ecdsa(.sha256, plain: true)),
        ("2.4", .ecdsa(.sha384, plain: true)), ("2.5", .ecdsa(.sha512, plain: true)),
    ]

    /// All algorithms of terminal authentication.
    package static var ofTerminalAuthentication: [SignatureAlgorithm] { terminalAlgorithms.map(\.1) }

    /// The algorithm of an identifier below id-TA; nil for any other.
    package init?(terminalAuthentication oid: String) {
        guard let match = Self.terminalAlgorithms.first(where: { "\(Self.terminalArc).\($0.0)" == oid }) else {
            return nil
        }
        self = match.1
    }

    /// The identifier below id-TA; nil for an algorithm that terminal authentication does not have.
    package var terminalAuthenticationIdentifier: String? {
        Self.terminalAlgorithms.first { $0.1 == self }.map { "\(Self.terminalArc).\($0.0)" }
    }
}
