/// The e-gate rules: facts in, findings and verdict out; no clock, no store, no device.
package enum EGateRules {
    /// The rules in the order of the gate: document, permission, person, validity, lists, earlier crossings, chip, and
    /// the finger last, so that none is taken from someone who cannot pass.
    static let rules: [any BorderRule] = [
        ReadableZoneRule(),
        SpecimenRule(),
        WantedPersonRule(),
        ListAgeRule(),
        NationalPassportRule(),
        ActivePermissionRule(),
        OwnEnrolmentRule(),
        AdultCitizenRule(),
        ExpiryRule(),
        SixMonthsRule(),
        InvalidDocumentRule(),
        ExitRestrictionRule(),
        SamePassportRule(),
        PassBackRule(),
        ChipRule(),
        FingerRule(),
        RecordWithoutStampRule(),
    ]

    /// All rules in words, in the order they are applied.
    package static var descriptions: [RuleDescription] { rules.map(\.description) }

    /// Applies every rule that concerns the station and can be answered at the stage.
    ///
    /// All of them are applied even when an early one already stops the traveller: the officer should see every
    /// reason at once. A rulebook with faults stops everyone.
    package static func evaluate(_ facts: CrossingFacts, rulebook: Rulebook, stage: EvaluationStage) -> Verdict {
        let faults = rulebook.faults
        guard faults.isEmpty else {
            let missing = rulebook.missing.filter { $0.kind == .eGate }
            return Verdict(findings: [RulebookFault.finding(faults, missing: missing)], rulebook: rulebook.version)
        }
        var findings: [Finding] = []
        for rule in rules where rule.stations.contains(facts.station) {
            guard stage == .final || rule.stage == .beforeFinger else { continue }
            let context = RuleContext(
                facts: facts,
                parameters: rulebook.parameters,
                alreadyStopped: findings.contains { $0.outcome.needsOfficer })
            findings += rule.findings(context)
        }
        return Verdict(findings: findings, rulebook: rulebook.version)
    }
}
