/// Durations of one kind of work.
struct Timing {
    private let name: String
    private var microseconds: [Double] = []

    init(_ name: String) { self.name = name }

    /// Adds one run.
    mutating func add(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        microseconds.append(Double(seconds) * 1e6 + Double(attoseconds) / 1e12)
    }

    /// Count, median, 95th percentile and worst in one line.
    var summary: String {
        guard !microseconds.isEmpty else { return "\(name): no runs" }
        let ordered = microseconds.sorted()
        let median = Int(ordered[ordered.count / 2])
        let high = Int(ordered[(ordered.count - 1) * 95 / 100])
        let worst = Int(ordered[ordered.count - 1])
        return "\(name): \(ordered.count) runs, median \(median) us, p95 \(high) us, worst \(worst) us"
    }
}
