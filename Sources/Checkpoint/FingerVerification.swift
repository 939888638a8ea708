internal import Fingerprint

/// Compares one finger image with the enrolled templates: pure, and heavy enough to run off the lane's actor.
enum FingerVerification {
    /// The best score over all enrolled fingers, or why the image cannot be used.
    ///
    /// An image that looks like an attack is not compared at all: its score would only tell the attacker how near he
    /// came. An enrolled template that cannot be read is passed over; if none can be read, the try says `badTemplate`.
    ///
    /// - Parameters:
    ///   - presentation: how much the image looks like an attack.
    ///   - presentationThreshold: from where it counts as one.
    static func verify(
        _ image: FingerImage, against fingers: [EnrolledFinger],
        presentation: PresentationScore = .inconspicuous,
        presentationThreshold: Double = PresentationCheck.defaultThreshold
    ) -> FingerTry {
        guard presentation.value < presentationThreshold else {
            return FingerTry(faultCode: "presentationAttack", presentation: presentation.value)
        }
        var result = compare(image, against: fingers)
        result.presentation = presentation.value
        return result
    }

    private static func compare(_ image: FingerImage, against fingers: [EnrolledFinger]) -> FingerTry {
        let extraction: FingerExtraction
        do {
            extraction = try FingerExtractor().extract(image)
        } catch {
            return FingerTry(faultCode: "\(error.code)")
        }
        guard extraction.isUsable else {
            return FingerTry(
                quality: extraction.quality, faultCode: extraction.reasons.first.map { "\($0)" } ?? "poorImage")
        }
        let matcher = FingerMatcher()
        let probe = PreparedTemplate(extraction.template)
        var best: FingerTry?
        for finger in fingers {
            guard let template = try? FingerTemplate(record: finger.template) else { continue }
            let score = matcher.score(probe, PreparedTemplate(template)).value
            if score > (best?.score ?? -1) {
                best = FingerTry(score: score, quality: extraction.quality, finger: finger.position)
            }
        }
        return best ?? FingerTry(quality: extraction.quality, faultCode: "badTemplate")
    }
}
