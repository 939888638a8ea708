package import Fingerprint

extension FingerImage {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Reads a PNG file (ISO/IEC 15948): grey or palette of 1 to 8 bits, grey with alpha, RGB and RGBA of 8 bits, not
    /// interlaced. Colours become grey, transparent parts white.
    ///
    /// - Parameter pixelsPerInch: for a file that does not tell its resolution (pHYs chunk) or tells one that no
    ///   fingerprint has.
    package init(png file: [UInt8], pixelsPerInch: Int = 500) throws(ImageFileError) {
        let chunks = try PNGChunks(parsing: file, signature: Self.signature)
        let header = chunks.header
        let bytes = try ZlibStream.inflate(chunks.compressed, count: header.height * (header.lineBytes + 1))
        let lines = try PNGLines.unfilter(bytes, header)
        let pixels = try PNGLines.grey(lines, header, palette: chunks.palette)
        do {
            try self.init(
                width: header.width, height: header.height,
                pixelsPerInch: chunks.pixelsPerInch.flatMap { (250...1200).contains($0) ? $0 : nil } ?? pixelsPerInch,
                pixels: pixels)
        } catch {
            throw ImageFileError(.notAFingerImage, error.field)
        }
    }

    /// The image as a PNG file: 8-bit grey, with its resolution.
    package func pngFile() throws(ImageFileError) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(height * (width + 1))
        for row in 0..<height {
            lines.append(0)  // filter "none": deflate does well enough on ridges
            lines += pixels[(row * width)..<((row + 1) * width)]
        }
        func word(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
            let body = Array(type.utf8) + data
            return word(data.count) + body + word(Int(ZlibStream.crc32(body[...])))
        }
        // Pixels per metre, rounded (an inch is 25.4 mm).
        let density = word((pixelsPerInch * 10_000 + 127) / 254)
        let compressed = try ZlibStream.deflate(lines)
        return Self.signature
            + chunk("IHDR", word(width) + word(height) + [8, PNGHeader.Color.grey.rawValue, 0, 0, 0])
            + chunk("pHYs", density + density + [1])
            + chunk("IDAT", compressed)
            + chunk("IEND", [])
    }
}
