import Testing

@testable import BorderLaw
@testable import TravelDocument

/// Facts of an officer's desk for which nothing speaks against passing, and changes to them.
enum DeskSamples {
    /// An adult citizen, recognised by the officer, with a sound passport.
    static func adult(
        _ direction: Direction = .exit, _ change: (inout CrossingFacts) -> Void = { _ in }
    ) -> CrossingFacts {
        var facts = Samples.eligible(direction, station: .desk)
        facts.desk = DeskFacts(
            book: BookFacts(
                issueDate: Samples.date("2020-01-01"), validPassports: .found(["E1234567"]), pagesLeft: true,
                likeness: true, damaged: false, altered: false, personalDataChanged: false),
            childFollowUp: .nothing)
        change(&facts)
        return facts
    }

    /// A child of eleven who leaves with this companion, with every paper that the branch asks for.
    static func child(
        with companion: CompanionKind = .parent, _ change: (inout ChildFacts) -> Void = { _ in }
    ) -> CrossingFacts {
        var child = ChildFacts(
            companion: CompanionFacts(
                kind: companion, documentNumber: "E7654321", nationality: "MNG", givenName: "DORJ"),
            branch: branch(companion), parentalName: "BAT",
            birthRecord: .found(BirthRecord(form: .original, showsTie: true)),
            relativeAccepted: companion == .relative ? true : nil,
            guardianDecision: .found(
                GuardianDecision(
                    number: "A/12", date: Samples.date("2025-06-01"), issuer: "Баянзүрх дүүргийн Засаг дарга",
                    namesBoth: true)),
            powerOfAttorney: .found(
                PowerOfAttorney(
                    notaryNumber: "117", date: Samples.date("2026-03-01"), signatories: .bothParents,
                    childDocumentNumber: "E1234567", companionDocumentNumber: "E7654321", namesAgree: true)),
            attachments: PowerOfAttorneyAttachments(
                destination: "KOR", childVisaUntil: Samples.date("2026-06-01"),
                companionVisaUntil: Samples.date("2026-06-01"), explanation: true, parentsAbroad: false),
            travelsToEvent: false, reminderAcknowledged: true)
        change(&child)
        return adult {
            $0.document.birthDate = Samples.date("2015-01-01")
            $0.document.birthDateText = "150101"
            $0.document.expiryDate = Samples.date("2028-01-01")
            $0.desk?.book?.issueDate = Samples.date("2023-01-01")
            $0.desk?.child = child
        }
    }

    private static func branch(_ companion: CompanionKind) -> ChildBranch {
        switch companion {
        case .parent, .relative: .family
        case .guardian: .guardian
        case .other, .nobody: .otherPerson
        }
    }

    /// The verdict at the end of the check.
    static func verdict(
        _ facts: CrossingFacts, _ change: (inout DeskParameters) -> Void = { _ in }
    ) -> Verdict {
        var desk = DeskParameters()
        change(&desk)
        return DeskRules.evaluate(
            facts, rulebook: Rulebook(version: "test", parameters: EGateParameters(), desk: desk), stage: .final)
    }

    /// The gravest outcome of one rule; nil when it stayed silent.
    static func outcome(_ rule: String, _ facts: CrossingFacts) -> Outcome? {
        verdict(facts).findings.filter { $0.rule == rule }.map(\.outcome).max()
    }

    /// The rules that lead to the officer, each once, in the order of the checks.
    static func obstacles(_ facts: CrossingFacts) -> [String] {
        var seen: Set<String> = []
        return verdict(facts).obstacles.map(\.rule).filter { seen.insert($0).inserted }
    }
}
