internal import BorderLaw
internal import TableFiles
internal import TravelDocument

/// Reads the values of each kind of table; every one has to be there.
enum TableContents {
    static func read(_ kind: RulebookTableKind, _ version: String, _ values: TableReader) -> DatedTable.Content? {
        switch kind {
        case .eGate: eGate(values).map { .eGate(version, $0) }
        case .desk: desk(version, values).map(DatedTable.Content.desk)
        case .stay: stay(version, values).map(DatedTable.Content.stay)
        case .agreements: agreements(version, values).map(DatedTable.Content.agreements)
        case .passports: passports(version, values).map(DatedTable.Content.passports)
        case .calendar: calendar(version, values).map(DatedTable.Content.calendar)
        case .carriers: carriers(version, values).map(DatedTable.Content.carriers)
        }
    }

    /// Takes a value when it could be read; the fault is already in the reader's list otherwise.
    private static func take<Value>(_ place: inout Value, _ value: Value?) {
        if let value { place = value }
    }

    private static func eGate(_ values: TableReader) -> EGateParameters? {
        var gate = EGateParameters()
        take(&gate.nationalState, values.string("nationalState"))
        take(&gate.adultAge, values.integer("adultAge"))
        take(&gate.monthsOfValidity, values.integer("monthsOfValidity"))
        take(&gate.validityCheckedAtEntry, values.boolean("validityCheckedAtEntry"))
        take(&gate.extensionAcceptedAtGate, values.boolean("extensionAcceptedAtGate"))
        take(&gate.restrictionListAgeLimitHours, values.integer("restrictionListAgeLimitHours"))
        take(&gate.wantedListAgeLimitHours, values.integer("wantedListAgeLimitHours"))
        take(&gate.invalidListAgeLimitHours, values.integer("invalidListAgeLimitHours"))
        take(&gate.passBackWindowMinutes, values.integer("passBackWindowMinutes"))
        // Files from before the switch go on as they are.
        take(&gate.registerInZoneTies, values.optional("registerInZoneTies", values.boolean))
        take(&gate.maximumFingerAttempts, values.integer("maximumFingerAttempts"))
        take(&gate.fingerThreshold, values.decimal("fingerThreshold"))
        take(&gate.ordinaryClasses, values.strings("ordinaryClasses"))
        take(&gate.officialClasses, values.strings("officialClasses"))
        take(&gate.officialClassesAccepted, values.boolean("officialClassesAccepted"))
        take(
            &gate.chipPolicy,
            values.value("chipPolicy", "not one of acceptAbsent, required") { ChipPolicy(rawValue: $0) })
        take(&gate.specimenIssuers, values.strings("specimenIssuers"))
        take(&gate.specimensStopped, values.boolean("specimensStopped"))
        return gate
    }

    private static func desk(_ version: String, _ values: TableReader) -> DeskParameters? {
        var desk = DeskParameters()
        desk.version = version
        take(&desk.guardianBranchApplied, values.boolean("guardianBranchApplied"))
        take(&desk.diplomaticClasses, values.strings("diplomaticClasses"))
        take(&desk.passportYears, values.list("passportYears", "not a whole number") { Int($0) })
        take(&desk.childPassportAge, values.integer("childPassportAge"))
        take(&desk.childPassportYears, values.integer("childPassportYears"))
        take(&desk.maximumPassports, values.integer("maximumPassports"))
        take(&desk.extensionYears, values.list("extensionYears", "not a whole number") { Int($0) })
        take(&desk.secondOfficerRules, values.strings("secondOfficerRules"))
        return desk
    }

    private static func stay(_ version: String, _ values: TableReader) -> StayParameters? {
        var stay = StayParameters()
        stay.version = version
        take(&stay.visaPermissionDays, values.integer("visaPermissionDays"))
        take(&stay.registrationWorkingDays, values.integer("registrationWorkingDays"))
        take(&stay.registrationAboveDays, values.integer("registrationAboveDays"))
        take(&stay.residenceCardDays, values.integer("residenceCardDays"))
        take(&stay.extensionRequestDays, values.integer("extensionRequestDays"))
        take(&stay.fingerprintAge, values.integer("fingerprintAge"))
        take(&stay.foreignPassportMonths, values.integer("foreignPassportMonths"))
        take(&stay.unspecifiedWindowIsRolling, values.boolean("unspecifiedWindowIsRolling"))
        take(&stay.exitDayCounts, values.boolean("exitDayCounts"))
        take(&stay.residenceNeedsPermission, values.boolean("residenceNeedsPermission"))
        return stay
    }

