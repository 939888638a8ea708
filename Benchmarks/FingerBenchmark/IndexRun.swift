import Fingerprint
import Simulators

/// Searching one finger among a hundred thousand: time of the scan, and of the full comparison of what it finds.
struct IndexRun {
    private let enrolled = 100_000
    private let target = 1.0

    func run() {
        var random = SeededRandom(seed: 20_260_101)
        func stranger() -> FingerTemplate {
            FingerTemplate(
                width: 350, height: 350, quality: 80,
                minutiae: (0..<45).map { _ in
                    Minutia(
                        x: Int(random.between(10, 340)), y: Int(random.between(10, 340)),
                        angle: UInt8(truncatingIfNeeded: random.next()), kind: .ending,
                        quality: UInt8(random.between(1, 100)))
                })
        }
        // A thousand strangers a hundred times over: the scan looks at each all the same.
        let templates = (0..<1000).map { _ in stranger() }
        let prepared = templates.map { PreparedTemplate($0) }
        let before = PeakMemory.kilobytes() ?? 0
        var index = FingerIndex()
        for place in 0..<enrolled { index.add(prepared[place % prepared.count]) }
        let held = (PeakMemory.kilobytes() ?? 0) - before
        let clock = ContinuousClock()
        let matcher = FingerMatcher()
        var times: [Double] = []
        for probe in prepared.prefix(5) {
            let duration = clock.measure {
                let places = index.candidates(for: probe, limit: enrolled / 100)
                // Candidates come from the store as records and are prepared for this one comparison.
                for place in places { _ = matcher.score(probe, PreparedTemplate(templates[place % templates.count])) }
            }
            times.append(Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18)
        }
        let median = times.sorted()[times.count / 2]
        print(
            "search among \(enrolled) fingers, \(enrolled / 100) compared in full: median \((median * 1000).rounded()) ms",
            "(target: at most \(target) s), \(held / 1024) MB held")
    }
}
