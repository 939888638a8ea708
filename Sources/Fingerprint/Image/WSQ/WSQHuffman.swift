/// A canonical prefix code of at most 16 bits, IAFIS-IC-0110 v3 §2.4 and annex of the code tables.
struct HuffmanTable {
    /// For each code length the codes below which a code of it is complete; index 0 is length 1.
    private var limits: [Int] = []
    /// For each code length what to add to a code to get the index of its symbol.
    private var offsets: [Int] = []
    private let symbols: [UInt8]

    /// Reads the counts of codes of 1...16 bits, then the symbols.
    init(_ reader: inout RecordReader) throws(FingerprintError) {
        let counts = try reader.take(16, "code counts")
        var code = 0
        var total = 0
        for count in counts {
            code <<= 1
            offsets.append(total - code)
            code += Int(count)
            total += Int(count)
            limits.append(code)
            // A code word more than there are of this length would be two things at once.
            guard code <= 1 << limits.count else { throw reader.fault("code counts", back: 16) }
        }
        guard (1...256).contains(total) else { throw reader.fault("code counts", back: 16) }
        symbols = try reader.take(total, "code symbols")
    }

    /// The symbol of a complete code; nil for the beginning of a longer one.
    func symbol(code: Int, length: Int) -> UInt8? {
        guard code < limits[length - 1] else { return nil }
        let index = code + offsets[length - 1]
        return symbols.indices.contains(index) ? symbols[index] : nil
    }
}

/// The whole numbers that the quantisers gave, as they come out of the coded blocks.
struct WSQCoefficients {
    /// Numbers so far, subband by subband.
    private(set) var values: [Int32] = []
    private let limit: Int

    /// - Parameter count: the most numbers that the image can have.
    init(count: Int) {
        limit = count
        values.reserveCapacity(count)
    }

    /// Reads one block: header, then codes up to the next marker, which is left standing.
    ///
    /// Symbols: 1...100 that many zeros; 101, 102 a positive or negative number in 8 bits; 103, 104 in 16 bits; 105,
    /// 106 a number of zeros in 8 or 16 bits; 107...254 the number itself plus 180.
    mutating func readBlock(_ reader: inout RecordReader, tables: [HuffmanTable?]) throws(FingerprintError) {
        _ = try reader.number(2, "block header length", in: 3...3)
        let number = try reader.number(1, "code table number", in: 0...(tables.count - 1))
        guard let table = tables[number] else { throw reader.fault("code table number", back: 1) }
        var bits = StuffedBits(bytes: reader.bytes, position: reader.position)
        while let symbol = try Self.nextSymbol(&bits, table) {
            switch symbol {
            case 1...100: try append(zeros: Int(symbol), bits)
            case 101: try append(Int32(try bits.number(8)), bits)
            case 102: try append(-Int32(try bits.number(8)), bits)
            case 103: try append(Int32(try bits.number(16)), bits)
            case 104: try append(-Int32(try bits.number(16)), bits)
            case 105: try append(zeros: try bits.number(8), bits)
            case 106: try append(zeros: try bits.number(16), bits)
            case 107...254: try append(Int32(symbol) - 180, bits)
            default: throw bits.fault("code symbol")
            }
        }
        try reader.skip(bits.position - reader.position, "block")
    }

    /// The next symbol; nil at the marker after the block, where a code left incomplete is padding.
    private static func nextSymbol(
        _ bits: inout StuffedBits, _ table: HuffmanTable
    ) throws(FingerprintError) -> UInt8? {
        var code = 0
        for length in 1...16 {
            guard let bit = try bits.next() else { return nil }
            code = code << 1 | bit
            if let symbol = table.symbol(code: code, length: length) { return symbol }
        }
        throw bits.fault("code")
    }

    private mutating func append(_ value: Int32, _ bits: StuffedBits) throws(FingerprintError) {
        guard values.count < limit else { throw bits.fault("number of coefficients") }
        values.append(value)
    }

    private mutating func append(zeros: Int, _ bits: StuffedBits) throws(FingerprintError) {
        guard zeros <= limit - values.count else { throw bits.fault("number of coefficients") }
        values.append(contentsOf: repeatElement(0, count: zeros))
    }
}

/// Takes bits, most significant first, out of bytes where a zero follows every 0xFF that is data.
private struct StuffedBits {
    private let bytes: [UInt8]
    /// Place of the next byte; at a marker when that ended the bits.
    private(set) var position: Int
    private var current = 0
    private var left = 0

    init(bytes: [UInt8], position: Int) {
        self.bytes = bytes
        self.position = position
    }

    /// The next bit; nil before a marker.
    mutating func next() throws(FingerprintError) -> Int? {
        if left == 0 {
            guard position < bytes.count else { throw fault("end of block") }
            if bytes[position] == 0xFF {
                guard position + 1 < bytes.count else { throw fault("end of block") }
                guard bytes[position + 1] == 0 else { return nil }
            }
            current = Int(bytes[position])
            position += current == 0xFF ? 2 : 1
            left = 8
        }
        left -= 1
        return current >> left & 1
    }

    /// The next `count` bits as a number; a marker within is a fault.
    mutating func number(_ count: Int) throws(FingerprintError) -> Int {
        var value = 0
        for _ in 0..<count {
            guard let bit = try next() else { throw fault("number of a code") }
            value = value << 1 | bit
        }
        return value
    }

    func fault(_ field: String) -> FingerprintError {
        FingerprintError(.malformedWSQ, field: field, offset: position)
    }
}
