/// The rules of a day: a version that stands in every record, and the numbers the rules use.
package struct Rulebook: Sendable, Codable, Hashable {
    /// Name of this edition, such as `A260-2017-11-20.1`.
    package var version: String
    /// The numbers and switches.
    package var parameters: EGateParameters

    /// Makes an edition.
    package init(version: String, parameters: EGateParameters) {
        self.version = version
        self.parameters = parameters
    }

    /// Order A/260 of 2017-11-20 with our readings.
    package static let standard = Rulebook(version: "A260-2017-11-20.1", parameters: EGateParameters())

    /// What is wrong with this edition; a rulebook with faults admits nobody.
    package var faults: [String] {
        (version.isEmpty ? ["version: empty"] : []) + parameters.faults
    }
}
