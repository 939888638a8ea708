import Fingerprint
import Testing

struct FingerImageTests {
    struct BadShape: Sendable, CustomTestStringConvertible {
        let width: Int
        let height: Int
        let dpi: Int
        let pixels: Int
        let code: FingerprintError.Code
        var testDescription: String { "\(width)x\(height) at \(dpi) dpi, \(pixels) pixels" }
    }

    @Test(arguments: [
        BadShape(width: 63, height: 64, dpi: 500, pixels: 63 * 64, code: .imageTooSmall),
        BadShape(width: 64, height: 0, dpi: 500, pixels: 0, code: .imageTooSmall),
        BadShape(width: -5, height: 100, dpi: 500, pixels: 0, code: .imageTooSmall),
        BadShape(width: 2001, height: 64, dpi: 500, pixels: 1, code: .imageTooLarge),
        BadShape(width: 64, height: Int.max, dpi: 500, pixels: 1, code: .imageTooLarge),
        BadShape(width: 64, height: 64, dpi: 0, pixels: 4096, code: .unsupportedResolution),
        BadShape(width: 64, height: 64, dpi: 5000, pixels: 4096, code: .unsupportedResolution),
        BadShape(width: 64, height: 64, dpi: 500, pixels: 4095, code: .pixelCountMismatch),
    ])
    func `An image out of bounds cannot be built`(shape: BadShape) {
        let error = #expect(throws: FingerprintError.self) {
            try FingerImage(
                width: shape.width, height: shape.height, pixelsPerInch: shape.dpi,
                pixels: [UInt8](repeating: 0, count: shape.pixels))
        }
        #expect(error?.code == shape.code)
    }

    @Test(arguments: [250, 394, 500, 512, 1000])
    func `Resampling to 500 dpi keeps a flat image flat and scales its size`(dpi: Int) throws {
        let image = try FingerImage(
            width: 300, height: 200, pixelsPerInch: dpi, pixels: [UInt8](repeating: 77, count: 60_000))
        let result = try image.resampled(to: 500)
        #expect(result.width == (300 * 500 + dpi / 2) / dpi)
        #expect(result.height == (200 * 500 + dpi / 2) / dpi)
        #expect(result.pixels.allSatisfy { $0 == 77 })
    }

    @Test func `Resampling keeps a slope where it is`() throws {
        let pixels = (0..<(200 * 100)).map { UInt8($0 % 200) }
        let image = try FingerImage(width: 200, height: 100, pixelsPerInch: 512, pixels: pixels)
        let result = try image.resampled(to: 500)
        for x in stride(from: 5, to: result.width - 5, by: 7) {
            let expected = (Double(x) + 0.5) * 512 / 500 - 0.5
            #expect(abs(Double(result.pixels[50 * result.width + x]) - expected) <= 1)
        }
    }

    @Test func `Resampling out of bounds is refused`() throws {
        let small = try FingerImage(
            width: 64, height: 64, pixelsPerInch: 1000, pixels: [UInt8](repeating: 0, count: 4096))
        #expect(throws: FingerprintError(.imageTooSmall, field: "resampled size")) { try small.resampled(to: 500) }
        let large = try FingerImage(
            width: 2000, height: 64, pixelsPerInch: 250, pixels: [UInt8](repeating: 0, count: 128_000))
        #expect(throws: FingerprintError(.imageTooLarge, field: "resampled size")) { try large.resampled(to: 500) }
    }
}
