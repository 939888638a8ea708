/// One ASN.1 value as it lies in the input: identifier, content, and the whole encoding.
///
/// Nothing below it is looked at until somebody asks; so a hostile structure costs no more than what is used of it.
struct ASN1Value: Sendable {
    /// The identifier byte: class, constructed bit and number together, such as 30 for SEQUENCE. Numbers above 30
    /// (long identifiers) do not occur in what we read and are refused.
    let identifier: UInt8

    /// The content bytes; of an indefinite length without the end marker.
    let content: ArraySlice<UInt8>

    /// The whole encoding with identifier and length.
    let encoding: ArraySlice<UInt8>

    /// A reader over the content of a constructed value.
    var reader: ASN1Reader { ASN1Reader(content) }

    /// The bytes of an OCTET STRING; one of BER in pieces is put together.
    func octets() throws(CryptographyError) -> [UInt8] {
        try octets(depth: 0)
    }

    private func octets(depth: Int) throws(CryptographyError) -> [UInt8] {
        switch identifier {
        case ASN1.octetString:
            return [UInt8](content)
        case ASN1.octetString | ASN1.constructed:
            guard depth < Limits.asn1Depth else { throw CryptographyError(.limitExceeded, "ASN.1 depth") }
            var joined: [UInt8] = []
            var reader = reader
            while !reader.isAtEnd {
                joined += try reader.next().octets(depth: depth + 1)
            }
            return joined
        default:
            throw CryptographyError(.malformed, "ASN.1 octet string expected")
        }
    }

    /// The bytes of a BIT STRING that is made of whole bytes.
    func bits() throws(CryptographyError) -> [UInt8] {
        guard identifier == ASN1.bitString, content.first == 0 else {
            throw CryptographyError(.malformed, "ASN.1 bit string expected")
        }
        return [UInt8](content.dropFirst())
    }

    /// The content of an INTEGER, as two's complement with the most significant byte first.
    func integer() throws(CryptographyError) -> [UInt8] {
        guard identifier == ASN1.integer, !content.isEmpty else {
            throw CryptographyError(.malformed, "ASN.1 integer expected")
        }
        return [UInt8](content)
    }

    /// A non-negative INTEGER without its leading zeros; empty for zero.
    func magnitude() throws(CryptographyError) -> [UInt8] {
        let bytes = try integer()
        guard let first = bytes.first, first < 0x80 else {
            throw CryptographyError(.malformed, "ASN.1 integer is negative")
        }
        return [UInt8](bytes.drop { $0 == 0 })
    }

    /// A small non-negative INTEGER.
    func smallInteger() throws(CryptographyError) -> Int {
        let bytes = try magnitude()
        guard bytes.count <= 4 else { throw CryptographyError(.malformed, "ASN.1 integer is too large") }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    /// The OBJECT IDENTIFIER in dotted form.
    func objectIdentifier() throws(CryptographyError) -> String {
        guard identifier == ASN1.objectIdentifier, let dotted = ObjectIdentifier.dotted(content) else {
            throw CryptographyError(.malformed, "ASN.1 object identifier expected")
        }
        return dotted
    }
}

/// Identifier bytes of ITU-T X.690 §8.1.2.
enum ASN1 {
    /// BOOLEAN.
    static let boolean: UInt8 = 0x01
    /// INTEGER.
    static let integer: UInt8 = 0x02
    /// BIT STRING.
    static let bitString: UInt8 = 0x03
    /// OCTET STRING in one piece.
    static let octetString: UInt8 = 0x04
    /// NULL.
    static let null: UInt8 = 0x05
    /// OBJECT IDENTIFIER.
    static let objectIdentifier: UInt8 = 0x06
    /// UTF8String.
    static let utf8String: UInt8 = 0x0C
    /// PrintableString.
    static let printableString: UInt8 = 0x13
    /// UTCTime.
    static let utcTime: UInt8 = 0x17
    /// GeneralizedTime.
    static let generalizedTime: UInt8 = 0x18
    /// SEQUENCE and SEQUENCE OF.
    static let sequence: UInt8 = 0x30
    /// SET and SET OF.
    static let set: UInt8 = 0x31

    /// The bit of a constructed encoding.
    static let constructed: UInt8 = 0x20

    /// The identifier of a context tag `[number]`, constructed unless said otherwise.
    static func context(_ number: UInt8, constructed isConstructed: Bool = true) -> UInt8 {
        0x80 | number | (isConstructed ? constructed : 0)
    }
}
