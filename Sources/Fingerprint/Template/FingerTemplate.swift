/// The minutiae of one finger impression at 500 dpi: what is stored and compared instead of an image.
package struct FingerTemplate: Sendable, Equatable {
    /// Resolution of all templates inside the engine.
    package static let pixelsPerInch = 500

    /// Which finger, codes of ISO/IEC 19794-2:2005.
    package enum Position: UInt8, Sendable, CaseIterable {
        case unknown, rightThumb, rightIndex, rightMiddle, rightRing, rightLittle
        case leftThumb, leftIndex, leftMiddle, leftRing, leftLittle
    }

    /// Width of the image that the minutiae were found in, pixels at 500 dpi.
    package let width: Int
    /// Height of the image that the minutiae were found in, pixels at 500 dpi.
    package let height: Int
    /// Which finger it is, when the caller knows.
    package var position: Position
    /// Quality of the impression, 0...100.
    package let quality: UInt8
    /// The minutiae, best first, inside `width` x `height`; at most 255.
    package let minutiae: [Minutia]

    /// A template from minutiae of the engine itself or of tests.
    ///
    /// Minutiae outside the image are dropped, and all beyond the 255 best, because a record cannot hold them.
    package init(
        width: Int, height: Int, position: Position = .unknown, quality: UInt8, minutiae: [Minutia]
    ) {
        self.width = min(max(width, 0), 0xFFFF)
        self.height = min(max(height, 0), 0xFFFF)
        self.position = position
        self.quality = min(quality, 100)
        let right = min(self.width, 0x4000)
        let bottom = min(self.height, 0x4000)
        let inside = minutiae.filter { $0.x >= 0 && $0.y >= 0 && $0.x < right && $0.y < bottom }
        let ordered = inside.enumerated().sorted { a, b in
            a.element.quality != b.element.quality ? a.element.quality > b.element.quality : a.offset < b.offset
        }
        self.minutiae = ordered.prefix(255).map(\.element)
    }
}
