/// Reads fixed-width fields one after the other; nil where the bytes end.
struct BigEndianBytes {
    private let bytes: ArraySlice<UInt8>
    /// Index of the next byte.
    private(set) var index: Int

    /// Starts at the first byte.
    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// Bytes not yet read.
    var remaining: Int { bytes.endIndex - index }

    /// The next bytes, or nil when fewer are left; then nothing is consumed.
    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= remaining else { return nil }
        defer { index += count }
        return bytes[index..<(index + count)]
    }

    /// The next one to four bytes as an unsigned number.
    mutating func integer(_ count: Int) -> Int? {
        guard count <= 4, let field = take(count) else { return nil }
        return field.reduce(0) { $0 << 8 | Int($1) }
    }
}
