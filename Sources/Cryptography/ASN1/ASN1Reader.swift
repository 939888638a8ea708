/// Reads ASN.1 values one after the other from bytes that nobody vouches for (ITU-T X.690, BER).
///
/// BER and not only DER, because security objects with indefinite lengths and lengths in more bytes than needed are
/// in the field. Signatures are always computed over the bytes as they came, never over a second encoding.
struct ASN1Reader {
    private var rest: ArraySlice<UInt8>

    /// A reader over a part of an input.
    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// A reader over a whole input.
    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { rest.isEmpty }

    /// The identifier of the next value, nil at the end.
    var upcoming: UInt8? { rest.first }

    /// The next value, whatever it is.
    mutating func next() throws(CryptographyError) -> ASN1Value {
        let value = try Self.value(at: rest, depth: 0)
        rest = rest[value.encoding.endIndex...]
        return value
    }

    /// The next value, which has to have this identifier.
    mutating func next(_ identifier: UInt8) throws(CryptographyError) -> ASN1Value {
        guard rest.first == identifier else {
            throw CryptographyError(.malformed, "ASN.1 value of another type expected")
        }
        return try next()
    }

    /// The next value if it has this identifier.
    mutating func nextIf(_ identifier: UInt8) throws(CryptographyError) -> ASN1Value? {
        rest.first == identifier ? try next() : nil
    }

    /// Proves that nothing is left.
    func finish() throws(CryptographyError) {
        guard rest.isEmpty else { throw CryptographyError(.malformed, "bytes after the end of an ASN.1 value") }
    }

    /// The single value that `bytes` consist of, which has to have this identifier.
    static func only(_ identifier: UInt8, in bytes: [UInt8]) throws(CryptographyError) -> ASN1Value {
        var reader = ASN1Reader(bytes)
        let value = try reader.next(identifier)
        try reader.finish()
        return value
    }

    private static func value(at bytes: ArraySlice<UInt8>, depth: Int) throws(CryptographyError) -> ASN1Value {
        guard bytes.count >= 2 else { throw CryptographyError(.malformed, "ASN.1 value is cut off") }
        let start = bytes.startIndex
        let identifier = bytes[start]
        guard identifier & 0x1F != 0x1F else { throw CryptographyError(.malformed, "long ASN.1 identifier") }
        let lengthByte = bytes[start + 1]
        var contentStart = start + 2
        var length = Int(lengthByte)
        if lengthByte == 0x80 {
            return try indefinite(identifier, bytes, contentStart: contentStart, depth: depth)
        }
        if lengthByte > 0x80 {
            let count = Int(lengthByte & 0x7F)
            // Four bytes reach beyond every limit of ours; more would only serve to overflow.
            guard count <= 4, bytes.endIndex - contentStart >= count else {
                throw CryptographyError(.malformed, "ASN.1 length")
            }
            length = bytes[contentStart..<contentStart + count].reduce(0) { $0 << 8 | Int($1) }
            contentStart += count
        }
        guard length <= bytes.endIndex - contentStart else {
            throw CryptographyError(.malformed, "ASN.1 value is cut off")
        }
        let end = contentStart + length
        return ASN1Value(identifier: identifier, content: bytes[contentStart..<end], encoding: bytes[start..<end])
    }

    /// A value of indefinite length: its end is found by walking over what it contains.
    private static func indefinite(
        _ identifier: UInt8, _ bytes: ArraySlice<UInt8>, contentStart: Int, depth: Int
    ) throws(CryptographyError) -> ASN1Value {
        guard identifier & ASN1.constructed != 0 else { throw CryptographyError(.malformed, "ASN.1 length") }
        guard depth < Limits.asn1Depth else { throw CryptographyError(.limitExceeded, "ASN.1 depth") }
        var position = contentStart
        while true {
            let rest = bytes[position...]
            guard rest.count >= 2 else { throw CryptographyError(.malformed, "ASN.1 value is cut off") }
            if rest[position] == 0, rest[position + 1] == 0 {
                return ASN1Value(
                    identifier: identifier, content: bytes[contentStart..<position],
                    encoding: bytes[bytes.startIndex..<position + 2])
            }
            position = try value(at: rest, depth: depth + 1).encoding.endIndex
        }
    }
}
