import Glibc

/// Seconds of a piece of work.
func seconds(_ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let elapsed = try clock.measure(work)
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
}

/// Seconds of a piece of work that waits.
func seconds(_ work: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try await work()
    let elapsed = clock.now - start
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
}

/// The most memory that this process has had, in megabytes.
var peakMegabytes: Int {
    var usage = rusage()
    getrusage(0, &usage)
    return usage.ru_maxrss / 1024
}

/// The value below which this share of the figures lies.
func percentile(_ figures: [Double], _ share: Double) -> Double {
    let sorted = figures.sorted()
    return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
}

/// The lines of the result, and whether a limit was missed.
struct Report {
    private(set) var isMissed = false

    /// One line; what is above the limit is said to be missed.
    mutating func add(_ name: String, _ value: Double, _ unit: String, limit: Double? = nil) {
        let misses = limit.map { value > $0 } ?? false
        isMissed = isMissed || misses
        let target = limit.map { " (limit \(Self.text($0)))" } ?? ""
        print("\(name): \(Self.text(value)) \(unit)\(target)\(misses ? "  MISSED" : "")")
    }

    private static func text(_ value: Double) -> String {
        let scaled = Int((value * 1000).rounded())
        let fraction = "\(scaled % 1000 + 1000)".dropFirst()
        return "\(scaled / 1000).\(fraction)"
    }
}
