import Testing

@testable import BorderLaw
@testable import TravelDocument

/// Facts for tests: one adult citizen for whom nothing speaks against passing, and changes to her.
enum Samples {
    /// 2026-03-10T04:00:00Z, noon in Ulaanbaatar.
    static let noon: Int64 = 1_773_115_200

    /// A date known to be valid.
    static func date(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> CivilDate {
        guard let date = CivilDate(text) else {
            Issue.record("not a date: \(text)", sourceLocation: sourceLocation)
            return CivilDate.earliest
        }
        return date
    }

    /// Facts with which the gate opens, after `change`.
    static func eligible(
        _ direction: Direction = .exit, station: Station = .eGate, _ change: (inout CrossingFacts) -> Void = { _ in }
    ) -> CrossingFacts {
        var facts = CrossingFacts(
            direction: direction,
            date: date("2026-03-10"),
            unixTime: noon,
            station: station,
            document: DocumentFacts(
                classCode: "P", issuer: "MNG", nationality: "MNG", number: "E1234567",
                expiryDate: date("2030-01-01"), birthDateText: "850101", birthDate: date("1985-01-01"), sex: .female,
                mrzValid: true),
            permission: .found(
                PermissionFacts(
                    status: .active, documentNumber: "E1234567", capacityDeclared: true, enrolledFingers: 2)),
            invalidation: .nothing,
            restrictions: RestrictionFacts(found: [], listAgeHours: 1),
            wanted: .nothing, wantedListAgeHours: 2, invalidListAgeHours: 2,
            lastCrossing: .nothing,
            lastCrossingWithOtherDocument: .nothing,
            chip: .inspected(overall: .successful, failedChecks: []),
            finger: .matched(score: 5.5, threshold: 3, attempts: 1))
        change(&facts)
        return facts
    }

    /// An earlier crossing, `minutes` before the sample's noon.
    static func prior(
        _ direction: Direction, minutesAgo minutes: Int64, issuer: String? = nil, number: String = "E1234567",
        outcome: PriorOutcome = .passed, station: Station? = nil
    ) -> PriorCrossing {
        PriorCrossing(
            direction: direction, unixTime: noon - minutes * 60, issuer: issuer, documentNumber: number,
            outcome: outcome, station: station)
    }

    /// A restriction from and to the days given.
    static func restriction(from start: String? = nil, to end: String? = nil) -> ExitRestriction {
        ExitRestriction(
            groundCode: "complaint", body: "ШШГЕГ", documentNumber: "123/45", start: start.map { date($0) },
            end: end.map { date($0) })
    }

    /// The verdict at the end of the passage.
    static func verdict(_ facts: CrossingFacts, _ change: (inout EGateParameters) -> Void = { _ in }) -> Verdict {
        var parameters = EGateParameters()
        change(&parameters)
        return EGateRules.evaluate(
            facts, rulebook: Rulebook(version: "test", parameters: parameters), stage: .final)
    }

    /// The gravest outcome of one rule; nil when it was not applied.
    static func outcome(
        _ rule: String, _ facts: CrossingFacts, _ change: (inout EGateParameters) -> Void = { _ in }
    ) -> Outcome? {
        verdict(facts, change).findings.filter { $0.rule == rule }.map(\.outcome).max()
    }

    /// The rules that stop the traveller, in the order of the checks.
    static func obstacles(_ facts: CrossingFacts) -> [String] {
        verdict(facts).obstacles.map(\.rule)
    }
}
