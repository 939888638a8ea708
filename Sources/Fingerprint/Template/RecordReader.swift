/// Takes big-endian fields from a record one after the other and never reads past its end.
struct RecordReader {
    /// The whole record.
    let bytes: [UInt8]
    /// Place of the next byte.
    private(set) var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Bytes not taken yet.
    var remaining: Int { bytes.count - position }
    /// Whether everything was taken.
    var isAtEnd: Bool { remaining == 0 }

    /// The next `count` bytes.
    /// - Throws: `malformedTemplate` naming `field` when fewer are left.
    mutating func take(_ count: Int, _ field: String) throws(FingerprintError) -> [UInt8] {
        guard count <= remaining else { throw fault(field) }
        defer { position += count }
        return Array(bytes[position..<(position + count)])
    }

    /// The next `width` bytes (at most 4) as a number.
    /// - Throws: `malformedTemplate` naming `field` when fewer are left.
    mutating func number(_ width: Int, _ field: String) throws(FingerprintError) -> Int {
        guard width <= remaining else { throw fault(field) }
        var value = 0
        for index in 0..<width { value = value << 8 | Int(bytes[position + index]) }
        position += width
        return value
    }

    /// A fault of `field`, which starts `back` bytes before the present place.
    func fault(_ field: String, back: Int = 0) -> FingerprintError {
        FingerprintError(.malformedTemplate, field: field, offset: position - back)
    }
}

extension [UInt8] {
    /// Appends an integer, most significant byte first.
    mutating func append(bigEndian value: some FixedWidthInteger & UnsignedInteger) {
        var shift = value.bitWidth - 8
        while shift >= 0 {
            append(UInt8(truncatingIfNeeded: value >> shift))
            shift -= 8
        }
    }
}
