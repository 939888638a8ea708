/// The window of a scanner.
package struct SensorGeometry: Sendable, Equatable {
    /// Columns of the image.
    package let width: Int
    /// Rows of the image.
    package let height: Int
    /// Resolution in pixels per inch.
    package let pixelsPerInch: Int

    /// A window of this size.
    package init(width: Int, height: Int, pixelsPerInch: Int) {
        self.width = width
        self.height = height
        self.pixelsPerInch = pixelsPerInch
    }

    /// The U.are.U 4500: 384 x 290 at 512 dpi.
    package static let uareu4500 = SensorGeometry(width: 384, height: 290, pixelsPerInch: 512)
    /// A window that takes a whole fingertip at 500 dpi.
    package static let wide = SensorGeometry(width: 400, height: 440, pixelsPerInch: 500)
}

/// How a finger was laid on the window. Ranges are the largest deviation that a seed may draw.
package struct ImpressionConditions: Sendable, Equatable {
    /// Largest turn to either side in degrees.
    package var rotation: Double
    /// Largest shift to either side in pixels at 500 dpi.
    package var translation: Double
    /// Largest elastic displacement of the skin in pixels at 500 dpi.
    package var distortion: Double
    /// -1 very dry (thin ridges) to 1 very wet (ridges run together); the seed adds a little.
    package var pressure: Double
    /// Share of the ridge that pores and dry spots take away, 0...1.
    package var dryness: Double
    /// Standard deviation of the sensor noise in grey levels.
    package var noise: Double
    /// Size of the touching area, 1 for the whole fingertip.
    package var contact: Double

    /// Conditions; see the properties for units.
    package init(
        rotation: Double, translation: Double, distortion: Double, pressure: Double, dryness: Double, noise: Double,
        contact: Double
    ) {
        self.rotation = rotation
        self.translation = translation
        self.distortion = distortion
        self.pressure = pressure
        self.dryness = dryness
        self.noise = noise
        self.contact = contact
    }

    /// A traveller who has done this before.
    package static let ordinary = ImpressionConditions(
        rotation: 12, translation: 16, distortion: 3, pressure: 0, dryness: 0.15, noise: 6, contact: 1)
    /// A dry finger, laid down lightly.
    package static let dry = ImpressionConditions(
        rotation: 12, translation: 16, distortion: 3, pressure: -0.55, dryness: 0.5, noise: 10, contact: 0.85)
    /// A wet finger, pressed hard.
    package static let wet = ImpressionConditions(
        rotation: 12, translation: 16, distortion: 4, pressure: 0.6, dryness: 0.05, noise: 8, contact: 1)
    /// The finger hardly touches the window: too little to tell anybody by.
    package static let brush = ImpressionConditions(
        rotation: 10, translation: 8, distortion: 2, pressure: -0.3, dryness: 0.4, noise: 8, contact: 0.06)
    /// Only the very tip touches.
    package static let tip = ImpressionConditions(
        rotation: 10, translation: 8, distortion: 2, pressure: 0, dryness: 0.15, noise: 6, contact: 0.22)
}
