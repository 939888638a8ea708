import Testing

@testable import FingerScanner

/// The pure part of the driver, with headers no honest scanner would send.
struct URU4000FrameTests {
    /// A transfer with a header of the given line count and blocks, and as many lines of zeros.
    static func transfer(lines: Int, blocks: [(UInt8, UInt8)], present: Int? = nil) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 64)
        header[4] = UInt8(lines & 0xFF)
        header[5] = UInt8(lines >> 8 & 0xFF)
        for (index, block) in blocks.prefix(15).enumerated() {
            header[16 + 2 * index] = block.0
            header[17 + 2 * index] = block.1
        }
        return header + [UInt8](repeating: 0, count: (present ?? lines) * 384)
    }

    @Test func `the recorded header is understood`() throws {
        let blocks: [(UInt8, UInt8)] = [
            (2, 72), (0, 1), (2, 49), (1, 1), (0, 1), (2, 49), (0, 1), (2, 116),
        ]
        let frame = try URU4000Frame(parsing: Self.transfer(lines: 289, blocks: blocks))
        #expect(frame.blocks.count == 8)
        #expect(frame.blocks.map(\.lines).reduce(0, +) == 290)
        #expect(frame.payload.count == 289 * 384)
        #expect(!frame.isEncrypted)
    }

    @Test(arguments: [
        transfer(lines: 290, blocks: [(0, 255), (0, 35)]),
        transfer(lines: 65_535, blocks: [(0, 255)], present: 10),
        transfer(lines: 289, blocks: [(0, 255), (0, 34)], present: 288),
        transfer(lines: 289, blocks: []),
        transfer(lines: 289, blocks: [(0, 0), (0, 255)]),
        transfer(lines: 289, blocks: Array(repeating: (2, 255), count: 15)),
        transfer(lines: 100, blocks: [(0, 255), (0, 34)]),
        transfer(lines: 289, blocks: [(1, 255), (1, 35)]),
        transfer(lines: 0, blocks: [(1, 255), (1, 35)]),
        transfer(lines: 100, blocks: [(0, 100)]),
        [UInt8](repeating: 0xFF, count: 64),
        [UInt8](repeating: 0xFF, count: 63),
        [],
    ])
    func `an implausible transfer is no frame`(bytes: [UInt8]) {
        #expect(throws: ScannerError.self) { try URU4000Frame(parsing: bytes) }
    }

    @Test func `every header of two random bytes is either refused or gives a whole image`() throws {
        var state: UInt32 = 99
        func random() -> UInt8 {
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        var images = 0
        for _ in 0..<300 {
            var bytes = Self.transfer(lines: 289, blocks: [(2, 200), (1, 10), (0, 79)])
            for _ in 0..<2 { bytes[16 + Int(random()) % 8] = random() % 128 }
            guard let frame = try? URU4000Frame(parsing: bytes) else { continue }
            var assembly = URU4000Assembly(frame, cipher: URU4000Cipher(key: 1))
            while assembly.advance() != nil { assembly.setCipher(URU4000Cipher(key: 2)) }
            #expect(assembly.pixels.count == 384 * 290)
            images += 1
        }
        #expect(images > 10 && images < 300)
    }

    @Test func `absent lines repeat the line that follows, and at the end the one before`() throws {
        var bytes = Self.transfer(lines: 280, blocks: [(1, 2), (0, 140), (1, 3), (0, 140), (1, 1)])
        for line in 0..<280 {
            for column in 0..<384 { bytes[64 + line * 384 + column] = UInt8(line % 256) }
        }
        var assembly = URU4000Assembly(try URU4000Frame(parsing: bytes), cipher: nil)
        #expect(assembly.advance() == nil)
        let lines = stride(from: 0, to: 384 * 290, by: 384).map { Int(assembly.pixels[$0]) }
        let expected =
            [0, 0] + Array(0..<140) + [140, 140, 140] + (140..<280).map { $0 % 256 } + [279 % 256] + [0, 0, 0, 0]
        #expect(lines == expected)
    }

    @Test func `a block with the new-key flag asks for the next key once`() throws {
        let frame = try URU4000Frame(
            parsing: Self.transfer(lines: 289, blocks: [(0x82, 100), (0x02, 89), (0x82, 100)]))
        var assembly = URU4000Assembly(frame, cipher: URU4000Cipher(key: 5))
        var asked: [UInt8] = []
        while let number = assembly.advance() {
            asked.append(number)
            assembly.setCipher(URU4000Cipher(key: 6))
        }
        #expect(asked == [1, 2])
    }
}
