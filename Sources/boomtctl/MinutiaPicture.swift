internal import Fingerprint

/// A print with its minutiae drawn over it: a ring for an ending, a square for a fork, and a stroke along the ridge.
struct MinutiaPicture {
    private var pixels: [UInt8]
    private let width: Int
    private let height: Int

    /// Draws the minutiae of a template over the image that it was extracted from.
    ///
    /// - Returns: an image at 500 dpi, the ridges paled so that the marks stand out.
    static func draw(_ template: FingerTemplate, over image: FingerImage) throws(FingerprintError) -> FingerImage {
        var picture = MinutiaPicture(try image.resampled(to: FingerTemplate.pixelsPerInch))
        for minutia in template.minutiae { picture.mark(minutia) }
        return try FingerImage(
            width: picture.width, height: picture.height, pixelsPerInch: FingerTemplate.pixelsPerInch,
            pixels: picture.pixels)
    }

    private init(_ image: FingerImage) {
        width = image.width
        height = image.height
        pixels = image.pixels.map { 144 + $0 / 8 * 3 }
    }

    private mutating func mark(_ minutia: Minutia) {
        let radius = 4
        for step in 0..<32 {
            let angle = Double(step) * Elementary.pi / 16
            var dx = Elementary.cosine(angle) * Double(radius)
            var dy = Elementary.sine(angle) * Double(radius)
            if minutia.kind == .bifurcation {
                // The same circle pushed out to a square.
                let reach = max(abs(dx), abs(dy))
                dx *= Double(radius) / reach
                dy *= Double(radius) / reach
            }
            dot(minutia.x + Elementary.nearestInteger(dx), minutia.y + Elementary.nearestInteger(dy))
        }
        // Rows count downwards, angles turn counter-clockwise.
        let dx = Elementary.cosine(minutia.radians)
        let dy = -Elementary.sine(minutia.radians)
        for step in radius...(radius + 8) {
            dot(
                minutia.x + Elementary.nearestInteger(dx * Double(step)),
                minutia.y + Elementary.nearestInteger(dy * Double(step)))
        }
    }

    private mutating func dot(_ x: Int, _ y: Int) {
        guard (0..<width).contains(x), (0..<height).contains(y) else { return }
        pixels[y * width + x] = 0
    }
}
