/// The chunks of a PNG file that matter for a grey picture.
struct PNGChunks: Sendable {
    /// IHDR.
    let header: PNGHeader
    /// PLTE: three bytes a colour, at most 256 colours.
    private(set) var palette: [UInt8] = []
    /// All IDAT chunks together.
    private(set) var compressed: [UInt8] = []
    /// From pHYs, where it is in metres and the pixels are square.
    private(set) var pixelsPerInch: Int?

    /// Walks the chunks (ISO/IEC 15948 §5) and checks their order, lengths and checksums.
    init(
        parsing file: [UInt8], signature: [UInt8], side: Int = Limits.side
    ) throws(ImageFileError) {
        guard file.starts(with: signature) else { throw ImageFileError(.notPNG, "signature") }
        guard file.count <= Limits.fileBytes else { throw ImageFileError(.tooLarge, "file") }
        var header: PNGHeader?
        var offset = signature.count
        for _ in 0..<Limits.chunks {
            guard file.count - offset >= 12 else { throw ImageFileError(.truncated, "chunk") }
            let length = file[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard length <= file.count - offset - 12 else { throw ImageFileError(.truncated, "chunk") }
            let type = String(decoding: file[(offset + 4)..<(offset + 8)], as: UTF8.self)
            let data = file[(offset + 8)..<(offset + 8 + length)]
            let sum = file[(offset + 8 + length)..<(offset + 12 + length)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            guard ZlibStream.crc32(file[(offset + 4)..<(offset + 8 + length)]) == sum else {
                throw ImageFileError(.malformed, "checksum")
            }
            offset += 12 + length
            if header == nil {
                guard type == "IHDR" else { throw ImageFileError(.malformed, "first chunk") }
                header = try PNGHeader(parsing: data, side: side)
                continue
            }
            switch type {
            case "PLTE":
                guard length % 3 == 0, (3...768).contains(length) else { throw ImageFileError(.malformed, "palette") }
                palette = Array(data)
            case "IDAT": compressed += data
            case "pHYs": pixelsPerInch = Self.resolution(Array(data))
            case "IEND":
                guard let header, !compressed.isEmpty else { throw ImageFileError(.malformed, "no pixels") }
                self.header = header
                return
            default:
                // An upper-case first letter marks a chunk without which the picture is not understood (§5.4).
                guard file[offset - 8 - length] & 0x20 != 0 else { throw ImageFileError(.unsupported, "chunk") }
            }
        }
        throw ImageFileError(.tooLarge, "chunks")
    }

    private static func resolution(_ data: [UInt8]) -> Int? {
        guard data.count == 9, data[8] == 1 else { return nil }
        let across = data[0..<4].reduce(0) { $0 << 8 | Int($1) }
        let down = data[4..<8].reduce(0) { $0 << 8 | Int($1) }
        return across == down ? (across * 254 + 5_000) / 10_000 : nil
    }
}
