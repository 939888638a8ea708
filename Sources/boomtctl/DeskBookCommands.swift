internal import ArgumentParser
internal import Checkpoint

/// An entry whose book has the commands to list and to take back.
protocol ListedEntry: ShownEntry {
    static var commands: DeskBookWords { get }
}

/// How the help speaks of a book.
struct DeskBookWords {
    /// What list does.
    let list: String
    /// How the command is called that takes an entry out of force.
    var withdrawName = "withdraw"
    /// What it does.
    let withdraw: String
    /// What an entry is.
    var noun = "entry"
}

/// `boomtctl ... list`: shows what was entered about a document.
struct DeskBookListCommand<Entry: ListedEntry>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: Entry.commands.list)
    }

    @OptionGroup var document: DocumentOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try Entry.book(control, output).list(of: document.key(), for: reading)
    }
}

/// `boomtctl ... withdraw`: takes an entry out of force.
struct DeskBookWithdrawCommand<Entry: ListedEntry>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Entry.commands.withdrawName, abstract: Entry.commands.withdraw)
    }

    @Argument(help: "The number of the \(Entry.commands.noun), as list shows it.")
    var id: Int64

    @OptionGroup var officer: OfficerOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try Entry.book(control, output).withdraw(id, by: officer)
    }
}
