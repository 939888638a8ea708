/// How much an image looks as if no living finger had made it: the hook for presentation-attack detection
/// (ISO/IEC 30107-1).
///
/// What stands behind it today catches the crude cases only: an image that was played back, and a covered or smeared
/// window. A good artefact with ridges (gelatine, silicone) is NOT caught; optical scanners without further sensors
/// cannot do that from one image, and nothing here claims it.
package struct PresentationScore: Sendable, Equatable {
    /// What was seen.
    package enum Reason: String, Sendable, CaseIterable {
        /// The same image to the bit came before.
        case replayed
        /// An image came before that differs by less than the noise of a scanner between two touches.
        case nearlyReplayed
        /// A dark area without ridges: a smeared window, a cut-out, a blank artefact.
        case uniform
    }

    /// 0 (nothing suspicious) to 1 (certainly no touch of a finger).
    package let value: Double
    /// What was seen; nil when nothing was.
    package let reason: Reason?

    /// A score; `value` is held to 0...1.
    package init(value: Double, reason: Reason?) {
        self.value = min(max(value, 0), 1)
        self.reason = reason
    }

    /// Nothing suspicious.
    package static let inconspicuous = PresentationScore(value: 0, reason: nil)
}

/// Judges images by themselves and by the images of the same scanner before them.
///
/// It keeps figures of the last images, never an image: a hash, and the mean grey level of 32 x 32 blocks, from which no
/// ridge can be seen again.
package struct PresentationCheck: Sendable {
    /// Score from which a lane refers the traveller.
    package static let defaultThreshold = 0.5

    private static let blocks = 32
    /// Grey levels by which the block means of two touches differ at least. Two touches of one finger without lifting it
    /// were the most alike of the generator's and of the recorded prints.
    private static let touchDifference = 0.6

    private struct Trace: Sendable {
        let width: Int
        let height: Int
        let hash: UInt64
        let means: [Float]
    }

    private let capacity: Int
    private var traces: [Trace] = []

    /// - Parameter capacity: images that are remembered, at least 1.
    package init(capacity: Int = 64) {
        self.capacity = max(1, capacity)
    }

    /// Judges an image and remembers it, unless it shows next to nothing: empty windows are alike.
    package mutating func judge(_ image: FingerImage) -> PresentationScore {
        let surface = Surface(image)
        if surface.isUniform { return PresentationScore(value: 0.8, reason: .uniform) }
        guard surface.hasRidges else { return .inconspicuous }
        let trace = Self.trace(image)
        defer {
            if traces.count == capacity { traces.removeFirst() }
            traces.append(trace)
        }
        var closest = Double.infinity
        for earlier in traces where earlier.width == trace.width && earlier.height == trace.height {
            if earlier.hash == trace.hash, earlier.means == trace.means {
                return PresentationScore(value: 1, reason: .replayed)
            }
            closest = min(closest, Self.difference(earlier, trace))
        }
        guard closest < Self.touchDifference else { return .inconspicuous }
        return PresentationScore(value: 1 - 0.5 * closest / Self.touchDifference, reason: .nearlyReplayed)
    }

    private static func trace(_ image: FingerImage) -> Trace {
        // FNV-1a, 64 bits: a fast fold; the block means stand beside it, so nothing hangs on collisions.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for pixel in image.pixels { hash = (hash ^ UInt64(pixel)) &* 0x0000_0100_0000_01B3 }
        var sums = [Int](repeating: 0, count: blocks * blocks)
        var counts = sums
        for y in 0..<image.height {
            let row = y * blocks / image.height * blocks
            for x in 0..<image.width {
                let block = row + x * blocks / image.width
                sums[block] += Int(image.pixels[y * image.width + x])
                counts[block] += 1
            }
        }
        let means = zip(sums, counts).map { Float($0) / Float(max($1, 1)) }
        return Trace(width: image.width, height: image.height, hash: hash, means: means)
    }

    private static func difference(_ a: Trace, _ b: Trace) -> Double {
        var sum: Float = 0
        for (first, second) in zip(a.means, b.means) { sum += abs(first - second) }
        return Double(sum) / Double(blocks * blocks)
    }
}

/// Blocks of 16 pixels: how many are dark and flat, how many carry ridges.
private struct Surface {
    /// Least share of dark flat blocks of a uniform area, and the most blocks with ridges (or edges) for each of them.
    private static let uniformShare = 0.15
    private static let ridgesForEachFlat = 0.5
    /// Least share of blocks with ridges of an image that shows a finger.
    private static let ridgeShare = 0.05
    private static let side = 16
    /// Variances in squared grey levels: the noise of a scanner stays below 25, ridges have 400 and more.
    private static let flat = 25
    private static let ridged = 400
    /// Grey levels between the lightest block and a dark one.
    private static let darkness = 60

    private var dark = 0
    private var ridges = 0
    private var count = 0

    init(_ image: FingerImage) {
        let side = Self.side
        var blocks: [(mean: Int, variance: Int)] = []
        for top in stride(from: 0, through: image.height - side, by: side) {
            for left in stride(from: 0, through: image.width - side, by: side) {
                var (sum, squares) = (0, 0)
                for y in top..<(top + side) {
                    for x in left..<(left + side) {
                        let value = Int(image.pixels[y * image.width + x])
                        sum += value
                        squares += value * value
                    }
                }
                let mean = sum / (side * side)
                blocks.append((mean, squares / (side * side) - mean * mean))
            }
        }
        count = blocks.count
        let lightest = blocks.map(\.mean).max() ?? 0
        dark = blocks.count { $0.mean < lightest - Self.darkness && $0.variance < Self.flat }
        ridges = blocks.count { $0.variance > Self.ridged }
    }

    var isUniform: Bool {
        Double(dark) >= Self.uniformShare * Double(count) && dark > 0
            && Double(ridges) <= Self.ridgesForEachFlat * Double(dark)
    }

    var hasRidges: Bool { Double(ridges) >= Self.ridgeShare * Double(count) && ridges > 0 }
}
