internal import ArgumentParser
internal import BorderLaw
internal import Checkpoint
internal import RulebookFiles
internal import Support
internal import TableFiles
internal import TravelDocument

/// By which tables a command judges.
struct RulebookOptions: ParsableArguments {
    /// Where the dated tables stand when installed.
    static let installedFolder = "/etc/boomt/rulebook"

    @Option(
        name: .customLong("rulebook"),
        help: "Folder of dated tables; the installed one if left out, or else the compiled-in tables.")
    var folder: String?

    /// Loads the tables; every fault goes to standard error, and a folder with one is refused whole.
    func shelf() throws(CommandFailure) -> RulebookShelf {
        guard let folder = folder ?? (InputFile.isFolder(Self.installedFolder) ? Self.installedFolder : nil) else {
            return .standard
        }
        do throws(TableFaults) {
            return try RulebookFolder.load(folder)
        } catch {
            for fault in error.faults { Output.note(fault.description) }
            throw CommandFailure(.unusable, "the rulebook in \(folder) is refused", advice: "mend what is named above")
        }
    }
}

/// The tables of one day.
struct RulebookDayOptions: ParsableArguments {
    @OptionGroup var rulebooks: RulebookOptions

    @Option(help: "The day whose tables are shown, YYYY-MM-DD; today if left out.")
    var on: String?

    /// The rulebook of the day.
    func rulebook() throws(CommandFailure) -> Rulebook {
        let today = UlaanbaatarCalendar.day(of: .now())
        guard let day = on.map({ CivilDate($0) }) ?? today else {
            throw CommandFailure(.unusable, "--on is not a day of the form YYYY-MM-DD")
        }
        return try rulebooks.shelf().rulebook(on: day)
    }
}
