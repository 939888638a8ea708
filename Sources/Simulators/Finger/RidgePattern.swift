import Fingerprint

/// The classes of finger patterns that the generator draws.
package enum RidgePattern: String, Sendable, CaseIterable {
    /// Ridges that rise and fall without turning back.
    case arch
    /// One core, the loop opening to the lower left of the image.
    case leftLoop
    /// One core, the loop opening to the lower right of the image.
    case rightLoop
    /// Two cores that ridges circle around.
    case whorl

    /// A class with about the frequency that fingers show it (arch 7 %, loops 65 %, whorl 28 %).
    static func drawn(from random: inout SeededRandom) -> RidgePattern {
        let value = random.unit()
        return value < 0.07 ? .arch : (value < 0.40 ? .leftLoop : (value < 0.72 ? .rightLoop : .whorl))
    }
}

/// Where ridges of a pattern run, given by its singular points.
///
/// Cores are zeros and deltas are poles of a complex function whose argument, halved, is the ridge direction
/// (Sherlock and Monro, Pattern Recognition 26(7), 1993); the arch has no such points and follows a bell curve.
/// A slow disturbance makes two prints of one class differ.
struct RidgeFlow {
    private let pattern: RidgePattern
    private let width: Double
    private let height: Double
    /// Cores and deltas, pixels, y upwards from the centre of the print.
    private var cores: [(x: Double, y: Double)] = []
    private var deltas: [(x: Double, y: Double)] = []
    private var archHeight = 0.0
    private var archDrift = 0.0
    private var waves: [(kx: Double, ky: Double, phase: Double, size: Double)] = []

    init(pattern: RidgePattern, width: Int, height: Int, random: inout SeededRandom) {
        self.pattern = pattern
        self.width = Double(width)
        self.height = Double(height)
        let sway = random.between(-12, 12)
        switch pattern {
        case .arch:
            archHeight = random.between(1.1, 1.8)
            archDrift = random.between(-20, 20)
        case .leftLoop, .rightLoop:
            let side = pattern == .leftLoop ? 1.0 : -1.0
            cores = [(sway - side * random.between(0, 10), random.between(5, 40))]
            deltas = [(side * random.between(75, 115), -random.between(80, 125))]
        case .whorl:
            let gap = random.between(16, 55)
            let middle = random.between(0, 30)
            let lean = random.between(-8, 8)
            cores = [(sway + lean, middle + gap / 2), (sway - lean, middle - gap / 2)]
            deltas = [
                (-random.between(95, 130), -random.between(80, 120)),
                (random.between(95, 130), -random.between(80, 120)),
            ]
        }
        for _ in 0..<3 {
            waves.append(
                (
                    random.between(-0.012, 0.012), random.between(-0.012, 0.012),
                    random.between(0, 2 * Elementary.pi), random.between(0.02, 0.07)
                ))
        }
    }

    /// Ridge direction at a pixel of the print in radians, image coordinates (y down), any branch.
    func angle(x: Double, y: Double) -> Double {
        let px = x - width / 2
        let py = height / 2 - y
        var angle = 0.0
        if pattern == .arch {
            // Steepness grows from the flexion crease to the middle and fades towards the tip.
            let rise = (py + height * 0.5) / height
            let steepness = max(0, archHeight * (1 - abs(rise - 0.45) * 2))
            let slope = steepness * Elementary.sine(-(px - archDrift) * 2 * Elementary.pi / (width * 1.1))
            angle = Elementary.arcTangent(y: slope, x: 1)
        } else {
            for core in cores { angle += Elementary.arcTangent(y: py - core.y, x: px - core.x) / 2 }
            for delta in deltas { angle -= Elementary.arcTangent(y: py - delta.y, x: px - delta.x) / 2 }
        }
        for wave in waves {
            angle += wave.size * Elementary.sine(wave.kx * px + wave.ky * py + wave.phase)
        }
        return -angle
    }
}
