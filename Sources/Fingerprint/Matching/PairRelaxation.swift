/// Lets the pairs of minutiae vote on each other: a pair stays strong when the others stand to it alike in both prints.
enum PairRelaxation {
    private static let rounds = 5
    private static let ownWeight: Float = 0.5
    private static let leastPairs = 4
    private static let mostPairs = 12
    /// Midpoints and slopes of the three sigmoids: distance in pixels, direction and radial angle in radians.
    private static let distance = (middle: 5.0, slope: -1.6)
    private static let angle = (middle: Elementary.pi / 12, slope: -30.0)
    /// Differences beyond which a sigmoid is below 1e-5.
    private static let distanceLimit: Float = 12.2
    private static let angleLimit = 0.65

    /// Relaxes `pairs` and returns the most efficient ones with their final similarity, best first.
    static func strongest(
        of pairs: [MinutiaPair], _ a: PreparedTemplate, _ b: PreparedTemplate
    ) -> [MinutiaPair] {
        let count = pairs.count
        guard count > 1 else { return pairs }
        let agreement = agreements(pairs, a, b)
        var values = pairs.map(\.local)
        var next = values
        let share = (1 - ownWeight) / Float(count - 1)
        for _ in 0..<rounds {
            agreement.withUnsafeBufferPointer { agreement in
                for row in 0..<count {
                    var sum: Float = 0
                    var column = 0
                    while column < count {
                        sum += agreement[row * count + column] * values[column]
                        column += 1
                    }
                    next[row] = ownWeight * values[row] + share * sum
                }
            }
            swap(&values, &next)
        }
        let kept = min(count, wanted(min(a.minutiae.count, b.minutiae.count)))
        let efficiency = pairs.indices.map { values[$0] / pairs[$0].local }
        let order = pairs.indices.sorted { x, y in
            efficiency[x] != efficiency[y] ? efficiency[x] > efficiency[y] : x < y
        }
        return order.prefix(kept).map { index in
            var pair = pairs[index]
            pair.relaxed = values[index]
            return pair
        }
    }

    /// Pairs that make the score: 4 for small templates, 12 for large ones.
    static func wanted(_ minutiae: Int) -> Int {
        let share = 1 / (1 + Elementary.exponential(-0.4 * (Double(minutiae) - 20)))
        return leastPairs + Int(share * Double(mostPairs - leastPairs))
    }

    private static func agreements(_ pairs: [MinutiaPair], _ a: PreparedTemplate, _ b: PreparedTemplate) -> [Float] {
        let count = pairs.count
        var result = [Float](repeating: 0, count: count * count)
        for i in 0..<count {
            for k in 0..<i {
                let value = agreement(pairs[i], pairs[k], a, b)
                result[i * count + k] = value
                result[k * count + i] = value
            }
        }
        return result
    }

    private static func agreement(
        _ p: MinutiaPair, _ q: MinutiaPair, _ a: PreparedTemplate, _ b: PreparedTemplate
    ) -> Float {
        let (ax, ay) = (a.xs[q.first] - a.xs[p.first], a.ys[q.first] - a.ys[p.first])
        let (bx, by) = (b.xs[q.second] - b.xs[p.second], b.ys[q.second] - b.ys[p.second])
        let apart = abs((ax * ax + ay * ay).squareRoot() - (bx * bx + by * by).squareRoot())
        guard apart < distanceLimit else { return 0 }
        let turnA = a.minutiae[p.first].angle &- a.minutiae[q.first].angle
        let turnB = b.minutiae[p.second].angle &- b.minutiae[q.second].angle
        let turn = abs(Double(Int8(bitPattern: turnA &- turnB))) * Elementary.pi / 128
        guard turn < angleLimit else { return 0 }
        // The turn from one radial angle to the other, as a product of complex numbers: one arc tangent, and none for
        // the many pairs that stand to each other in quite different ways.
        let (pa, pb) = (a.directions[p.first], b.directions[p.second])
        let (fromX, fromY) = (ax * pa.cosine + ay * pa.sine, ay * pa.cosine - ax * pa.sine)
        let (toX, toY) = (bx * pb.cosine + by * pb.sine, by * pb.cosine - bx * pb.sine)
        let (inner, cross) = (fromX * toX + fromY * toY, fromY * toX - fromX * toY)
        guard inner > 0, abs(cross) < inner else { return 0 }
        let radial = abs(Elementary.arcTangent(y: Double(cross), x: Double(inner)))
        guard radial < angleLimit else { return 0 }
        return Float(
            sigmoid(Double(apart), distance) * sigmoid(turn, angle) * sigmoid(radial, angle))
    }

    private static func sigmoid(_ value: Double, _ shape: (middle: Double, slope: Double)) -> Double {
        1 / (1 + Elementary.exponential(-shape.slope * (value - shape.middle)))
    }
}
