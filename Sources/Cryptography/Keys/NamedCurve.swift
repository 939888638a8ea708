import COpenSSL

/// The elliptic curves of ICAO 9303-11 table 5 and 9303-12: NIST over prime fields and brainpool.
package enum NamedCurve: String, Sendable, Hashable, CaseIterable {
    /// NIST curves over prime fields (FIPS 186-4 D.1.2).
    case p192, p224, p256, p384, p521
    /// Brainpool curves (RFC 5639 §3).
    case brainpoolP192r1, brainpoolP224r1, brainpoolP256r1, brainpoolP320r1, brainpoolP384r1, brainpoolP512r1

    /// The curve of a dotted object identifier, nil for any other.
    package init?(oid: String) {
        guard let match = Self.allCases.first(where: { $0.oid == oid }) else { return nil }
        self = match
    }

    /// The dotted object identifier (RFC 5480 §2.1.1.1, RFC 5639 §4.1).
    package var oid: String {
        switch self {
        case .p192: "1.2.840.10045.3.1.1"
        case .p224: "1.3.132.0.33"
        case .p256: "1.2.840.10045.3.1.7"
        case .p384: "1.3.132.0.34"
        case .p521: "1.3.132.0.35"
        case .brainpoolP192r1: "1.3.36.3.3.2.8.1.1.3"
        case .brainpoolP224r1: "1.3.36.3.3.2.8.1.1.5"
        case .brainpoolP256r1: "1.3.36.3.3.2.8.1.1.7"
        case .brainpoolP320r1: "1.3.36.3.3.2.8.1.1.9"
        case .brainpoolP384r1: "1.3.36.3.3.2.8.1.1.11"
        case .brainpoolP512r1: "1.3.36.3.3.2.8.1.1.13"
        }
    }

    /// The name as people write it, such as `P-256`.
    package var name: String {
        rawValue.hasPrefix("p") ? "P-" + rawValue.dropFirst() : rawValue
    }

    /// Length of the field, and of a coordinate, in bits.
    package var fieldBits: Int {
        switch self {
        case .p192, .brainpoolP192r1: 192
        case .p224, .brainpoolP224r1: 224
        case .p256, .brainpoolP256r1: 256
        case .brainpoolP320r1: 320
        case .p384, .brainpoolP384r1: 384
        case .brainpoolP512r1: 512
        case .p521: 521
        }
    }

    /// Length of a coordinate, and of each half of a plain signature, in bytes.
    package var fieldBytes: Int { (fieldBits + 7) / 8 }

    /// OpenSSL's number of the curve.
    var libraryNumber: Int32 {
        switch self {
        case .p192: NID_X9_62_prime192v1
        case .p224: NID_secp224r1
        case .p256: NID_X9_62_prime256v1
        case .p384: NID_secp384r1
        case .p521: NID_secp521r1
        case .brainpoolP192r1: NID_brainpoolP192r1
        case .brainpoolP224r1: NID_brainpoolP224r1
        case .brainpoolP256r1: NID_brainpoolP256r1
        case .brainpoolP320r1: NID_brainpoolP320r1
        case .brainpoolP384r1: NID_brainpoolP384r1
        case .brainpoolP512r1: NID_brainpoolP512r1
        }
    }
}
