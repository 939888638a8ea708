package import Fingerprint

/// How a U.are.U 4500 puts an image on the wire, and what of it survives.
///
/// Written from the notes on the wire protocol, apart from the driver; that both read the notes in the same wrong way
/// can only be found by the recording of the real device.
package struct ScannerWireFormat: Sendable {
    /// Lines that the sensor sends in one manner.
    package struct Block: Sendable {
        /// 0x01 absent, 0x02 encrypted, 0x04 the key stands still, 0x80 the next key begins here.
        package let flags: UInt8
        package let lines: Int

        package init(_ flags: UInt8, _ lines: Int) {
            self.flags = flags
            self.lines = lines
        }
    }

    /// Pixels of a line.
    package static let width = 384
    /// Lines of the sensor.
    package static let height = 290

    /// At most 15; the lines add up to 290. As recorded from a real 4500 unless told otherwise.
    package var blocks: [Block] = [
        Block(0x02, 72), Block(0x00, 1), Block(0x02, 49), Block(0x01, 1), Block(0x00, 1), Block(0x02, 49),
        Block(0x00, 1), Block(0x02, 116),
    ]
    /// Image key number 0; the others follow from it.
    package var key: UInt32 = 0x5444_09D6

    /// As recorded from a real 4500.
    package init() {}

    /// The key of a number.
    package func key(number: UInt8) -> UInt32 { key ^ (UInt32(number) &* 0x9E37_79B9) }

    /// What arrives at the sensor: bright ridges, upside down in a 4500, 384 x 290. Other sizes are centred, and cut or padded
    /// with bare glass.
    package static func sensorPixels(_ image: FingerImage, isRotated: Bool = true) -> [UInt8] {
        let (left, top) = ((width - image.width) / 2, (height - image.height) / 2)
        var pixels = [UInt8](repeating: 0, count: width * height)
        for row in max(0, top)..<min(height, top + image.height) {
            for column in max(0, left)..<min(width, left + image.width) {
                let value = image.pixels[(row - top) * image.width + column - left]
                let place = row * width + column
                pixels[isRotated ? width * height - 1 - place : place] = 255 - value
            }
        }
        return pixels
    }

    /// The bulk transfer of an image.
    package func frame(of sensorPixels: [UInt8]) -> [UInt8] {
        let present = blocks.filter { $0.flags & 1 == 0 }.reduce(0) { $0 + $1.lines }
        var header = [UInt8](repeating: 0, count: 64)
        header.replaceSubrange(0..<7, with: [0x10, 0x40, 0x80, 0x01, UInt8(present & 0xFF), UInt8(present >> 8), 0])
        for (index, block) in blocks.enumerated() {
            header[16 + 2 * index] = block.flags
            header[17 + 2 * index] = UInt8(block.lines)
        }
        var stream = KeyStream(key: key(number: 0))
        var (number, position, body) = (UInt8(0), 0, [UInt8]())
        for block in blocks {
            if block.flags & 0x80 != 0 {
                number &+= 1
                stream = KeyStream(key: key(number: number))
            }
            let lines = sensorPixels[position..<(position + block.lines * Self.width)]
            position += lines.count
            if block.flags & 0x07 == 0x02 {
                body.append(0xA5)  // carries nothing
                for pixel in lines.dropLast() { body.append(pixel ^ stream.next()) }
                _ = stream.next()
            } else {
                if block.flags & 0x01 == 0 { body += lines }
                if block.flags & 0x04 == 0 { for _ in lines { _ = stream.next() } }
            }
        }
        return header + body
    }

    /// The image as a faultless driver gives it: without the last pixel of each encrypted block, and with a copy of the
    /// following line in place of an absent one.
    package func received(_ image: FingerImage, isRotated: Bool = true) throws(FingerprintError) -> FingerImage {
        var pixels = Self.sensorPixels(image, isRotated: isRotated)
        var position = 0
        for block in blocks {
            position += block.lines * Self.width
            if block.flags & 0x07 == 0x02 { pixels[position - 1] = 0 }
        }
        position = 0
        for block in blocks {
            let end = position + block.lines * Self.width
            if block.flags & 0x01 != 0, end + Self.width <= pixels.count {
                for index in position..<end { pixels[index] = pixels[end + (index - position) % Self.width] }
            }
            position = end
        }
        let upright = isRotated ? pixels.reversed() : pixels
        return try FingerImage(
            width: Self.width, height: Self.height, pixelsPerInch: 512, pixels: upright.map { 255 - $0 })
    }

    /// The scanner's key stream.
    private struct KeyStream {
        var key: UInt32
        /// The bits whose parity is fed in at the top.
        private static let taps: UInt32 = [0, 2, 3, 6, 10, 12, 19, 22, 25, 28, 31].reduce(0) { $0 | 1 << $1 }

        mutating func next() -> UInt8 {
            var byte = key >> 4 & 1
            byte |= (key >> 8 & 1) << 1
            byte |= (key >> 11 & 1) << 2
            byte |= (key >> 14 & 1) << 3
            byte |= (key >> 18 & 1) << 4
            byte |= (key >> 21 & 1) << 5
            byte |= (key >> 24 & 1) << 6
            byte |= (key >> 29 & 1) << 7
            let isOdd = (key & Self.taps).nonzeroBitCount % 2 == 1
            key = key >> 1 | (isOdd ? 0x8000_0000 : 0)
            return UInt8(byte)
        }
    }
}
