/// A random generator that gives the same numbers in every run (SplitMix64), so that a failing case can be repeated.
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// So many random bytes.
    package mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    /// `bytes` with one to four faults: changed, removed or doubled bytes, or cut off.
    package mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var mutated = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) where !mutated.isEmpty {
            let index = Int.random(in: mutated.indices, using: &self)
            switch Int.random(in: 0..<6, using: &self) {
            case 0: mutated[index] = UInt8.random(in: 0...255, using: &self)
            case 1: mutated[index] ^= 1 << UInt8.random(in: 0..<8, using: &self)
            case 2: mutated.remove(at: index)
            case 3: mutated.insert(UInt8.random(in: 0...255, using: &self), at: index)
            case 4: mutated[index] = [0x00, 0x80, 0x84, 0xFF, 0x7F].randomElement(using: &self) ?? 0
            default: mutated.removeSubrange(index...)
            }
        }
        return mutated
    }
}
