/// The numbers and switches of the rules that only an officer's desk applies.
package struct DeskParameters: Sendable, Codable, Hashable {
    /// Name of this edition of the desk's rules.
    package var version = "A49-A131-126-A83.1"
    /// Whether a child may leave with a guardian on a decision (A/49 2.1.2, which our text lacks; the law has it).
    package var guardianBranchApplied = true
    /// Document codes of diplomatic passports (A/131 2.7).
    package var diplomaticClasses = ["PD"]
    /// Years for which ordinary passports are issued (regulation 126 3.2).
    package var passportYears = [5, 10]
    /// Age in whole years below which a passport is issued for the years of a child (regulation 126 3.3).
    package var childPassportAge = 16
    /// Years for which a child's passport is issued (regulation 126 3.3).
    package var childPassportYears = 5
    /// Most ordinary passports that a person may hold at once (regulation 126 3.4).
    package var maximumPassports = 2
    /// Years by which a passport may be extended (notice of the registration authority on extensions).
    package var extensionYears = [1, 2, 3, 4, 5]

    /// Findings that an officer passes over only with a supervisor as second officer: the id of a rule, or the id and one
    /// word of its evidence. No text says who may grant what: this is our reading.
    package var secondOfficerRules = [
        "BX-06", "EG-05", "GE-06", "LN-07 result=failed", "LN-08", "PA-04", "PA-07", "PA-08",
    ]

    /// The parameters of the orders as they stand, with our readings where they are silent.
    package init() {}

    /// What is wrong with these values, each named; empty when they can be used.
    package var faults: [ValueFault] {
        var faults: [ValueFault] = []
        let years = 1...Limits.maximumPassportYears
        faults.checkVersion(version)
        for (key, list) in [("passportYears", passportYears), ("extensionYears", extensionYears)]
        where list.isEmpty || !list.allSatisfy(years.contains) {
            faults.append(ValueFault(key, "must name one year or more of \(years.lowerBound)...\(years.upperBound)"))
        }
        faults.check("childPassportYears", childPassportYears, in: years)
        faults.check("childPassportAge", childPassportAge, in: 1...Limits.maximumAge)
        faults.check("maximumPassports", maximumPassports, in: 1...Limits.maximumPassports)
        faults.checkClasses("diplomaticClasses", diplomaticClasses)
        if secondOfficerRules.count > Limits.secondOfficerRules {
            faults.append(ValueFault("secondOfficerRules", "must be at most \(Limits.secondOfficerRules)"))
        }
        if Set(secondOfficerRules).count < secondOfficerRules.count {
            faults.append(ValueFault("secondOfficerRules", "an entry stands twice"))
        }
        for (index, entry) in secondOfficerRules.enumerated() {
            guard let reason = SecondOfficerRule(entry).fault else { continue }
            faults.append(ValueFault("secondOfficerRules[\(index)]", reason))
        }
        return faults
    }

    /// Whether a finding is passed over by two officers only.
    package func needsSecondOfficer(_ finding: Finding) -> Bool {
        secondOfficerRules.contains { SecondOfficerRule($0).means(finding) }
    }
}
