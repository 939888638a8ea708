import Fingerprint
import Simulators
import Testing

struct PortableGrayMapTests {
    private static let pixels = (0..<(70 * 65)).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    @Test func `Writing and reading give the same image`() throws {
        let image = try FingerImage(width: 70, height: 65, pixelsPerInch: 500, pixels: Self.pixels)
        #expect(try PortableGrayMap.decode(PortableGrayMap.encode(image), pixelsPerInch: 500) == image)
    }

    @Test func `Comments and any white space in the header are read over`() throws {
        let file = Array("P5 # a comment\n#another 99\r70\t65\n#x\n255\n".utf8) + Self.pixels
        #expect(try PortableGrayMap.decode(file, pixelsPerInch: 500).pixels == Self.pixels)
    }

    @Test(arguments: [
        ("P6\n70 65\n255\n", "magic number"), ("", "magic number"), ("P5", "width"), ("P570 65\n255\n", "width"),
        ("P5\nx 65\n255\n", "width"), ("P5\n70 -65\n255\n", "height"), ("P5\n70 65\n65535\n", "maximum value"),
        ("P5\n70 65\n", "maximum value"), ("P5\n70 65\n255", "end of header"), ("P5\n70 66\n255\n", "pixels"),
        ("P5\n99999999999999999999 65\n255\n", "height"), ("P5\n#", "width"),
    ])
    func `A broken header is refused by name`(header: String, field: String) {
        let body = header.hasSuffix("255\n") ? Self.pixels : []
        let error = #expect(throws: FingerprintError.self) {
            try PortableGrayMap.decode(Array(header.utf8) + body, pixelsPerInch: 500)
        }
        #expect(error?.field == field)
    }

    @Test func `Every truncation of a file is refused`() throws {
        let image = try FingerImage(width: 70, height: 65, pixelsPerInch: 500, pixels: Self.pixels)
        let file = PortableGrayMap.encode(image)
        for length in [0, 1, 2, 3, 5, 8, 12, 13, 14, 100, file.count - 1] {
            #expect(throws: FingerprintError.self) {
                try PortableGrayMap.decode(Array(file[..<length]), pixelsPerInch: 500)
            }
        }
        #expect(throws: FingerprintError.self) { try PortableGrayMap.decode(file + [0], pixelsPerInch: 500) }
    }

    @Test func `Random changes of the header never do worse than an error`() throws {
        let image = try FingerImage(width: 70, height: 65, pixelsPerInch: 500, pixels: Self.pixels)
        let file = PortableGrayMap.encode(image)
        var random = SeededRandom(seed: 5)
        for _ in 0..<2000 {
            var broken = file
            for _ in 0...Int(random.unit() * 3) {
                broken[Int(random.unit() * 13)] = UInt8(truncatingIfNeeded: random.next())
            }
            if let result = try? PortableGrayMap.decode(broken, pixelsPerInch: 500) {
                #expect(result.width * result.height == result.pixels.count)
            }
        }
    }
}
