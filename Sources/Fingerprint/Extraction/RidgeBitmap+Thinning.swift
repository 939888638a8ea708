extension RidgeBitmap {
    /// Thins every ridge to a line one pixel wide (Guo and Hall, Communications of the ACM 32(3), 1989, algorithm A1).
    ///
    /// The two alternating conditions are read from tables over the 256 neighbourhoods; only pixels still set are
    /// visited again.
    mutating func thin() {
        let tables = ThinningTables.shared
        var pixels: [Int] = []
        for index in bits.indices where bits[index] != 0 { pixels.append(index) }
        let (up, down) = (-stride, stride)
        bits.withUnsafeMutableBufferPointer { buffer in
            guard let map = buffer.baseAddress else { return }
            var doomed: [Int] = []
            var quietPasses = 0
            var pass = 0
            while quietPasses < 2, pass < Limits.maximumImageSide {
                let table = pass & 1 == 0 ? tables.even : tables.odd
                doomed.removeAll(keepingCapacity: true)
                var kept = 0
                var next = 0
                table.withUnsafeBufferPointer { table in
                    pixels.withUnsafeMutableBufferPointer { list in
                        while next < list.count {
                            let pixel = list[next]
                            next += 1
                            let p = map + pixel
                            let code =
                                Int(p[up]) | Int(p[up + 1]) << 1 | Int(p[1]) << 2 | Int(p[down + 1]) << 3
                                | Int(p[down]) << 4 | Int(p[down - 1]) << 5 | Int(p[-1]) << 6 | Int(p[up - 1]) << 7
                            if table[code] {
                                doomed.append(pixel)
                            } else {
                                list[kept] = pixel
                                kept += 1
                            }
                        }
                    }
                }
                for pixel in doomed { map[pixel] = 0 }
                pixels.removeLast(pixels.count - kept)
                quietPasses = doomed.isEmpty ? quietPasses + 1 : 0
                pass += 1
            }
        }
    }
}

/// Deletion tables of the two sub-iterations; bit 0 of the index is the pixel above, then clockwise.
private struct ThinningTables: Sendable {
    static let shared = ThinningTables()

    let even: [Bool]
    let odd: [Bool]

    private init() {
        even = (0..<256).map { Self.deletes($0, even: true) }
        odd = (0..<256).map { Self.deletes($0, even: false) }
    }

    private static func deletes(_ code: Int, even: Bool) -> Bool {
        func on(_ direction: Int) -> Bool { code >> (direction & 7) & 1 == 1 }
        var runs = 0
        var first = 0
        var second = 0
        for side in stride(from: 0, to: 8, by: 2) {
            if !on(side), on(side + 1) || on(side + 2) { runs += 1 }
            if on(side + 7) || on(side) { first += 1 }
            if on(side) || on(side + 1) { second += 1 }
        }
        let neighbours = min(first, second)
        guard runs == 1, neighbours == 2 || neighbours == 3 else { return false }
        // North 0, north-east 1, east 2, south-east 3, south 4, south-west 5, west 6, north-west 7.
        return even
            ? !((on(4) || on(5) || !on(7)) && on(6))
            : !((on(0) || on(1) || !on(3)) && on(2))
    }
}
