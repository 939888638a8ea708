import Fingerprint
import Simulators

/// Prints that several tests look at, grown and extracted once.
enum Prints {
    /// Number of fingers and of impressions of each.
    static let fingers = 4
    static let impressions = 3

    /// Extractions of ordinary impressions: `ordinary[finger][impression]`.
    static let ordinary: [[FingerExtraction]] = (0..<fingers).map { finger in
        (0..<impressions).compactMap { try? FingerExtractor().extract(image(finger: finger, impression: $0)) }
    }

    /// The masters of the fingers.
    static let masters: [MasterPrint] = (0..<fingers).map { RidgeGrowth.master(seed: 1000 + UInt64($0)) }

    /// An ordinary impression of a finger on a U.are.U 4500.
    static func image(finger: Int, impression: Int) throws(FingerprintError) -> FingerImage {
        try masters[finger].impression(seed: UInt64(impression))
    }

    /// Made-up minutiae spread over 350 x 350 pixels.
    static func scattered(seed: UInt64, count: Int) -> [Minutia] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in
            Minutia(
                x: Int(random.between(10, 340)), y: Int(random.between(10, 340)),
                angle: UInt8(truncatingIfNeeded: random.next()),
                kind: random.unit() < 0.5 ? .ending : .bifurcation, quality: UInt8(random.between(1, 100)))
        }
    }

    /// A template of made-up minutiae.
    static func template(seed: UInt64, count: Int) -> FingerTemplate {
        FingerTemplate(width: 350, height: 350, quality: 80, minutiae: scattered(seed: seed, count: count))
    }
}
