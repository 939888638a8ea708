package import TravelDocument

extension RulebookShelf {
    /// The rulebook of a day. It names each kind without a table on that day, with which nothing is allowed.
    package func rulebook(on day: CivilDate) -> Rulebook {
        var rulebook = Rulebook(version: "", parameters: EGateParameters())
        rulebook.desk.version = ""
        rulebook.foreigners.stay.version = ""
        rulebook.foreigners.agreements.version = ""
        rulebook.foreigners.passports.version = ""
        rulebook.foreigners.calendar.version = ""
        for kind in RulebookTableKind.allCases {
            switch table(kind, on: day)?.content {
            case .eGate(let version, let gate):
                rulebook.version = version
                rulebook.parameters = gate
            case .desk(let desk): rulebook.desk = desk
            case .stay(let stay): rulebook.foreigners.stay = stay
            case .agreements(let agreements): rulebook.foreigners.agreements = agreements
            case .passports(let passports): rulebook.foreigners.passports = passports
            case .calendar(let calendar): rulebook.foreigners.calendar = calendar
            // No rule asks for a carrier.
            case nil where kind != .carriers: rulebook.missing.append(missing(kind, on: day))
            case .carriers, nil: continue
            }
        }
        return rulebook
    }

    /// The carriers of a day; none when no table holds.
    package func carriers(on day: CivilDate) -> CarrierTable {
        if case .carriers(let carriers)? = table(.carriers, on: day)?.content { carriers } else { CarrierTable() }
    }

    /// The tables that hold on a day, kind by kind.
    package func tables(on day: CivilDate) -> [DatedTable] {
        RulebookTableKind.allCases.compactMap { table($0, on: day) }
    }

    /// What lacks on a day: every kind without a table; carriers only where there were some, or will be.
    package func missing(on day: CivilDate) -> [MissingTable] {
        RulebookTableKind.allCases.filter { kind in
            table(kind, on: day) == nil && (kind != .carriers || tables.contains { $0.kind == kind })
        }.map { missing($0, on: day) }
    }

    private func missing(_ kind: RulebookTableKind, on day: CivilDate) -> MissingTable {
        MissingTable(
            kind: kind, ended: tables.last { $0.kind == kind && $0.validFrom <= day }?.validUntil,
            begins: tables.first { $0.kind == kind && $0.validFrom > day }?.validFrom)
    }

    private func table(_ kind: RulebookTableKind, on day: CivilDate) -> DatedTable? {
        guard let table = tables.last(where: { $0.kind == kind && $0.validFrom <= day }),
            table.validUntil.map({ $0 >= day }) ?? true
        else { return nil }
        return table
    }
}
