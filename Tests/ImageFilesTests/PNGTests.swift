import Fingerprint
import Testing

@testable import ImageFiles

struct PNGTests {
    static func image(width: Int = 97, height: Int = 70) throws -> FingerImage {
        try FingerImage(
            width: width, height: height, pixelsPerInch: 512,
            pixels: (0..<(width * height)).map { UInt8($0 * 31 % 251) })
    }

    /// A PNG file of raw lines (each with its filter byte).
    static func file(
        width: Int, height: Int, depth: UInt8, color: UInt8, lines: [UInt8], palette: [UInt8] = [],
        interlace: UInt8 = 0
    ) throws -> [UInt8] {
        let compressed = try ZlibStream.deflate(lines)
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", word(width) + word(height) + [depth, color, 0, 0, interlace])
            + (palette.isEmpty ? [] : chunk("PLTE", palette)) + chunk("IDAT", compressed) + chunk("IEND", [])
    }

    static func word(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }

    static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return word(data.count) + body + word(Int(ZlibStream.crc32(body[...])))
    }

    @Test func `what is written is read again, resolution included`() throws {
        let image = try Self.image()
        #expect(try FingerImage(png: try image.pngFile(), pixelsPerInch: 300) == image)
    }

    @Test(arguments: [500, 512, 1000])
    func `common resolutions survive the way through pixels per metre`(resolution: Int) throws {
        let image = try FingerImage(
            width: 64, height: 64, pixelsPerInch: resolution, pixels: [UInt8](repeating: 7, count: 4096))
        #expect(try FingerImage(png: try image.pngFile()).pixelsPerInch == resolution)
    }

    /// Pixel formats: depth, colour type, bytes of 64 equal pixels, palette, the grey they become.
    static let formats: [(UInt8, UInt8, [UInt8], [UInt8], UInt8)] = [
        (8, 0, Array(repeating: 77, count: 64), [], 77),
        (1, 0, Array(repeating: 0xFF, count: 8), [], 255),
        (1, 0, Array(repeating: 0x00, count: 8), [], 0),
        (2, 0, Array(repeating: 0x55, count: 16), [], 85),
        (4, 0, Array(repeating: 0xEE, count: 32), [], 238),
        (8, 2, Array(repeating: 77, count: 192), [], 77),
        (8, 4, Array(repeating: [10, 255], count: 64).flatMap { $0 }, [], 10),
        (8, 4, Array(repeating: [10, 0], count: 64).flatMap { $0 }, [], 255),
        (8, 6, Array(repeating: [9, 9, 9, 255], count: 64).flatMap { $0 }, [], 9),
        (8, 6, Array(repeating: [255, 0, 0, 255], count: 64).flatMap { $0 }, [], 77),
        (8, 3, Array(repeating: 1, count: 64), [0, 0, 0, 40, 40, 40], 40),
        (1, 3, Array(repeating: 0xFF, count: 8), [0, 0, 0, 40, 40, 40], 40),
    ]

    @Test(arguments: formats)
    func `pixel formats become grey`(
        depth: UInt8, color: UInt8, line: [UInt8], palette: [UInt8], grey: UInt8
    ) throws {
        let lines = Array(repeating: [0] + line, count: 64).flatMap { $0 }
        let file = try Self.file(width: 64, height: 64, depth: depth, color: color, lines: lines, palette: palette)
        let image = try FingerImage(png: file)
        #expect(image.pixels == [UInt8](repeating: grey, count: 4096))
        #expect(image.pixelsPerInch == 500)
    }

    @Test(arguments: [UInt8(0), 1, 2, 3, 4])
    func `line filters are undone`(filter: UInt8) throws {
        // Filtered by the definitions of ISO/IEC 15948 §9.2, straight from the unfiltered picture.
        let picture = try Self.image(width: 64, height: 64).pixels.map(Int.init)
        func at(_ row: Int, _ column: Int) -> Int { row < 0 || column < 0 ? 0 : picture[row * 64 + column] }
        var lines: [UInt8] = []
        for row in 0..<64 {
            lines.append(filter)
            for column in 0..<64 {
                let (a, b, c) = (at(row, column - 1), at(row - 1, column), at(row - 1, column - 1))
                let nearest = [a, b, c].min { abs(a + b - c - $0) < abs(a + b - c - $1) } ?? 0
                let prediction = [0, a, b, (a + b) / 2, nearest][Int(filter)]
                lines.append(UInt8(truncatingIfNeeded: at(row, column) - prediction))
            }
        }
        let image = try FingerImage(png: Self.file(width: 64, height: 64, depth: 8, color: 0, lines: lines))
        #expect(image.pixels.map(Int.init) == picture)
    }

    @Test func `hostile files are refused with the right word`() throws {
        let lines = [UInt8](repeating: 0, count: 64 * 65)
        func code(_ bytes: [UInt8]) -> ImageFileError.Code? {
            do throws(ImageFileError) {
                _ = try FingerImage(png: bytes)
                return nil
            } catch { return error.code }
        }
        let good = try Self.file(width: 64, height: 64, depth: 8, color: 0, lines: lines)
        #expect(code(good) == nil)
        #expect(code([]) == .notPNG)
        #expect(code(Array("P5 64 64 255\n".utf8)) == .notPNG)
        #expect(
            code(try Self.file(width: 64, height: 64, depth: 8, color: 0, lines: lines, interlace: 1)) == .unsupported)
        #expect(code(try Self.file(width: 64, height: 64, depth: 16, color: 0, lines: lines)) == .unsupported)
        #expect(code(try Self.file(width: 64, height: 64, depth: 3, color: 0, lines: lines)) == .malformed)
        #expect(code(try Self.file(width: 64, height: 64, depth: 8, color: 5, lines: lines)) == .malformed)
        #expect(code(try Self.file(width: 0, height: 64, depth: 8, color: 0, lines: lines)) == .malformed)
        #expect(code(try Self.file(width: 0x7FFF_FFFF, height: 64, depth: 8, color: 0, lines: lines)) == .tooLarge)
        // More pixels than announced (a decompression bomb), and fewer.
        #expect(code(try Self.file(width: 64, height: 64, depth: 8, color: 0, lines: lines + [0])) == .malformed)
        #expect(
            code(
                try Self.file(
                    width: 64, height: 64, depth: 8, color: 0, lines: [UInt8](repeating: 0, count: 50_000_000)))
                == .malformed)
        #expect(
            code(try Self.file(width: 64, height: 64, depth: 8, color: 0, lines: Array(lines.dropLast()))) == .malformed
        )
        #expect(
            code(try Self.file(width: 64, height: 64, depth: 8, color: 0, lines: [9] + lines.dropFirst())) == .malformed
        )
        #expect(code(try Self.file(width: 64, height: 64, depth: 8, color: 3, lines: lines)) == .malformed)
        #expect(
            code(try Self.file(width: 16, height: 64, depth: 8, color: 0, lines: Array(lines.prefix(17 * 64))))
                == .notAFingerImage)
        var damaged = good
        damaged[30] ^= 1
        #expect(code(damaged) == .malformed)
    }

    @Test func `every cut and every flipped bit of a file is refused or gives an image, never a crash`() throws {
        let good = try Self.image(width: 64, height: 64).pngFile()
        for count in 0..<good.count {
            #expect(throws: ImageFileError.self) { try FingerImage(png: Array(good.prefix(count))) }
        }
        for index in good.indices {
            var bytes = good
            bytes[index] ^= 0x40
            // The checksum of its chunk finds every one of them.
            #expect(throws: ImageFileError.self) { try FingerImage(png: bytes) }
        }
    }
}

struct ColorPictureTests {
    @Test func `A picture in colours is written pixel by pixel, and marks outside of it are nothing`() throws {
        var picture = ColorPicture(width: 3, height: 2, pixelsPerInch: 500) { x, y in
            .init(red: UInt8(100 * x), green: UInt8(200 * y), blue: 7)
        }
        picture.set(2, 1, .init(red: 0, green: 0, blue: 0))
        picture.set(3, 0, .init(red: 9, green: 9, blue: 9))
        picture.set(-1, 1, .init(red: 9, green: 9, blue: 9))
        let file = try picture.pngFile()
        let chunks = try PNGChunks(parsing: file, signature: PNGWriter.signature)
        #expect(chunks.header.width == 3 && chunks.header.height == 2 && chunks.header.color == .rgb)
        let lines = try ZlibStream.inflate(chunks.compressed, count: 2 * 10)
        #expect(lines == [0, 0, 0, 7, 100, 0, 7, 200, 0, 7, 0, 0, 200, 7, 100, 200, 7, 0, 0, 0])
    }
}
