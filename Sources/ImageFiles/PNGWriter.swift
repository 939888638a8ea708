/// Writes PNG files (ISO/IEC 15948) with 8-bit samples.
enum PNGWriter {
    /// The first bytes of every PNG file.
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// A file of `samples`, row by row from the top, one a pixel for grey and three for colours.
    static func file(
        width: Int, height: Int, color: PNGHeader.Color, pixelsPerInch: Int, samples: [UInt8]
    ) throws(ImageFileError) -> [UInt8] {
        let rowBytes = samples.count / max(height, 1)
        var lines: [UInt8] = []
        lines.reserveCapacity(height * (rowBytes + 1))
        for row in 0..<height {
            lines.append(0)  // filter "none": deflate does well enough on ridges
            lines += samples[(row * rowBytes)..<((row + 1) * rowBytes)]
        }
        func word(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
            let body = Array(type.utf8) + data
            return word(data.count) + body + word(Int(ZlibStream.crc32(body[...])))
        }
        // Pixels per metre, rounded (an inch is 25.4 mm).
        let density = word((pixelsPerInch * 10_000 + 127) / 254)
        let compressed = try ZlibStream.deflate(lines)
        return signature
            + chunk("IHDR", word(width) + word(height) + [8, color.rawValue, 0, 0, 0])
            + chunk("pHYs", density + density + [1])
            + chunk("IDAT", compressed)
            + chunk("IEND", [])
    }
}
