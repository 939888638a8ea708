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
    private static let largestTurn = 64
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
        let most = min(a.owners.count, b.owners.count)
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
        let (words, layerWords) = (CylinderTables.words, CylinderTables.wordsPerLayer)
        var result: [MinutiaPair] = []
        result.reserveCapacity(a.owners.count * b.owners.count / 2)
        a.bits.withUnsafeBufferPointer { aBits in
            b.bits.withUnsafeBufferPointer { bBits in
                a.validity.withUnsafeBufferPointer { aValid in
                    b.validity.withUnsafeBufferPointer { bValid in
                        guard let aBits = aBits.baseAddress, let bBits = bBits.baseAddress,
                            let aValid = aValid.baseAddress, let bValid = bValid.baseAddress
                        else { return }
                        for i in a.owners.indices {
                            let first = a.minutiae[a.owners[i]]
                            for j in b.owners.indices {
                                let second = b.minutiae[b.owners[j]]
                                let turn = Int(Int8(bitPattern: first.angle &- second.angle))
                                guard turn <= largestTurn, turn >= -largestTurn else { continue }
                                let similarity = compare(
                                    aBits + i * words, bBits + j * words, aValid + i * layerWords,
                                    bValid + j * layerWords, leastCommon: leastCommon)
                                if similarity > 0 {
                                    result.append(
                                        MinutiaPair(
                                            first: a.owners[i], second: b.owners[j], local: similarity,
                                            relaxed: similarity))
                                }
                            }
                        }
                    }
                }
            }
        }
        return result
    }

    @inline(__always)
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
        var ones = BitCounter()
        var others = BitCounter()
        var differing = BitCounter()
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
            ones.add(a0, a1, a2, a3)
            others.add(b0, b1, b2, b3)
            differing.add(a0 ^ b0, a1 ^ b1, a2 ^ b2, a3 ^ b3)
            place &+= 4
        }
        let norm = Float(ones.total).squareRoot() + Float(others.total).squareRoot()
        guard norm > 0 else { return 0 }
        return 1 - Float(differing.total).squareRoot() / norm
    }
}

/// Counts set bits of many words side by side; the plain x86-64 baseline has no instruction for it.
private struct BitCounter {
    private var bytes: UInt64 = 0

    /// Adds the set bits of four words; at most five times, or a byte may overflow.
    @inline(__always)
    mutating func add(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
        bytes = bytes &+ Self.nibbles(a) &+ Self.nibbles(b) &+ Self.nibbles(c) &+ Self.nibbles(d)
    }

    /// The count of each byte, 0...8, in that byte.
    @inline(__always)
    private static func nibbles(_ word: UInt64) -> UInt64 {
        let pairs = word &- ((word &>> 1) & 0x5555_5555_5555_5555)
        let fours = (pairs & 0x3333_3333_3333_3333) &+ ((pairs &>> 2) & 0x3333_3333_3333_3333)
        return (fours &+ (fours &>> 4)) & 0x0F0F_0F0F_0F0F_0F0F
    }

    /// All bits counted so far.
    var total: Int {
        let even = bytes & 0x00FF_00FF_00FF_00FF
        let odd = (bytes &>> 8) & 0x00FF_00FF_00FF_00FF
        return Int(((even &+ odd) &* 0x0001_0001_0001_0001) &>> 48)
    }
}
