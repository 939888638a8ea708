import TravelDocument

extension RuleContext {
    /// Whether registration is asked of this person: whoever comes to reside, or stays longer than the days named.
    fileprivate func registers(from entered: CivilDate, until last: CivilDate?) -> Bool {
        if foreigner.purpose == .mission { return false }
        if foreigner.purpose == .residence || foreigner.residencePermit.value != nil { return true }
        return last.map { entered.days(until: $0) + 1 > tables.stay.registrationAboveDays } ?? false
    }

    /// The last day that the ground of an entry gives.
    fileprivate var grantedAtEntry: CivilDate? {
        switch ground {
        case .residencePermit(let permit): permit.validUntil
        case .visa(let visa): lastDay(visa, entered: facts.date)
        case .agreement(_, let term): account(term, entered: facts.date)?.stayUntil
        case .absent: nil
        }
    }
}

/// RS-03: a foreigner registers within 7 working days of arrival; the day after arrival is the first.
struct RegistrationRule: BorderRule {
    let description = RuleDescription(
        rule: "RS-03", citation: "GB-3 l.7 (reading: residents and long stays)",
        title: LocalizedText(
            mn: "Ирсэн өдрөөс хойш ажлын 7 хоногт бүртгүүлнэ.",
            en: "A foreigner registers within 7 working days of arrival."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(
        mn: "оршин суух эсвэл удаан хугацаагаар ирсэн гадаадын иргэн", en: "foreigners who reside or stay long")
    let needs = ["desk.foreigner.registered", "desk.foreigner.entered", "desk.foreigner.purpose"]
    let parameterNames = [
        "stay.registrationWorkingDays", "stay.registrationAboveDays", "calendar.version", "calendar.knownThrough",
    ]

    func concerns(_ context: RuleContext) -> Bool {
        guard context.isForeigner else { return false }
        switch context.facts.direction {
        case .entry: return context.registers(from: context.facts.date, until: context.grantedAtEntry)
        case .exit:
            guard let entered = context.entered else { return false }
            return context.registers(from: entered, until: context.facts.date)
        }
    }

    func findings(_ context: RuleContext) -> [Finding] {
        let entered = context.facts.direction == .entry ? context.facts.date : context.entered
        let calendar = context.tables.calendar
        let term = entered.flatMap {
            calendar.day(context.tables.stay.registrationWorkingDays, workingDaysAfter: $0)
        }
        var seen = [evidence("entered", entered), evidence("registration.deadline", term?.day)]
        guard let term else {
            return [
                finding(
                    .refer, mn: "Бүртгүүлэх хугацааг тооцож чадсангүй.",
                    en: "The time for registration could not be counted.", seen)
            ]
        }
        if !term.isCertain { seen.append(evidence("calendar.knownThrough", calendar.knownThrough)) }
        guard context.facts.direction == .exit else {
            return [
                finding(
                    .remind, mn: "\(term.day)-ны дотор бүртгүүлэхийг сануулна уу.\(term.isCertain ? "" : Self.open.mn)",
                    en: "Remind the traveller to register by \(term.day).\(term.isCertain ? "" : Self.open.en)", seen)
            ]
        }
        return [term.isCertain ? atExit(context, term.day, seen) : atOpenExit(context, term.day, seen)]
    }

    /// What is said beside a day that is counted without the moving holidays.
    private static let open = LocalizedText(
        mn: " Тухайн жилийн амралтын өдрүүд хуанлид алга: хугацаа хожуу дуусаж болно.",
        en: " The calendar lacks the days off of that year: the time may end later.")

    /// At exit, when the calendar does not know all days of the term: what is in time by the days that are known is in
    /// time; whatever is later may be in time as well, and is never called late.
    private func atOpenExit(_ context: RuleContext, _ earliest: CivilDate, _ seen: [String]) -> Finding {
        switch context.foreigner.registered {
        case .found(let day) where day > earliest:
            finding(
                .record, mn: "\(day)-нд бүртгүүлсэн; хугацаандаа эсэхийг тооцож чадсангүй.\(Self.open.mn)",
                en: "Registered on \(day); whether in time cannot be counted.\(Self.open.en)",
                seen + [evidence("registered", day)])
        case .nothing where context.facts.date > earliest, .unknown where context.facts.date > earliest:
            finding(
                .refer, mn: "Бүртгүүлэх хугацаа дууссан эсэхийг ажилтан шийднэ.\(Self.open.mn)",
                en: "An officer decides whether the time for registration has run out.\(Self.open.en)",
                seen
                    + [
                        context.foreigner.registered.isKnown ? "registered=none" : missing("foreigner.registered"),
                        missing("calendar"),
                    ])
        case .found, .nothing, .unknown: atExit(context, earliest, seen)
        }
    }

    private func atExit(_ context: RuleContext, _ deadline: CivilDate, _ seen: [String]) -> Finding {
        switch context.foreigner.registered {
        case .found(let day) where day <= deadline:
            finding(
                .allow, mn: "Хугацаандаа бүртгүүлсэн.", en: "Registered in time.", seen + [evidence("registered", day)])
        case .found(let day):
            finding(
                .record, mn: "Хугацаа хожимдож \(day)-нд бүртгүүлсэн.", en: "Registered late, on \(day).",
                seen + [evidence("registered", day)])
        case .nothing where context.facts.date <= deadline, .unknown where context.facts.date <= deadline:
            finding(
                .allow, mn: "Бүртгүүлэх хугацаа дуусаагүй.", en: "The time for registration has not run out.", seen)
        case .nothing:
            finding(
                .refer, mn: "\(deadline)-ны дотор бүртгүүлээгүй.", en: "Did not register by \(deadline).",
                seen + ["registered=none"])
        case .unknown:
            finding(
                .refer, mn: "Бүртгүүлсэн эсэхийг шалгана уу (\(deadline)-ны дотор).",
                en: "Check whether the person registered by \(deadline).", seen + [missing("foreigner.registered")])
        }
    }
}

/// RS-04: whoever comes to reside takes the residence card within 21 calendar days; the day after arrival is day 1.
struct ResidenceCardRule: BorderRule {
    let description = RuleDescription(
        rule: "RS-04", citation: "GB-3 l.7",
        title: LocalizedText(
            mn: "Ирсэн өдрөөс хойш календарийн 21 хоногт оршин суух зөвшөөрлийн үнэмлэх авна.",
            en: "The residence card is taken within 21 calendar days of arrival."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "оршин суухаар ирсэн гадаадын иргэн", en: "foreigners who come to reside")
    let needs = ["desk.foreigner.residenceCardTaken", "desk.foreigner.purpose", "desk.foreigner.entered"]
    let parameterNames = ["stay.residenceCardDays"]

    func concerns(_ context: RuleContext) -> Bool {
        guard context.isForeigner, context.foreigner.residencePermit.value == nil else { return false }
        return context.foreigner.purpose == .residence
    }

    func findings(_ context: RuleContext) -> [Finding] {
        let entered = context.facts.direction == .entry ? context.facts.date : context.entered
        let deadline = entered?.adding(days: context.tables.stay.residenceCardDays)
        let seen = [evidence("entered", entered), evidence("residenceCard.deadline", deadline)]
        guard let deadline else {
            return [
                finding(
                    .refer, mn: "Хэзээ орж ирснийг тогтоож чадсангүй.", en: "The day of entry is not known.",
                    seen + [missing("foreigner.entered")])
            ]
        }
        guard context.facts.direction == .exit else {
            return [
                finding(
                    .remind, mn: "\(deadline)-ны дотор оршин суух үнэмлэх авахыг сануулна уу.",
                    en: "Remind the traveller to take the residence card by \(deadline).", seen)
            ]
        }
        if case .found = context.foreigner.residenceCardTaken {
            return [finding(.allow, mn: "Үнэмлэх авсан.", en: "The residence card was taken.", seen)]
        }
        guard context.facts.date > deadline else {
            return [
                finding(
                    .allow, mn: "Үнэмлэх авах хугацаа дуусаагүй.", en: "The time for the card has not run out.", seen)
            ]
        }
        return [
            finding(
                .refer, mn: "\(deadline)-ны дотор оршин суух үнэмлэх авсан эсэхийг шалгана уу.",
                en: "Check whether the residence card was taken by \(deadline).",
                seen + [missing("foreigner.residenceCardTaken")])
        ]
    }
}

/// RS-08: the times in which the immigration authority answers (3 to 5 working days, 60 days); information only.
struct ProcessingTimeRule: BorderRule {
    let description = RuleDescription(
        rule: "RS-08", citation: "GB-3 l.19, 38",
        title: LocalizedText(
            mn: "Визийн зөвшөөрөл ажлын 3-5 хоногт, оршин суух зөвшөөрөл 60 хоногт шийдвэрлэгдэнэ.",
            en: "A permission for a visa takes 3 to 5 working days, a residence permit 60 days."))
    let stations: Set<Station> = [.desk]
    let who = ForeignerWords.everyForeigner

    func concerns(_ context: RuleContext) -> Bool { false }

    func findings(_ context: RuleContext) -> [Finding] { [] }
}

/// RS-10: the immigration authority's system since 2023-10-30; a fact for the links to registers, not for travellers.
struct ImmigrationSystemRule: BorderRule {
    let description = RuleDescription(
        rule: "RS-10", citation: "immigration notice l.7, 25-27",
        title: LocalizedText(
            mn: "Гадаадын иргэний бүртгэлийн шинэ систем 2023-10-30-аас ажиллаж, ХУР, ДАН-тай холбогдсон.",
            en: "The new register of foreigners works since 2023-10-30 and is tied to HUR and DAN."))
    let stations: Set<Station> = [.desk]
    let who = ForeignerWords.everyForeigner

    func concerns(_ context: RuleContext) -> Bool { false }

    func findings(_ context: RuleContext) -> [Finding] { [] }
}

/// BX-05: a foreign passport that ends soon; no text asks for months of validity, so the holder is only reminded.
struct ForeignPassportEndRule: BorderRule {
    let description = RuleDescription(
        rule: "BX-05", citation: "house rule (texts are silent)",
        title: LocalizedText(
            mn: "Удахгүй дуусах гадаад улсын паспортыг эзэмшигчид сануулна.",
            en: "The holder of a foreign passport that ends soon is reminded."))
    let stations: Set<Station> = [.desk]
    let who = ForeignerWords.everyForeigner
    let needs = ["document.expiryDate"]
    let parameterNames = ["stay.foreignPassportMonths"]

    func concerns(_ context: RuleContext) -> Bool {
        guard context.isForeigner, context.facts.direction == .entry, let end = context.facts.document.expiryDate
        else { return false }
        return end >= context.facts.date
            && end < context.facts.date.adding(months: context.tables.stay.foreignPassportMonths)
    }

    func findings(_ context: RuleContext) -> [Finding] {
        [
            finding(
                .remind, mn: "Паспортын хугацаа удахгүй дуусна.", en: "The passport ends soon.",
                [evidence("document.expiryDate", context.facts.document.expiryDate)])
        ]
    }
}
