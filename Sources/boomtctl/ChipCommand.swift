internal import ArgumentParser

/// `boomtctl chip`: chips on a reader and their files on disk.
struct ChipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chip", abstract: "Read the chip of a document, or judge the files of one.",
        subcommands: [ChipReadCommand.self, ChipInspectCommand.self])
}
