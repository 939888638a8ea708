/// A group in which two sides agree on a key by the method of Diffie and Hellman: a curve, or numbers modulo a prime.
///
/// Elements are bytes of fixed length: 04 ‖ x ‖ y on a curve, the number otherwise. Elements from outside are proved
/// to belong to the group before anything is computed with them; a fault throws `malformed`.
package enum KeyAgreementGroup: Sendable, Hashable {
    /// Elliptic curve.
    case curve(NamedCurve)
    /// Numbers modulo a prime.
    case modular(ModularGroup)

    /// The standardised domain parameters of this number, ICAO 9303-11 §9.5.1; nil for any other.
    package init?(parameterId: Int) {
        switch parameterId {
        case 0: self = .modular(.bits1024order160)
        case 1: self = .modular(.bits2048order224)
        case 2: self = .modular(.bits2048order256)
        case 8: self = .curve(.p192)
        case 9: self = .curve(.brainpoolP192r1)
        case 10: self = .curve(.p224)
        case 11: self = .curve(.brainpoolP224r1)
        case 12: self = .curve(.p256)
        case 13: self = .curve(.brainpoolP256r1)
        case 14: self = .curve(.brainpoolP320r1)
        case 15: self = .curve(.p384)
        case 16: self = .curve(.brainpoolP384r1)
        case 17: self = .curve(.brainpoolP512r1)
        case 18: self = .curve(.p521)
        default: return nil
        }
    }

    /// Numbers that `init(parameterId:)` knows.
    package static let parameterIds = [0, 1, 2] + Array(8...18)

    /// Whether this is an elliptic curve.
    package var isCurve: Bool {
        if case .curve = self { true } else { false }
    }

    /// Size of the field in bits, to compare groups of one kind.
    package var fieldBits: Int {
        switch self {
        case .curve(let curve): curve.fieldBits
        case .modular(.bits1024order160): 1024
        case .modular: 2048
        }
    }

    /// The generator of the standard.
    package func generator() throws(CryptographyError) -> [UInt8] {
        switch self {
        case .curve(let curve): try CurveGroup(curve: curve).generator()
        case .modular(let group): try group.parameters().g
        }
    }

    /// Number of elements of the (sub)group: a prime, most significant byte first.
    package func order() throws(CryptographyError) -> [UInt8] {
        switch self {
        case .curve(let curve): try CurveGroup(curve: curve).parameters().order
        case .modular(let group): try group.parameters().q
        }
    }

    /// The group operation on `element` and itself, `scalar` times: a public key of the generator and a private key,
    /// or the shared element of a private key and the other side's public key.
    package func multiply(_ element: [UInt8], by scalar: [UInt8]) throws(CryptographyError) -> [UInt8] {
        switch self {
        case .curve(let curve): return try CurveGroup(curve: curve).multiply(element, by: scalar)
        case .modular(let group):
            let base = try group.element(element)
            let power = try ModularArithmetic(modulus: try group.parameters().p).power(base, scalar)
            // One stands for nothing agreed.
            return try group.element(power)
        }
    }

    /// The element that these bytes are, in its fixed length.
    func element(_ bytes: [UInt8]) throws(CryptographyError) -> [UInt8] {
        switch self {
        case .curve(let curve): try CurveGroup(curve: curve).point(bytes)
        case .modular(let group): try group.element(bytes)
        }
    }

    /// The group operation on two elements.
    package func combine(_ one: [UInt8], _ other: [UInt8]) throws(CryptographyError) -> [UInt8] {
        switch self {
        case .curve(let curve): return try CurveGroup(curve: curve).add(one, other)
        case .modular(let group):
            let arithmetic = ModularArithmetic(modulus: try group.parameters().p)
            return try group.element(try arithmetic.multiply(try group.element(one), try group.element(other)))
        }
    }

    /// The part of a shared element that keys are derived from: x on a curve, the whole number otherwise
    /// (ICAO 9303-11 §9.4.5).
    package func secret(of element: [UInt8]) -> [UInt8] {
        switch self {
        case .curve(let curve): [UInt8](element.dropFirst().prefix(curve.fieldBytes))
        case .modular: element
        }
    }

    /// Scalars divided modulo the order: what a chip proves itself with in the chip-authentication mapping.
    package func quotient(_ one: [UInt8], _ other: [UInt8]) throws(CryptographyError) -> [UInt8] {
        let arithmetic = ModularArithmetic(modulus: try order())
        return try arithmetic.multiply(one, try arithmetic.inverse(other))
    }

    /// A private key, 1 up to the order, from a source of random bytes; nil when the source fails or, in all its
    /// tries, gives no such number.
    package func privateKey(random: (Int) -> [UInt8]?) throws(CryptographyError) -> [UInt8]? {
        let order = try order()
        // Bits above the highest of the order would only make more tries.
        let mask = UInt8.max >> UInt8(truncatingIfNeeded: order.first?.leadingZeroBitCount ?? 0)
        for _ in 0..<Limits.privateKeyTries {
            guard var key = random(order.count), key.count == order.count else { return nil }
            key[0] &= mask
            if key.lexicographicallyPrecedes(order), key.contains(where: { $0 != 0 }) { return key }
        }
        return nil
    }
}
