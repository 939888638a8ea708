/// The key stream that scrambles the images: a 32-bit linear feedback shift register.
struct URU4000Cipher: Sendable, Equatable {
    private(set) var key: UInt32

    /// Starts with a key.
    init(key: UInt32) {
        self.key = key
    }

    /// The key behind the answer of the scrambled-key register.
    init(answer: [UInt8], seed: UInt32) throws(ScannerError) {
        guard answer.count == 4 else { throw ScannerError(.badFrame, "image key") }
        let value = answer.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        self.init(key: value ^ seed)
    }

    /// One step: shift right; the new bit 31 is the parity of the tapped bits.
    mutating func step() {
        let parity = UInt32(truncatingIfNeeded: (key & 0x9248_144D).nonzeroBitCount & 1)
        key = key >> 1 | parity << 31
    }

    /// The key-stream byte of the current key: bits 4, 8, 11, 14, 18, 21, 24 and 29, lowest first.
    var byte: UInt8 {
        let bits =
            key >> 4 & 0x01 | key >> 7 & 0x02 | key >> 9 & 0x04 | key >> 11 & 0x08 | key >> 14 & 0x10
            | key >> 16 & 0x20 | key >> 18 & 0x40 | key >> 22 & 0x80
        return UInt8(truncatingIfNeeded: bits)
    }

    /// Steps over bytes that are not encrypted.
    mutating func skip(_ count: Int) {
        for _ in 0..<count { step() }
    }

    /// Descrambles a block. Each byte is carried by the one after it: the first byte received means nothing, and the
    /// last pixel is lost (0).
    mutating func decrypt(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        for carrier in bytes.dropFirst() {
            plain.append(carrier ^ byte)
            step()
        }
        if !bytes.isEmpty {
            plain.append(0)
            step()
        }
        return plain
    }
}
