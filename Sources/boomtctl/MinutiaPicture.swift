internal import Fingerprint
internal import ImageFiles

/// A print as the engine sees it: the grey image, tinted by the quality of its cells (green good, red poor), the ridge
/// lines in blue, and the minutiae in black: a ring for an ending, a square for a fork, and a stroke along the ridge.
struct MinutiaPicture {
    private var picture: ColorPicture

    private static let line = ColorPicture.Color(red: 40, green: 70, blue: 200)
    private static let mark = ColorPicture.Color(red: 0, green: 0, blue: 0)
    private static let radius = 4

    /// Draws the minutiae of a template, and what led to them, over the image that it was extracted from, at 500 dpi.
    static func draw(_ template: FingerTemplate, over image: FingerImage) throws(FingerprintError) -> ColorPicture {
        let image = try image.resampled(to: FingerTemplate.pixelsPerInch)
        let trace = try FingerExtractor().trace(image)
        var drawing = MinutiaPicture(image, trace)
        for minutia in template.minutiae { drawing.mark(minutia) }
        return drawing.picture
    }

    private init(_ image: FingerImage, _ trace: RidgeTrace?) {
        picture = ColorPicture(
            width: image.width, height: image.height, pixelsPerInch: FingerTemplate.pixelsPerInch
        ) { x, y in
            if let trace, trace.lines[y * trace.width + x] { return Self.line }
            // Paled, so that lines and marks stand out.
            let grey = Float(144 + Int(image.pixels[y * image.width + x]) * 7 / 16)
            guard let quality = trace?.quality(x: x, y: y) else {
                let level = UInt8(min(grey, 255))
                return ColorPicture.Color(red: level, green: level, blue: level)
            }
            // From red over yellow to green.
            let (red, green) = (min(1, 2 - 2 * quality), min(1, 2 * quality))
            func tinted(_ share: Float) -> UInt8 { UInt8(min(max(grey * (0.62 + 0.38 * share), 0), 255)) }
            return ColorPicture.Color(red: tinted(red), green: tinted(green), blue: tinted(0.2))
        }
    }

    private mutating func mark(_ minutia: Minutia) {
        for step in 0..<32 {
            let angle = Double(step) * Elementary.pi / 16
            var dx = Elementary.cosine(angle) * Double(Self.radius)
            var dy = Elementary.sine(angle) * Double(Self.radius)
            if minutia.kind == .bifurcation {
                // The same circle pushed out to a square.
                let reach = max(abs(dx), abs(dy))
                dx *= Double(Self.radius) / reach
                dy *= Double(Self.radius) / reach
            }
            dot(minutia.x + Elementary.nearestInteger(dx), minutia.y + Elementary.nearestInteger(dy))
        }
        // Rows count downwards, angles turn counter-clockwise.
        let dx = Elementary.cosine(minutia.radians)
        let dy = -Elementary.sine(minutia.radians)
        for step in Self.radius...(Self.radius + 8) {
            dot(
                minutia.x + Elementary.nearestInteger(dx * Double(step)),
                minutia.y + Elementary.nearestInteger(dy * Double(step)))
        }
    }

    private mutating func dot(_ x: Int, _ y: Int) { picture.set(x, y, Self.mark) }
}
