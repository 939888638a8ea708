import TravelDocument

/// By what right a foreigner stays: the strongest ground that the facts prove.
enum StayGround {
    /// Why there is none.
    enum Absence: Hashable {
        /// The nationality is one of those for persons without a citizenship.
        case stateless
        /// No agreement names the state.
        case notListed
        /// The document was issued by another state than that of the nationality.
        case issuerDiffers
        /// The document code is not that of a passport.
        case classUnknown
        /// A pass for the border area.
        case borderAreaPass
        /// The row asks for a visa for this class, or is silent.
        case visaRequired(row: Int)
        /// The text of the row is in doubt.
        case doubtful(row: Int)
        /// The code of China with code and number that do not tell the territory.
        case territoryUnclear
        /// The row frees only biometric passports.
        case notBiometric(row: Int)
        /// The row asks for an invitation.
        case invitationMissing(row: Int)
        /// The row frees travel on duty.
        case dutyUnconfirmed(row: Int)
    }

    /// A residence permit that is valid on the day.
    case residencePermit(ResidencePermit)
    /// A visa that is valid on the day.
    case visa(VisaFacts)
    /// An agreement on visas.
    case agreement(AgreementRow, AgreementTerm)
    /// Nothing proves a right.
    case absent(Absence)
}

extension RuleContext {
    /// What is known about the foreigner's stay; nothing known when nobody asked.
    var foreigner: ForeignerFacts { facts.desk?.foreigner ?? ForeignerFacts() }

    /// Whether a living foreigner stands here.
    var isForeigner: Bool { !isCitizen && facts.desk?.remains == nil }

    /// Nationality without filler.
    var nationality: String { bareCode(facts.document.nationality) }

    /// The class of the passport: as the officer sees it, else by the table.
    var passportClass: PassportClass? {
        if facts.desk?.travelPaper == .borderAreaPass { return .borderAreaPass }
        return foreigner.passportClass
            ?? tables.passports.passportClass(
                issuer: bareCode(facts.document.issuer), code: bareCode(facts.document.classCode))
    }

    /// The territory of a passport with the code of China; nil when it is not clear.
    var territory: ChineseTerritory? {
        foreigner.territory
            ?? tables.passports.territory(
                code: bareCode(facts.document.classCode), number: bareCode(facts.document.number))
    }

    /// The day of entry of the present stay: as the desk has it, else the last crossing of this person when it led in.
    var entered: CivilDate? {
        if let entered = foreigner.entered { return entered }
        let crossings = [facts.lastCrossing.value, facts.lastCrossingWithOtherDocument.value].compactMap { $0 }
        guard facts.lastCrossing.isKnown, facts.lastCrossingWithOtherDocument.isKnown,
            let last = crossings.filter(\.outcome.countsAsCrossing).max(by: { $0.unixTime < $1.unixTime }),
            last.direction == .entry
        else { return nil }
        return CivilDate(unixSeconds: last.unixTime, utcOffsetSeconds: 28_800)
    }

    /// The ground of stay on the day of crossing.
    var ground: StayGround {
        if let permit = foreigner.residencePermit.value, isValid(permit) { return .residencePermit(permit) }
        if let visa = foreigner.visa.value, isValid(visa, on: facts.date) { return .visa(visa) }
        return agreement
    }

    /// Whether a permit is good on the day and belongs to the document.
    func isValid(_ permit: ResidencePermit) -> Bool {
        guard let end = permit.validUntil, end >= facts.date else { return false }
        return permit.documentNumber.map { $0 == facts.document.number } ?? true
    }

    /// Whether a visa may be used to enter on a day and belongs to the document.
    func isValid(_ visa: VisaFacts, on day: CivilDate) -> Bool {
        guard let end = visa.validUntil, end >= day, visa.validFrom.map({ $0 <= day }) ?? true else { return false }
        guard visa.entriesLeft.map({ $0 > 0 }) ?? true, visa.days.map({ $0 > 0 }) ?? true else { return false }
        return visa.documentNumber.map { $0 == facts.document.number } ?? true
    }

