package import TravelDocument

/// VF-01: without a visa, for so many days as the agreement and the earlier stays leave.
///
/// Readings, each a switch of the tables: both end days count, a window without a named beginning ends on the day
/// checked.
struct VisaFreeStayRule: BorderRule {
    let description = RuleDescription(
        rule: Self.rule, citation: "agreements table (A/131 1.1)",
        title: LocalizedText(
            mn: "Гэрээгээр визгүй зорчих иргэн тогтоосон хоногт багтаан байна.",
            en: "A citizen freed by an agreement stays within the days it gives."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "визгүй зорчих гадаадын иргэн, орох чиглэлд", en: "foreigners without a visa, at entry")
    let needs = ["document.nationality", "document.classCode", "desk.foreigner.earlierStays"]
    let parameterNames = ["agreements.version", "stay.unspecifiedWindowIsRolling", "stay.exitDayCounts"]
    fileprivate static let rule = "VF-01"
    /// How the last day that the agreement gives is called among the evidence.
    fileprivate static let lastDay = "stay.until"

    func concerns(_ context: RuleContext) -> Bool {
        guard context.isForeigner, context.facts.direction == .entry else { return false }
        if case .agreement = context.ground { return true }
        return false
    }

    func findings(_ context: RuleContext) -> [Finding] {
        guard case .agreement(let row, let term) = context.ground else { return [] }
        let terms = [evidence("agreements.term", term.text)]
        guard let account = context.account(term, entered: context.facts.date) else {
            return [
                finding(
                    .refer, row: row.row,
                    mn: "Өмнө Монгол Улсад байсан хоногийг мэдэхгүй тул үлдсэн хоногийг тооцож чадсангүй.",
                    en: "The earlier stays are not known, so the days left cannot be counted.",
                    terms + [missing("foreigner.earlierStays")])
            ]
        }
        guard let until = account.stayUntil else {
            return [
                finding(
                    .refer, row: row.row, mn: "Визгүй байх хоног дууссан. Виз шаардлагатай; ажилтан шийднэ.",
                    en: "The days without a visa are used up. A visa is needed; an officer decides.",
                    terms + [evidence("stay.used", account.daysUsed), "stay.left=0", missing("foreigner.visa")])
            ]
        }
        var seen =
            terms + [
                evidence("stay.used", account.daysUsed), evidence("stay.left", account.daysLeft),
                evidence(Self.lastDay, until),
            ]
        if let window = term.limit?.window, window.anchor != .unspecified,
            let other = context.account(term, entered: context.facts.date, rolling: true)?.stayUntil, other != until
        {
            // Near the edge of a block the two readings of the window differ: the officer sees both.
            seen.append(evidence("stay.until.rolling", other))
        }
        return [
            finding(
                .allow, row: row.row, mn: "Визгүй: \(until) хүртэл \(account.daysLeft) хоног байж болно.",
                en: "Without a visa: may stay \(account.daysLeft) days, until \(until).", seen)
        ]
    }
}

extension Verdict {
    /// The last day that an agreement gave at the entry, by the tables and conditions of that day (VF-01): a later table
    /// takes nothing of it away. Nil when none gave any; visas and permits have days of their own.
    package var agreedStayUntil: CivilDate? {
        let name = VisaFreeStayRule.lastDay + "="
        var last: CivilDate?
        for finding in findings where finding.outcome == .allow && finding.rule == VisaFreeStayRule.rule {
            for evidence in finding.evidence where evidence.hasPrefix(name) {
                guard let day = CivilDate(String(evidence.dropFirst(name.count))) else { continue }
                last = max(last ?? day, day)
            }
        }
        return last
    }
}

/// VF-02: whom no agreement frees needs a visa or a residence permit.
struct VisaRule: BorderRule {
    let description = RuleDescription(
        rule: "VF-02", citation: "agreements table (A/131 1.1)",
        title: LocalizedText(
            mn: "Визгүй зорчих нөхцөлгүй гадаадын иргэн хүчинтэй виз эсвэл оршин суух зөвшөөрөлтэй байна.",
            en: "Whom no agreement frees holds a valid visa or residence permit."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "гадаадын иргэн, орох чиглэлд", en: "foreigners, at entry")
    let needs = ["document.nationality", "document.issuer", "desk.foreigner.visa", "desk.foreigner.residencePermit"]
    let parameterNames = ["agreements.version"]

    func concerns(_ context: RuleContext) -> Bool {
        guard context.isForeigner, context.facts.direction == .entry else { return false }
        switch context.ground {
        case .residencePermit, .visa: return true
        case .agreement: return false
        case .absent(let absence): return Self.text(absence) != nil
        }
    }

    func findings(_ context: RuleContext) -> [Finding] {
        switch context.ground {
        case .residencePermit(let permit):
            return [
                finding(
                    .allow, mn: "Оршин суух зөвшөөрөл хүчинтэй.", en: "The residence permit is valid.",
                    [evidence("residencePermit.validUntil", permit.validUntil)])
            ]
        case .visa(let visa):
            return [
                finding(
                    .allow, mn: "Виз хүчинтэй.", en: "The visa is valid.",
                    [
                        evidence("visa.validUntil", visa.validUntil),
                        evidence("stay.until", context.lastDay(visa, entered: context.facts.date)),
                    ])
            ]
        case .agreement: return []
        case .absent(let absence):
            guard let text = Self.text(absence) else { return [] }
            return [
                finding(
                    .refer, mn: text.mn, en: text.en,
                    [
                        evidence("document.nationality", context.nationality),
                        evidence("document.issuer", bareCode(context.facts.document.issuer)),
                        missing("foreigner.visa|foreigner.residencePermit"),
                    ])
            ]
        }
    }

    /// The reason of an absence that no rule of its own explains.
    private static func text(_ absence: StayGround.Absence) -> LocalizedText? {
        switch absence {
        case .notListed:
            LocalizedText(
                mn: "Энэ улстай визгүй зорчих гэрээ алга. Хүчинтэй виз, зөвшөөрлийг шалгана уу.",
                en: "No agreement frees this nationality. Look for a valid visa or permit.")
        case .visaRequired:
            LocalizedText(
                mn: "Энэ төрлийн паспортоор визтэй зорчино. Хүчинтэй виз, зөвшөөрлийг шалгана уу.",
                en: "This class of passport needs a visa. Look for a valid visa or permit.")
        case .issuerDiffers:
            LocalizedText(
                mn: "Паспорт олгосон улс, иргэншил зөрж байна. Виз, зөвшөөрлийг шалгана уу.",
                en: "The passport was issued by another state than that of the nationality. Look for a visa or permit.")
        case .classUnknown:
            LocalizedText(
                mn: "Баримт бичгийн төрөл тодорхойгүй. Виз, зөвшөөрлийг шалгана уу.",
                en: "The kind of the document is not clear. Look for a visa or permit.")
        case .stateless, .borderAreaPass, .doubtful, .territoryUnclear, .notBiometric, .invitationMissing,
            .dutyUnconfirmed:
            nil
        }
    }
}

/// VF-03: whoever is posted to a mission, and the family, is accredited; never decided by the machine.
struct MissionRule: BorderRule {
    let description = RuleDescription(
        rule: "VF-03", citation: "agreements table: missions",
        title: LocalizedText(
            mn: "Томилогдсон ажилтан, гэр бүлийн гишүүний томилолтыг ажилтан шалгана.",
            en: "The accreditation of mission staff and family is checked by an officer."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "төлөөлөгчийн газрын ажилтан, гэр бүл", en: "staff of missions and their families")
    let needs = ["desk.foreigner.purpose"]

    func concerns(_ context: RuleContext) -> Bool {
        context.isForeigner && context.facts.direction == .entry && context.foreigner.purpose == .mission
    }

    func findings(_ context: RuleContext) -> [Finding] {
        [
            finding(
                .refer, mn: "Томилолтын бичиг баримтыг шалгаж, ажилтан шийднэ.",
                en: "Check the accreditation; an officer decides.", ["purpose=mission", missing("accreditation")])
        ]
    }
}

/// VF-04: at exit the stay is held against what was granted; a fine is not ours.
struct OverstayRule: BorderRule {
    let description = RuleDescription(
        rule: "VF-04", citation: "agreements table; GB-3",
        title: LocalizedText(
            mn: "Гадаадын иргэн зөвшөөрсөн хугацаанаас хэтрүүлэлгүй гарна.",
            en: "A foreigner leaves within the stay that was granted."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "гадаадын иргэн, гарах чиглэлд", en: "foreigners, at exit")
    let needs = [
        "desk.foreigner.entered", "desk.foreigner.granted", "desk.foreigner.grantedUntil", "desk.foreigner.visa",
        "desk.foreigner.residencePermit", "desk.foreigner.earlierStays", "lastCrossing",
    ]
    let parameterNames = ["agreements.version", "stay.exitDayCounts", "stay.unspecifiedWindowIsRolling"]

    func concerns(_ context: RuleContext) -> Bool { context.isForeigner && context.facts.direction == .exit }

    func findings(_ context: RuleContext) -> [Finding] {
        guard let entered = context.entered, entered <= context.facts.date else {
            return [
                finding(
                    .refer, mn: "Хэзээ орж ирснийг тогтоож чадсангүй.", en: "The day of entry is not known.",
                    [evidence("entered", context.entered), missing("foreigner.entered")])
            ]
        }
        var seen = [evidence("entered", entered), evidence("date", context.facts.date)]
        seen += context.foreigner.granted?.evidence ?? []
        seen += context.foreigner.grantedUntil.map { [evidence("granted.atEntry", $0)] } ?? []
        guard let last = lastDay(context, entered: entered) else {
            return [
                finding(
                    .refer, mn: "Ямар үндэслэлээр, хэд хүртэл байсныг тогтоож чадсангүй.",
                    en: "By what right and until when the person stayed is not known.",
                    seen + [missing("foreigner.grantedUntil|foreigner.visa|foreigner.residencePermit")])
            ]
        }
        let over = max(0, last.days(until: context.facts.date))
        let grant = context.foreigner.granted
        let ground = (
            mn: grant.map { "; орохдоо \($0.officer) дугаартай ажилтан олгосон: \($0.authority)" } ?? "",
            en: grant.map { "; officer \($0.officer) granted it at the entry: \($0.authority)" } ?? ""
        )
        guard over == 0 else {
            return [
                finding(
                    .refer, mn: "Байх хугацааг \(over) хоногоор хэтрүүлсэн (\(last) хүртэл байв\(ground.mn)).",
                    en: "Overstayed by \(over) \(over == 1 ? "day" : "days") (the stay ended on \(last)\(ground.en)).",
                    seen + [evidence("stay.until", last), evidence("overstay.days", over)]),
                finding(
                    .record, mn: "Хугацаа хэтрүүлсэн хоногийг бүртгэнэ.", en: "The days of overstay are recorded.",
                    [evidence("overstay.days", over)]),
            ]
        }
        return [
            finding(
                .allow, mn: "Зөвшөөрсөн хугацаанд (\(last) хүртэл\(ground.mn)) байсан.",
                en: "Leaves within the stay, which ended on \(last)\(ground.en).", seen + [evidence("stay.until", last)]
            )
        ]
    }

    /// The latest of the last days that permit and grant give; without a grant at the entry, visa and agreement have
    /// granted what they say.
    private func lastDay(_ context: RuleContext, entered: CivilDate) -> CivilDate? {
        let number = context.facts.document.number
        var days: [CivilDate] = []
        if let permit = context.foreigner.residencePermit.value, let end = permit.validUntil,
            permit.documentNumber.map({ $0 == number }) ?? true
        {
            days.append(end)
        }
        if let grant = context.foreigner.granted {
            if let end = context.lastDay(grant, entered: entered) { days.append(end) }
            return days.max()
        }
        if let visa = context.foreigner.visa.value, visa.documentNumber.map({ $0 == number }) ?? true,
            visa.validFrom.map({ $0 <= entered }) ?? true, visa.validUntil.map({ $0 >= entered }) ?? false,
            let end = context.lastDay(visa, entered: entered)
        {
            days.append(end)
        }
        if let granted = context.foreigner.grantedUntil {
            days.append(granted)
        } else if case .agreement(_, let term) = context.agreement,
            let until = context.account(term, entered: entered)?.stayUntil
        {
            days.append(until)
        }
        return days.max()
    }
}
