package import TravelDocument

/// What a compressed picture says of itself before anything of it is decompressed: read here, in a language that checks
/// each index, so that the decoders only get sizes that they have room for.
package struct PictureHeader: Sendable, Equatable {
    /// Format by the first bytes.
    package let format: FaceImage.Format
    /// Pixels of a line, 1 to ``PictureLimits/side``.
    package let width: Int
    /// Lines, 1 to ``PictureLimits/side``.
    package let height: Int

    /// Reads the header.
    ///
    /// - Throws: `unknownFormat`, `tooLarge`, `malformed`.
    package init(_ bytes: [UInt8]) throws(PictureError) {
        guard bytes.count <= PictureLimits.compressedBytes else {
            throw PictureError(.tooLarge, "\(bytes.count) bytes")
        }
        format = FaceImage.format(of: bytes[...])
        let size: (width: Int, height: Int)
        switch format {
        case .jpeg: size = try Self.jpegSize(bytes)
        case .jpeg2000: size = try Self.codestreamSize(bytes, from: try Self.codestreamStart(bytes))
        case .unknown: throw PictureError(.unknownFormat, "neither JPEG nor JPEG 2000")
        }
        (width, height) = size
        guard width > 0, height > 0 else { throw PictureError(.malformed, "no pixels") }
        guard width <= PictureLimits.side, height <= PictureLimits.side, width * height <= PictureLimits.pixels else {
            throw PictureError(.tooLarge, "\(width) x \(height) pixels")
        }
    }

    /// An unsigned number of one to four bytes, or nil where the bytes end.
    private static func number(_ bytes: [UInt8], _ index: Int, _ count: Int) -> Int? {
        guard index >= 0, index <= bytes.count - count else { return nil }
        return bytes[index..<(index + count)].reduce(0) { $0 << 8 | Int($1) }
    }

    /// The size in the frame header, ITU-T T.81 §B.2.2.
    private static func jpegSize(_ bytes: [UInt8]) throws(PictureError) -> (Int, Int) {
        var index = 2
        for _ in 0..<PictureLimits.segments {
            guard let prefix = number(bytes, index, 1) else { break }
            guard prefix == 0xFF, let marker = number(bytes, index + 1, 1) else {
                throw PictureError(.malformed, "no marker")
            }
            switch marker {
            case 0xFF: index += 1  // fill byte
            case 0x01, 0xD0...0xD7: index += 2
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                guard let height = number(bytes, index + 5, 2), let width = number(bytes, index + 7, 2) else {
                    throw PictureError(.malformed, "cut off")
                }
                return (width, height)
            case 0xD8, 0xD9, 0xDA: throw PictureError(.malformed, "no frame header")
            default:
                guard let length = number(bytes, index + 2, 2), length >= 2 else {
                    throw PictureError(.malformed, "segment")
                }
                index += 2 + length
            }
        }
        throw PictureError(.malformed, "no frame header")
    }

    /// Where the codestream begins: at the start, or in the box jp2c, ISO/IEC 15444-1 §I.4.
    private static func codestreamStart(_ bytes: [UInt8]) throws(PictureError) -> Int {
        if bytes.first == 0xFF { return 0 }
        var index = 0
        for _ in 0..<PictureLimits.segments {
            guard let short = number(bytes, index, 4), let type = number(bytes, index + 4, 4) else { break }
            var (length, head) = (short, 8)
            if short == 1 {
                // Lengths of more than four bytes cannot fit into what was taken.
                guard number(bytes, index + 8, 4) == 0, let long = number(bytes, index + 12, 4) else { break }
                (length, head) = (long, 16)
            }
            if type == 0x6A70_3263 { return index + head }
            guard length >= head else { break }
            index += length
        }
        throw PictureError(.malformed, "no codestream")
    }

    /// The size in the SIZ segment, ISO/IEC 15444-1 §A.5.1.
    private static func codestreamSize(_ bytes: [UInt8], from start: Int) throws(PictureError) -> (Int, Int) {
        func field(_ offset: Int, _ count: Int = 4) throws(PictureError) -> Int {
            guard let value = number(bytes, start + offset, count) else { throw PictureError(.malformed, "cut off") }
            return value
        }
        guard try field(0) == 0xFF4F_FF51 else { throw PictureError(.malformed, "no size in the codestream") }
        let (right, bottom, left, top) = (try field(8), try field(12), try field(16), try field(20))
        let (tileWidth, tileHeight) = (try field(24), try field(28))
        let components = try field(40, 2)
        guard right > left, bottom > top, tileWidth > 0, tileHeight > 0, components > 0 else {
            throw PictureError(.malformed, "size")
        }
        guard right <= 2 * PictureLimits.side, bottom <= 2 * PictureLimits.side else {
            throw PictureError(.tooLarge, "\(right) x \(bottom) pixels")
        }
        let tiles = ((right + tileWidth - 1) / tileWidth) * ((bottom + tileHeight - 1) / tileHeight)
        guard components <= PictureLimits.components, tiles <= PictureLimits.tiles else {
            throw PictureError(.tooLarge, "\(components) components, \(tiles) tiles")
        }
        return (right - left, bottom - top)
    }
}
