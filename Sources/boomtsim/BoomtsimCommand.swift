internal import ArgumentParser
internal import Fingerprint
internal import Foundation
internal import ImageFiles
internal import Simulators

/// `boomtsim`: stands in for hardware, so that everything else can be real.
@main
struct BoomtsimCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "boomtsim",
        abstract: "Virtual passports, scanners and fingers for demonstrations and tests. Never for real travellers.",
        subcommands: [DemoCommand.self, ChipCommand.self, PrintCommand.self, SeedsCommand.self])
}

/// `boomtsim print`: a fingerprint that nobody has.
struct PrintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print", abstract: "Grows a synthetic fingerprint and writes it as PNG or PGM.")

    @Option(help: "Names the finger.")
    var seed: UInt64 = 1

    @Option(help: "Names the impression of the finger.")
    var impression: UInt64 = 0

    @Flag(help: "Print the result as JSON.")
    var json = false

    @Argument(help: "File to write, ending in .png or .pgm.")
    var file: String

    func run() throws {
        let image = try RidgeGrowth.master(seed: seed).impression(seed: seed &* 1000 &+ impression)
        let bytes = file.hasSuffix(".pgm") ? PortableGrayMap.encode(image) : try image.pngFile()
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: file))
        } catch {
            FileHandle.standardError.write(Data("boomtsim: cannot write \(file)\n".utf8))
            throw ExitCode(2)
        }
        if json {
            print("{\"height\":\(image.height),\"pixelsPerInch\":\(image.pixelsPerInch),\"width\":\(image.width)}")
        } else {
            print("\(file): \(image.width) x \(image.height) at \(image.pixelsPerInch) dpi")
        }
    }
}
