/// One image as it comes from the bulk endpoint: a header of 64 bytes, then lines of 384 pixels.
struct URU4000Frame: Sendable, Equatable {
    /// Pixels of a line.
    static let width = 384
    /// Lines of the sensor.
    static let height = 290
    /// Nominal resolution, the vendor's figure.
    static let pixelsPerInch = 512
    /// Bytes before the first line.
    static let headerLength = 64
    /// What to ask for: a header and every line the sensor has.
    static let transferLength = headerLength + width * height
    /// The fewest lines that are taken for an image of a finger. Missing ones at the end are padded with background.
    static let fewestLines = 256
    /// Below this variance of the sum of two lines a frame is clear text.
    static let clearTextVariance = 5_000

    /// A run of lines that are treated alike.
    struct Block: Sendable, Equatable {
        let flags: UInt8
        /// 1 to 290.
        let lines: Int

        /// No bytes in the stream; the line that follows is repeated.
        var isAbsent: Bool { flags & 0x01 != 0 }
        /// Scrambled, with the running key.
        var isEncrypted: Bool { flags & 0x06 == 0x02 }
        /// The key runs on over the block.
        var advancesKey: Bool { flags & 0x04 == 0 }
        /// The scanner changes its key before this block.
        var changesKey: Bool { flags & 0x80 != 0 }
    }

    /// Number of the key the first block is scrambled with.
    let keyNumber: UInt8
    /// From the top of the sensor; the lines of all together are `fewestLines` to `height`.
    let blocks: [Block]
    /// Lines that are present, one after the other.
    let payload: [UInt8]

    /// Checks a transfer.
    ///
    /// - Throws: `badFrame` for everything that is not a whole image.
    init(parsing bytes: [UInt8]) throws(ScannerError) {
        guard bytes.count >= Self.headerLength else { throw ScannerError(.badFrame, "short frame") }
        let received = Int(bytes[4]) | Int(bytes[5]) << 8
        guard received < Self.height, bytes.count >= Self.headerLength + received * Self.width else {
            throw ScannerError(.badFrame, "line count")
        }
        var blocks: [Block] = []
        var (total, present) = (0, 0)
        for index in 0..<15 {
            let block = Block(flags: bytes[16 + 2 * index], lines: Int(bytes[17 + 2 * index]))
            guard block.lines > 0 else { break }
            blocks.append(block)
            total += block.lines
            if !block.isAbsent { present += block.lines }
        }
        guard (Self.fewestLines...Self.height).contains(total), present <= received, present > 1 else {
            throw ScannerError(.badFrame, "block table")
        }
        keyNumber = bytes[6]
        self.blocks = blocks
        payload = Array(bytes[Self.headerLength..<(Self.headerLength + received * Self.width)])
    }

    /// Whether the pixels must be descrambled: the sum of the first two lines varies far more than skin or glass does.
    var isEncrypted: Bool {
        let sums = (0..<Self.width).map { Int(payload[$0]) + Int(payload[Self.width + $0]) }
        let mean = sums.reduce(0, +) / Self.width
        let variance = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Self.width
        return variance >= Self.clearTextVariance
    }
}
