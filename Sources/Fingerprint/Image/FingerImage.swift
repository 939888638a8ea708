/// A grey image of one finger: ridges dark on a light ground, rows from the top, the finger tip up.
package struct FingerImage: Sendable, Equatable {
    /// Width in pixels, 64...2000.
    package let width: Int
    /// Height in pixels, 64...2000.
    package let height: Int
    /// Resolution in pixels per inch, the same in both directions.
    package let pixelsPerInch: Int
    /// `width * height` grey values in rows from the top, 0 black, 255 white.
    package let pixels: [UInt8]

    /// - Throws: `imageTooSmall`, `imageTooLarge`, `unsupportedResolution` or `pixelCountMismatch`.
    package init(width: Int, height: Int, pixelsPerInch: Int, pixels: [UInt8]) throws(FingerprintError) {
        guard width >= Limits.minimumImageSide else { throw FingerprintError(.imageTooSmall, field: "width") }
        guard height >= Limits.minimumImageSide else { throw FingerprintError(.imageTooSmall, field: "height") }
        guard width <= Limits.maximumImageSide else { throw FingerprintError(.imageTooLarge, field: "width") }
        guard height <= Limits.maximumImageSide else { throw FingerprintError(.imageTooLarge, field: "height") }
        guard Limits.pixelsPerInch.contains(pixelsPerInch) else {
            throw FingerprintError(.unsupportedResolution, field: "pixels per inch")
        }
        guard pixels.count == width * height else { throw FingerprintError(.pixelCountMismatch, field: "pixels") }
        self.width = width
        self.height = height
        self.pixelsPerInch = pixelsPerInch
        self.pixels = pixels
    }
}
