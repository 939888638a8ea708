/// Lays one print over the other and counts the minutiae that fall together.
///
/// Cylinders judge neighbourhoods of 70 pixels; two fingers may share one by chance. A rigid alignment of the whole
/// print tells such chance from identity.
struct GlobalAgreement {
    private static let trials = 6
    private static let distanceLimit: Float = 12
    /// 25 degrees in units of 360/256 degrees.
    private static let angleLimit = 18
    private static let leastOverlap = 12

    /// Turn and shift that carry the first print onto the second.
    private struct Motion {
        var cosine: Float
        var sine: Float
        var x: Float
        var y: Float
        /// The turn in units of 360/256 degrees.
        var turn: Int

        func apply(_ px: Float, _ py: Float) -> (x: Float, y: Float) {
            (cosine * px - sine * py + x, sine * px + cosine * py + y)
        }

        func undo(_ px: Float, _ py: Float) -> (x: Float, y: Float) {
            let (dx, dy) = (px - x, py - y)
            return (cosine * dx + sine * dy, cosine * dy - sine * dx)
        }
    }

    private let a: PreparedTemplate
    private let b: PreparedTemplate

    /// Compares these two prints.
    init(_ a: PreparedTemplate, _ b: PreparedTemplate) {
        self.a = a
        self.b = b
    }

    /// Share of minutiae in the overlap that agree, 0...1, under the best of a few alignments by the given pairs.
    func best(seeds: [MinutiaPair]) -> Float {
        var best: Float = 0
        let ordered = seeds.enumerated().sorted { x, y in
            x.element.relaxed != y.element.relaxed ? x.element.relaxed > y.element.relaxed : x.offset < y.offset
        }
        for (_, seed) in ordered.prefix(Self.trials) {
            let start = motion(by: seed)
            let pairs = mates(start)
            guard let refined = fitted(pairs) else { continue }
            let agreeing = mates(refined).count
            best = max(best, share(agreeing, refined))
        }
        return best
    }

    private func motion(by pair: MinutiaPair) -> Motion {
        let turn = b.minutiae[pair.second].angle &- a.minutiae[pair.first].angle
        let angle = Double(turn) * Elementary.pi / 128
        let cosine = Float(Elementary.cosine(angle))
        let sine = Float(Elementary.sine(angle))
        let (ax, ay) = (a.xs[pair.first], a.ys[pair.first])
        return Motion(
            cosine: cosine, sine: sine, x: b.xs[pair.second] - (cosine * ax - sine * ay),
            y: b.ys[pair.second] - (sine * ax + cosine * ay), turn: Int(turn))
    }

    /// Minutiae that are each other's nearest within the limits.
    private func mates(_ motion: Motion) -> [(first: Int, second: Int)] {
        let (countA, countB) = (a.minutiae.count, b.minutiae.count)
        let limit = Self.distanceLimit * Self.distanceLimit
        var nearestOfB = [Int](repeating: -1, count: countB)
        var distanceOfB = [Float](repeating: limit, count: countB)
        var nearestOfA = [Int](repeating: -1, count: countA)
        for i in 0..<countA {
            let (x, y) = motion.apply(a.xs[i], a.ys[i])
            let angle = UInt8(truncatingIfNeeded: Int(a.minutiae[i].angle) + motion.turn)
            var closest = limit
            for j in 0..<countB {
                let dx = b.xs[j] - x
                guard dx <= Self.distanceLimit, dx >= -Self.distanceLimit else { continue }
                let dy = b.ys[j] - y
                let squared = dx * dx + dy * dy
                guard squared < closest || squared < distanceOfB[j] else { continue }
                let difference = Int(Int8(bitPattern: b.minutiae[j].angle &- angle))
                guard difference <= Self.angleLimit, difference >= -Self.angleLimit else { continue }
                if squared < closest {
                    closest = squared
                    nearestOfA[i] = j
                }
                if squared < distanceOfB[j] {
                    distanceOfB[j] = squared
                    nearestOfB[j] = i
                }
            }
        }
        var result: [(first: Int, second: Int)] = []
        for i in 0..<countA where nearestOfA[i] >= 0 && nearestOfB[nearestOfA[i]] == i {
            result.append((i, nearestOfA[i]))
        }
        return result
    }

    /// The rigid motion with the least squared distance over the pairs, nil for fewer than three.
    private func fitted(_ pairs: [(first: Int, second: Int)]) -> Motion? {
        guard pairs.count >= 3 else { return nil }
        var (ax, ay, bx, by) = (0.0, 0.0, 0.0, 0.0)
        for pair in pairs {
            ax += Double(a.xs[pair.first])
            ay += Double(a.ys[pair.first])
            bx += Double(b.xs[pair.second])
            by += Double(b.ys[pair.second])
        }
        let count = Double(pairs.count)
        (ax, ay, bx, by) = (ax / count, ay / count, bx / count, by / count)
        var (dot, cross) = (0.0, 0.0)
        for pair in pairs {
            let (px, py) = (Double(a.xs[pair.first]) - ax, Double(a.ys[pair.first]) - ay)
            let (qx, qy) = (Double(b.xs[pair.second]) - bx, Double(b.ys[pair.second]) - by)
            dot += px * qx + py * qy
            cross += px * qy - py * qx
        }
        let angle = Elementary.arcTangent(y: cross, x: dot)
        let (cosine, sine) = (Elementary.cosine(angle), Elementary.sine(angle))
        return Motion(
            cosine: Float(cosine), sine: Float(sine), x: Float(bx - (cosine * ax - sine * ay)),
            y: Float(by - (sine * ax + cosine * ay)), turn: Int(Minutia.angleUnits(radians: angle)))
    }

    private func share(_ agreeing: Int, _ motion: Motion) -> Float {
        var inA = 0
        var inB = 0
        for i in a.minutiae.indices {
            let (x, y) = motion.apply(a.xs[i], a.ys[i])
            if b.hull.contains(x, y, margin: 0) { inA += 1 }
        }
        for j in b.minutiae.indices {
            let (x, y) = motion.undo(b.xs[j], b.ys[j])
            if a.hull.contains(x, y, margin: 0) { inB += 1 }
        }
        let product = Float(max(inA, Self.leastOverlap) * max(inB, Self.leastOverlap))
        return min(1, Float(agreeing) / product.squareRoot())
    }
}
