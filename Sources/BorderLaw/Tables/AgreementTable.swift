package import TravelDocument

/// One row of the table of agreements on visas: what holds for citizens of a state who come to Mongolia.
package struct AgreementRow: Sendable, Codable, Hashable {
    /// Number of the row, 1 upward.
    package var row: Int
    /// Codes of the state as nationality and issuer in an MRZ, such as `D` and `DEU`.
    package var codes: [String]
    /// Set for rows that share the code of China.
    package var territory: ChineseTerritory?
    /// Name of the state.
    package var name: LocalizedText
    /// Terms of diplomatic passports; of several the most generous whose conditions are met holds.
    package var diplomatic: [AgreementTerm]
    /// Terms of official passports.
    package var official: [AgreementTerm]
    /// Terms of ordinary passports.
    package var ordinary: [AgreementTerm]

    /// Makes a row.
    package init(
        row: Int, codes: [String], territory: ChineseTerritory? = nil, name: LocalizedText,
        diplomatic: [AgreementTerm], official: [AgreementTerm], ordinary: [AgreementTerm]
    ) {
        self.row = row
        self.codes = codes
        self.territory = territory
        self.name = name
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
}

/// The table of agreements on visas (notice of border unit 0218, section 7), as far as it concerns entry to Mongolia.
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

    /// What is wrong with this table, each named by its row.
    package var faults: [String] {
        var faults: [String] = []
        if version.isEmpty { faults.append("version: empty") }
        if rows.isEmpty || rows.count > Limits.maximumTableRows {
            faults.append("rows: 1...\(Limits.maximumTableRows) of them")
        }
        var numbers: Set<Int> = []
        var states: Set<String> = []
        for row in rows {
            if !numbers.insert(row.row).inserted { faults.append("rows: \(row.row) stands twice") }
            if !(1...Limits.maximumTableRows).contains(row.row) { faults.append("rows: \(row.row) is no row number") }
            if row.codes.isEmpty || !row.codes.allSatisfy({ (1...3).contains($0.utf8.count) }) {
                faults.append("rows: \(row.row) has no code of a state")
            }
            for code in row.codes where !states.insert("\(code) \(row.territory?.rawValue ?? "")").inserted {
                faults.append("rows: \(row.row) names \(code) a second time")
            }
            if row.diplomatic.isEmpty || row.official.isEmpty || row.ordinary.isEmpty {
                faults.append("rows: \(row.row) says nothing of one class")
            }
        }
        return faults
    }
}
