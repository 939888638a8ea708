internal import ArgumentParser
internal import Checkpoint
internal import TravelDocument

/// `boomtctl list false-hit`: entries of lists that mean somebody else.
struct FalseHitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "false-hit", abstract: "Note that an entry of a list does not mean the holder of a document.",
        subcommands: [
            FalseHitAddCommand.self, DeskBookListCommand<FalseHit>.self, DeskBookWithdrawCommand<FalseHit>.self,
        ])
}

/// `boomtctl list false-hit add`: notes one.
struct FalseHitAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Note that an entry means somebody else; it is not shown again for this document.",
        discussion: """
            What is found by a register or document number is shown all the same. The key of the entry stands in the \
            evidence of the finding (`boomtctl crossing show`). Exit code 1 when the list has no such entry.
            """)

    @OptionGroup var document: DocumentOptions

    @Option(help: "exitRestrictions or wantedPersons.")
    var list: BorderList

    @Option(help: "The key of the entry on its list.")
    var entry: String

    @OptionGroup var officer: OfficerOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try FalseHit.book(control, output).enter(
            FalseHit(document: document.key(), list: list, entryKey: entry), by: officer)
    }
}

extension FalseHit: ListedEntry {
    static var path: String { "/v1/lists/false-hits" }
    static var commands: DeskBookWords {
        DeskBookWords(
            list: "Show what was noted as a false hit for a document.",
            withdraw: "Take a note back: the entry is shown again.", noun: "note")
    }

    var summary: String { shownLine([list.rawValue, entryKey]) }
}

extension BorderList: ExpressibleByArgument {}
