internal import ArgumentParser
internal import Checkpoint

/// `boomtctl crossing describe`: adds to a record what no device tells.
struct CrossingDescribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Add purpose, countries, crew, driver or companion to a crossing.",
        discussion: """
            The record itself never changes: this stands beside it. A later entry takes the place of the one before, \
            whole, and the earlier ones stay in the database.
            """)

    /// What the daemon takes.
    private struct Description: Encodable {
        var purpose: String?
        var fromCountry: String?
        var toCountry: String?
        var stayDays: Int?
        var isDriver: Bool
        var isCrew: Bool
        var isOnDuty: Bool
        var companion: CrossingID?
        var relation: CrossingParticulars.Relation?
        var officer: String
    }

    @Argument(help: "The id of the crossing.")
    var id: CrossingID

    @Option(help: "The service number of the officer who enters this.")
    var officer: String

    @Option(help: "Why the traveller crosses, in a few words.")
    var purpose: String?

    @Option(help: "Three letters of the state that the journey comes from.")
    var fromCountry: String?

    @Option(help: "Three letters of the state that the journey goes to.")
    var toCountry: String?

    @Option(help: "Days that the traveller says to stay.")
    var stayDays: Int?

    @Flag(help: "The traveller drives a vehicle across.")
    var driver = false

    @Flag(help: "The traveller is crew of a flight or train.")
    var crew = false

    @Flag(help: "The traveller works for the checkpoint or a carrier.")
    var onDuty = false

    @Option(help: "The id of the crossing of whoever travels along and answers for the traveller.")
    var companion: CrossingID?

    @Option(
        help: "Who the companion is: mother, father, grandparent, sibling, guardian, relative, teacher, carrier, other."
    )
    var relation: CrossingParticulars.Relation?

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let added = try control.client.ask(
            CrossingParticulars.self, "POST", "/v1/crossings/\(id.text)/particulars",
            body: Description(
                purpose: purpose, fromCountry: fromCountry, toCountry: toCountry, stayDays: stayDays,
                isDriver: driver, isCrew: crew, isOnDuty: onDuty, companion: companion, relation: relation,
                officer: officer))
        if output.json {
            try Output.document(added)
        } else {
            Output.text("Нэмэв · Added: \(CrossingText.words(added))")
        }
    }
}

extension CrossingParticulars.Relation: ExpressibleByArgument {}

extension CrossingText {
    /// What an officer added, in one line.
    static func words(_ particulars: CrossingParticulars) -> String {
        var parts: [String] = []
        if let purpose = particulars.purpose { parts.append(purpose) }
        if particulars.fromCountry != nil || particulars.toCountry != nil {
            parts.append("\(particulars.fromCountry ?? "?") → \(particulars.toCountry ?? "?")")
        }
        if let days = particulars.stayDays { parts.append("\(days) өдөр · days") }
        if particulars.isDriver { parts.append("жолооч · driver") }
        if particulars.isCrew { parts.append("багийн гишүүн · crew") }
        if particulars.isOnDuty { parts.append("албаар · on duty") }
        if let companion = particulars.companion, let relation = particulars.relation {
            parts.append("дагалдагч · companion \(companion.text) (\(relation.rawValue))")
        }
        return parts.joined(separator: ", ") + " (\(particulars.officer), \(time(particulars.recordedAt)))"
    }
}
