import Fingerprint
import Simulators
import Testing

struct RidgeGrowthTests {
    @Test func `A seed always grows the same finger and the same impression`() throws {
        let again = RidgeGrowth.master(seed: 1000)
        #expect(try again.impression(seed: 0) == Prints.image(finger: 0, impression: 0))
    }

    @Test func `Other seeds give other images`() throws {
        let image = try Prints.image(finger: 0, impression: 0)
        #expect(try Prints.image(finger: 0, impression: 1) != image)
        #expect(try Prints.image(finger: 1, impression: 0) != image)
    }

    @Test func `An impression has the shape of the window, dark ridges on a light ground`() throws {
        let image = try Prints.image(finger: 2, impression: 0)
        #expect(image.width == 384 && image.height == 290 && image.pixelsPerInch == 512)
        #expect(image.pixels[0] > 150 && image.pixels[383] > 150)
        #expect(image.pixels.count { $0 < 100 } > 10_000)
        let wide = try Prints.masters[2].impression(seed: 0, sensor: .wide)
        #expect(wide.width == 400 && wide.height == 440 && wide.pixelsPerInch == 500)
    }

    @Test func `A window out of bounds is refused`() {
        #expect(throws: FingerprintError(.imageTooSmall, field: "width")) {
            try Prints.masters[0].impression(
                seed: 0, sensor: SensorGeometry(width: -3, height: 100, pixelsPerInch: 500))
        }
    }

    @Test(arguments: RidgePattern.allCases)
    func `Every pattern gives a usable print`(pattern: RidgePattern) throws {
        let master = RidgeGrowth.master(seed: 77, pattern: pattern)
        #expect(master.pattern == pattern)
        let extraction = try FingerExtractor().extract(master.impression(seed: 0))
        #expect(extraction.isUsable)
        #expect(extraction.template.minutiae.count >= 20)
    }
}
