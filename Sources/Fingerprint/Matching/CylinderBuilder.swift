/// Builds the cylinders of one template, one after the other, in the same scratch space.
struct CylinderBuilder {
    /// Bits of the cylinder built last, layer by layer.
    private(set) var bits = [UInt64](repeating: 0, count: CylinderTables.words)
    /// Valid cells of the cylinder built last.
    private(set) var validity = [UInt64](repeating: 0, count: CylinderTables.wordsPerLayer)

    /// Whether every cell of the disc is valid in the cylinder built last.
    private(set) var isWhole = false

    private let minutiae: [Minutia]
    private let xs: [Float]
    private let ys: [Float]
    private let hull: ConvexHull
    private let tables = CylinderTables.shared
    private let cosines: [Float]
    private let sines: [Float]
    private var sums: [Float]

    private static let hullMargin: Float = 50
    private static let leastValidShare: Float = 0.75
    private static let leastContributors = 2
    private static let threshold: Float = 0.01

    /// A builder for these minutiae (y upwards) inside their hull.
    init(minutiae: [Minutia], xs: [Float], ys: [Float], hull: ConvexHull) {
        self.minutiae = minutiae
        self.xs = xs
        self.ys = ys
        self.hull = hull
        cosines = minutiae.map { Float(Elementary.cosine($0.radians)) }
        sines = minutiae.map { Float(Elementary.sine($0.radians)) }
        let side = CylinderTables.cellsPerSide
        sums = [Float](repeating: 0, count: side * side * CylinderTables.layers)
    }

    /// Builds the cylinder of a minutia; false when it stands too far out or too lonely to describe anything.
    mutating func build(_ index: Int) -> Bool {
        guard markValidCells(index) else { return false }
        guard addContributions(index) >= Self.leastContributors else { return false }
        setBits()
        return true
    }

    private mutating func markValidCells(_ index: Int) -> Bool {
        let side = CylinderTables.cellsPerSide
        let (x, y) = (xs[index], ys[index])
        let (cosine, sine) = (cosines[index], sines[index])
        // Sides that the whole disc stays clear of need no look at the cells.
        let near = hull.sides.filter { $0.distance(x, y) + CylinderTables.radius > Self.hullMargin }
        for word in validity.indices { validity[word] = 0 }
        var count = 0
        for cell in 0..<(side * side) where tables.discCells[cell] {
            var inside = true
            if !near.isEmpty {
                let u = CylinderTables.centre(cell % side)
                let v = CylinderTables.centre(cell / side)
                let (px, py) = (x + u * cosine - v * sine, y + u * sine + v * cosine)
                for edge in near where edge.distance(px, py) > Self.hullMargin {
                    inside = false
                    break
                }
            }
            if inside {
                validity[cell >> 6] |= 1 << UInt64(cell & 63)
                count += 1
            }
        }
        isWhole = count == tables.discCount
        return Float(count) >= Self.leastValidShare * Float(tables.discCount)
    }

    private mutating func addContributions(_ index: Int) -> Int {
        for place in sums.indices { sums[place] = 0 }
        let (x, y) = (xs[index], ys[index])
        let (cosine, sine) = (cosines[index], sines[index])
        let side = CylinderTables.cellsPerSide
        let layers = CylinderTables.layers
        let cellSide = CylinderTables.cellSide
        let reach = CylinderTables.reach
        let farthest = CylinderTables.radius + reach
        let half = Float(side - 1) / 2
        let scale = Float(CylinderTables.spatialSteps) / (reach * reach)
        var contributors = 0
        for other in minutiae.indices where other != index {
            let (dx, dy) = (xs[other] - x, ys[other] - y)
            guard dx * dx + dy * dy <= farthest * farthest else { continue }
            contributors += 1
            let u = dx * cosine + dy * sine
            let v = dy * cosine - dx * sine
            let firstColumn = max(0, Int(max(0, (u - reach) / cellSide + half)))
            let lastColumn = min(side - 1, Int(max(-1, (u + reach) / cellSide + half)))
            let firstRow = max(0, Int(max(0, (v - reach) / cellSide + half)))
            let lastRow = min(side - 1, Int(max(-1, (v + reach) / cellSide + half)))
            guard firstColumn <= lastColumn, firstRow <= lastRow else { continue }
            let difference = Int(minutiae[index].angle &- minutiae[other].angle)
            let direction = difference * layers
            sums.withUnsafeMutableBufferPointer { sums in
                tables.directional.withUnsafeBufferPointer { directional in
                    for row in firstRow...lastRow {
                        let offsetV = CylinderTables.centre(row) - v
                        for column in firstColumn...lastColumn {
                            let offsetU = CylinderTables.centre(column) - u
                            let squared = offsetU * offsetU + offsetV * offsetV
                            guard squared <= reach * reach else { continue }
                            let weight = tables.spatial[Int(squared * scale)]
                            let place = (row * side + column) * layers
                            var layer = 0
                            while layer < layers {
                                sums[place + layer] += weight * directional[direction + layer]
                                layer += 1
                            }
                        }
                    }
                }
            }
        }
        return contributors
    }

    private mutating func setBits() {
        for word in bits.indices { bits[word] = 0 }
        let layers = CylinderTables.layers
        for cell in 0..<(CylinderTables.cellsPerSide * CylinderTables.cellsPerSide) {
            let bit: UInt64 = 1 << UInt64(cell & 63)
            guard validity[cell >> 6] & bit != 0 else { continue }
            for layer in 0..<layers where sums[cell * layers + layer] > Self.threshold {
                bits[layer * CylinderTables.wordsPerLayer + (cell >> 6)] |= bit
            }
        }
    }
}
