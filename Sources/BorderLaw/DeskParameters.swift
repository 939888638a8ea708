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

    /// The parameters of the orders as they stand, with our readings where they are silent.
    package init() {}

    /// What is wrong with these values, each named; empty when they can be used.
    package var faults: [String] {
        var faults: [String] = []
        let years = 1...Limits.maximumPassportYears
        if version.isEmpty { faults.append("desk.version: empty") }
        if passportYears.isEmpty || !passportYears.allSatisfy(years.contains) {
            faults.append("desk.passportYears: 1...\(Limits.maximumPassportYears)")
        }
        if extensionYears.isEmpty || !extensionYears.allSatisfy(years.contains) {
            faults.append("desk.extensionYears: 1...\(Limits.maximumPassportYears)")
        }
        if !years.contains(childPassportYears) {
            faults.append("desk.childPassportYears: 1...\(Limits.maximumPassportYears)")
        }
        if !(1...Limits.maximumAge).contains(childPassportAge) {
            faults.append("desk.childPassportAge: 1...\(Limits.maximumAge)")
        }
        if !(1...Limits.maximumPassports).contains(maximumPassports) {
            faults.append("desk.maximumPassports: 1...\(Limits.maximumPassports)")
        }
        return faults
    }
}
