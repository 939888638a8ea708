/// A small generator of repeatable random numbers (SplitMix64), the same on every machine.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A sequence of its own for each seed.
    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number in 0..<1.
    package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number in `low`..<`high`.
    package mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    /// A number near normal with mean 0 and deviation 1 (sum of four uniform ones), within -3.5...3.5.
    package mutating func bell() -> Double { (unit() + unit() + unit() + unit() - 2) * 1.7320508075688772 }
}
