package import TravelDocument

/// What an agreement asks of each class of passports of one side.
package struct ClassTerms: Sendable, Codable, Hashable {
    /// Terms of diplomatic passports; of several the most generous whose conditions are met holds.
    package var diplomatic: [AgreementTerm]
    /// Terms of official passports.
    package var official: [AgreementTerm]
    /// Terms of ordinary passports.
    package var ordinary: [AgreementTerm]

    /// Gathers the terms of all classes.
    package init(diplomatic: [AgreementTerm], official: [AgreementTerm], ordinary: [AgreementTerm]) {
        self.diplomatic = diplomatic
        self.official = official
        self.ordinary = ordinary
    }

    /// The terms of a class; a pass for the border area has none here.
    package func terms(_ passportClass: PassportClass) -> [AgreementTerm] {
        switch passportClass {
        case .diplomatic: diplomatic
        case .official: official
        case .ordinary: ordinary
        case .borderAreaPass: []
        }
    }

    /// Whether a class is left out.
    var hasGap: Bool { diplomatic.isEmpty || official.isEmpty || ordinary.isEmpty }
}

/// One row of the table of agreements on visas: what holds for citizens of a state who come to Mongolia, and for
/// citizens of Mongolia who go there.
package struct AgreementRow: Sendable, Codable, Hashable {
    /// Number of the row, 1 upward.
    package var row: Int
    /// Codes of the state as nationality and issuer in an MRZ, such as `D` and `DEU`.
    package var codes: [String]
    /// Set for rows that share the code of China.
    package var territory: ChineseTerritory?
    /// Name of the state.
    package var name: LocalizedText
    /// What holds for its citizens who come to Mongolia.
    package var here: ClassTerms
    /// What holds for citizens of Mongolia who go there: the other state decides, our texts only tell it (A/49 2.2).
    package var abroad: ClassTerms

    /// Makes a row.
    package init(
        row: Int, codes: [String], territory: ChineseTerritory? = nil, name: LocalizedText, here: ClassTerms,
        abroad: ClassTerms
    ) {
        self.row = row
        self.codes = codes
        self.territory = territory
        self.name = name
        self.here = here
        self.abroad = abroad
    }
}

/// The table of agreements on visas (notice of border unit 0218, section 7).
package struct AgreementTable: Sendable, Codable, Hashable {
    /// Name of this edition.
    package var version: String
    /// The rows; a state without one needs a visa.
    package var rows: [AgreementRow]

    /// Makes a table.
    package init(version: String, rows: [AgreementRow]) {
        self.version = version
        self.rows = rows
    }

    /// The rows of a nationality: none, one, or the three of China's code.
    package func rows(nationality: String) -> [AgreementRow] {
        rows.filter { $0.codes.contains(nationality) }
    }

    /// The row of a destination by the code that an officer writes: `HKG` and `MAC` name themselves, as they do not in
    /// an MRZ, and `CHN` is the People's Republic. Nil for a state without a row.
    package func row(destination: String) -> AgreementRow? {
        rows.first { $0.territory.map { $0.rawValue == destination } ?? $0.codes.contains(destination) }
    }

    /// What is wrong with this table, each named by its row.
    package var faults: [ValueFault] {
        var faults: [ValueFault] = []
        faults.checkVersion(version)
        guard (1...Limits.maximumTableRows).contains(rows.count) else {
            return faults + [ValueFault("rows", "must be 1...\(Limits.maximumTableRows) of them")]
        }
        var numbers: Set<Int> = []
        var states: Set<String> = []
        for (index, row) in rows.enumerated() {
            func fault(_ key: String, _ reason: String) { faults.append(ValueFault("rows[\(index)]\(key)", reason)) }
            if !numbers.insert(row.row).inserted { fault(".row", "\(row.row) stands twice") }
            if !(1...Limits.maximumTableRows).contains(row.row) {
                fault(".row", "must be 1...\(Limits.maximumTableRows)")
            }
            if row.codes.isEmpty { fault(".codes", "row \(row.row) has no code of a state") }
            for (place, code) in row.codes.enumerated() { faults.checkState("rows[\(index)].codes[\(place)]", code) }
            for code in row.codes where !states.insert("\(code) \(row.territory?.rawValue ?? "")").inserted {
                fault(".codes", "row \(row.row) names \(code) a second time")
            }
            if row.here.hasGap { fault("", "row \(row.row) says nothing of one class") }
            if row.abroad.hasGap { fault(".abroad", "row \(row.row) says nothing of one class") }
        }
        return faults
    }
}
