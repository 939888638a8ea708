/// Finds minutiae on a skeleton and keeps those worth comparing.
struct MinutiaDetector {
    /// The repaired skeleton.
    let skeleton: RidgeSkeleton
    /// The final orientation field.
    let orientation: OrientationField
    /// Smoothed confidence of the cells, 0...1.
    let confidence: [Float]
    /// Distance to the mask edge in thirds of a pixel.
    let edgeDistance: [Int32]

    private static let endingMargin: Int32 = 12 * 3
    private static let bifurcationMargin: Int32 = 8 * 3
    private static let traceLength = 12
    private static let closestPair = 6
    private static let clusterRadius = 22
    private static let clusterSize = 5

    /// A minutia on its way: place, direction in image coordinates (radians, y down), quality 0...1.
    private struct Candidate {
        var x: Int
        var y: Int
        var direction: Double
        var kind: Minutia.Kind
        var quality: Float
    }

    /// The minutiae, best first, at most `Limits.maximumExtractedMinutiae`.
    func minutiae() -> [Minutia] {
        var found: [Candidate] = []
        for (pixel, crossings) in skeleton.nodes() {
            if let candidate = candidate(pixel, crossings: crossings) { found.append(candidate) }
        }
        // The comparisons below take the square of the number; more than any hand shows is not worth the time.
        found = Array(found.prefix(Limits.maximumRawMinutiae))
        found = withoutTwins(found)
        found = withoutPairs(found)
        found = withoutClusters(found)
        let ordered = found.enumerated().sorted { a, b in
            a.element.quality != b.element.quality ? a.element.quality > b.element.quality : a.offset < b.offset
        }
        return ordered.prefix(Limits.maximumExtractedMinutiae).map { _, candidate in
            Minutia(
                x: candidate.x, y: candidate.y,
                angle: Minutia.angleUnits(radians: -candidate.direction),
                kind: candidate.kind,
                quality: UInt8(min(max(candidate.quality * 100, 1), 100)))
        }
    }

    private func candidate(_ pixel: Int, crossings: Int) -> Candidate? {
        let bitmap = skeleton.bitmap
        let (x, y) = (bitmap.x(pixel), bitmap.y(pixel))
        let distance = edgeDistance[y * bitmap.width + x]
        let kind: Minutia.Kind = crossings == 1 ? .ending : .bifurcation
        guard distance >= (kind == .ending ? Self.endingMargin : Self.bifurcationMargin) else { return nil }
        let arms = skeleton.arms(of: pixel).map { first -> (dx: Double, dy: Double) in
            let path = skeleton.walk(from: pixel, through: first, limit: Self.traceLength).path
            let end = path.last ?? first
            let (dx, dy) = (Double(bitmap.x(end) - x), Double(bitmap.y(end) - y))
            let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
            return (dx / length, dy / length)
        }
        guard let sense = kind == .ending ? arms.first : Self.valley(between: arms) else { return nil }
        let axis = orientation.angle(x: Float(x), y: Float(y))
        let along = Elementary.cosine(axis) * sense.dx + Elementary.sine(axis) * sense.dy
        return Candidate(
            x: x, y: y, direction: along >= 0 ? axis : axis + Elementary.pi, kind: kind,
            quality: orientation.grid.interpolated(confidence, x: Float(x), y: Float(y)))
    }

    /// Direction into the valley between the two arms that stand closest to each other.
    private static func valley(between arms: [(dx: Double, dy: Double)]) -> (dx: Double, dy: Double)? {
        var best: (dx: Double, dy: Double)?
        var closest = -2.0
        for first in arms.indices {
            for second in arms.indices where second > first {
                let (a, b) = (arms[first], arms[second])
                let cosine = a.dx * b.dx + a.dy * b.dy
                if cosine > closest {
                    closest = cosine
                    best = (a.dx + b.dx, a.dy + b.dy)
                }
            }
        }
        return best
    }

    /// One node of the skeleton may show as several neighbouring pixels: keep the first.
    private func withoutTwins(_ list: [Candidate]) -> [Candidate] {
        var kept: [Candidate] = []
        for candidate in list {
            let twin = kept.contains { other in
                other.kind == candidate.kind && abs(other.x - candidate.x) <= 2 && abs(other.y - candidate.y) <= 2
            }
            if !twin { kept.append(candidate) }
        }
        return kept
    }

    /// Two minutiae closer than a ridge width are a fault of the skeleton, both of them.
    private func withoutPairs(_ list: [Candidate]) -> [Candidate] {
        list.enumerated().filter { index, candidate in
            !list.enumerated().contains { other, neighbour in
                other != index && Self.near(candidate, neighbour, Self.closestPair)
            }
        }.map(\.element)
    }

    /// Five and more within two ridges of each other stand in a scar or a smudge.
    private func withoutClusters(_ list: [Candidate]) -> [Candidate] {
        list.filter { candidate in
            list.reduce(0) { $0 + (Self.near(candidate, $1, Self.clusterRadius) ? 1 : 0) } < Self.clusterSize
        }
    }

    private static func near(_ a: Candidate, _ b: Candidate, _ limit: Int) -> Bool {
        let (dx, dy) = (a.x - b.x, a.y - b.y)
        return dx * dx + dy * dy < limit * limit
    }
}
