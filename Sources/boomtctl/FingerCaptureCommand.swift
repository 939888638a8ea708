internal import ArgumentParser
internal import FingerScanner
internal import Fingerprint
internal import ImageFiles

/// `boomtctl finger capture`: one image from a scanner.
struct FingerCaptureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: "Take one image of a finger from a scanner.",
        discussion: """
            Exit code 1 when nobody placed a finger in time or the image is not good enough; it is written in the \
            latter case. Exit code 3 when the scanner is not there or does not work.
            """)

    @Option(help: "The scanner's id; see `boomtctl devices`. May be left out when there is only one.")
    var scanner: String?

    @Option(help: "Where to write the image; the ending says how: .png or .pgm.")
    var out: String?

    @Option(help: "The host seed of a U.are.U in hex, at most eight digits, so that a recording can replay.")
    var seed: String?

    @Option(help: "How long to wait for a finger, in seconds.")
    var timeout = 20

    @OptionGroup var output: OutputOptions

    func run() async throws {
        guard (1...Limits.fingerSeconds).contains(timeout) else {
            throw CommandFailure(.unusable, "--timeout takes 1 to \(Limits.fingerSeconds)")
        }
        if let out, !out.hasSuffix(".png"), !out.hasSuffix(".pgm") {
            throw CommandFailure(.unusable, "--out must end in .png or .pgm")
        }
        let scanner = try await ScannerUse(id: scanner, seed: try fixedSeed())
        let result = await scanner.capture(seconds: timeout)
        await scanner.close()
        let image = try ScannerUse.image(result)
        if let out {
            let isPNG = out.hasSuffix(".png")
            try OutputFile.write(isPNG ? try image.pngFile() : PortableGrayMap.encode(image), to: out)
        }
        let extraction = try FingerInput.extract(image, path: "the image")
        var report = FingerReport(image, extraction)
        report.scanner = scanner.description.id
        report.product = scanner.description.product
        if output.json { try Output.document(report) } else { Output.text(report.text) }
        guard extraction.isUsable else { throw ExitStatus.negative.exit }
    }

    private func fixedSeed() throws(CommandFailure) -> UInt32? {
        guard let seed else { return nil }
        guard seed.utf8.count <= 8, !seed.hasPrefix("+"), let number = UInt32(seed, radix: 16) else {
            throw CommandFailure(.unusable, "--seed takes one to eight hex digits")
        }
        return number
    }
}
