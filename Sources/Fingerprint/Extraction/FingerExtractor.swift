/// What an image gave: a template to keep or compare, and how good it is.
package struct FingerExtraction: Sendable, Equatable {
    /// The minutiae; empty when no finger was seen.
    package let template: FingerTemplate
    /// Vendor quality 0...100 with reasons.
    package let verdict: FingerQuality

    /// Vendor quality 0...100.
    package var quality: Int { verdict.value }
    /// What a person could do better, the most telling first.
    package var reasons: [FingerQuality.Reason] { verdict.reasons }
    /// Whether the template may be stored or compared.
    package var isUsable: Bool { verdict.isUsable }
}

/// Turns a grey image of a finger into minutiae.
///
/// The way: even out, find direction and period of the ridges per cell, filter along them three times (each time the
/// original with a better field), binarise, thin, repair, read off the minutiae. Stateless and reentrant; the same
/// image gives the same template on every machine.
package struct FingerExtractor: Sendable {
    /// An extractor; it has no settings.
    package init() {}

    /// Times the contextual filter is applied.
    private static let rounds = 3
    private static let firstSigma = 2.2
    private static let laterSigma = 1.4
    /// Cells of trusted ridges below which there is no finger (about 10 mm2).
    private static let leastCells = 60

    /// Minutiae and quality of `image`, at 500 dpi whatever the scanner's resolution is.
    ///
    /// An image without a finger is an answer (quality 0, reason `noFinger`, empty template), not an error.
    /// - Throws: `imageTooSmall` or `imageTooLarge` when the image leaves the bounds by resampling to 500 dpi.
    package func extract(_ image: FingerImage) throws(FingerprintError) -> FingerExtraction {
        let image = try image.resampled(to: FingerTemplate.pixelsPerInch)
        guard let ridges = analyse(image) else { return Self.empty(image) }
        let smoothConfidence = ridges.mask.grid.smoothed(ridges.confidence, sigma: 1)
        let detector = MinutiaDetector(
            skeleton: ridges.skeleton, orientation: ridges.orientation, confidence: smoothConfidence,
            edgeDistance: ridges.mask.edgeDistance())
        let minutiae = detector.minutiae()
        let verdict = FingerQuality(
            mask: ridges.mask, confidence: ridges.confidence,
            tone: RidgeTone(image: image, contrast: ridges.contrast, mask: ridges.mask), minutiae: minutiae)
        guard !verdict.reasons.contains(.noFinger) else { return Self.empty(image) }
        let template = FingerTemplate(
            width: image.width, height: image.height, quality: UInt8(verdict.value), minutiae: minutiae)
        return FingerExtraction(template: template, verdict: verdict)
    }

    /// Everything known about the ridges of an image, before minutiae.
    struct Ridges {
        /// Trusted cells.
        let mask: FingerMask
        /// Quality of the cells, 0...1, from the unfiltered image.
        let confidence: [Float]
        /// Local contrast of the grey image.
        let contrast: Plane
        /// Final ridge directions.
        let orientation: OrientationField
        /// The filtered image, ridges positive, 0 outside the mask.
        let enhanced: Plane
        /// The repaired skeleton.
        let skeleton: RidgeSkeleton
    }

    /// Follows the ridges of a 500 dpi image; nil when there are too few.
    func analyse(_ image: FingerImage) -> Ridges? {
        let normalized = NormalizedImage(image)
        let foreground = FingerMask(contrast: normalized.contrast)
        var orientation = OrientationField(
            ridges: normalized.ridges, support: foreground.cells, sigma: Self.firstSigma)
        var period = RidgePeriodMap(
            ridges: normalized.ridges, orientation: orientation, support: foreground.cells)
        let confidence = period.confidence
        let mask = FingerMask(confidence: confidence, support: foreground)
        guard mask.count >= Self.leastCells else { return nil }

        // One cell more than the mask, so that filtered ridges do not end where trust ends.
        let area = mask.dilated()
        var ridges = RidgeFilterBank.exploration.applied(
            to: normalized.ridges, orientation: orientation, periods: period.periods, cells: area.cells)
        for round in 1..<Self.rounds {
            orientation = OrientationField(ridges: ridges, support: area.cells, sigma: Self.laterSigma)
            period = RidgePeriodMap(ridges: ridges, orientation: orientation, support: area.cells, stride: 2)
            let bank = round + 1 < Self.rounds ? RidgeFilterBank.exploration : RidgeFilterBank.extraction
            ridges = bank.applied(
                to: normalized.ridges, orientation: orientation, periods: period.periods, cells: area.cells)
        }
        let enhanced = ridges
        var bitmap = RidgeBitmap(positive: enhanced)
        bitmap.removeSpecks(ridge: 25, hole: 12)
        bitmap.thin()
        return Ridges(
            mask: mask, confidence: confidence, contrast: normalized.contrast, orientation: orientation,
            enhanced: enhanced, skeleton: RidgeSkeleton(thinned: bitmap))
    }

    private static func empty(_ image: FingerImage) -> FingerExtraction {
        FingerExtraction(
            template: FingerTemplate(width: image.width, height: image.height, quality: 0, minutiae: []),
            verdict: .none)
    }
}
