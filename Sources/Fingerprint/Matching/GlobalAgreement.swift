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
    /// For each minutia of the second print the nearest of the first; for each of the first the nearest of the second.
    private var nearest: [(index: Int, squared: Float)]
    private var chosen: [Int]
    private var pairs: [(first: Int, second: Int)] = []

    /// Compares these two prints.
    init(_ a: PreparedTemplate, _ b: PreparedTemplate) {
        self.a = a
        self.b = b
        nearest = Array(repeating: (-1, 0), count: b.minutiae.count)
        chosen = Array(repeating: -1, count: a.minutiae.count)
        pairs.reserveCapacity(a.minutiae.count)
    }

    /// Share of minutiae in the overlap that agree, 0...1, under the best of a few alignments by the given pairs.
    mutating func best(seeds: [MinutiaPair]) -> Float {
        var best: Float = 0
        let ordered = seeds.enumerated().sorted { x, y in
            x.element.relaxed != y.element.relaxed ? x.element.relaxed > y.element.relaxed : x.offset < y.offset
        }
        for (_, seed) in ordered.prefix(Self.trials) {
            pairUp(motion(by: seed))
            guard let refined = fitted() else { continue }
            pairUp(refined)
            let agreeing = pairs.count
            // An overlap counts as twelve minutiae at least, so fewer agreeing ones cannot do better.
            guard Float(agreeing) > best * Float(Self.leastOverlap) else { continue }
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

    /// Finds the minutiae that are each other's nearest within the limits; the pairs stand in `pairs` afterwards.
    private mutating func pairUp(_ motion: Motion) {
        let (countA, countB) = (a.minutiae.count, b.minutiae.count)
        let limit = Self.distanceLimit * Self.distanceLimit
        for j in 0..<countB { nearest[j] = (-1, limit) }
        pairs.removeAll(keepingCapacity: true)
        let order = b.columns
        nearest.withUnsafeMutableBufferPointer { nearest in
            order.withUnsafeBufferPointer { order in
                chosen.withUnsafeMutableBufferPointer { chosen in
                    for i in 0..<countA {
                        let (x, y) = motion.apply(a.xs[i], a.ys[i])
                        let angle = UInt8(truncatingIfNeeded: Int(a.minutiae[i].angle) + motion.turn)
                        var closest = limit
                        chosen[i] = -1
                        var place = b.firstPlace(column: x - Self.distanceLimit)
                        while place < countB {
                            let other = order[place]
                            place &+= 1
                            let dx = other.x - x
                            guard dx <= Self.distanceLimit else { break }
                            let dy = other.y - y
                            let squared = dx * dx + dy * dy
                            let best = nearest[other.index].squared
                            guard squared < closest || squared < best else { continue }
                            let difference = Int(Int8(bitPattern: other.angle &- angle))
                            guard difference <= Self.angleLimit, difference >= -Self.angleLimit else { continue }
                            if squared < closest {
                                closest = squared
                                chosen[i] = other.index
                            }
                            if squared < best { nearest[other.index] = (i, squared) }
                        }
                    }
                }
            }
        }
        for i in 0..<countA where chosen[i] >= 0 && nearest[chosen[i]].index == i {
            pairs.append((i, chosen[i]))
        }
    }

    /// The rigid motion with the least squared distance over `pairs`, nil for fewer than three.
    private func fitted() -> Motion? {
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
