internal import ArgumentParser
internal import BorderLaw
internal import Checkpoint

/// `boomtctl crossing replay`: judges the stored facts again and compares.
struct CrossingReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Judge the facts of a crossing again and compare with the stored verdict.",
        discussion: """
            Uses the tables of the day of the crossing, and the numbers that the record holds where the settings of its \
            daemon (boomt.yaml) had brought some. Findings of the lane itself (LN-…) come from devices and are left out. \
            Who reads the record, and what for, is journaled first. Exit code 1 when anything differs, or when the record was judged by another rulebook.
            """)

    @Argument(help: "The id of the crossing.")
    var id: CrossingID

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var rulebooks: RulebookOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let record = try control.client.ask(CrossingRecord.self, "GET", "/v1/crossings/\(id.text)?\(reading.query)")
        let tables = try rulebooks.shelf().rulebook(on: record.facts.date)
        let replay = CrossingReplay(record, tables: tables)
        if output.json { try Output.document(replay) } else { Output.text(replay.text) }
        guard replay.same else { throw ExitStatus.negative.exit }
    }
}

/// The comparison of a stored verdict with the one that the same facts give now.
struct CrossingReplay: Encodable {
    /// A rule that says something else than before.
    struct Difference: Encodable, Equatable {
        /// The rule.
        let rule: String
        /// What it said then; nil when it did not speak.
        let recorded: Outcome?
        /// What it says now; nil when it does not speak.
        let replayed: Outcome?
    }

    /// The crossing.
    let id: CrossingID
    /// Whether rulebook, verdict and every finding are the same.
    let same: Bool
    /// How far the crossing had come when it was judged.
    let stage: EvaluationStage
    /// The rulebook of the record.
    let recordedRulebook: String
    /// The rulebook that judged now.
    let replayedRulebook: String
    /// Whether the numbers of the e-gate rules came out of the record itself.
    let numbersOfRecord: Bool
    /// The verdict of the record without findings of the lane.
    let recorded: Outcome
    /// The verdict now.
    let replayed: Outcome
    /// What differs, in the order of the record and then of the rules.
    let differences: [Difference]

    /// Prefix of findings that come from devices and stores and cannot be replayed.
    private static let laneRules = "LN-"

    /// Judges the facts of a record again: by the tables of its day, with the numbers that it holds itself.
    init(_ record: CrossingRecord, tables: Rulebook) {
        let rulebook = record.verdict.numbers.map(tables.with) ?? tables
        numbersOfRecord = record.verdict.numbers != nil
        id = record.id
        // A desk judges with every rule at once; a gate that took no finger had stopped before it.
        let stopped = record.facts.station == .eGate && record.facts.finger == .notTaken
        stage = stopped ? .beforeFinger : .final
        let lawful = record.verdict.findings.filter { !$0.rule.hasPrefix(Self.laneRules) }
        let now = DeskRules.evaluate(record.facts, rulebook: rulebook, stage: stage)
        recordedRulebook = record.verdict.rulebook
        replayedRulebook = now.rulebook
        recorded = Verdict(findings: lawful, rulebook: recordedRulebook).outcome
        replayed = now.outcome
        differences = Self.compare(lawful, now.findings)
        same = differences.isEmpty && recorded == replayed && recordedRulebook == replayedRulebook
    }

    /// A rule may speak several times: findings are paired in their order, rule by rule.
    private static func compare(_ then: [Finding], _ now: [Finding]) -> [Difference] {
        var rules: [String] = []
        for rule in (then + now).map(\.rule) where !rules.contains(rule) { rules.append(rule) }
        return rules.flatMap { rule in
            let before = then.filter { $0.rule == rule }
            let after = now.filter { $0.rule == rule }
            return (0..<max(before.count, after.count)).compactMap { index -> Difference? in
                let old = before.indices.contains(index) ? before[index] : nil
                let new = after.indices.contains(index) ? after[index] : nil
                // Wording may be improved; ground and outcome may not change silently.
                let isSame = old?.outcome == new?.outcome && old?.evidence == new?.evidence
                return isSame ? nil : Difference(rule: rule, recorded: old?.outcome, replayed: new?.outcome)
            }
        }
    }

    /// The comparison for people.
    var text: String {
        guard !same else { return "ижил · same: \(CrossingText.words(replayed)), \(replayedRulebook)" }
        var lines = ["өөр · different: \(CrossingText.words(recorded)) → \(CrossingText.words(replayed))"]
        if recordedRulebook != replayedRulebook {
            lines.append("журам · rulebook: \(recordedRulebook) → \(replayedRulebook)")
            if !numbersOfRecord {
                lines.append(
                    """
                    бичлэгт өөрийн тоо алга: тухайн үеийн хүснэгтээр дахин шүүнэ үү (--rulebook)
                    the record holds no numbers of its own: judge it by the tables it names (--rulebook FOLDER)
                    """)
            }
        }
        for difference in differences {
            let then = difference.recorded?.rawValue ?? "–"
            let now = difference.replayed?.rawValue ?? "–"
            lines.append("\(difference.rule): \(then) → \(now)\(then == now ? " (evidence)" : "")")
        }
        return lines.joined(separator: "\n")
    }
}
