internal import Fingerprint

/// Compares one finger image with the enrolled templates: pure, and heavy enough to run off the lane's actor.
enum FingerVerification {
    /// The best score over all enrolled fingers, or why the image cannot be used.
    ///
    /// An enrolled template that cannot be read is passed over; if none can be read, the try says `badTemplate`.
    static func verify(_ image: FingerImage, against fingers: [EnrolledFinger]) -> FingerTry {
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
        var best: FingerTry?
        for finger in fingers {
            guard let template = try? FingerTemplate(iso19794_2: finger.template) else { continue }
            let score = matcher.score(extraction.template, template).value
            if score > (best?.score ?? -1) {
                best = FingerTry(score: score, quality: extraction.quality, finger: finger.position)
            }
        }
        return best ?? FingerTry(quality: extraction.quality, faultCode: "badTemplate")
    }
}
