package import Fingerprint

extension FingerImage {
    /// Reads a PNG file (ISO/IEC 15948): grey or palette of 1 to 8 bits, grey with alpha, RGB and RGBA of 8 bits, not
    /// interlaced. Colours become grey, transparent parts white.
    ///
    /// - Parameter pixelsPerInch: for a file that does not tell its resolution (pHYs chunk) or tells one that no
    ///   fingerprint has.
    package init(png file: [UInt8], pixelsPerInch: Int = 500) throws(ImageFileError) {
        let chunks = try PNGChunks(parsing: file, signature: PNGWriter.signature)
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
        try PNGWriter.file(
            width: width, height: height, color: .grey, pixelsPerInch: pixelsPerInch, samples: pixels)
    }
}
