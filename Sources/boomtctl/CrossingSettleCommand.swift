internal import ArgumentParser
internal import Checkpoint

/// `boomtctl crossing settle`: says what became of a traveller whose gate was open when nobody saw.
struct CrossingSettleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle",
        abstract: "Settle an interrupted crossing: did the traveller pass or turn back?",
        discussion: """
            Written once beside the record. Until then the passport counts as used in that direction, and its holder is \
            led to an officer. Exit code 1 when the crossing is not interrupted or settled already.
            """)

    /// What the daemon takes.
    private struct Settlement: Encodable {
        var outcome: CrossingSettlement.Outcome
        var officer: String
        var reason: String
    }

    @Argument(help: "The id of the crossing.")
    var id: CrossingID

    @Option(help: "passed or turnedBack.")
    var outcome: CrossingSettlement.Outcome

    @Option(help: "Who answers for it: the service number of an officer.")
    var officer: String

    @Option(help: "What it rests on, for example a camera's recording.")
    var reason: String

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let settled = try control.client.ask(
            CrossingSettlement.self, "PUT", "/v1/crossings/\(id.text)/settlement",
            body: Settlement(outcome: outcome, officer: officer, reason: reason))
        if output.json {
            try Output.document(settled)
        } else {
            Output.text("Шийдвэрлэсэн · Settled: \(settled.outcome.rawValue)")
        }
    }
}

extension CrossingSettlement.Outcome: ExpressibleByArgument {}
