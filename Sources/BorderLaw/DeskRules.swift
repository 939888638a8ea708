/// The rules of an officer's desk: facts in, findings and verdict out; no clock, no store, no device.
///
/// Nothing here refuses anybody. What is missing or doubtful goes to the officer, who decides with a reason.
package enum DeskRules {
    /// The rules in the order in which an officer works: the document, the person, the pair of crossings, exit lists,
    /// visas and stay of foreigners, children, border card, courtesy, record.
    static let rules: [any BorderRule] = [
        ReadableZoneRule(),
        SpecimenRule(),
        WantedPersonRule(),
        ListAgeRule(),
        RemainsRule(),
        ExpiryRule(),
        ExtensionRule(),
        InvalidDocumentRule(),
        BookConditionRule(),
        PassportYearsRule(),
        ChildPassportRule(),
        PassportCountRule(),
        PagesRule(),
        ForeignerRule(),
        VisaFreeStayRule(),
        VisaRule(),
        MissionRule(),
        OverstayRule(),
        BorderAreaPassRule(),
        BiometricRule(),
        DoubtfulRowRule(),
        InvitationRule(),
        ChineseTerritoryRule(),
        DutyRule(),
        StatelessRule(),
        ResidencePurposeRule(),
        VisaPermissionRule(),
        RegistrationRule(),
        ResidenceCardRule(),
        PermitExtensionRule(),
        ResidentFingersRule(),
        DeregistrationRule(),
        RegistrationNumberRule(),
        ForeignPassportEndRule(),
        SuspendedExitRule(),
        SamePassportAtDeskRule(),
        PassBackRule(),
        ChildScopeRule(),
        ChildBranchRule(),
        FamilyRule(),
        GuardianRule(),
        PowerOfAttorneyRule(),
        AttachmentsRule(),
        EventPermitRule(),
        CompanionReminderRule(),
        CompanionReturnRule(),
        LoneChildRule(),
        EntryCardRule(),
        ExitCardRule(),
        CardCompletenessRule(),
        CardWriterRule(),
        ChipRule(),
        LikenessRule(),
        KeeperRule(),
        OutOfTurnRule(),
        RecordBeforeReleaseRule(),
        RecordWithoutStampRule(),
        CardRecordRule(),
    ]

    /// All rules of the desk in words, in the order they are applied.
    package static var descriptions: [RuleDescription] { rules.map(\.description) }

    /// Applies every rule that concerns the traveller and can be answered at the stage.
    ///
    /// Facts of a gate are judged by the gate's own table. A rulebook with faults allows nobody.
    package static func evaluate(_ facts: CrossingFacts, rulebook: Rulebook, stage: EvaluationStage) -> Verdict {
        guard facts.station == .desk else {
            return EGateRules.evaluate(facts, rulebook: rulebook, stage: stage)
        }
        let faults = rulebook.deskFaults
        guard faults.isEmpty else {
            let finding = RulebookFault.finding(faults, missing: rulebook.missing)
            return Verdict(findings: [finding], rulebook: rulebook.deskVersion)
        }
        var findings: [Finding] = []
        for rule in rules where stage == .final || rule.stage == .beforeFinger {
            let context = RuleContext(
                facts: facts, parameters: rulebook.parameters,
                alreadyStopped: findings.contains { $0.outcome.needsOfficer }, desk: rulebook.desk,
                tables: rulebook.foreigners)
            guard rule.concerns(context) else { continue }
            findings += rule.findings(context)
        }
        return Verdict(findings: findings, rulebook: rulebook.deskVersion)
    }
}
