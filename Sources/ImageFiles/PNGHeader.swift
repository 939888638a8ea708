/// The IHDR chunk (ISO/IEC 15948 §11.2.2), checked.
struct PNGHeader: Sendable, Equatable {
    /// How a pixel is stored.
    enum Color: UInt8, Sendable {
        case grey = 0
        case rgb = 2
        case palette = 3
        case greyAlpha = 4
        case rgba = 6

        /// Samples of a pixel.
        var channels: Int {
            switch self {
            case .grey, .palette: 1
            case .greyAlpha: 2
            case .rgb: 3
            case .rgba: 4
            }
        }
    }

    /// Pixels of a line, at least 1.
    let width: Int
    /// Lines, at least 1.
    let height: Int
    /// Bits of a sample: 1, 2, 4 or 8.
    let depth: Int
    /// How a pixel is stored.
    let color: Color

    /// Bytes of a line without its filter byte.
    var lineBytes: Int { (width * color.channels * depth + 7) / 8 }
    /// Distance in bytes to the pixel on the left, for the filters; at least 1.
    var pixelBytes: Int { max(1, color.channels * depth / 8) }

    /// - Parameter side: the largest width and height.
    /// - Throws: `malformed`, `tooLarge`, `unsupported`.
    init(parsing data: ArraySlice<UInt8>, side: Int = Limits.side) throws(ImageFileError) {
        let bytes = Array(data)
        guard bytes.count == 13 else { throw ImageFileError(.malformed, "header") }
        func number(_ at: Int) -> Int { bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
        (width, height) = (number(0), number(4))
        guard width > 0, height > 0 else { throw ImageFileError(.malformed, "size") }
        guard width <= side, height <= side else { throw ImageFileError(.tooLarge, "size") }
        depth = Int(bytes[8])
        guard let color = Color(rawValue: bytes[9]) else { throw ImageFileError(.malformed, "colour type") }
        self.color = color
        let depths: Set<Int> = color == .grey || color == .palette ? [1, 2, 4, 8] : [8]
        guard depths.contains(depth) else {
            throw ImageFileError(depth == 16 ? .unsupported : .malformed, "bit depth")
        }
        guard bytes[10] == 0, bytes[11] == 0 else { throw ImageFileError(.malformed, "method") }
        guard bytes[12] == 0 else { throw ImageFileError(bytes[12] == 1 ? .unsupported : .malformed, "interlacing") }
    }
}
