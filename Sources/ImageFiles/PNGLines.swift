/// From decompressed bytes to grey pixels.
enum PNGLines {
    /// Undoes the line filters (ISO/IEC 15948 §9).
    ///
    /// - Parameter bytes: for each line, its filter type and `lineBytes` bytes.
    /// - Returns: `height * lineBytes` bytes.
    static func unfilter(_ bytes: [UInt8], _ header: PNGHeader) throws(ImageFileError) -> [UInt8] {
        let (length, step) = (header.lineBytes, header.pixelBytes)
        guard bytes.count == header.height * (length + 1) else { throw ImageFileError(.truncated, "pixels") }
        var output = [UInt8](repeating: 0, count: header.height * length)
        for row in 0..<header.height {
            let source = row * (length + 1)
            let target = row * length
            let filter = bytes[source]
            guard filter <= 4 else { throw ImageFileError(.malformed, "filter") }
            for column in 0..<length {
                let left = column >= step ? output[target + column - step] : 0
                let up = row > 0 ? output[target - length + column] : 0
                let corner = row > 0 && column >= step ? output[target - length + column - step] : 0
                let prediction: UInt8 =
                    switch filter {
                    case 1: left
                    case 2: up
                    case 3: UInt8((Int(left) + Int(up)) / 2)
                    case 4: paeth(left, up, corner)
                    default: 0
                    }
                output[target + column] = bytes[source + 1 + column] &+ prediction
            }
        }
        return output
    }

    /// Grey values 0 to 255, one a pixel.
    static func grey(_ lines: [UInt8], _ header: PNGHeader, palette: [UInt8]) throws(ImageFileError) -> [UInt8] {
        let (width, depth) = (header.width, header.depth)
        var output: [UInt8] = []
        output.reserveCapacity(width * header.height)
        for row in 0..<header.height {
            let start = row * header.lineBytes
            for column in 0..<width {
                switch header.color {
                case .grey:
                    // Scaled so that the largest sample is white (§13.12): 255 is a multiple of 1, 3 and 15.
                    let sample = sample(lines, start, column, depth)
                    output.append(UInt8(sample * 255 / ((1 << depth) - 1)))
                case .palette:
                    let color = 3 * sample(lines, start, column, depth)
                    guard color + 2 < palette.count else { throw ImageFileError(.malformed, "palette index") }
                    output.append(luma(palette[color], palette[color + 1], palette[color + 2]))
                case .greyAlpha:
                    let at = start + 2 * column
                    output.append(overWhite(lines[at], alpha: lines[at + 1]))
                case .rgb:
                    let at = start + 3 * column
                    output.append(luma(lines[at], lines[at + 1], lines[at + 2]))
                case .rgba:
                    let at = start + 4 * column
                    output.append(overWhite(luma(lines[at], lines[at + 1], lines[at + 2]), alpha: lines[at + 3]))
                }
            }
        }
        return output
    }

    private static func sample(_ lines: [UInt8], _ start: Int, _ column: Int, _ depth: Int) -> Int {
        let bit = column * depth
        return Int(lines[start + bit / 8]) >> (8 - depth - bit % 8) & ((1 << depth) - 1)
    }

    /// Rec. 601 weights in 256ths, which add up to 256: a grey colour keeps its value.
    private static func luma(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
        let sum: Int = 77 * Int(red) + 150 * Int(green) + 29 * Int(blue)
        return UInt8((sum + 128) >> 8)
    }

    private static func overWhite(_ value: UInt8, alpha: UInt8) -> UInt8 {
        let sum: Int = Int(value) * Int(alpha) + 255 * (255 - Int(alpha))
        return UInt8((sum + 127) / 255)
    }

    private static func paeth(_ left: UInt8, _ up: UInt8, _ corner: UInt8) -> UInt8 {
        let estimate = Int(left) + Int(up) - Int(corner)
        let (byLeft, byUp) = (abs(estimate - Int(left)), abs(estimate - Int(up)))
        let byCorner = abs(estimate - Int(corner))
        if byLeft <= byUp && byLeft <= byCorner { return left }
        return byUp <= byCorner ? up : corner
    }
}
