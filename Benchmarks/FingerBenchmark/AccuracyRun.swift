import Fingerprint
import FoundationEssentials

/// Error rates over sets of prints, each set a directory of grey maps named FINGER_IMPRESSION.pgm, as FVC has them.
struct AccuracyRun {
    let directories: [String]
    let pixelsPerInch: Int

    func run() throws {
        let clock = ContinuousClock()
        let (extractor, matcher) = (FingerExtractor(), FingerMatcher())
        var (extraction, preparation, matching) = (Timing("extraction"), Timing("preparation"), Timing("match"))
        var pooled = ErrorRates()
        var failed = 0
        for directory in directories {
            var prints: [(finger: String, template: PreparedTemplate)] = []
            let names = try FileManager.default.contentsOfDirectory(atPath: directory)
                .filter { $0.hasSuffix(".pgm") }.sorted()
            for name in names {
                let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name)))
                let image = try PortableGrayMap.decode(bytes, pixelsPerInch: pixelsPerInch)
                var result: FingerExtraction?
                extraction.add(try clock.measure { result = try extractor.extract(image) })
                guard let result else { continue }
                if !result.isUsable { failed += 1 }
                var prepared: PreparedTemplate?
                preparation.add(clock.measure { prepared = PreparedTemplate(result.template) })
                let finger = String(name.prefix { $0 != "_" })
                if let prepared { prints.append((finger, prepared)) }
            }
            var rates = ErrorRates()
            for i in prints.indices {
                for j in prints.indices where j > i {
                    var score = 0.0
                    matching.add(clock.measure { score = matcher.score(prints[i].template, prints[j].template).value })
                    rates.add(score, isGenuine: prints[i].finger == prints[j].finger)
                }
            }
            print(rates.line(named: String(directory.split(separator: "/").last ?? "")))
            pooled.add(rates)
        }
        print(pooled.line(named: "all, one threshold"))
        print(
            "at the stored threshold \(FingerMatcher.defaultThreshold):",
            pooled.atThreshold(FingerMatcher.defaultThreshold))
        print("images that a gate would take again: \(failed)")
        for timing in [extraction, preparation, matching] { print(timing.summary) }
        if let peak = PeakMemory.kilobytes() { print("peak memory of the process: \(peak) kB") }
    }
}

/// Scores of pairs of the same and of different fingers, and the rates that follow.
struct ErrorRates {
    private var genuine: [Double] = []
    private var impostor: [Double] = []

    mutating func add(_ score: Double, isGenuine: Bool) {
        if isGenuine { genuine.append(score) } else { impostor.append(score) }
    }

    mutating func add(_ other: ErrorRates) {
        genuine += other.genuine
        impostor += other.impostor
    }

    /// Share of genuine pairs below a threshold, and of impostor pairs at or above it.
    private func rates(_ threshold: Double, _ genuine: [Double], _ impostor: [Double]) -> (fnmr: Double, fmr: Double) {
        (
            Double(Self.below(threshold, genuine)) / Double(max(genuine.count, 1)),
            Double(impostor.count - Self.below(threshold, impostor)) / Double(max(impostor.count, 1))
        )
    }

    private static func below(_ threshold: Double, _ ordered: [Double]) -> Int {
        var (low, high) = (0, ordered.count)
        while low < high {
            let middle = (low + high) / 2
            if ordered[middle] < threshold { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Rates over all thresholds, the equal error rate by the interval rule of the Fingerprint Verification Competition.
    func line(named name: String) -> String {
        let (genuine, impostor) = (genuine.sorted(), impostor.sorted())
        var thresholds = (genuine + impostor).sorted()
        thresholds.append((thresholds.last ?? 0) + 1)
        var equal = (gap: Double.infinity, rate: 1.0)
        var lowest: [Double: Double] = [0.01: 1, 0.001: 1, 0: 1]
        for threshold in thresholds {
            let (fnmr, fmr) = rates(threshold, genuine, impostor)
            if abs(fnmr - fmr) < equal.gap { equal = (abs(fnmr - fmr), (fnmr + fmr) / 2) }
            for (limit, best) in lowest where fmr <= limit { lowest[limit] = min(best, fnmr) }
        }
        func percent(_ value: Double?) -> String { "\((100 * (value ?? 1) * 100).rounded() / 100) %" }
        return "\(name): \(genuine.count) genuine, \(impostor.count) impostor pairs; EER \(percent(equal.rate)), "
            + "FNMR at FMR 1 % \(percent(lowest[0.01])), at FMR 0.1 % \(percent(lowest[0.001])), "
            + "at no false match \(percent(lowest[0]))"
    }

    /// What a fixed threshold does.
    func atThreshold(_ threshold: Double) -> String {
        let (fnmr, fmr) = rates(threshold, genuine.sorted(), impostor.sorted())
        return "FMR \((fmr * 100_000).rounded() / 1000) %, FNMR \((fnmr * 10_000).rounded() / 100) %"
    }
}

/// The most memory that this process has held.
enum PeakMemory {
    /// `VmHWM` of the kernel's account; nil where there is none.
    static func kilobytes() -> Int? {
        guard let status = try? String(contentsOf: URL(fileURLWithPath: "/proc/self/status"), encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return nil }
        return Int(line.filter(\.isNumber))
    }
}
