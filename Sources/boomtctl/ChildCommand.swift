internal import ArgumentParser
internal import BorderLaw
internal import Checkpoint
internal import TravelDocument

/// `boomtctl child`: children who leave, their papers, and those who stay abroad.
struct ChildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "child", abstract: "Enter papers of children who leave (A/49); follow up those who stay abroad.",
        subcommands: [
            ChildJourneyCommand.self, DeskBookListCommand<ChildJourney>.self,
            DeskBookWithdrawCommand<ChildJourney>.self, ChildFollowUpsCommand.self,
            ChildSettleCommand.self,
        ])
}

/// `boomtctl child followups`: children who left with somebody and are not back.
struct ChildFollowUpsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "followups", abstract: "Show children who left with somebody who is no parent and are not back.",
        discussion: """
            The longest away first. A companion who has come back alone owes the papers about whoever took over the \
            child (A/49 2.5). Who reads it, and what for, is journaled first. Exit code 1 when a companion is back without the child.
            """)

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let open = try control.client.ask([OpenFollowUp].self, "GET", "/v1/children/follow-ups?\(reading.query)")
        if output.json {
            try Output.document(open)
        } else {
            var table = TextTable([
                "№", "ХҮҮХЭД · CHILD", "ГАРСАН · LEFT", "ХАМТ · WITH", "БАРИМТ · DOCUMENT", "БУЦСАН · CAME BACK ALONE",
            ])
            for row in open {
                table.add([
                    "\(row.journey)", "\(row.child)", "\(row.leftOn)", row.companionKind.rawValue, "\(row.companion)",
                    row.companionBackOn.map { "\($0)" } ?? "-",
                ])
            }
            Output.text(table.text)
        }
        if open.contains(where: { $0.companionBackOn != nil }) { throw ExitStatus.negative.exit }
    }
}

/// `boomtctl child settle`: closes a follow-up.
struct ChildSettleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle", abstract: "Close a follow-up: what became of the child.",
        discussion: "A journey is settled once. Exit code 1 when it is settled already or belongs to another child.")

    @Argument(help: "The number of the journey, as followups shows it.")
    var journey: Int64

    @OptionGroup var document: DocumentOptions

    @Option(help: "childReturned, papersReceived or handedOver.")
    var outcome: ChildSettlement.Outcome

    @OptionGroup var officer: OfficerOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let settlement = ChildSettlement(document: try document.key(), journey: journey, outcome: outcome)
        try ChildSettlement.book(control, output).enter(
            settlement, by: officer)
    }
}

extension ChildJourney: ListedEntry {
    static var path: String { "/v1/children/journeys" }
    static var commands: DeskBookWords {
        DeskBookWords(
            list: "Show the journeys that were entered for a child.", withdraw: "Take back a wrong journey.",
            noun: "journey")
    }

    var summary: String {
        let papers: [(String, Bool)] = [
            ("birthRecord", birthRecord != nil), ("guardianDecision", guardianDecision != nil),
            ("powerOfAttorney", powerOfAttorney != nil), ("policePermit", policePermit != nil),
        ]
        return shownLine(
            [day, companionKind.rawValue, companion, branch?.rawValue] + papers.filter(\.1).map(\.0))
    }
}

extension ChildSettlement: ShownEntry {
    static var path: String { "/v1/children/settlements" }
    var summary: String { shownLine(["№ \(journey)", outcome.rawValue]) }
}

extension ChildSettlement.Outcome: ExpressibleByArgument {}
