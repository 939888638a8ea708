/// The static public key of a chip, for key agreement: its group, and an element of it (ICAO 9303-11 §9.2.6, §9.5).
///
/// Only groups that we know by heart are taken: whoever chose the parameters could otherwise know the shared secret.
package struct AgreementPublicKey: Sendable, Hashable {
    /// The group.
    package let group: KeyAgreementGroup
    /// The key: a point, or a number of the length of the modulus.
    package let element: [UInt8]

    /// Keys whose algorithm identifier names standardised domain parameters by their number.
    private static let standardized = "0.4.0.127.0.7.1.2"
    /// dhKeyAgreement (PKCS#3): p, g and perhaps a length.
    private static let pkcs3 = "1.2.840.113549.1.3.1"
    /// dhpublicnumber (RFC 3279 §2.3.3): p, g, q and more.
    private static let x942 = "1.2.840.10046.2.1"

    /// A key of our own making; throws `malformed` when the element is not of the group.
    package init(group: KeyAgreementGroup, element: [UInt8]) throws(CryptographyError) {
        self.group = group
        self.element = try group.element(element)
    }

    /// Reads a SubjectPublicKeyInfo.
    ///
    /// Throws `malformed`, and `unsupported` for groups that we do not know.
    package init(info: [UInt8]) throws(CryptographyError) {
        guard info.count <= Limits.certificateBytes else { throw CryptographyError(.limitExceeded, "public key") }
        var reader = try ASN1Reader.only(ASN1.sequence, in: info).reader
        var algorithm = try reader.next(ASN1.sequence).reader
        let bits = try reader.next(ASN1.bitString).bits()
        switch try algorithm.next(ASN1.objectIdentifier).objectIdentifier() {
        case Self.standardized:
            let number = try algorithm.next().smallInteger()
            guard let group = KeyAgreementGroup(parameterId: number) else {
                throw CryptographyError(.unsupported, "domain parameters \(number)")
            }
            try self.init(group: group, element: group.isCurve ? bits : Self.number(bits))
        case Self.pkcs3, Self.x942:
            var numbers = try algorithm.next(ASN1.sequence).reader
            let (p, g) = (try numbers.next().magnitude(), try numbers.next().magnitude())
            guard let group = try Self.group(p: p, g: g) else {
                throw CryptographyError(.unsupported, "modular group of \(p.count * 8) bits")
            }
            try self.init(group: group, element: Self.number(bits))
        default:
            let key = try PublicKey(info: info)
            guard case .ec(let curve) = key.kind else { throw CryptographyError(.unsupported, "key \(key.name)") }
            try self.init(group: .curve(curve), element: key.keyBytes)
        }
    }

    /// SubjectPublicKeyInfo: a curve by its name, a modular group by its numbers.
    package func info() throws(CryptographyError) -> [UInt8] {
        switch group {
        case .curve(let curve):
            return DER.sequence(
                DER.sequence(DER.objectIdentifier(SignatureAlgorithm.ecPublicKey), DER.objectIdentifier(curve.oid)),
                DER.bitString(element))
        case .modular(let group):
            let numbers = try group.parameters()
            return DER.sequence(
                DER.sequence(
                    DER.objectIdentifier(Self.x942),
                    DER.sequence(DER.integer(numbers.p), DER.integer(numbers.g), DER.integer(numbers.q))),
                DER.bitString(DER.integer(element)))
        }
    }

    /// The same as a key with standardised domain parameters.
    package func info(parameterId: Int) -> [UInt8] {
        DER.sequence(
            DER.sequence(DER.objectIdentifier(Self.standardized), DER.integer(parameterId)),
            DER.bitString(group.isCurve ? element : DER.integer(element)))
    }

    private static func number(_ bits: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try ASN1Reader.only(ASN1.integer, in: bits).magnitude()
    }

    private static func group(p: [UInt8], g: [UInt8]) throws(CryptographyError) -> KeyAgreementGroup? {
        for group in ModularGroup.allCases {
            let known = try group.parameters()
            if known.p == p, [UInt8](known.g.drop { $0 == 0 }) == g { return .modular(group) }
        }
        return nil
    }
}
