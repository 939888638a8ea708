internal import ArgumentParser
internal import Checkpoint
internal import TravelDocument

/// `boomtctl list false-hit`: entries of lists that mean somebody else.
struct FalseHitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "false-hit", abstract: "Note that an entry of a list does not mean the holder of a document.",
        subcommands: [FalseHitAddCommand.self, FalseHitListCommand.self, FalseHitWithdrawCommand.self])

    /// The book behind the commands.
    static func book(_ control: ControlOptions, _ output: OutputOptions) -> DeskBookClient<FalseHit> {
        DeskBookClient(control: control, output: output, path: "/v1/lists/false-hits")
    }
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
        try FalseHitCommand.book(control, output).enter(
            FalseHit(document: document.key(), list: list, entryKey: entry), by: officer)
    }
}

/// `boomtctl list false-hit list`: shows those of a document.
struct FalseHitListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show what was noted as a false hit for a document.")

    @OptionGroup var document: DocumentOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try FalseHitCommand.book(control, output).list(of: document.key())
    }
}

/// `boomtctl list false-hit withdraw`: the entry is shown again.
struct FalseHitWithdrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Take a note back: the entry is shown again.")

    @Argument(help: "The number of the note, as list shows it.")
    var id: Int64

    @OptionGroup var officer: OfficerOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try FalseHitCommand.book(control, output).withdraw(id, by: officer)
    }
}

extension FalseHit: ShownEntry {
    var summary: String { shownLine([list.rawValue, entryKey]) }
}

extension BorderList: ExpressibleByArgument {}
