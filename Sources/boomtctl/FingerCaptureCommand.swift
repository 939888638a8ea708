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
        let hub = try Self.hub(seed: try fixedSeed())
        let chosen = try await choose(from: hub.scanners)
        let result = await capture(from: chosen, of: hub)
        await hub.close()
        let image = try Self.image(result)
        if let out {
            let isPNG = out.hasSuffix(".png")
            try OutputFile.write(isPNG ? try image.pngFile() : PortableGrayMap.encode(image), to: out)
        }
        let extraction = try FingerInput.extract(image, path: "the image")
        var report = FingerReport(image, extraction)
        report.scanner = chosen.id
        report.product = chosen.product
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

    private static func hub(seed: UInt32?) throws(CommandFailure) -> ScannerHub {
        do throws(ScannerError) {
            guard let seed else { return try ScannerHub() }
            return try ScannerHub(seedSource: { seed })
        } catch {
            throw CommandFailure(.notReachable, "USB cannot be used: \(error)", advice: "see to /dev/bus/usb")
        }
    }

    private func choose(from scanners: [ScannerDescription]) throws(CommandFailure) -> ScannerDescription {
        if let scanner {
            if let found = scanners.first(where: { $0.id == scanner }) { return found }
            throw CommandFailure(
                .notReachable, "there is no scanner \(scanner)", advice: "boomtctl devices names those that are there")
        }
        guard let first = scanners.first else {
            throw CommandFailure(.notReachable, "no scanner is plugged in", advice: "check its cable")
        }
        guard scanners.count == 1 else {
            let ids = scanners.map(\.id).joined(separator: ", ")
            throw CommandFailure(.unusable, "there are several scanners", advice: "choose with --scanner: \(ids)")
        }
        return first
    }

    private func capture(
        from scanner: ScannerDescription, of hub: ScannerHub
    ) async -> Result<FingerImage, ScannerError> {
        do throws(ScannerError) {
            return .success(
                try await hub.capture(from: scanner.id, timeout: .seconds(timeout)) { step in
                    switch step {
                    case .waitingForFinger: Output.note("Хуруугаа тавина уу · Place the finger")
                    case .fingerSeen: Output.note("Хуруугаа бүү хөдөлгө · Hold still")
                    case .imageTaken: Output.note("Хуруугаа авч болно · The finger may go")
                    }
                })
        } catch {
            return .failure(error)
        }
    }

    private static func image(_ result: Result<FingerImage, ScannerError>) throws(CommandFailure) -> FingerImage {
        switch result {
        case .success(let image): return image
        case .failure(let error):
            switch error.code {
            case .noFinger: throw CommandFailure(.negative, "nobody placed a finger in time")
            case .accessDenied:
                throw CommandFailure(
                    .notReachable, "the scanner may not be opened",
                    advice: "install the udev rules of boomt, or use an account that they name")
            case .busy:
                throw CommandFailure(
                    .notReachable, "another program has the scanner", advice: "the daemon may be using it")
            default:
                throw CommandFailure(.notReachable, "the scanner gave no image: \(error)", advice: "plug it in again")
            }
        }
    }
}
