/// Takes big-endian fields from a record one after the other and never reads past its end.
struct RecordReader {
    /// The whole record.
    let bytes: [UInt8]
    /// What faults are called.
    let code: FingerprintError.Code
    /// Place of the next byte.
    private(set) var position = 0

    /// - Parameters:
    ///   - bytes: the whole record.
    ///   - code: what faults are called.
    init(bytes: [UInt8], code: FingerprintError.Code = .malformedTemplate) {
        self.bytes = bytes
        self.code = code
    }

    /// Bytes not taken yet.
    var remaining: Int { bytes.count - position }
    /// Whether everything was taken.
    var isAtEnd: Bool { remaining == 0 }

    /// The next `count` bytes.
    /// - Throws: a fault naming `field` when fewer are left.
    mutating func take(_ count: Int, _ field: String) throws(FingerprintError) -> [UInt8] {
        guard count <= remaining else { throw fault(field) }
        defer { position += count }
        return Array(bytes[position..<(position + count)])
    }

    /// The next `width` bytes (at most 6) as a number.
    /// - Throws: a fault naming `field` when fewer are left.
    mutating func number(_ width: Int, _ field: String) throws(FingerprintError) -> Int {
        guard width <= remaining else { throw fault(field) }
        var value = 0
        for index in 0..<width { value = value << 8 | Int(bytes[position + index]) }
        position += width
        return value
    }

    /// Requires the next bytes to be these.
    /// - Throws: a fault naming `field`, placed at its first byte.
    mutating func expect(_ expected: [UInt8], _ field: String) throws(FingerprintError) {
        guard try take(expected.count, field) == expected else { throw fault(field, back: expected.count) }
    }

    /// The next `width` bytes as a number within `range`.
    /// - Throws: a fault naming `field`, placed at its first byte.
    mutating func number(_ width: Int, _ field: String, in range: ClosedRange<Int>) throws(FingerprintError) -> Int {
        let value = try number(width, field)
        guard range.contains(value) else { throw fault(field, back: width) }
        return value
    }

    /// Leaves out the next `count` bytes.
    /// - Throws: a fault naming `field` when fewer are left.
    mutating func skip(_ count: Int, _ field: String) throws(FingerprintError) {
        guard count >= 0, count <= remaining else { throw fault(field) }
        position += count
    }

    /// A fault of `field`, which starts `back` bytes before the present place.
    func fault(_ field: String, back: Int = 0) -> FingerprintError {
        FingerprintError(code, field: field, offset: position - back)
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
