import TravelDocument

/// An entry of `secondOfficerRules`: the id of a rule, or the id and one word of its evidence.
struct SecondOfficerRule {
    /// The id.
    let rule: String
    /// The word, such as `result=failed`; nil for every finding of the rule.
    let word: String?
    private let text: String

    /// Takes an entry apart.
    init(_ text: String) {
        self.text = text
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        rule = parts[0]
        word = parts.count > 1 ? parts[1] : nil
    }

    /// Whether the entry means a finding.
    func means(_ finding: Finding) -> Bool {
        rule == finding.rule && (word.map(finding.evidence.contains) ?? true)
    }

    /// Why the entry can mean no finding, as far as that is known; nil when it can. One that is misspelt would leave
    /// a single officer to decide, and nobody would notice.
    var fault: String? {
        let shown = text.shown(atMost: 60)
        guard RuleCatalogue.findable.contains(rule) else {
            let other = RuleCatalogue.elsewhere[rule].map { " (\($0))" }
            return other.map { "\(shown) finds nothing by itself\($0)" } ?? "\(shown) names no rule"
        }
        guard let word else { return nil }
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, !parts[0].contains(" ") else {
            return "\(shown) can never be found: evidence is written name=value"
        }
        var names = Self.closedNames
        if let lane = LaneRule(rawValue: rule) {
            guard lane.evidence[parts[0]] != nil else {
                let told = lane.evidence.keys.sorted().joined(separator: ", ")
                return "\(shown) can never be found: \(rule) tells " + (told.isEmpty ? "nothing" : told)
            }
            names = lane.evidence
        }
        guard let words = names[parts[0]], !words.isEmpty, !words.contains(parts[1]) else { return nil }
        return "\(shown) can never be found: \(parts[0]) is one of \(words.sorted().joined(separator: ", "))"
    }

    /// Evidence of the law's rules whose values are a closed set.
    private static let closedNames: [String: Set<String>] = [
        "chip.overall": Set(ChipInspectionResult.allCases.map(\.rawValue)), "chip.check": LaneRule.inspectionChecks,
        "wanted.match": Set(ListMatchTier.allCases.map(\.rawValue)),
        "restriction.match": Set(ListMatchTier.allCases.map(\.rawValue)),
    ]
}
