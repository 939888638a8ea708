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
    /// Kinds of tables of which none holds on the day. Not part of a stored rulebook.
    package var missing: [MissingTable] = []

    private enum CodingKeys: String, CodingKey {
        case version, parameters, desk, foreigners
    }

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
        var rulebook = self
        rulebook.version = numbers.version
        rulebook.parameters = numbers.parameters
        rulebook.missing.removeAll { $0.kind == .eGate }
        return rulebook
    }

    /// What is wrong with this edition; a rulebook with faults admits nobody.
    package var faults: [ValueFault] {
        var faults: [ValueFault] = []
        faults.checkVersion(version)
        return known(faults + parameters.faults, lacking: missing.filter { $0.kind == .eGate })
    }

    /// What is wrong with this edition at an officer's desk.
    package var deskFaults: [ValueFault] {
        faults
            + known(
                desk.faults.map { $0.inside("desk") } + foreigners.faults,
                lacking: missing.filter { $0.kind != .eGate })
    }

    /// Tables that lack, and what is wrong with the others.
    private func known(_ faults: [ValueFault], lacking missing: [MissingTable]) -> [ValueFault] {
        guard !missing.isEmpty else { return faults }
        let keys = missing.map(\.versionKey)
        return missing.map(\.fault) + faults.filter { !keys.contains($0.key) }
    }

    /// The version that stands in verdicts of a desk: it names every table that was applied.
    package var deskVersion: String { "\(version)+\(desk.version)+\(foreigners.version)" }
}
