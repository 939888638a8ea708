import Fingerprint
import Foundation
import Harness
import Testing

/// The synthetic prints that NIST publishes with NFIQ 2: five fingers, 500 dpi, not made by our generator.
@Suite(.enabled(if: OutsideMaterial.isPresent, OutsideMaterial.skipped))
struct OutsidePrintsTests {
    @Test func `Prints of another generator are usable, match themselves and nobody else`() throws {
        let extractions = try (1...5).map { try FingerExtractor().extract(OutsidePrints.image($0)) }
        let matcher = FingerMatcher()
        for i in extractions.indices {
            #expect(extractions[i].isUsable)
            #expect(extractions[i].template.minutiae.count >= 20)
            for j in extractions.indices where j >= i {
                let value = matcher.score(extractions[i].template, extractions[j].template).value
                if i == j {
                    #expect(value > 8)
                } else {
                    #expect(value < FingerMatcher.defaultThreshold)
                }
            }
        }
    }

    @Test func `A part of a print matches the whole`() throws {
        let image = try OutsidePrints.image(1)
        let (width, height, left, top) = (300, 340, 60, 120)
        var pixels: [UInt8] = []
        for y in top..<(top + height) {
            pixels += image.pixels[(y * image.width + left)..<(y * image.width + left + width)]
        }
        let part = try FingerImage(width: width, height: height, pixelsPerInch: 500, pixels: pixels)
        let extractor = FingerExtractor()
        let score = try FingerMatcher().score(extractor.extract(part).template, extractor.extract(image).template)
        #expect(score.value >= FingerMatcher.defaultThreshold)
    }
}

/// Prints that others have made.
private enum OutsidePrints {
    static func image(_ number: Int) throws -> FingerImage {
        try PortableGrayMap.decode(
            OutsideMaterial.bytes("fingerprint/SFinGe_Test0\(number).pgm"), pixelsPerInch: 500)
    }
}
