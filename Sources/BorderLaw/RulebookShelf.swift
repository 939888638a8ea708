package import TravelDocument

/// The kinds of tables that an order may change, each with its own history.
package enum RulebookTableKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Numbers and switches of the e-gate (A/260).
    case eGate
    /// Numbers and switches of the desk (A/49, A/131, regulation 126, A/83).
    case desk
    /// Numbers and readings on registration, residence and stay (GB-3).
    case stay
    /// Agreements on visas.
    case agreements
    /// Classes of documents by issuer and code.
    case passports
    /// Working days.
    case calendar
    /// Carriers under both codes; a folder without it knows none.
    case carriers
}

/// One table as an order brought it, with the days on which it holds.
package struct DatedTable: Sendable, Hashable {
    /// What the table holds.
    package enum Content: Sendable, Hashable {
        /// The e-gate; the text is the version of the rulebook in verdicts.
        case eGate(String, EGateParameters)
        /// The desk.
        case desk(DeskParameters)
        /// Registration, residence, stay.
        case stay(StayParameters)
        /// Agreements on visas.
        case agreements(AgreementTable)
        /// Classes of documents.
        case passports(PassportClassTable)
        /// Working days.
        case calendar(WorkingCalendar)
        /// Carriers.
        case carriers(CarrierTable)
    }

    /// First day on which it holds.
    package var validFrom: CivilDate
    /// Last day on which it holds; nil until a later table of its kind begins.
    package var validUntil: CivilDate?
    /// The order or notice that it comes from, in words; empty where nobody was asked for it.
    package var source: String
    /// The values.
    package var content: Content

    /// Dates a table.
    package init(validFrom: CivilDate, validUntil: CivilDate? = nil, source: String = "", content: Content) {
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.source = source
        self.content = content
    }

    /// The kind of the table.
    package var kind: RulebookTableKind {
        switch content {
        case .eGate: .eGate
        case .desk: .desk
        case .stay: .stay
        case .agreements: .agreements
        case .passports: .passports
        case .calendar: .calendar
        case .carriers: .carriers
        }
    }

    /// Its edition.
    package var version: String {
        switch content {
        case .eGate(let version, _): version
        case .desk(let desk): desk.version
        case .stay(let stay): stay.version
        case .agreements(let agreements): agreements.version
        case .passports(let passports): passports.version
        case .calendar(let calendar): calendar.version
        case .carriers(let carriers): carriers.version
        }
    }

    /// What is wrong with its values, each named by its key.
    package var faults: [ValueFault] {
        switch content {
        case .eGate(let version, let gate): Rulebook(version: version, parameters: gate).faults
        case .desk(let desk): desk.faults
        case .stay(let stay): stay.faults
        case .agreements(let agreements): agreements.faults
        case .passports(let passports): passports.faults
        case .calendar(let calendar): calendar.faults
        case .carriers(let carriers): carriers.faults
        }
    }
}

/// All tables with their days: what is decided today is judged by the tables of today, what was decided then by the
/// tables of then.
package struct RulebookShelf: Sendable, Hashable {
    /// Why tables do not fit together, with the place of the table in the list that was given.
    package struct Fault: Sendable, Hashable {
        /// Place of the table; nil when the whole is at fault.
        package let index: Int?
        /// The key that is wrong.
        package let key: String
        /// Why.
        package let reason: String
    }

    /// Every table, sorted by kind and day.
    package let tables: [DatedTable]
    /// The numbers of an edition that the settings brought: no file tells of them, so that records have to. Nil for those
    /// of the order, which every shelf has.
    package let numbersOfSettings: RulebookNumbers?

    init(sorted tables: [DatedTable]) {
        self.tables = tables
        numbersOfSettings = nil
    }

    /// One edition for all days, as the settings bring it.
    package init(always rulebook: Rulebook) {
        tables = Self.contents(of: rulebook).map { DatedTable(validFrom: .earliest, content: $0) }
        let numbers = RulebookNumbers(version: rulebook.version, parameters: rulebook.parameters)
        let order = RulebookNumbers(version: Rulebook.standard.version, parameters: Rulebook.standard.parameters)
        numbersOfSettings = numbers == order ? nil : numbers
    }

    /// Puts tables together, or names every reason why they do not fit: values out of bounds, a kind without a table,
    /// days covered twice or not at all between two tables, a version that stands twice, or with other values than those
    /// compiled in.
    package static func build(_ tables: [DatedTable]) -> (shelf: RulebookShelf?, faults: [Fault]) {
        var faults: [Fault] = []
        for (index, table) in tables.enumerated() {
            faults += table.faults.map { Fault(index: index, key: $0.key, reason: $0.reason) }
            // A version names one set of values for ever: a decision is replayed by it.
            if let known = standard.tables.first(where: { $0.kind == table.kind && $0.version == table.version }),
                known.content != table.content
            {
                let reason = "needs a name of your own: the values are not those of \(known.version)"
                faults.append(Fault(index: index, key: "version", reason: reason))
            }
            if let end = table.validUntil, end < table.validFrom {
                faults.append(Fault(index: index, key: "validUntil", reason: "lies before validFrom"))
            }
        }
        var sorted: [DatedTable] = []
        for kind in RulebookTableKind.allCases {
            let own = tables.enumerated().filter { $0.element.kind == kind }
                .sorted { ($0.element.validFrom, $0.offset) < ($1.element.validFrom, $1.offset) }
            if own.isEmpty, kind != .carriers {
                faults.append(Fault(index: nil, key: "table", reason: "no file brings the table \(kind.rawValue)"))
            }
            var versions: Set<String> = []
            for each in own where !versions.insert(each.element.version).inserted {
                faults.append(
                    Fault(index: each.offset, key: "version", reason: "\(each.element.version) names another table"))
            }
            for (one, next) in zip(own, own.dropFirst()) {
                if let fault = overlap(one.element, next.element, index: next.offset) { faults.append(fault) }
            }
            sorted += own.map(\.element)
        }
        return (faults.isEmpty ? RulebookShelf(sorted: sorted) : nil, faults)
    }

    private static func overlap(_ one: DatedTable, _ next: DatedTable, index: Int) -> Fault? {
        if one.validFrom == next.validFrom {
            return Fault(index: index, key: "validFrom", reason: "\(one.version) begins on \(one.validFrom) as well")
        }
        guard let end = one.validUntil else { return nil }
        if end >= next.validFrom {
            return Fault(index: index, key: "validFrom", reason: "overlaps \(one.version), which holds until \(end)")
        }
        if end.adding(days: 1) < next.validFrom {
            return Fault(
                index: index, key: "validFrom", reason: "leaves a gap after \(one.version), which holds until \(end)")
        }
        return nil
    }
}
