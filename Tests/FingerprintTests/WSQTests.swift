import Harness
import Simulators
import Testing

@testable import Fingerprint

/// Images compressed by wavelet scalar quantisation.
struct WSQTests {
    /// A piece of a grown print: any width and height, odd ones too.
    private static func piece(_ width: Int, _ height: Int) throws -> FingerImage {
        let image = try smoothed(try Prints.image(finger: 0, impression: 0), times: 4)
        let (left, top) = ((image.width - width) / 2, (image.height - height) / 2)
        var pixels: [UInt8] = []
        for row in top..<(top + height) {
            pixels += image.pixels[(row * image.width + left)..<(row * image.width + left + width)]
        }
        return try FingerImage(width: width, height: height, pixelsPerInch: 500, pixels: pixels)
    }

    /// The image without the grain of its sensor: what is finest in both directions the format never keeps.
    private static func smoothed(_ image: FingerImage, times: Int) throws -> FingerImage {
        var plane = Plane(width: image.width, height: image.height)
        plane.values = image.pixels.map { Float($0) }
        for _ in 0..<times { plane = plane.binomialSmoothed() }
        return try FingerImage(
            width: image.width, height: image.height, pixelsPerInch: image.pixelsPerInch,
            pixels: plane.values.map { UInt8($0) })
    }

    private static func rootMeanSquare(_ a: FingerImage, _ b: FingerImage) -> Double {
        let sum = zip(a.pixels, b.pixels).reduce(0.0) {
            $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
        }
        return (sum / Double(a.pixels.count)).squareRoot()
    }

    @Test(arguments: [(256, 256), (255, 253), (64, 64), (65, 127), (130, 97), (200, 71)])
    func `Fine quantisation brings the image back`(width: Int, height: Int) throws {
        let image = try Self.piece(width, height)
        let decoded = try WSQImage.decode(WSQWriter(step: 0.25).encode(image), pixelsPerInch: 300)
        #expect(decoded.width == width && decoded.height == height && decoded.pixelsPerInch == 500)
        #expect(Self.rootMeanSquare(decoded, image) < 1)
    }

    @Test func `Coarser quantisation costs what it should`() throws {
        let image = try Self.piece(200, 200)
        let fine = Self.rootMeanSquare(try WSQImage.decode(WSQWriter(step: 4).encode(image), pixelsPerInch: 500), image)
        let coarse = Self.rootMeanSquare(
            try WSQImage.decode(WSQWriter(step: 24).encode(image), pixelsPerInch: 500), image)
        #expect(fine > 0.3 && fine < 2)
        #expect(coarse > fine && coarse < 8)
    }

    @Test func `The resolution is the caller's where no comment tells it`() throws {
        let file = WSQWriter(step: 2, tellsResolution: false).encode(try Self.piece(96, 96))
        #expect(try WSQImage.decode(file, pixelsPerInch: 400).pixelsPerInch == 400)
    }

    @Test func `Subbands that are left out count as nothing`() throws {
        let image = try Self.piece(160, 160)
        let decoded = try WSQImage.decode(
            WSQWriter(step: 1, omitted: Set(52...59)).encode(image), pixelsPerInch: 500)
        #expect(Self.rootMeanSquare(decoded, image) < 12)
    }

    @Test func `Compression at the usual rate leaves the finger the same`() throws {
        let image = try Self.smoothed(try Prints.image(finger: 1, impression: 0), times: 2)
        let file = WSQWriter(step: 12).encode(image)
        #expect(file.count * 4 < image.pixels.count)
        let decoded = try WSQImage.decode(file, pixelsPerInch: image.pixelsPerInch)
        let extractor = FingerExtractor()
        let other = try extractor.extract(try Prints.image(finger: 1, impression: 1)).template
        let score = FingerMatcher().score(try extractor.extract(decoded).template, other)
        #expect(score.value >= FingerMatcher.defaultThreshold)
    }

    @Test func `The subbands cover the image once, but for the quarter that is never coded`() {
        for (width, height) in [(256, 256), (255, 253), (64, 65), (545, 622), (71, 64)] {
            let layout = SubbandLayout(width: width, height: height)
            #expect(layout.bands.count == 60)
            var covered = [Int](repeating: 0, count: width * height)
            for band in layout.bands {
                for y in band.y..<(band.y + band.height) {
                    for x in band.x..<(band.x + band.width) { covered[y * width + x] += 1 }
                }
            }
            for y in 0..<height {
                for x in 0..<width {
                    let isCoded = x < (width + 1) / 2 || y < (height + 1) / 2
                    if covered[y * width + x] != (isCoded ? 1 : 0) {
                        Issue.record("\(width) x \(height) at \(x), \(y)")
                    }
                }
            }
        }
    }

    @Test func `Every truncation is refused`() throws {
        let file = WSQWriter(step: 16).encode(try Self.piece(64, 64))
        for length in 0..<file.count {
            #expect(throws: FingerprintError.self) { try WSQImage.decode(Array(file[..<length]), pixelsPerInch: 500) }
        }
        #expect(throws: FingerprintError.self) { try WSQImage.decode(file + [0], pixelsPerInch: 500) }
    }

    @Test func `A frame that claims a huge image is refused before room is made for it`() throws {
        var file = WSQWriter(step: 16, tellsResolution: false).encode(try Self.piece(64, 64))
        let frame = try #require(file.indices.dropLast().first { file[$0] == 0xFF && file[$0 + 1] == 0xA2 })
        file.replaceSubrange((frame + 6)..<(frame + 10), with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(throws: FingerprintError(.imageTooLarge, field: "height")) {
            try WSQImage.decode(file, pixelsPerInch: 500)
        }
    }

    @Test func `Random changes give an error or an image, never worse`() throws {
        let file = WSQWriter(step: 16).encode(try Self.piece(64, 64))
        let tables = min(file.count, 900)
        var random = SeededRandom(seed: 11)
        var accepted = 0
        for round in 0..<1500 {
            var broken = file
            // Half of them in the tables, where changes do most.
            let reach = round % 2 == 0 ? tables : file.count
            for _ in 0...Int(random.unit() * 4) {
                broken[Int(random.unit() * Double(reach))] = UInt8(truncatingIfNeeded: random.next())
            }
            if round % 5 == 0 { broken.removeSubrange(Int(random.unit() * Double(broken.count))..<broken.count) }
            guard let image = try? WSQImage.decode(broken, pixelsPerInch: 500) else { continue }
            accepted += 1
            #expect(image.pixels.count == image.width * image.height)
        }
        #expect(accepted > 100)
    }
}

/// A file that another encoder made.
@Suite(.enabled(if: OutsideMaterial.isPresent, OutsideMaterial.skipped))
struct OutsideWSQTests {
    @Test func `A file of another encoder decodes to a usable print`() throws {
        let bytes = try OutsideMaterial.bytes("fingerprint/sample_image.wsq")
        let image = try WSQImage.decode(bytes, pixelsPerInch: 300)
        #expect(image.width == 545 && image.height == 622 && image.pixelsPerInch == 500)
        let extraction = try FingerExtractor().extract(image)
        #expect(extraction.isUsable)
        #expect(extraction.template.minutiae.count >= 40)
    }
}
