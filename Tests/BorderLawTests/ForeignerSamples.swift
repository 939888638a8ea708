import Testing

@testable import BorderLaw
@testable import TravelDocument

/// Foreigners for tests: nothing speaks against them but what a test changes.
enum ForeignerSamples {
    /// A visitor of the state with a passport of the code, on 2026-03-10, with a border card and no earlier stays.
    static func visitor(
        _ state: String, code: String = "P", _ direction: Direction = .entry,
        _ change: (inout CrossingFacts) -> Void = { _ in }
    ) -> CrossingFacts {
        DeskSamples.adult(direction) {
            $0.document.nationality = state
            $0.document.issuer = state
            $0.document.classCode = code
            $0.document.number = "X1234567"
            $0.permission = .nothing
            $0.desk?.book = BookFacts(likeness: true, damaged: false, altered: false, personalDataChanged: false)
            $0.desk?.borderCard = .found(
                BorderCardFacts(complete: true, legible: true, writer: .traveller, cannotWrite: false))
            $0.desk?.foreigner = ForeignerFacts(purpose: .visit, earlierStays: .nothing)
            change(&$0)
        }
    }

    /// The gravest outcome of one rule with tables of one's own; nil when it stayed silent.
    static func outcome(
        _ rule: String, _ facts: CrossingFacts, _ change: (inout ForeignerTables) -> Void = { _ in }
    ) -> Outcome? {
        findings(rule, facts, change).map(\.outcome).max()
    }

    /// What one rule says.
    static func findings(
        _ rule: String, _ facts: CrossingFacts, _ change: (inout ForeignerTables) -> Void = { _ in }
    ) -> [Finding] {
        var tables = ForeignerTables()
        change(&tables)
        let rulebook = Rulebook(version: "test", parameters: EGateParameters(), foreigners: tables)
        return DeskRules.evaluate(facts, rulebook: rulebook, stage: .final).findings.filter { $0.rule == rule }
    }
}
