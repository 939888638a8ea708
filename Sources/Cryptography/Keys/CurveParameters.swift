import COpenSSL

/// The numbers that define a curve: prime, coefficients, generator and order, each without leading zeros.
///
/// Nearly all states write these numbers into their certificates in place of the curve's name (160 of 164 EC keys of
/// the German master list). A key is taken only when all of them equal those of a known curve: a certificate that
/// brings a generator of its own could otherwise be signed by anyone (the fault of CVE-2020-0601).
struct CurveParameters: Sendable, Equatable {
    /// The prime of the field.
    var prime: [UInt8]
    /// The coefficient a.
    var a: [UInt8]
    /// The coefficient b.
    var b: [UInt8]
    /// The x of the generator.
    var generatorX: [UInt8]
    /// The y of the generator.
    var generatorY: [UInt8]
    /// The order of the generator.
    var order: [UInt8]

    /// The parameters of every curve that we know; taken from the library once.
    static let known: [NamedCurve: CurveParameters] = {
        var table: [NamedCurve: CurveParameters] = [:]
        for curve in NamedCurve.allCases {
            table[curve] = CurveParameters(libraryNumber: curve.libraryNumber)
        }
        return table
    }()

    /// The known curve with exactly these parameters.
    var curve: NamedCurve? {
        Self.known.first { $0.value == self }?.key
    }

    /// Reads `SpecifiedECDomain` / `ECParameters` (RFC 3279 §2.3.5).
    ///
    /// Throws `malformed`, and `unsupported` for fields that are not prime or a cofactor other than 1.
    init(parsing value: ASN1Value) throws(CryptographyError) {
        var reader = value.reader
        _ = try reader.next(ASN1.integer)
        var field = try reader.next(ASN1.sequence).reader
        guard try field.next().objectIdentifier() == "1.2.840.10045.1.1" else {
            throw CryptographyError(.unsupported, "elliptic curve over a field that is not prime")
        }
        prime = try field.next().magnitude()
        var coefficients = try reader.next(ASN1.sequence).reader
        a = Self.trimmed(try coefficients.next().octets())
        b = Self.trimmed(try coefficients.next().octets())
        let point = try reader.next().octets()
        order = try reader.next().magnitude()
        if let cofactor = try reader.nextIf(ASN1.integer), try cofactor.magnitude() != [1] {
            throw CryptographyError(.unsupported, "elliptic curve with a cofactor")
        }
        // The field of a 521-bit curve has 66 bytes; anything larger cannot be a curve of ours.
        guard prime.count <= 66, let form = point.first else {
            throw CryptographyError(.unsupported, "elliptic curve")
        }
        let width = prime.count
        switch form {
        case 0x04 where point.count == 1 + 2 * width:
            generatorX = Self.trimmed([UInt8](point[1..<1 + width]))
            generatorY = Self.trimmed([UInt8](point[(1 + width)...]))
        case 0x02 where point.count == 1 + width, 0x03 where point.count == 1 + width:
            // A compressed generator: its y is fixed by x and one bit, so the known curve with this x supplies it.
            let x = Self.trimmed([UInt8](point[1...]))
            let match = Self.known.values.first {
                $0.generatorX == x && ($0.generatorY.last ?? 0) & 1 == form & 1
            }
            guard let match else { throw CryptographyError(.unsupported, "elliptic curve") }
            generatorX = x
            generatorY = match.generatorY
        default:
            throw CryptographyError(.malformed, "generator of an elliptic curve")
        }
    }

    /// `ECParameters` that spell this curve out, as most states write them; for the test authority.
    func encoding(fieldBytes: Int) -> [UInt8] {
        func padded(_ bytes: [UInt8]) -> [UInt8] {
            [UInt8](repeating: 0, count: max(fieldBytes - bytes.count, 0)) + bytes
        }
        return DER.sequence(
            DER.integer(1),
            DER.sequence(DER.objectIdentifier("1.2.840.10045.1.1"), DER.integer(prime)),
            DER.sequence(DER.octetString(padded(a)), DER.octetString(padded(b))),
            DER.octetString([0x04] + padded(generatorX) + padded(generatorY)),
            DER.integer(order),
            DER.integer(1))
    }

    private init?(libraryNumber: Int32) {
        guard let group = EC_GROUP_new_by_curve_name(libraryNumber) else {
            ERR_clear_error()
            return nil
        }
        defer { EC_GROUP_free(group) }
        let numbers = (0..<5).map { _ in BN_new() }
        defer { numbers.forEach { BN_free($0) } }
        guard let generator = EC_GROUP_get0_generator(group), let order = EC_GROUP_get0_order(group),
            EC_GROUP_get_curve(group, numbers[0], numbers[1], numbers[2], nil) == 1,
            EC_POINT_get_affine_coordinates(group, generator, numbers[3], numbers[4], nil) == 1
        else {
            ERR_clear_error()
            return nil
        }
        prime = Self.bytes(numbers[0])
        a = Self.bytes(numbers[1])
        b = Self.bytes(numbers[2])
        generatorX = Self.bytes(numbers[3])
        generatorY = Self.bytes(numbers[4])
        self.order = Self.bytes(order)
    }

    private static func trimmed(_ bytes: [UInt8]) -> [UInt8] { [UInt8](bytes.drop { $0 == 0 }) }

    private static func bytes(_ number: OpaquePointer?) -> [UInt8] {
        guard let number else { return [] }
        var bytes = [UInt8](repeating: 0, count: (Int(BN_num_bits(number)) + 7) / 8)
        BN_bn2bin(number, &bytes)
        return bytes
    }
}
