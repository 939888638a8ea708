/// Writes the distinguished encoding of ASN.1 values (ITU-T X.690 §10): for normalised public keys, for the bytes
/// that a signature covers, and for everything that the test authority issues.
enum DER {
    /// A value with this identifier and content.
    static func encode(_ identifier: UInt8, _ content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        if content.count < 0x80 {
            length = [UInt8(content.count)]
        } else {
            var rest = content.count
            while rest > 0 {
                length.insert(UInt8(truncatingIfNeeded: rest), at: 0)
                rest >>= 8
            }
            length.insert(0x80 | UInt8(length.count), at: 0)
        }
        return [identifier] + length + content
    }

    /// A SEQUENCE of these encodings; an empty one is left out.
    static func sequence(_ members: [UInt8]...) -> [UInt8] {
        encode(ASN1.sequence, members.flatMap { $0 })
    }

    /// A SEQUENCE of these encodings.
    static func sequence(_ members: [[UInt8]]) -> [UInt8] {
        encode(ASN1.sequence, members.flatMap { $0 })
    }

    /// A SET OF with its members in the order of their encodings, as DER asks (§11.6).
    static func setOf(_ members: [[UInt8]]) -> [UInt8] {
        encode(ASN1.set, members.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 })
    }

    /// A non-negative INTEGER of this magnitude, most significant byte first.
    static func integer(_ magnitude: [UInt8]) -> [UInt8] {
        let bytes = [UInt8](magnitude.drop { $0 == 0 })
        guard let first = bytes.first else { return encode(ASN1.integer, [0]) }
        return encode(ASN1.integer, first < 0x80 ? bytes : [0] + bytes)
    }

    /// An INTEGER; a negative value is written as zero.
    static func integer(_ value: Int) -> [UInt8] {
        integer(withUnsafeBytes(of: max(value, 0).bigEndian) { [UInt8]($0) })
    }

    /// An OCTET STRING.
    static func octetString(_ bytes: [UInt8]) -> [UInt8] { encode(ASN1.octetString, bytes) }

    /// A BIT STRING of whole bytes.
    static func bitString(_ bytes: [UInt8]) -> [UInt8] { encode(ASN1.bitString, [0] + bytes) }

    /// An OBJECT IDENTIFIER of dotted text.
    static func objectIdentifier(_ dotted: String) -> [UInt8] {
        encode(ASN1.objectIdentifier, ObjectIdentifier.content(dotted))
    }

    /// A UTF8String.
    static func utf8String(_ text: String) -> [UInt8] { encode(ASN1.utf8String, [UInt8](text.utf8)) }

    /// A PrintableString; the text is taken as it is.
    static func printableString(_ text: String) -> [UInt8] { encode(ASN1.printableString, [UInt8](text.utf8)) }

    /// Content under the explicit context tag `[number]`.
    static func explicit(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        encode(ASN1.context(number), content)
    }

    /// NULL.
    static var null: [UInt8] { [ASN1.null, 0] }

    /// BOOLEAN true.
    static var booleanTrue: [UInt8] { [ASN1.boolean, 1, 0xFF] }
}
