/// Ridges as lines one pixel wide, with the walks along them that repair and minutiae need.
struct RidgeSkeleton: Sendable {
    /// The lines.
    private(set) var bitmap: RidgeBitmap

    /// Shortest side branch and shortest free line that is believed, in pixels.
    private static let shortestSpur = 9
    private static let shortestIsland = 14

    /// Takes a thinned picture and removes isolated pixels, spurs and islands.
    init(thinned: RidgeBitmap) {
        bitmap = thinned
        for _ in 0..<2 { repair() }
    }

    /// Number of changes from ground to ridge around a pixel: 1 for an ending, 3 for a bifurcation.
    func crossings(_ pixel: Int) -> Int {
        let ring = bitmap.neighbours
        var count = 0
        var previous = bitmap.bits[pixel + ring[7]]
        for step in ring {
            let current = bitmap.bits[pixel + step]
            if previous == 0, current != 0 { count += 1 }
            previous = current
        }
        return count
    }

    /// All pixels whose crossing number is 1 or 3 and more, in rows from the top.
    func nodes() -> [(pixel: Int, crossings: Int)] {
        var result: [(pixel: Int, crossings: Int)] = []
        for pixel in bitmap.bits.indices where bitmap.bits[pixel] != 0 {
            let count = crossings(pixel)
            if count == 1 || count >= 3 { result.append((pixel, count)) }
        }
        return result
    }

    /// First pixels of the arms that leave `pixel`, one for each run of set neighbours, side neighbours before corners.
    func arms(of pixel: Int) -> [Int] {
        let ring = bitmap.neighbours
        let set = ring.map { bitmap.bits[pixel + $0] != 0 }
        guard let gap = set.firstIndex(of: false) else { return [] }
        var result: [Int] = []
        var run: [Int] = []
        for offset in 1...8 {
            let direction = (gap + offset) & 7
            if set[direction] {
                run.append(direction)
            } else if let best = run.first(where: { $0 & 1 == 0 }) ?? run.first {
                result.append(pixel + ring[best])
                run.removeAll()
            }
        }
        return result
    }

    /// Walks away from `start` through `first` until a node, a dead end or `limit` pixels.
    ///
    /// The last pixel of the path is the node itself when one was met.
    func walk(from start: Int, through first: Int, limit: Int) -> (path: [Int], endsAt: Int?) {
        var path = [first]
        var previous = start
        var current = first
        while path.count < limit {
            let count = crossings(current)
            if count != 2 { return (path, count) }
            guard let next = step(from: current, previous: previous, path: path, start: start) else {
                return (path, 1)
            }
            previous = current
            current = next
            path.append(next)
        }
        let count = crossings(current)
        return (path, count == 2 ? nil : count)
    }

    private func step(from pixel: Int, previous: Int, path: [Int], start: Int) -> Int? {
        let ring = bitmap.neighbours
        var fallback: Int?
        // Side neighbours come first so that a staircase is not cut.
        for direction in [0, 2, 4, 6, 1, 3, 5, 7] {
            let next = pixel + ring[direction]
            guard bitmap.bits[next] != 0, next != previous, next != start, !path.suffix(4).contains(next) else {
                continue
            }
            let touchesPrevious = ring.contains { previous + $0 == next }
            if !touchesPrevious { return next }
            if fallback == nil { fallback = next }
        }
        return fallback
    }

    private mutating func repair() {
        for (pixel, count) in nodes() where count == 1 && bitmap.bits[pixel] != 0 {
            guard crossings(pixel) == 1, let first = arms(of: pixel).first else { continue }
            let (path, end) = walk(from: pixel, through: first, limit: Self.shortestIsland)
            guard let end else { continue }
            if end >= 3, path.count <= Self.shortestSpur {
                erase([pixel] + path.dropLast())
            } else if end <= 1, path.count < Self.shortestIsland {
                erase([pixel] + path)
            }
        }
        for pixel in bitmap.bits.indices where bitmap.bits[pixel] != 0 {
            if bitmap.neighbours.allSatisfy({ bitmap.bits[pixel + $0] == 0 }) { bitmap.bits[pixel] = 0 }
        }
    }

    private mutating func erase(_ pixels: [Int]) {
        for pixel in pixels { bitmap.bits[pixel] = 0 }
    }
}
