/// Binary portable grey maps (netpbm `P5`, maximum value 255) as pure functions on bytes.
package enum PortableGrayMap {
    /// Reads an image.
    ///
    /// - Parameters:
    ///   - bytes: the whole file; bytes after the last pixel are refused.
    ///   - pixelsPerInch: the resolution, which the format does not carry.
    /// - Throws: `malformedGrayMap` with the header field at fault, or an error of `FingerImage`.
    package static func decode(_ bytes: [UInt8], pixelsPerInch: Int) throws(FingerprintError) -> FingerImage {
        guard bytes.count >= 2, bytes[0] == 0x50, bytes[1] == 0x35 else {
            throw FingerprintError(.malformedGrayMap, field: "magic number", offset: 0)
        }
        var header = Header(bytes: bytes, position: 2)
        let width = try header.number("width")
        let height = try header.number("height")
        let maximum = try header.number("maximum value")
        guard maximum == 255 else {
            throw FingerprintError(.malformedGrayMap, field: "maximum value", offset: header.position)
        }
        guard header.position < bytes.count, Header.isSpace(bytes[header.position]) else {
            throw FingerprintError(.malformedGrayMap, field: "end of header", offset: header.position)
        }
        let start = header.position + 1
        guard width <= Limits.maximumImageSide else { throw FingerprintError(.imageTooLarge, field: "width") }
        guard height <= Limits.maximumImageSide else { throw FingerprintError(.imageTooLarge, field: "height") }
        guard bytes.count - start == width * height else {
            throw FingerprintError(.malformedGrayMap, field: "pixels", offset: start)
        }
        return try FingerImage(
            width: width, height: height, pixelsPerInch: pixelsPerInch, pixels: Array(bytes[start...]))
    }

    /// Writes an image; the resolution is not kept, because the format has no place for it.
    package static func encode(_ image: FingerImage) -> [UInt8] {
        Array("P5\n\(image.width) \(image.height)\n255\n".utf8) + image.pixels
    }

    /// A reader of the white-space separated numbers of the header, comments skipped.
    private struct Header {
        let bytes: [UInt8]
        var position: Int

        static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

        mutating func number(_ field: String) throws(FingerprintError) -> Int {
            let limit = min(bytes.count, Limits.maximumGrayMapHeader)
            let start = position
            while position < limit, Self.isSpace(bytes[position]) || bytes[position] == 0x23 {
                if bytes[position] == 0x23 {
                    while position < limit, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
                } else {
                    position += 1
                }
            }
            var value = 0
            let first = position
            while position < limit, (0x30...0x39).contains(bytes[position]), position - first < 6 {
                value = value * 10 + Int(bytes[position] - 0x30)
                position += 1
            }
            guard position > first, first > start else {
                throw FingerprintError(.malformedGrayMap, field: field, offset: position)
            }
            return value
        }
    }
}
