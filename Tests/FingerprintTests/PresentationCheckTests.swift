import Fingerprint
import Simulators
import Testing

struct PresentationCheckTests {
    @Test func `An image that comes twice is a replay`() throws {
        var check = PresentationCheck()
        let image = try Prints.image(finger: 0, impression: 0)
        #expect(check.judge(image) == .inconspicuous)
        #expect(check.judge(image) == PresentationScore(value: 1, reason: .replayed))
    }

    @Test func `An image that was changed by noise only is nearly a replay`() throws {
        var check = PresentationCheck()
        let image = try Prints.image(finger: 0, impression: 0)
        var random = SeededRandom(seed: 5)
        let noisy = image.pixels.map { UInt8(min(max(Int($0) + Int(random.between(-3, 3.99)), 0), 255)) }
        _ = check.judge(image)
        let score = check.judge(
            try FingerImage(
                width: image.width, height: image.height, pixelsPerInch: image.pixelsPerInch, pixels: noisy))
        #expect(score.reason == .nearlyReplayed)
        #expect(score.value >= PresentationCheck.defaultThreshold)
    }

    @Test func `Touches of the same finger and of others are inconspicuous`() throws {
        var check = PresentationCheck()
        for finger in 0..<Prints.fingers {
            for impression in 0..<Prints.impressions {
                #expect(check.judge(try Prints.image(finger: finger, impression: impression)) == .inconspicuous)
            }
        }
    }

    @Test func `Dry and wet fingers are no attack`() throws {
        var check = PresentationCheck()
        for conditions in [ImpressionConditions.dry, .wet] {
            let image = try Prints.masters[1].impression(seed: 40, conditions: conditions)
            #expect(check.judge(image).value < PresentationCheck.defaultThreshold)
        }
    }

    @Test func `A dark area without ridges is told`() throws {
        var pixels = [UInt8](repeating: 230, count: 300 * 300)
        for y in 60..<240 { for x in 80..<220 { pixels[y * 300 + x] = 40 } }
        var check = PresentationCheck()
        let score = check.judge(try FingerImage(width: 300, height: 300, pixelsPerInch: 500, pixels: pixels))
        #expect(score.reason == .uniform)
        #expect(score.value >= PresentationCheck.defaultThreshold)
    }

    @Test func `An empty window is no attack`() throws {
        var check = PresentationCheck()
        let grey = [UInt8](repeating: 230, count: 300 * 300)
        #expect(
            check.judge(try FingerImage(width: 300, height: 300, pixelsPerInch: 500, pixels: grey)) == .inconspicuous)
    }

    @Test func `Only the last images are remembered`() throws {
        var check = PresentationCheck(capacity: 2)
        let first = try Prints.image(finger: 0, impression: 0)
        _ = check.judge(first)
        _ = check.judge(try Prints.image(finger: 1, impression: 0))
        _ = check.judge(try Prints.image(finger: 2, impression: 0))
        #expect(check.judge(first) == .inconspicuous)
    }

    @Test func `Empty windows are alike and no replay`() throws {
        var check = PresentationCheck()
        let grey = [UInt8](repeating: 230, count: 300 * 300)
        let window = try FingerImage(width: 300, height: 300, pixelsPerInch: 500, pixels: grey)
        for _ in 0..<3 { #expect(check.judge(window) == .inconspicuous) }
    }
}