    /// What the table of agreements says.
    var agreement: StayGround {
        if passportClass == .borderAreaPass { return .absent(.borderAreaPass) }
        let issuer = bareCode(facts.document.issuer)
        let isLaissezPasser = ForeignerCodes.unitedNations.contains(issuer)
        let state = isLaissezPasser ? issuer : nationality
        guard !ForeignerCodes.stateless.contains(state) else { return .absent(.stateless) }
        var rows = tables.agreements.rows(nationality: state)
        guard !rows.isEmpty else { return .absent(.notListed) }
        guard rows.contains(where: { $0.codes.contains(issuer) }) else { return .absent(.issuerDiffers) }
        if rows.contains(where: { $0.territory != nil }) {
            guard let territory else { return .absent(.territoryUnclear) }
            rows = rows.filter { $0.territory == territory }
        }
        guard rows.count == 1, let row = rows.first else { return .absent(.notListed) }
        guard let passportClass else { return .absent(.classUnknown) }
        return choose(row.here.terms(passportClass), of: row)
    }

    /// The most generous term whose conditions are met, in whatever order the table tells them, or what is missing.
    private func choose(_ terms: [AgreementTerm], of row: AgreementRow) -> StayGround {
        var open: StayGround.Absence = .visaRequired(row: row.row)
        var best: AgreementTerm?
        for term in terms {
            if let condition = term.conditions.first(where: { !isMet($0) }) {
                switch condition {
                case .doubtful: open = .doubtful(row: row.row)
                case .biometric: open = .notBiometric(row: row.row)
                case .invitation: open = .invitationMissing(row: row.row)
                case .duty: open = .dutyUnconfirmed(row: row.row)
                }
            } else if term.visa == .free, let limit = term.limit {
                if let former = best?.limit, !limit.isAsGenerous(as: former) { continue }
                best = term
            }
        }
        return best.map { .agreement(row, $0) } ?? .absent(open)
    }

    private func isMet(_ condition: AgreementTerm.Condition) -> Bool {
        switch condition {
        case .doubtful: false
        case .biometric: chipIsGenuine
        case .invitation: foreigner.officialInvitation == true
        case .duty: foreigner.onDuty == true
        }
    }

    /// The account of a stay by an agreement on the day of crossing; nil when the earlier stays that count are not known,
    /// or cannot be counted.
    func account(_ term: AgreementTerm, entered: CivilDate, rolling: Bool? = nil) -> StayAccount? {
        guard var limit = term.limit else { return nil }
        if limit.totalDays != nil, !foreigner.earlierStays.isKnown { return nil }
        if rolling == true { limit.window?.anchor = .unspecified }
        return StayCalculator(
            limit: limit, earlier: foreigner.earlierStays.value ?? [],
            unspecifiedIsRolling: rolling ?? tables.stay.unspecifiedWindowIsRolling,
            exitDayCounts: tables.stay.exitDayCounts
        )?.account(entered: entered, on: facts.date, knownSince: foreigner.staysKnownSince)
    }

    /// The last day of a stay by visa.
    func lastDay(_ visa: VisaFacts, entered: CivilDate) -> CivilDate? {
        guard let days = visa.days, days > 0 else { return visa.validUntil }
        return lastDay(of: days, entered: entered)
    }

    /// The last day of a stay that an officer granted; nil when it names neither days nor a day.
    func lastDay(_ grant: StayGrant, entered: CivilDate) -> CivilDate? {
        grant.until ?? grant.days.flatMap { $0 > 0 ? lastDay(of: $0, entered: entered) : nil }
    }

    private func lastDay(of days: Int, entered: CivilDate) -> CivilDate {
        entered.adding(days: min(days, Limits.maximumTermDays) - (tables.stay.exitDayCounts ? 1 : 0))
    }
}

/// Codes of the nationality and issuer fields that are no state (ICAO 9303-3 §5).
enum ForeignerCodes {
    /// Stateless persons, refugees, persons of unknown nationality.
    static let stateless: Set<String> = ["XXA", "XXB", "XXC", "XXX"]
    /// The United Nations and their agencies.
    static let unitedNations: Set<String> = ["UNO", "UNA"]
}

/// Makes findings that cite the row that was applied.
extension BorderRule {
    func finding(
        _ outcome: Outcome, row: Int, mn: String, en: String, _ evidence: [String] = []
    ) -> Finding {
        Finding(
            rule: description.rule, citation: "agreements row \(row)", outcome: outcome,
            reason: LocalizedText(mn: mn, en: en), evidence: ["agreements.row=\(row)"] + evidence)
    }
}

/// Wording that the rules on foreigners share.
enum ForeignerWords {
    static let everyForeigner = LocalizedText(
        mn: "гадаадын иргэн, харьяалалгүй хүн", en: "foreign nationals and stateless persons")
}
