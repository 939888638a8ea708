/// Numbers of the e-gate rules that no dated table brought but the settings of a daemon, with the name they go by.
package struct RulebookNumbers: Sendable, Codable, Hashable {
    /// Their version, as it begins that of the verdict.
    package let version: String
    /// The numbers and switches, all of them.
    package let parameters: EGateParameters

    /// Names numbers.
    package init(version: String, parameters: EGateParameters) {
        self.version = version
        self.parameters = parameters
    }
}

/// The rules of a day: a version that stands in every record, and the numbers the rules use.
package struct Rulebook: Sendable, Codable, Hashable {
    /// Name of this edition, such as `A260-2017-11-20.1`.
    package var version: String
    /// The numbers and switches.
    package var parameters: EGateParameters
    /// The numbers and switches of the rules that only an officer's desk applies.
    package var desk: DeskParameters
    /// The tables that judge foreigners at a desk.
    package var foreigners: ForeignerTables

    /// Makes an edition.
    package init(
        version: String, parameters: EGateParameters, desk: DeskParameters = DeskParameters(),
        foreigners: ForeignerTables = ForeignerTables()
    ) {
        self.version = version
        self.parameters = parameters
        self.desk = desk
        self.foreigners = foreigners
    }

    /// Decodes an edition; one from before the desk's rules has their standard values.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            version: try container.decode(String.self, forKey: .version),
            parameters: try container.decode(EGateParameters.self, forKey: .parameters),
            desk: try container.decodeIfPresent(DeskParameters.self, forKey: .desk) ?? DeskParameters(),
            foreigners: try container.decodeIfPresent(ForeignerTables.self, forKey: .foreigners)
                ?? ForeignerTables())
    }

    /// Order A/260 of 2017-11-20 with our readings.
    package static let standard = Rulebook(version: "A260-2017-11-20.1", parameters: EGateParameters())

    /// The same with the numbers of a daemon's settings.
    package func with(_ numbers: RulebookNumbers) -> Rulebook {
        Rulebook(version: numbers.version, parameters: numbers.parameters, desk: desk, foreigners: foreigners)
    }

    /// What is wrong with this edition; a rulebook with faults admits nobody.
    package var faults: [ValueFault] {
        var faults: [ValueFault] = []
        faults.checkVersion(version)
        return faults + parameters.faults
    }

    /// What is wrong with this edition at an officer's desk.
    package var deskFaults: [ValueFault] { faults + desk.faults.map { $0.inside("desk") } + foreigners.faults }

    /// The version that stands in verdicts of a desk: it names every table that was applied.
    package var deskVersion: String { "\(version)+\(desk.version)+\(foreigners.version)" }
}
