import Fingerprint
import FoundationEssentials

/// Scores all pairs of images in a directory.
struct DirectoryRun {
    let directory: String
    let output: String
    let pixelsPerInch: Int
    let raw: Bool

    func run() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
            .filter { $0.hasSuffix(".pgm") }.sorted()
        let clock = ContinuousClock()
        let extractor = FingerExtractor()
        var extraction = Timing("extraction")
        var preparation = Timing("preparation")
        var matching = Timing("match")
        var prints: [(name: String, template: PreparedTemplate)] = []
        var qualities: [String] = []
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name)))
            let image = try PortableGrayMap.decode(bytes, pixelsPerInch: pixelsPerInch)
            var result: FingerExtraction?
            extraction.add(try clock.measure { result = try extractor.extract(image) })
            guard let result else { continue }
            var prepared: PreparedTemplate?
            preparation.add(clock.measure { prepared = PreparedTemplate(result.template) })
            let stem = String(name.dropLast(4))
            if let prepared { prints.append((stem, prepared)) }
            let reasons = result.reasons.map(\.rawValue).joined(separator: " ")
            qualities.append(
                "\(stem) quality \(result.quality) minutiae \(result.template.minutiae.count) "
                    + "usable \(result.isUsable) \(reasons)")
        }
        let matcher = FingerMatcher()
        var lines = ["a,b,score"]
        for i in prints.indices {
            for j in prints.indices where j > i {
                var score = 0.0
                matching.add(
                    clock.measure {
                        score =
                            raw
                            ? matcher.rawSimilarity(prints[i].template, prints[j].template)
                            : matcher.score(prints[i].template, prints[j].template).value
                    })
                lines.append("\(prints[i].name),\(prints[j].name),\(score)")
            }
        }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: output))
        try Data((qualities.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: output + ".quality"))
        for timing in [extraction, preparation, matching] { print(timing.summary) }
    }
}
