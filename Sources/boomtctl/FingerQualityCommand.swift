internal import ArgumentParser
internal import Fingerprint

/// `boomtctl finger quality`: what one image is worth.
struct FingerQualityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quality",
        abstract: "Tell how good one image is and what to do better.",
        discussion: """
            The figure, 0 to 100, is our own and not comparable with NFIQ. Exit code 1 for an image that is not good \
            enough to be stored or compared.
            """)

    @Argument(help: "The image: PGM, PNG, WSQ or ISO/IEC 19794-4.")
    var image: String

    @Option(help: "Pixels per inch of an image that does not tell.")
    var dpi = Resolution.usual

    @OptionGroup var output: OutputOptions

    func run() throws {
        try Resolution.check(dpi)
        guard case .image(let image) = try FingerInput(path: image, dpi: dpi) else {
            throw CommandFailure(.unusable, "\(self.image) is a template: an image is needed")
        }
        let extraction = try FingerInput.extract(image, path: self.image)
        let report = FingerReport(image, extraction)
        if output.json { try Output.document(report) } else { Output.text(report.text) }
        guard extraction.isUsable else { throw ExitStatus.negative.exit }
    }
}
