internal import ArgumentParser
internal import Checkpoint
internal import QuirkFiles
internal import Support
internal import TableFiles
internal import TravelDocument

/// By which knowledge of countries, readers and chips a command reads and judges.
struct QuirkOptions: ParsableArguments {
    /// Where the dated tables stand when installed.
    static let installedFolder = "/etc/boomt/quirks"

    @Option(
        name: .customLong("quirks"),
        help: "Folder of dated tables of quirks; the installed one if left out, or else the compiled-in table.")
    var folder: String?

    /// Loads the tables; every fault goes to standard error, and a folder with one is refused whole.
    func shelf() throws(CommandFailure) -> QuirkShelf {
        guard let folder = folder ?? (InputFile.isFolder(Self.installedFolder) ? Self.installedFolder : nil) else {
            return .standard
        }
        do throws(TableFaults) {
            return try QuirkFolder.load(folder)
        } catch {
            for fault in error.faults { Output.note(fault.description) }
            throw CommandFailure(.unusable, "the quirks in \(folder) are refused", advice: "mend what is named above")
        }
    }
}
