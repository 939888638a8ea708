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

    /// What holds on the day.
    func tables() throws(CommandFailure) -> TablesOfDay {
        let today = UlaanbaatarCalendar.day(of: .now())
        guard let day = on.map({ CivilDate($0) }) ?? today else {
            throw CommandFailure(.unusable, "--on is not a day of the form YYYY-MM-DD")
        }
        return TablesOfDay(try rulebooks.shelf(), on: day)
    }
}

/// What holds on a day.
struct TablesOfDay {
    /// A table, and where it comes from.
    struct Origin: Encodable {
        /// Its kind.
        let table: RulebookTableKind
        let version: String
        let source: String
        let validFrom: CivilDate
        let validUntil: CivilDate?
    }

    /// A kind of table that lacks.
    struct Lack: Encodable {
        let table: RulebookTableKind
        /// Since or until when.
        let reason: LocalizedText
    }

    /// The rules' numbers.
    let rulebook: Rulebook
    /// The tables that hold.
    let origins: [Origin]
    /// The kinds without one.
    let lacking: [Lack]

    /// Takes the tables of a day from the shelf.
    init(_ shelf: RulebookShelf, on day: CivilDate) {
        rulebook = shelf.rulebook(on: day)
        origins = shelf.tables(on: day).map {
            Origin(
                table: $0.kind, version: $0.version, source: $0.source, validFrom: $0.validFrom,
                validUntil: $0.validUntil)
        }
        lacking = rulebook.missing.map { Lack(table: $0.kind, reason: $0.text) }
    }
}
