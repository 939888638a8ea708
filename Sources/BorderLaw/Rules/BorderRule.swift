package import TravelDocument

/// When in a crossing the rules are asked.
package enum EvaluationStage: String, Sendable, Codable, Hashable, CaseIterable {
    /// Before a finger is asked for: no finger is taken from someone who cannot pass.
    case beforeFinger
    /// With everything known, before the record is committed.
    case final
}

/// What a rule sees: the facts, the numbers of the day, and whether a rule before it already stopped the traveller.
struct RuleContext {
    let facts: CrossingFacts
    let parameters: EGateParameters
    let alreadyStopped: Bool
    /// The numbers of the rules that only a desk applies.
    var desk = DeskParameters()
    /// The tables that judge foreigners.
    var tables = ForeignerTables()

    /// How a broken rule shows at this station: a gate stays shut, at the desk the officer decides.
    var stop: Outcome {
        switch facts.station {
        case .eGate: .gateShut
        case .desk: .refer
        }
    }
}

/// A rule in words, for `rules list` and `rules explain`.
package struct RuleDescription: Sendable, Hashable, Codable {
    /// Identifier, such as `EG-03`.
    package let rule: String
    /// Order and paragraph.
    package let citation: String
    /// What the rule asks, in one sentence.
    package let title: LocalizedText
}

/// One rule: a value without state that turns facts into findings.
protocol BorderRule: Sendable {
    /// Identifier, citation and wording.
    var description: RuleDescription { get }
    /// Stations where the rule is asked.
    var stations: Set<Station> { get }
    /// The first stage at which it can be answered; it is asked from then on.
    var stage: EvaluationStage { get }
    /// What the rule says; never empty, so that every applied rule stands in the record.
    func findings(_ context: RuleContext) -> [Finding]
    /// Whether the rule concerns this traveller at all; a rule that does not stays silent.
    func concerns(_ context: RuleContext) -> Bool
    /// Whom the rule concerns, in words.
    var who: LocalizedText { get }
    /// Names of the facts the rule looks at.
    var needs: [String] { get }
    /// Names of the parameters the rule uses, as the rulebook writes them.
    var parameterNames: [String] { get }
}

extension BorderRule {
    var stations: Set<Station> { [.eGate, .desk] }
    var stage: EvaluationStage { .beforeFinger }
    var who: LocalizedText {
        stations == [.eGate]
            ? LocalizedText(mn: "цахим гарцаар нэвтрэх зорчигч", en: "travellers at an e-gate")
            : LocalizedText(mn: "бүх зорчигч", en: "every traveller")
    }
    var needs: [String] { [] }
    var parameterNames: [String] { [] }

    func concerns(_ context: RuleContext) -> Bool { true }

    /// Makes a finding of this rule.
    func finding(_ outcome: Outcome, mn: String, en: String, _ evidence: [String] = []) -> Finding {
        Finding(
            rule: description.rule,
            citation: description.citation,
            outcome: outcome,
            reason: LocalizedText(mn: mn, en: en),
            evidence: evidence)
    }
}

/// Writes one piece of evidence; an absent value stands as `unknown`.
func evidence(_ name: String, _ value: (some CustomStringConvertible)?) -> String {
    if let value { "\(name)=\(value.description)" } else { "\(name)=unknown" }
}

/// A code of the MRZ without filler and spaces around it.
func bareCode(_ text: String) -> String {
    func isFiller(_ character: Character) -> Bool { character == "<" || character == " " }
    var slice = text[...]
    while let last = slice.last, isFiller(last) { slice.removeLast() }
    while let first = slice.first, isFiller(first) { slice.removeFirst() }
    return String(slice)
}

/// A code as a text shows it; one that could not be read stands as a question mark.
func shown(_ code: String) -> String {
    code.isEmpty ? "?" : code
}
