/// Finds among very many enrolled fingers the few that a full comparison is worth: duplicates at enrolment.
///
/// Each template is kept as the sketches of its best cylinders, every fourth cell of a layer, one bit each. A probe is
/// laid against all of them without any geometry; the templates that look most alike go to `FingerMatcher`. Templates
/// themselves are not kept: whoever owns them hands them over for the full comparison.
///
/// After Cappelli, Ferrara, Maltoni: Fingerprint Indexing Based on Minutia Cylinder-Code, IEEE TPAMI 33(5), 2011, with a
/// plain scan in place of hash tables: a hundred thousand templates are a fraction of a second, and nothing is missed by
/// the luck of a hash.
package struct FingerIndex: Sendable {
    /// Cylinders kept of an enrolled template, and looked at of a probe.
    private static let kept = 32
    private static let asked = 40
    /// Best similarities of a probe's cylinders that make the score of a template.
    private static let counted = 6

    private var sketches: [CylinderSketch] = []
    private var starts: [Int] = [0]
    private var removed: Set<Int> = []

    /// An index without templates.
    package init() {}

    /// Templates that were added, removed ones included: the next place.
    package var count: Int { starts.count - 1 }

    /// Adds a template and returns its place: 0, 1, 2 and so on.
    @discardableResult
    package mutating func add(_ template: PreparedTemplate) -> Int {
        sketches += CylinderSketch.sketches(of: template, most: Self.kept)
        starts.append(sketches.count)
        return count - 1
    }

    /// Takes a template out; its place is not given to another.
    package mutating func remove(_ place: Int) {
        guard place >= 0, place < count, removed.insert(place).inserted else { return }
        for index in starts[place]..<starts[place + 1] { sketches[index] = .empty }
    }

    /// Places of the templates that look most alike, best first.
    ///
    /// - Parameter limit: the most that are wanted.
    package func candidates(for probe: PreparedTemplate, limit: Int) -> [Int] {
        let scores = likeness(to: probe)
        let ordered = scores.indices.filter { scores[$0] > 0 }.sorted { a, b in
            scores[a] != scores[b] ? scores[a] > scores[b] : a < b
        }
        return Array(ordered.prefix(max(0, limit)))
    }

    /// How alike each template is, 0 for a removed one; only the order means anything.
    package func likeness(to probe: PreparedTemplate) -> [Float] {
        let asked = CylinderSketch.sketches(of: probe, most: Self.asked)
        var result = [Float](repeating: 0, count: count)
        guard !asked.isEmpty else { return result }
        var best = [Float](repeating: 0, count: asked.count)
        sketches.withUnsafeBufferPointer { stored in
            asked.withUnsafeBufferPointer { asked in
                for place in 0..<count {
                    let (start, end) = (starts[place], starts[place + 1])
                    guard end > start else { continue }
                    for (index, sketch) in asked.enumerated() {
                        var highest: Float = 0
                        var other = start
                        while other < end {
                            highest = max(highest, sketch.likeness(to: stored[other]))
                            other &+= 1
                        }
                        best[index] = highest
                    }
                    result[place] = Self.sumOfBest(best)
                }
            }
        }
        return result
    }

    private static func sumOfBest(_ values: [Float]) -> Float {
        values.sorted(by: >).prefix(counted).reduce(0, +)
    }
}

/// A quarter of a cylinder's cells in four machine words.
struct CylinderSketch: Sendable {
    private var w0: UInt64
    private var w1: UInt64
    private var w2: UInt64
    private var w3: UInt64
    /// Direction of the minutia in 256ths of a turn.
    private var angle: UInt8
    /// Square root of the number of set bits; 0 for a sketch that is like nothing.
    private var norm: Float

    /// A sketch that is like nothing.
    static let empty = CylinderSketch(w0: 0, w1: 0, w2: 0, w3: 0, angle: 0, norm: 0)

    /// Cells that a sketch keeps: every second of every second row, as many as fit in 256 bits with all layers.
    private static let cells: [Int] = {
        let side = CylinderTables.cellsPerSide
        let all = (0..<(side * side)).filter { cell in
            CylinderTables.shared.discCells[cell] && cell % side % 2 == 1 && cell / side % 2 == 1
        }
        return Array(all.prefix(256 / CylinderTables.layers))
    }()

    /// Sketches of the best cylinders of a template.
    static func sketches(of template: PreparedTemplate, most: Int) -> [CylinderSketch] {
        template.cylinders.indices.prefix(most).map { index in
            var words: [UInt64] = [0, 0, 0, 0]
            var bit = 0
            let start = index * CylinderTables.words
            for layer in 0..<CylinderTables.layers {
                for cell in cells {
                    let word = template.bits[start + layer * CylinderTables.wordsPerLayer + (cell >> 6)]
                    if word >> UInt64(cell & 63) & 1 == 1 { words[bit >> 6] |= 1 << UInt64(bit & 63) }
                    bit += 1
                }
            }
            let count = words.reduce(0) { $0 + $1.nonzeroBitCount }
            return CylinderSketch(
                w0: words[0], w1: words[1], w2: words[2], w3: words[3], angle: template.cylinders[index].angle,
                norm: Float(count).squareRoot())
        }
    }

    /// 1 - |a xor b| / (|a| + |b|), 0 for minutiae that differ by more than a quarter turn.
    @inline(__always)
    func likeness(to other: CylinderSketch) -> Float {
        let turn = Int8(bitPattern: angle &- other.angle)
        guard turn <= 64, turn >= -64 else { return 0 }
        let differing =
            (w0 ^ other.w0).nonzeroBitCount &+ (w1 ^ other.w1).nonzeroBitCount &+ (w2 ^ other.w2).nonzeroBitCount
            &+ (w3 ^ other.w3).nonzeroBitCount
        let sum = norm + other.norm
        guard norm > 0, other.norm > 0 else { return 0 }
        return 1 - Float(differing).squareRoot() / sum
    }
}
