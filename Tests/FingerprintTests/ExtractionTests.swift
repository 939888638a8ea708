import Fingerprint
import Simulators
import Testing

struct ExtractionTests {
    /// Direction, in degrees counter-clockwise, into which one ridge more runs.
    @Test(arguments: [0, 40, 90, 135, 180, 225, 270, 310])
    func `A single extra ridge gives one minutia with the direction of the standard`(degrees: Int) throws {
        // Phase of a plane wave plus one turn around the centre: a dislocation, the purest minutia there is.
        let side = 240
        let centre = 120.0
        let angle = Double(degrees) * Elementary.pi / 180
        let (cosine, sine) = (Elementary.cosine(angle), Elementary.sine(angle))
        var pixels = [UInt8](repeating: 0, count: side * side)
        for y in 0..<side {
            for x in 0..<side {
                let (dx, dy) = (Double(x) - centre, centre - Double(y))
                let along = dx * cosine + dy * sine
                let across = dy * cosine - dx * sine
                let phase = 2 * Elementary.pi * across / 9 + Elementary.arcTangent(y: across, x: along)
                pixels[y * side + x] = UInt8(128 + 90 * Elementary.cosine(phase))
            }
        }
        let image = try FingerImage(width: side, height: side, pixelsPerInch: 500, pixels: pixels)
        let minutiae = try FingerExtractor().extract(image).template.minutiae
        let minutia = try #require(minutiae.first)
        #expect(minutiae.count == 1)
        #expect(abs(minutia.x - 120) <= 9 && abs(minutia.y - 120) <= 9)
        let difference = Int(Int8(bitPattern: minutia.angle &- Minutia.angleUnits(radians: angle)))
        #expect(abs(difference) <= 8)
    }

    @Test func `The same image gives the same template every time, also at the same time`() async throws {
        let image = try Prints.image(finger: 0, impression: 0)
        let expected = try FingerExtractor().extract(image)
        let results = try await withThrowingTaskGroup(of: FingerExtraction.self) { group in
            for _ in 0..<3 { group.addTask { try FingerExtractor().extract(image) } }
            return try await group.reduce(into: [FingerExtraction]()) { $0.append($1) }
        }
        #expect(results.count == 3)
        #expect(results.allSatisfy { $0 == expected })
    }

    @Test func `A good print has good quality, no complaints and many minutiae`() {
        for extraction in Prints.ordinary.joined() {
            #expect(extraction.quality >= 70)
            #expect(extraction.isUsable)
            #expect(extraction.template.minutiae.count >= 25)
            #expect(extraction.template.minutiae.count <= Limits.maximumExtractedMinutiae)
        }
    }

    enum Nothing: String, CaseIterable, Sendable {
        case black, white, grey, noise, faintNoise, coarseNoise, gradient, checkers

        func image() throws -> FingerImage {
            var random = SeededRandom(seed: 7)
            let (width, height) = (384, 290)
            var pixels = [UInt8](repeating: 0, count: width * height)
            let coarse = (0..<(width / 4 * (height / 4 + 1))).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            for y in 0..<height {
                for x in 0..<width {
                    let value: UInt8
                    switch self {
                    case .black: value = 0
                    case .white: value = 255
                    case .grey: value = 128
                    case .noise: value = UInt8(truncatingIfNeeded: random.next())
                    case .faintNoise: value = UInt8(200 + random.unit() * 30)
                    case .coarseNoise: value = coarse[y / 4 * (width / 4) + x / 4]
                    case .gradient: value = UInt8(x * 255 / width)
                    case .checkers: value = (x / 16 + y / 16) % 2 == 0 ? 40 : 220
                    }
                    pixels[y * width + x] = value
                }
            }
            return try FingerImage(width: width, height: height, pixelsPerInch: 512, pixels: pixels)
        }
    }

    @Test(arguments: Nothing.allCases)
    func `An image without a finger is not usable`(nothing: Nothing) throws {
        let extraction = try FingerExtractor().extract(nothing.image())
        #expect(!extraction.isUsable)
        #expect(extraction.quality < 30)
        #expect(!extraction.reasons.isEmpty)
        let score = FingerMatcher().score(extraction.template, Prints.ordinary[0][0].template)
        #expect(score.value < FingerMatcher.defaultThreshold)
    }

    @Test func `A fingertip alone is too small`() throws {
        let image = try Prints.masters[1].impression(seed: 1, conditions: .tip)
        let extraction = try FingerExtractor().extract(image)
        #expect(extraction.reasons.contains(.tooSmall))
        #expect(extraction.quality < Prints.ordinary[1][0].quality)
    }

    @Test func `The smallest and the largest image are taken`() throws {
        for (width, height) in [(64, 64), (64, 2000), (2000, 70)] {
            let pixels = (0..<(width * height)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let image = try FingerImage(width: width, height: height, pixelsPerInch: 500, pixels: pixels)
            let extraction = try FingerExtractor().extract(image)
            #expect(extraction.template.width == width)
            #expect(extraction.template.height == height)
        }
    }
}
