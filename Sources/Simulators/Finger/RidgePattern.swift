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
    /// Turn of the whole pattern in radians.
    private let tilt: Double
    private var archHeight = 0.0
    private var archDrift = 0.0
    private var waves: [(kx: Double, ky: Double, phase: Double, size: Double)] = []

    init(pattern: RidgePattern, width: Int, height: Int, random: inout SeededRandom) {
        self.pattern = pattern
        self.width = Double(width)
        self.height = Double(height)
        let sway = random.between(-25, 25)
        tilt = random.between(-0.22, 0.22)
        switch pattern {
        case .arch:
            archHeight = random.between(0.8, 2.2)
            archDrift = random.between(-35, 35)
        case .leftLoop, .rightLoop:
            let side = pattern == .leftLoop ? 1.0 : -1.0
            cores = [(sway - side * random.between(0, 10), random.between(-15, 60))]
            deltas = [(side * random.between(55, 150), -random.between(60, 170))]
        case .whorl:
            let gap = random.between(12, 85)
            let middle = random.between(-20, 45)
            let lean = random.between(-20, 20)
            cores = [(sway + lean, middle + gap / 2), (sway - lean, middle - gap / 2)]
            deltas = [
                (-random.between(75, 160), -random.between(60, 150)),
                (random.between(75, 160), -random.between(60, 150)),
            ]
        }
        for _ in 0..<4 {
            waves.append(
                (
                    random.between(-0.03, 0.03), random.between(-0.03, 0.03),
                    random.between(0, 2 * Elementary.pi), random.between(0.04, 0.14)
                ))
        }
    }

    /// How parallel the legs of a loop run, 0 (a fan) to 1. The plain model makes fans, and a fan forces minutiae into
    /// the same places of every print.
    private static let parallelLegs = 0.8

    /// The direction, counter-clockwise from the x axis, into which the legs leave a core: away from the delta for a
    /// loop, towards each other for the cores of a whorl.
    private func legDirection(_ core: Int) -> Double {
        switch pattern {
        case .leftLoop: return -Elementary.pi / 2 - 0.35
        case .rightLoop: return -Elementary.pi / 2 + 0.35
        case .arch, .whorl: return core == 0 ? -Elementary.pi / 2 : Elementary.pi / 2
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
            for (index, core) in cores.enumerated() {
                let legs = legDirection(index)
                let turn = Elementary.wrapped(Elementary.arcTangent(y: py - core.y, x: px - core.x) - legs)
                angle += (turn - Self.parallelLegs * Elementary.sine(turn) + legs) / 2
            }
            for delta in deltas { angle -= Elementary.arcTangent(y: py - delta.y, x: px - delta.x) / 2 }
        }
        for wave in waves {
            angle += wave.size * Elementary.sine(wave.kx * px + wave.ky * py + wave.phase)
        }
        return -(angle + tilt)
    }
}
