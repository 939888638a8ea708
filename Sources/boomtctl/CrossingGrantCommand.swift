internal import ArgumentParser
internal import Checkpoint
internal import TravelDocument

/// `boomtctl crossing grant`: how long a foreigner who entered may stay.
struct CrossingGrantCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Grant a foreigner who entered a stay of some days, or until a day.",
        discussion: """
            Stands beside the record of the entry, and the exit is judged by it (VF-04): without a grant, the days of the \
            visa or of the agreement count. The day of entry is the first day. A later grant takes the place of the one \
            before, also for an extension; a residence permit that lasts longer still counts. Exit code 1 when it cannot \
            stand.
            """)

    /// What the daemon takes.
    private struct Grant: Encodable {
        var days: Int?
        var until: CivilDate?
        var authority: String
        var officer: String
    }

    @Argument(help: "The id of the entry.")
    var id: CrossingID

    @Option(help: "Days of stay; the day of entry counts.")
    var days: Int?

    @Option(help: "The last day, YYYY-MM-DD, instead of days.")
    var until: String?

    @Option(help: "The law, agreement or decision that it rests on, with its paragraph or number.")
    var authority: String

    @Option(help: "The service number of the officer who answers for it.")
    var officer: String

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        guard (days == nil) != (until == nil) else {
            throw CommandFailure(.unusable, "either --days or --until is needed")
        }
        let last = until.flatMap { CivilDate($0) }
        guard (until == nil) == (last == nil) else {
            throw CommandFailure(.unusable, "--until is not a day of the form YYYY-MM-DD")
        }
        let granted = try control.client.ask(
            EntryGrant.self, "POST", "/v1/crossings/\(id.text)/grants",
            body: Grant(days: days, until: last, authority: authority, officer: officer))
        if output.json {
            try Output.document(granted)
        } else {
            Output.text("Зөвшөөрөв · Granted: \(CrossingText.words(granted))")
        }
    }
}

extension CrossingText {
    /// What an officer granted, in one line.
    static func words(_ grant: EntryGrant) -> String {
        let length =
            grant.until.map { "\($0) хүртэл · until \($0)" } ?? grant.days.map { "\($0) хоног · days" } ?? "–"
        return "\(length): \(grant.authority) (\(grant.officer), \(time(grant.recordedAt)))"
    }
}
