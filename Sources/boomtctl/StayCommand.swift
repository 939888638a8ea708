internal import ArgumentParser
internal import Checkpoint
internal import TravelDocument

/// `boomtctl stay`: visas, residence permits and registrations of foreigners.
struct StayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stay", abstract: "Enter visas, residence permits and registrations of foreigners.",
        subcommands: [
            StayAddCommand.self, DeskBookListCommand<StayRight>.self, DeskBookWithdrawCommand<StayRight>.self,
        ])
}

/// `boomtctl stay add`: enters one right to stay.
struct StayAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Enter a right to stay that the officer has seen; desks judge by it at once.",
        discussion: """
            A visa and a residence permit need --until, a permission for a visa --issued, a registration (13 digits) and \
            a residence card --from, the day on which it happened. Two visas of one document do not run at the same \
            time, and a number is entered once: end the other entry first. Exit code 1 when the daemon refuses.
            """)

    @OptionGroup var document: DocumentOptions

    @Option(help: "visa, residencePermit, visaPermission, registration or residenceCard.")
    var kind: StayRight.Kind

    @Option(help: "Its number.")
    var number: String

    @Option(help: "Class of the visa or kind of the permit, as printed.")
    var category: String?

    @Option(help: "Day of issue, YYYY-MM-DD.")
    var issued: CivilDate?

    @Option(help: "First day, YYYY-MM-DD.")
    var from: CivilDate?

    @Option(help: "Last day: of a visa the last one to enter.")
    var until: CivilDate?

    @Option(help: "Days of stay that a visa grants at each entry.")
    var days: Int?

    @Option(help: "Entries that a visa allows in all.")
    var entries: Int?

    @OptionGroup var officer: OfficerOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let right = StayRight(
            document: try document.key(), kind: kind, number: number, category: category, issued: issued,
            validFrom: from, validUntil: until, days: days, entries: entries)
        try StayRight.book(control, output).enter(right, by: officer)
    }
}

extension StayRight: ListedEntry {
    static var path: String { "/v1/stays" }
    static var commands: DeskBookWords {
        DeskBookWords(
            list: "Show the rights to stay of a document, also those that were ended.", withdrawName: "end",
            withdraw: "End a right to stay before its last day, or take back a wrong entry.")
    }

    var summary: String {
        shownLine([
            kind.rawValue, number, category, validFrom ?? issued, validUntil.map { "– \($0)" },
            days.map { "\($0) d" }, entries.map { "×\($0)" },
        ])
    }
}

extension StayRight.Kind: ExpressibleByArgument {}
