/// Two minutiae, one of each template, that look alike.
struct MinutiaPair: Sendable {
    /// Index in the first template.
    var first: Int
    /// Index in the second template.
    var second: Int
    /// Similarity of the cylinders, 0...1.
    var local: Float
    /// Similarity after the other pairs were heard.
    var relaxed: Float
}

/// Similarity of cylinders and the choice of pairs.
enum CylinderPairing {
    /// Cylinders of minutiae that differ by more than a quarter turn are not compared (units of 360/256 degrees).
    private static let largestTurn: Int8 = 64
    /// Cells that both cylinders must have, as a share of the disc.
    private static let leastCommonShare: Float = 0.6
    private static let buckets = 1024

    /// Best pairs first, each minutia in one pair at most (local greedy similarity).
    ///
    /// Sorting is by 1024 classes of similarity, in order of index inside a class, so it is linear and repeatable.
    static func greedyPairs(_ a: PreparedTemplate, _ b: PreparedTemplate) -> [MinutiaPair] {
        let candidates = similarities(a, b)
        var starts = [Int](repeating: 0, count: buckets + 1)
        for pair in candidates { starts[bucket(pair.local) + 1] += 1 }
        for index in 1...buckets { starts[index] += starts[index - 1] }
        var order = [Int](repeating: 0, count: candidates.count)
        for (index, pair) in candidates.enumerated() {
            let group = bucket(pair.local)
            order[starts[group]] = index
            starts[group] += 1
        }
        var usedA = [Bool](repeating: false, count: a.minutiae.count)
        var usedB = [Bool](repeating: false, count: b.minutiae.count)
        var result: [MinutiaPair] = []
        let most = min(a.cylinders.count, b.cylinders.count)
        for index in order where result.count < most {
            let pair = candidates[index]
            guard !usedA[pair.first], !usedB[pair.second] else { continue }
            usedA[pair.first] = true
            usedB[pair.second] = true
            result.append(pair)
        }
        return result
    }

    /// Class 0 holds the most similar pairs.
    private static func bucket(_ similarity: Float) -> Int {
        buckets - 1 - min(max(Int(similarity * Float(buckets)), 0), buckets - 1)
    }

    /// All pairs with a similarity above 0: 1 - |a xor b| / (|a| + |b|) with Euclidean norms over the common cells.
    private static func similarities(_ a: PreparedTemplate, _ b: PreparedTemplate) -> [MinutiaPair] {
        let leastCommon = Int(leastCommonShare * Float(CylinderTables.shared.discCount)) + 1
        let words = CylinderTables.words
        let layerWords = CylinderTables.wordsPerLayer
        var result: [MinutiaPair] = []
        result.reserveCapacity(a.cylinders.count * b.cylinders.count)
        a.bits.withUnsafeBufferPointer { aBits in
            b.bits.withUnsafeBufferPointer { bBits in
                a.validity.withUnsafeBufferPointer { aValid in
                    b.validity.withUnsafeBufferPointer { bValid in
                        guard let aBits = aBits.baseAddress, let bBits = bBits.baseAddress,
                            let aValid = aValid.baseAddress, let bValid = bValid.baseAddress
                        else { return }
                        for (i, first) in a.cylinders.enumerated() {
                            for (j, second) in b.cylinders.enumerated() {
                                let turn = Int8(bitPattern: first.angle &- second.angle)
                                guard turn <= largestTurn, turn >= -largestTurn else { continue }
                                let similarity: Float
                                if first.isWhole && second.isWhole {
                                    let differing = differences(aBits + i &* words, bBits + j &* words)
                                    similarity = 1 - Float(differing).squareRoot() / (first.norm + second.norm)
                                } else {
                                    similarity = compare(
                                        aBits + i &* words, bBits + j &* words, aValid + i &* layerWords,
                                        bValid + j &* layerWords, leastCommon: leastCommon)
                                }
                                guard similarity > 0 else { continue }
                                result.append(
                                    MinutiaPair(
                                        first: first.owner, second: second.owner, local: similarity,
                                        relaxed: similarity))
                            }
                        }
                    }
                }
            }
        }
        return result
    }

    /// Bits in which two cylinders differ.
    @inline(__always)
    private static func differences(_ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>) -> Int {
        var result = 0
        var place = 0
        while place < CylinderTables.words {
            result &+=
                (a[place] ^ b[place]).nonzeroBitCount &+ (a[place &+ 1] ^ b[place &+ 1]).nonzeroBitCount
                &+ (a[place &+ 2] ^ b[place &+ 2]).nonzeroBitCount &+ (a[place &+ 3] ^ b[place &+ 3]).nonzeroBitCount
            place &+= 4
        }
        return result
    }

    /// The similarity over the cells that are valid in both cylinders, 0 when they are too few.
    private static func compare(
        _ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>, _ aValid: UnsafePointer<UInt64>,
        _ bValid: UnsafePointer<UInt64>, leastCommon: Int
    ) -> Float {
        let v0 = aValid[0] & bValid[0]
        let v1 = aValid[1] & bValid[1]
        let v2 = aValid[2] & bValid[2]
        let v3 = aValid[3] & bValid[3]
        let common = v0.nonzeroBitCount &+ v1.nonzeroBitCount &+ v2.nonzeroBitCount &+ v3.nonzeroBitCount
        guard common >= leastCommon else { return 0 }
        var (ones, others, differing) = (0, 0, 0)
        var place = 0
        while place < CylinderTables.words {
            let a0 = a[place] & v0
            let b0 = b[place] & v0
            let a1 = a[place &+ 1] & v1
            let b1 = b[place &+ 1] & v1
            let a2 = a[place &+ 2] & v2
            let b2 = b[place &+ 2] & v2
            let a3 = a[place &+ 3] & v3
            let b3 = b[place &+ 3] & v3
            ones &+= a0.nonzeroBitCount &+ a1.nonzeroBitCount &+ a2.nonzeroBitCount &+ a3.nonzeroBitCount
            others &+= b0.nonzeroBitCount &+ b1.nonzeroBitCount &+ b2.nonzeroBitCount &+ b3.nonzeroBitCount
            differing &+=
                (a0 ^ b0).nonzeroBitCount &+ (a1 ^ b1).nonzeroBitCount &+ (a2 ^ b2).nonzeroBitCount
                &+ (a3 ^ b3).nonzeroBitCount
            place &+= 4
        }
        let norm = Float(ones).squareRoot() + Float(others).squareRoot()
        guard norm > 0 else { return 0 }
        return 1 - Float(differing).squareRoot() / norm
    }
}
