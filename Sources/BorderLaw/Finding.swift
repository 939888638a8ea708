package import TravelDocument

/// What one rule says about one crossing, with its ground, so that a decision explains itself.
///
/// JSON shape: `{"rule","citation","outcome","reason":{"mn","en"},"evidence":[…]}`.
package struct Finding: Sendable, Hashable, Codable {
    /// Identifier of the rule, such as `EG-03`.
    package let rule: String
    /// Order and paragraph the rule comes from, such as `A/260 4.1`.
    package let citation: String
    /// What the rule asks for.
    package let outcome: Outcome
    /// The reason in words an officer understands at once.
    package let reason: LocalizedText
    /// The facts the rule looked at, as `name=value`; may hold personal data and belongs in the record, not in logs.
    package let evidence: [String]

    /// Makes a finding from its parts.
    package init(rule: String, citation: String, outcome: Outcome, reason: LocalizedText, evidence: [String]) {
        self.rule = rule
        self.citation = citation
        self.outcome = outcome
        self.reason = reason
        self.evidence = evidence
    }
}
