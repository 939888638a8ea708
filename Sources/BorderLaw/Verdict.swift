/// The sum of all findings about one crossing.
///
/// JSON shape: `{"verdict","findings","rulebook"}`.
package struct Verdict: Sendable, Hashable, Codable {
    /// `allow` when no finding needs an officer, otherwise `refer`.
    ///
    /// A shut gate always leads to an officer, therefore a `gateShut` finding makes the verdict `refer`. The milder
    /// findings (`record`, `remind`, `priority`) are duties beside the passage and do not change it.
    package let outcome: Outcome
    /// What every applied rule said, in the order of the checks; satisfied rules are there too.
    package let findings: [Finding]
    /// Version of the rulebook the findings were made with.
    package let rulebook: String
    /// The numbers that a daemon's settings brought in place of the table of the day; nil when the tables were used as
    /// they stand, and in records from before numbers were kept.
    package let numbers: RulebookNumbers?

    private enum CodingKeys: String, CodingKey {
        case outcome = "verdict"
        case findings
        case rulebook
        case numbers
    }

    /// Sums up findings; no findings at all is doubt, and doubt goes to an officer.
    package init(findings: [Finding], rulebook: String, numbers: RulebookNumbers? = nil) {
        let mayProceed = !findings.isEmpty && !findings.contains { $0.outcome.needsOfficer }
        self.outcome = mayProceed ? .allow : .refer
        self.findings = findings
        self.rulebook = rulebook
        self.numbers = numbers
    }

    /// Whether the way is free: before the finger, a finger may be asked for; at the end, the record may be
    /// committed and then the gate opened.
    package var mayProceed: Bool { outcome == .allow }

    /// The findings that keep the traveller from passing, in the order of the checks.
    package var obstacles: [Finding] {
        findings.filter { $0.outcome.needsOfficer }
    }

    /// The gravest outcome among the findings, where a caller wants to tell `gateShut` from `refer`.
    package var gravestFinding: Outcome {
        findings.map(\.outcome).max() ?? .refer
    }
}
