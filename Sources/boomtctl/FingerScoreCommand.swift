internal import ArgumentParser
internal import Fingerprint

/// `boomtctl finger score`: every finger of a folder against every other.
struct FingerScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Compare all pairs of images or templates in a folder.",
        discussion: """
            Writes a CSV file with the header a,b,score: file names without their ending, and the score, higher = \
            more alike. Images that are not good enough are compared all the same. Files that are neither image nor \
            template are left out and named; exit code 1 then. Times go to standard error.
            """)

    @Argument(help: "The folder.")
    var directory: String

    @Argument(help: "Where to write the scores.")
    var output: String

    @Option(help: "Pixels per inch of images that do not tell.")
    var dpi = Resolution.usual

    @OptionGroup var format: OutputOptions

    private struct Summary: Encodable {
        var files: Int
        var leftOut: [String]
        var notUsable: Int
        var pairs: Int
        var lowest: Double?
        var median: Double?
        var highest: Double?
    }

    private struct Print {
        var name: String
        var template: PreparedTemplate
    }

    func run() throws {
        try Resolution.check(dpi)
        let names = try InputFolder.names(directory, limit: Limits.scoredFiles)
        var times = StepTimes()
        var summary = Summary(files: 0, leftOut: [], notUsable: 0, pairs: 0)
        var prints: [Print] = []
        for name in names {
            guard let template = try template(of: name, times: &times, summary: &summary) else { continue }
            prints.append(
                Print(name: Self.stem(name), template: times.measure(.prepare) { PreparedTemplate(template) }))
        }
        for (previous, next) in zip(prints, prints.dropFirst()) where previous.name == next.name {
            throw CommandFailure(.unusable, "two files are called \(next.name) but for their endings")
        }
        var csv = Array("a,b,score\n".utf8)
        var scores: [Double] = []
        let matcher = FingerMatcher()
        for (index, first) in prints.enumerated() {
            for second in prints[(index + 1)...] {
                let score = times.measure(.match) { matcher.score(first.template, second.template).value }
                scores.append(score)
                csv += Array("\(first.name),\(second.name),\(score)\n".utf8)
            }
        }
        try OutputFile.write(csv, to: output)
        scores.sort()
        summary.files = prints.count
        summary.pairs = scores.count
        (summary.lowest, summary.highest) = (scores.first, scores.last)
        if !scores.isEmpty { summary.median = scores[scores.count / 2] }
        for line in times.lines { Output.note(line) }
        if format.json { try Output.document(summary) } else { Output.text(Self.text(summary)) }
        guard summary.leftOut.isEmpty else { throw ExitStatus.negative.exit }
    }

    private func template(
        of name: String, times: inout StepTimes, summary: inout Summary
    ) throws(CommandFailure) -> FingerTemplate? {
        do {
            switch try FingerInput(path: directory + "/" + name, dpi: dpi) {
            case .template(let template): return template
            case .image(let image):
                let start = ContinuousClock.now
                let extraction = try FingerInput.extract(image, path: name)
                times.add(ContinuousClock.now - start, to: .extract)
                if !extraction.isUsable { summary.notUsable += 1 }
                return extraction.template
            }
        } catch {
            Output.note("\(error)")
            summary.leftOut.append(name)
            return nil
        }
    }

    /// A file name without its ending.
    private static func stem(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }

    private static func text(_ summary: Summary) -> String {
        func rounded(_ value: Double?) -> String { value.map { "\(($0 * 100).rounded() / 100)" } ?? "-" }
        var table = TextTable()
        table.add(["Файл · Files", "\(summary.files)", summary.leftOut.isEmpty ? "" : "+ \(summary.leftOut.count) ?"])
        table.add(["Муу зураг · Not usable", "\(summary.notUsable)"])
        table.add(["Хос · Pairs", "\(summary.pairs)"])
        table.add([
            "Оноо · Score",
            "\(rounded(summary.lowest)) … \(rounded(summary.median)) … \(rounded(summary.highest))",
        ])
        return table.text
    }
}
