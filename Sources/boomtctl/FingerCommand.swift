internal import ArgumentParser
internal import Fingerprint
internal import ImageFiles

/// `boomtctl finger`: images, templates and scanners.
struct FingerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "finger", abstract: "Capture, extract and compare fingers.",
        subcommands: [
            FingerExtractCommand.self, FingerMatchCommand.self, FingerQualityCommand.self, FingerScoreCommand.self,
            FingerCaptureCommand.self, FingerEnrolCommand.self,
        ])
}

/// `boomtctl finger extract`: one image to a template.
struct FingerExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Extract the template of one image (PGM, PNG, WSQ or ISO/IEC 19794-4).",
        discussion: "Exit code 1 for an image that is not good enough; no template is written then.")

    @Argument(help: "The image.")
    var image: String

    @Option(help: "Pixels per inch of an image that does not tell.")
    var dpi = Resolution.usual

    @Option(help: "Where to write the ISO/IEC 19794-2:2005 record.")
    var out: String?

    @Option(help: "Where to write a PNG of the print with its ridges, the quality of its parts and the minutiae.")
    var picture: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        try Resolution.check(dpi)
        guard case .image(let image) = try FingerInput(path: image, dpi: dpi) else {
            throw CommandFailure(.unusable, "\(image) is a template already: an image is needed")
        }
        let extraction = try FingerInput.extract(image, path: self.image)
        if let picture {
            let drawn = try MinutiaPicture.draw(extraction.template, over: image)
            try OutputFile.write(try drawn.pngFile(), to: picture)
        }
        if let out, extraction.isUsable {
            try OutputFile.write(extraction.template.iso19794_2Record(), to: out)
        }
        let report = FingerReport(image, extraction)
        if output.json { try Output.document(report) } else { Output.text(report.text) }
        guard extraction.isUsable else {
            if out != nil { Output.note("no template was written: the image is not good enough") }
            throw ExitStatus.negative.exit
        }
    }
}

/// `boomtctl finger match`: compares two fingers.
struct FingerMatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Compare two fingers: images or templates, told apart by their content.",
        discussion: """
            The score is an estimate of -log10 of the false match rate: 3 is one stranger in a thousand. Exit code 1 \
            when it stays below the threshold.
            """)

    @Argument(help: "An image or a template.")
    var first: String

    @Argument(help: "An image or a template.")
    var second: String

    @Option(help: "Pixels per inch of images that do not tell.")
    var dpi = Resolution.usual

    @Option(help: "The least score of a match, 0 to 20.")
    var threshold = FingerMatcher.defaultThreshold

    @OptionGroup var output: OutputOptions

    private struct Answer: Encodable {
        var score: Double
        var fmr: Double
        var match: Bool
        var threshold: Double
    }

    func run() throws {
        try Resolution.check(dpi)
        guard (0...20).contains(threshold) else { throw CommandFailure(.unusable, "--threshold takes 0 to 20") }
        let probe = try FingerInput(path: first, dpi: dpi).template(path: first)
        let candidate = try FingerInput(path: second, dpi: dpi).template(path: second)
        let score = FingerMatcher().score(probe, candidate)
        let answer = Answer(
            score: score.value, fmr: score.falseMatchRate, match: score.value >= threshold, threshold: threshold)
        if output.json {
            try Output.document(answer)
        } else {
            let rounded = (score.value * 100).rounded() / 100
            Output.text(
                (answer.match ? "таарсан · match" : "таараагүй · no match") + "  \(rounded) (\(threshold))")
        }
        guard answer.match else { throw ExitStatus.negative.exit }
    }
}
