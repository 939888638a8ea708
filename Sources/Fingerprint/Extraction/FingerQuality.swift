/// Our own verdict on an image, in words that a person in front of the scanner can act on.
///
/// This is vendor quality in the sense of ISO/IEC 29794-1: it comes from figures of our extractor and is not NFIQ.
package struct FingerQuality: Sendable, Equatable {
    /// Why an image is not better than it is.
    package enum Reason: String, Sendable, CaseIterable {
        /// No ridges: an empty, covered or dirty window.
        case noFinger
        /// Too little of the finger on the window: lay the finger flat and press a little more.
        case tooSmall
        /// Thin, broken ridges: moisten the finger or press harder.
        case tooDry
        /// Ridges run together: wipe the finger and press less.
        case tooWet
        /// Hardly any difference between ridge and valley: clean the window.
        case lowContrast
        /// Ridges smeared, as by a moving finger: hold still.
        case blurred
        /// Ridges are clear, but too few minutiae lie in the touching area to tell fingers apart.
        case fewMinutiae
    }

    /// 0 (useless) to 100 (best).
    package let value: Int
    /// What to do better, the most telling first; empty for a good image.
    package let reasons: [Reason]
    /// Whether the template may be stored or compared at all.
    package let isUsable: Bool
    /// Area of trusted ridges in square millimetres.
    package let area: Double

    /// Least area in square millimetres and least number of minutiae for a usable image.
    private static let leastArea = 40.0
    private static let leastMinutiae = 8
    private static let comfortableArea = 130.0
    private static let comfortableMinutiae = 30.0

    /// No finger at all.
    static let none = FingerQuality(value: 0, reasons: [.noFinger], isUsable: false, area: 0)

    private init(value: Int, reasons: [Reason], isUsable: Bool, area: Double) {
        self.value = value
        self.reasons = reasons
        self.isUsable = isUsable
        self.area = area
    }

    /// Weighs what the extractor found.
    ///
    /// - Parameters:
    ///   - mask: the trusted cells.
    ///   - confidence: how sure each cell is of its ridges, 0...1.
    ///   - tone: grey levels inside the mask.
    ///   - minutiae: what was found.
    init(mask: FingerMask, confidence: [Float], tone: RidgeTone, minutiae: [Minutia]) {
        let cellArea = Double(CellGrid.side * CellGrid.side) * 25.4 * 25.4 / (500 * 500)
        let cells = mask.count
        guard cells > 0 else {
            self = .none
            return
        }
        let area = Double(cells) * cellArea
        var total = 0.0
        for cell in confidence.indices where mask.cells[cell] { total += Double(confidence[cell]) }
        let clarity = total / Double(cells)
        let good = minutiae.reduce(0) { $0 + ($1.quality >= 40 ? 1 : 0) }

        let areaShare = min(1, area / Self.comfortableArea)
        let clarityShare = min(max((clarity - 0.2) / 0.45, 0), 1)
        let minutiaShare = min(1, Double(good) / Self.comfortableMinutiae)
        let worst = min(areaShare, clarityShare, minutiaShare)
        let mean = (areaShare + 2 * clarityShare + minutiaShare) / 4
        let value = Elementary.nearestInteger(100 * (0.6 * mean + 0.4 * worst))

        var reasons: [Reason] = []
        if area < Self.leastArea / 2, clarity < 0.3 { reasons.append(.noFinger) }
        if area < Self.comfortableArea * 0.55 { reasons.append(.tooSmall) }
        if clarityShare < 0.65 {
            if tone.contrast < 25 { reasons.append(.lowContrast) }
            if tone.darkShare < 0.36 {
                reasons.append(.tooDry)
            } else if tone.darkShare > 0.64 {
                reasons.append(.tooWet)
            } else if tone.contrast >= 25 {
                reasons.append(.blurred)
            }
        }
        if good < 12, !reasons.contains(.tooSmall) { reasons.append(.fewMinutiae) }
        self.value = min(max(value, 0), 100)
        self.reasons = reasons
        self.area = area
        isUsable = area >= Self.leastArea && minutiae.count >= Self.leastMinutiae && clarity >= 0.22
    }
}

/// Grey levels of the image where ridges were found.
struct RidgeTone {
    /// Mean local standard deviation in grey levels.
    let contrast: Float
    /// Share of dark pixels between the darkest and the lightest tenth, 0...1: small for dry, large for wet fingers.
    let darkShare: Float

    init(image: FingerImage, contrast plane: Plane, mask: FingerMask) {
        var histogram = [Int](repeating: 0, count: 256)
        var total = 0
        var deviation: Float = 0
        for y in stride(from: 0, to: image.height, by: 2) {
            for x in stride(from: 0, to: image.width, by: 2)
            where mask.cells[y / CellGrid.side * mask.grid.columns + x / CellGrid.side] {
                histogram[Int(image.pixels[y * image.width + x])] += 1
                deviation += plane.values[y * image.width + x]
                total += 1
            }
        }
        guard total > 0 else {
            contrast = 0
            darkShare = 0.5
            return
        }
        contrast = deviation / Float(total)
        func level(_ share: Int) -> Int {
            var sum = 0
            for (grey, count) in histogram.enumerated() {
                sum += count
                if sum * 100 >= total * share { return grey }
            }
            return 255
        }
        let middle = (level(5) + level(95)) / 2
        darkShare = Float(histogram[...middle].reduce(0, +)) / Float(total)
    }
}
