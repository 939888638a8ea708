internal import ArgumentParser
internal import Checkpoint

/// `boomtctl crossing decide`: an officer lets a referred traveller pass, or refuses.
struct CrossingDecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Decide about a traveller whom a lane referred: let pass, or refuse.",
        discussion: """
            Written once beside the record, which never changes. A traveller who was let pass has crossed: stays and \
            pairs count it. Grave findings (the rulebook names them) need a supervisor as second officer, a refusal \
            needs the law or decision it carries out, and a citizen of Mongolia is never refused entry. A traveller \
            who goes to a desk is recorded there; then nothing is to be decided here. Exit code 1 when the decision \
            cannot stand.
            """)

    /// What the daemon takes.
    private struct Decision: Encodable {
        var kind: OfficerDecision.Kind
        var officer: String
        var secondOfficer: String?
        var reason: String
        var authority: String?
    }

    @Argument(help: "The id of the crossing.")
    var id: CrossingID

    @Option(help: "letPass or refused.")
    var outcome: OfficerDecision.Kind

    @Option(help: "The service number of the officer who answers for it.")
    var officer: String

    @Option(help: "The service number of the supervisor who agrees.")
    var secondOfficer: String?

    @Option(help: "What it rests on.")
    var reason: String

    @Option(help: "Of a refusal: the law or the decision of an authority, with its paragraph.")
    var authority: String?

    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let decided = try control.client.ask(
            OfficerDecision.self, "PUT", "/v1/crossings/\(id.text)/decision",
            body: Decision(
                kind: outcome, officer: officer, secondOfficer: secondOfficer, reason: reason, authority: authority))
        if output.json {
            try Output.document(decided)
        } else {
            Output.text(CrossingText.words(decided))
        }
    }
}

extension OfficerDecision.Kind: ExpressibleByArgument {}

extension CrossingText {
    /// What an officer found out about an interrupted crossing, in one line.
    static func words(_ settlement: CrossingSettlement) -> String {
        let what =
            switch settlement.outcome {
            case .passed: "нэвтэрсэн · passed"
            case .turnedBack: "буцсан · turned back"
            }
        return "\(what): \(settlement.reason) (\(settlement.officer), \(time(settlement.settledAt)))"
    }

    /// What an officer decided, in one line.
    static func words(_ decision: OfficerDecision) -> String {
        let what =
            switch decision.kind {
            case .letPass: "нэвтрүүлсэн · let pass"
            case .refused: "үл нэвтрүүлсэн · refused (\(decision.authority ?? "–"))"
            }
        let second = decision.secondOfficer.map { ", \($0)" } ?? ""
        let over = decision.overridden.isEmpty ? "" : " [\(decision.overridden.joined(separator: " "))]"
        return "\(what)\(over): \(decision.reason) (\(decision.officer)\(second), \(time(decision.decidedAt)))"
    }
}