    private static func agreements(_ version: String, _ values: TableReader) -> AgreementTable? {
        values.sections("rows", row).map { AgreementTable(version: version, rows: $0) }
    }

    private static func row(_ reader: TableReader) -> AgreementRow? {
        let number = reader.integer("row")
        let codes = reader.strings("codes")
        let territory = reader.optionalString("territory")
        let mn = reader.string("mn")
        let en = reader.string("en")
        let here = classTerms(reader)
        let abroad = reader.section("abroad", classTerms)
        guard let number, let codes, let mn, let en, let here, let abroad else { return nil }
        var named: ChineseTerritory?
        if territory != nil {
            named = reader.value("territory", "not one of CHN, HKG, MAC") { ChineseTerritory(rawValue: $0) }
        }
        return AgreementRow(
            row: number, codes: codes, territory: named, name: LocalizedText(mn: mn, en: en), here: here,
            abroad: abroad)
    }

    private static func classTerms(_ reader: TableReader) -> ClassTerms? {
        let diplomatic = terms("diplomatic", reader)
        let official = terms("official", reader)
        let ordinary = terms("ordinary", reader)
        guard let diplomatic, let official, let ordinary else { return nil }
        return ClassTerms(diplomatic: diplomatic, official: official, ordinary: ordinary)
    }

    /// Terms of a class stand in one text, between bars.
    private static func terms(_ key: String, _ reader: TableReader) -> [AgreementTerm]? {
        reader.value(key, "not a term such as: free 30, free 90/180d, required") { text in
            let parts = text.split(separator: "|", omittingEmptySubsequences: false)
            let terms = parts.compactMap { AgreementTerm(String($0)) }
            return terms.count == parts.count ? terms : nil
        }
    }

    private static func passports(_ version: String, _ values: TableReader) -> PassportClassTable? {
        var table = PassportClassTable()
        table.version = version
        let entries = values.sections("classes") { line -> PassportClassEntry? in
            let issuer = line.string("issuer")
            let code = line.string("code")
            let kind = line.value("class", "not one of diplomatic, official, ordinary, borderAreaPass") {
                PassportClass(rawValue: $0)
            }
            guard let issuer, let code, let kind else { return nil }
            return PassportClassEntry(issuer: issuer, code: code, passportClass: kind)
        }
        take(&table.entries, entries)
        take(&table.hongKongPrefixes, values.strings("hongKongPrefixes"))
        take(&table.macaoPrefixes, values.strings("macaoPrefixes"))
        take(&table.specialRegionCodes, values.strings("specialRegionCodes"))
        take(&table.territoryByNumber, values.boolean("territoryByNumber"))
        return table
    }

    private static func calendar(_ version: String, _ values: TableReader) -> WorkingCalendar? {
        let day = "not a day of the form YYYY-MM-DD"
        var calendar = WorkingCalendar()
        calendar.version = version
        take(&calendar.yearlyHolidays, values.strings("yearlyHolidays"))
        take(&calendar.years, values.sections("years", movingHolidays))
        take(&calendar.holidays, values.list("holidays", day) { CivilDate($0) })
        take(&calendar.workedWeekends, values.list("workedWeekends", day) { CivilDate($0) })
        return calendar
    }

    private static func carriers(_ version: String, _ values: TableReader) -> CarrierTable? {
        var table = CarrierTable()
        table.version = version
        take(
            &table.carriers,
            values.sections("carriers") { line in
                let iata = line.string("iata")
                let icao = line.string("icao")
                let name = line.string("name")
                guard let iata, let icao, let name else { return nil }
                return Carrier(iata: iata, icao: icao, name: name)
            })
        return table
    }

    /// The days of one year; what is wrong with them is named at the line of the year.
    private static func movingHolidays(_ line: TableReader) -> MovingHolidays? {
        let year = line.integer("year")
        let tsagaanSar = line.list("tsagaanSar", "not a day of the form YYYY-MM-DD") { CivilDate($0) }
        let buddhasDay = line.date("buddhasDay")
        let chinggisKhaansDay = line.date("chinggisKhaansDay")
        _ = line.string("source")
        guard let year, let tsagaanSar, let buddhasDay, let chinggisKhaansDay else { return nil }
        let days = MovingHolidays(
            year: year, tsagaanSar: tsagaanSar, buddhasDay: buddhasDay, chinggisKhaansDay: chinggisKhaansDay)
        for fault in days.faults { line.refuse(fault.key, fault.reason) }
        return days
    }
}
