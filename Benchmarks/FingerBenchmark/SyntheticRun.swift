import Fingerprint
import FoundationEssentials
import Simulators

/// Times on prints that the generator grows, and the scores they get.
struct SyntheticRun {
    private let fingers = 12
    private let impressions = 3

    func run() throws {
        let clock = ContinuousClock()
        let extractor = FingerExtractor()
        let matcher = FingerMatcher()
        var growth = Timing("growing a master")
        var laying = Timing("impression 384x290")
        var extraction = Timing("extraction")
        var preparation = Timing("preparation")
        var matching = Timing("match")
        var prints: [(finger: Int, template: PreparedTemplate)] = []
        for finger in 0..<fingers {
            var master: MasterPrint?
            growth.add(clock.measure { master = RidgeGrowth.master(seed: UInt64(finger)) })
            guard let master else { continue }
            for impression in 0..<impressions {
                var image: FingerImage?
                laying.add(try clock.measure { image = try master.impression(seed: UInt64(impression)) })
                guard let image else { continue }
                if let directory = ProcessInfo.processInfo.environment["FINGER_BENCHMARK_IMAGES"] {
                    let path = "\(directory)/\(101 + finger)_\(impression + 1).pgm"
                    try Data(PortableGrayMap.encode(image)).write(to: URL(fileURLWithPath: path))
                }
                var result: FingerExtraction?
                extraction.add(try clock.measure { result = try extractor.extract(image) })
                guard let result else { continue }
                print(
                    "finger \(finger) \(master.pattern.rawValue) impression \(impression): quality \(result.quality)",
                    "minutiae \(result.template.minutiae.count)", result.reasons.map(\.rawValue).joined(separator: " "))
                preparation.add(clock.measure { prints.append((finger, PreparedTemplate(result.template))) })
            }
        }
        var genuine: [Double] = []
        var impostor: [Double] = []
        for i in prints.indices {
            for j in prints.indices where j > i {
                var score = 0.0
                matching.add(clock.measure { score = matcher.score(prints[i].template, prints[j].template).value })
                if prints[i].finger == prints[j].finger { genuine.append(score) } else { impostor.append(score) }
            }
        }
        for timing in [growth, laying, extraction, preparation, matching] { print(timing.summary) }
        print("same finger: lowest score", genuine.min() ?? 0, "of", genuine.count)
        print("other finger: highest score", impostor.max() ?? 0, "of", impostor.count)
    }
}
