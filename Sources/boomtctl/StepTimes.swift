/// How long the steps of a comparison took, for the line a step that goes to standard error.
struct StepTimes {
    /// The steps.
    enum Step: String, CaseIterable {
        case extract, prepare, match
    }

    private var microseconds: [Step: [Double]] = [:]

    /// Times for no step yet.
    init() {}

    /// Adds one run of a step.
    mutating func add(_ duration: Duration, to step: Step) {
        let (seconds, attoseconds) = duration.components
        microseconds[step, default: []].append(Double(seconds) * 1e6 + Double(attoseconds) / 1e12)
    }

    /// Runs a step and adds its time.
    mutating func measure<Result>(_ step: Step, _ work: () -> Result) -> Result {
        let start = ContinuousClock.now
        let result = work()
        add(ContinuousClock.now - start, to: step)
        return result
    }

    /// For each step that ran: runs, median, 95th percentile and maximum in microseconds.
    var lines: [String] {
        Step.allCases.compactMap { step in
            guard let times = microseconds[step]?.sorted(), let last = times.last else { return nil }
            let (median, high) = (Int(times[times.count / 2]), Int(times[(times.count - 1) * 95 / 100]))
            return "\(step.rawValue): \(times.count) runs, median \(median) us, p95 \(high) us, most \(Int(last)) us"
        }
    }
}
