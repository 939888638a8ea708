/// A public key of a certificate, normalised: RSA, or a point on a curve that we know by name.
///
/// A value; the library's own object exists only while a signature is checked.
package struct PublicKey: Sendable, Hashable {
    /// The type with what distinguishes it.
    package enum Kind: Sendable, Hashable {
        /// RSA with the length of the modulus in bits.
        case rsa(bits: Int)
        /// A point on this curve.
        case ec(NamedCurve)
    }

    /// The type of the key.
    package let kind: Kind

    /// Whether the certificate binds an RSA key to RSASSA-PSS (key type id-RSASSA-PSS, RFC 4055 §3.1).
    package let isBoundToPSS: Bool

    /// Whether the curve stood there by its parameters and not by its name.
    package let hasExplicitParameters: Bool

    /// SubjectPublicKeyInfo with `rsaEncryption` or `id-ecPublicKey` and a named curve.
    package let info: [UInt8]

    /// The content of the BIT STRING: what key identifiers are hashed over (RFC 5280 §4.2.1.2).
    package let keyBytes: [UInt8]

    /// Such as `RSA-4096` or `EC brainpoolP256r1`.
    package var name: String {
        switch kind {
        case .rsa(let bits): "RSA-\(bits)"
        case .ec(let curve): "EC \(curve.name)"
        }
    }

    /// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1).
    ///
    /// Throws `malformed`, and `unsupported` for other key types and for curves that we do not know: a certificate
    /// with such a key can be shown, but nothing can be verified with it.
    init(parsing value: ASN1Value) throws(CryptographyError) {
        var reader = value.reader
        var algorithm = try reader.next(ASN1.sequence).reader
        let bits = try reader.next(ASN1.bitString).bits()
        let oid = try algorithm.next(ASN1.objectIdentifier).objectIdentifier()
        keyBytes = bits
        switch oid {
        case SignatureAlgorithm.rsaEncryption, SignatureAlgorithm.rsassaPSS:
            kind = .rsa(bits: try Self.modulusBits(bits))
            isBoundToPSS = oid == SignatureAlgorithm.rsassaPSS
            hasExplicitParameters = false
            info = DER.sequence(
                DER.sequence(DER.objectIdentifier(SignatureAlgorithm.rsaEncryption), DER.null), DER.bitString(bits))
        case SignatureAlgorithm.ecPublicKey:
            let parameters = try algorithm.next()
            let curve: NamedCurve
            if parameters.identifier == ASN1.objectIdentifier {
                let name = try parameters.objectIdentifier()
                guard let known = NamedCurve(oid: name) else {
                    throw CryptographyError(.unsupported, "elliptic curve \(name)")
                }
                curve = known
                hasExplicitParameters = false
            } else if parameters.identifier == ASN1.sequence {
                guard let known = try CurveParameters(parsing: parameters).curve else {
                    throw CryptographyError(.unsupported, "elliptic curve given by unknown parameters")
                }
                curve = known
                hasExplicitParameters = true
            } else {
                throw CryptographyError(.unsupported, "elliptic curve parameters of the issuer")
            }
            kind = .ec(curve)
            isBoundToPSS = false
            info = DER.sequence(
                DER.sequence(DER.objectIdentifier(SignatureAlgorithm.ecPublicKey), DER.objectIdentifier(curve.oid)),
                DER.bitString(bits))
        default:
            throw CryptographyError(.unsupported, "public key \(oid)")
        }
    }

    /// The key of a DER SubjectPublicKeyInfo.
    package init(info: [UInt8]) throws(CryptographyError) {
        guard info.count <= Limits.certificateBytes else { throw CryptographyError(.limitExceeded, "public key") }
        self = try PublicKey(parsing: ASN1Reader.only(ASN1.sequence, in: info))
    }

    /// Bounds an RSA key before the library works with it: time grows with the third power of the modulus.
    private static func modulusBits(_ key: [UInt8]) throws(CryptographyError) -> Int {
        var members = try ASN1Reader.only(ASN1.sequence, in: key).reader
        let modulus = try members.next().magnitude()
        let exponent = try members.next().magnitude()
        let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
        guard Limits.rsaBits.contains(bits) else { throw CryptographyError(.unsupported, "RSA key of \(bits) bits") }
        guard (1...Limits.rsaExponentBytes).contains(exponent.count), exponent != [1] else {
            throw CryptographyError(.unsupported, "RSA exponent")
        }
        return bits
    }

    /// Whether `signature` is one of this key over `message`.
    package func verify(
        _ signature: [UInt8], of message: [UInt8], _ algorithm: SignatureAlgorithm
    ) -> SignatureOutcome {
        var form = signature
        switch (kind, algorithm) {
        case (.rsa, .rsaPSS):
            break
        case (.rsa, .rsaPKCS1):
            guard !isBoundToPSS else { return .invalid(.keyTypeMismatch) }
        case (.ec(let curve), .ecdsa(_, let plain)):
            if plain {
                guard let structured = PlainSignature.structured(signature, curve: curve) else {
                    return .invalid(.signatureMismatch)
                }
                form = structured
            }
        default:
            return .invalid(.keyTypeMismatch)
        }
        do throws(CryptographyError) {
            let key = try LibraryKey.publicKey(info)
            return try key.verifies(form, of: message, algorithm) ? .valid : .invalid(.signatureMismatch)
        } catch {
            return SignatureOutcome(error, otherwise: .keyMalformed)
        }
    }
}

/// ECDSA signatures as r ‖ s of fixed width (BSI TR-03111 §5.2.1) and as the DER structure of RFC 3279 §2.2.3.
enum PlainSignature {
    /// The DER structure; nil when the two halves are not as long as the curve's order.
    static func structured(_ plain: [UInt8], curve: NamedCurve) -> [UInt8]? {
        guard plain.count == 2 * curve.fieldBytes else { return nil }
        return DER.sequence(
            DER.integer([UInt8](plain.prefix(curve.fieldBytes))), DER.integer([UInt8](plain.suffix(curve.fieldBytes))))
    }

    /// r ‖ s of a DER structure.
    static func plain(_ structured: [UInt8], curve: NamedCurve) throws(CryptographyError) -> [UInt8] {
        var reader = try ASN1Reader.only(ASN1.sequence, in: structured).reader
        var halves: [UInt8] = []
        for _ in 0..<2 {
            let half = try reader.next().magnitude()
            guard half.count <= curve.fieldBytes else { throw CryptographyError(.malformed, "ECDSA signature") }
            halves += [UInt8](repeating: 0, count: curve.fieldBytes - half.count) + half
        }
        return halves
    }
}
