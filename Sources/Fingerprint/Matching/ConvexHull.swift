/// The smallest convex polygon around a set of points, as half planes.
struct ConvexHull: Sendable {
    /// One side: the signed distance of (x, y) is `nx * x + ny * y + offset`, positive outside.
    struct Side: Sendable {
        let nx: Float
        let ny: Float
        let offset: Float

        /// Signed distance of a point in pixels, positive outside.
        func distance(_ x: Float, _ y: Float) -> Float { nx * x + ny * y + offset }
    }

    /// The sides; none when the points lie on one line.
    let sides: [Side]

    /// The hull of the points (`xs[i]`, `ys[i]`).
    init(xs: [Float], ys: [Float]) {
        let order = xs.indices.sorted { a, b in xs[a] != xs[b] ? xs[a] < xs[b] : ys[a] < ys[b] }
        func turn(_ a: Int, _ b: Int, _ c: Int) -> Float {
            (xs[b] - xs[a]) * (ys[c] - ys[a]) - (ys[b] - ys[a]) * (xs[c] - xs[a])
        }
        func chain(_ points: [Int]) -> [Int] {
            var result: [Int] = []
            for point in points {
                while result.count >= 2, turn(result[result.count - 2], result[result.count - 1], point) <= 0 {
                    result.removeLast()
                }
                result.append(point)
            }
            return result
        }
        let lower = chain(Array(order))
        let upper = chain(order.reversed())
        let corners = lower.dropLast() + upper.dropLast()
        guard corners.count >= 3 else {
            sides = []
            return
        }
        let ring = Array(corners)
        sides = ring.indices.map { index in
            let (a, b) = (ring[index], ring[(index + 1) % ring.count])
            let (dx, dy) = (xs[b] - xs[a], ys[b] - ys[a])
            let length = (dx * dx + dy * dy).squareRoot()
            // Corners run counter-clockwise, so the outer normal stands to the right of a side.
            let (nx, ny) = (dy / length, -dx / length)
            return Side(nx: nx, ny: ny, offset: -(nx * xs[a] + ny * ys[a]))
        }
    }

    /// Whether a point lies inside or at most `margin` pixels beyond every side.
    func contains(_ x: Float, _ y: Float, margin: Float) -> Bool {
        guard !sides.isEmpty else { return false }
        for side in sides where side.distance(x, y) > margin { return false }
        return true
    }
}
