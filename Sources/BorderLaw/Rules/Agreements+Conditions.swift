import TravelDocument

/// A rule on foreigners at entry that speaks of one reading or condition of the table.
private protocol ConditionRule: BorderRule {
    /// What it says of this ground; nil when it does not concern it.
    func finding(on ground: StayGround, _ context: RuleContext) -> Finding?
}

extension ConditionRule {
    var stations: Set<Station> { [.desk] }
    var who: LocalizedText { ForeignerWords.everyForeigner }

    func concerns(_ context: RuleContext) -> Bool {
        context.isForeigner && context.facts.direction == .entry && finding(on: context.ground, context) != nil
    }

    func findings(_ context: RuleContext) -> [Finding] { finding(on: context.ground, context).map { [$0] } ?? [] }
}

/// VF-05: passes for the border area are good at its own ports only (rows 8 and 33).
struct BorderAreaPassRule: ConditionRule {
    let description = RuleDescription(
        rule: "VF-05", citation: "agreements rows 8, 33",
        title: LocalizedText(
            mn: "Хил орчмын нутаг дэвсгэрт зорчих үнэмлэх агаарын боомтод хүчингүй.",
            en: "A pass for the border area is not valid at an airport."))
    let needs = ["document.classCode", "desk.travelPaper"]
    let parameterNames = ["passports.version"]

    func finding(on ground: StayGround, _ context: RuleContext) -> Finding? {
        guard case .absent(.borderAreaPass) = ground else { return nil }
        return finding(
            .refer, mn: "Хил орчмын нутаг дэвсгэрт зорчих үнэмлэхээр энэ боомтоор нэвтрэхгүй; ажилтан шийднэ.",
            en: "A pass for the border area does not serve at this port; an officer decides.",
            [evidence("document.classCode", bareCode(context.facts.document.classCode)), missing("foreigner.visa")])
    }
}

/// VF-06: some rows free biometric passports only: the chip has to be there and proved genuine (rows 1, 47, 52).
struct BiometricRule: ConditionRule {
    let description = RuleDescription(
        rule: "VF-06", citation: "agreements rows 1, 47, 52",
        title: LocalizedText(
            mn: "Цахим (биометрийн) паспорт шаардсан бол чип нь уншигдаж, жинхэнэ болох нь батлагдсан байна.",
            en: "Where a biometric passport is asked for, its chip was read and proved genuine."))
    let needs = ["chip"]
    let parameterNames = ["agreements.version"]

    func finding(on ground: StayGround, _ context: RuleContext) -> Finding? {
        switch ground {
        case .agreement(let row, let term) where term.conditions.contains(.biometric):
            return finding(
                .allow, row: row.row, mn: "Биометрийн паспорт.", en: "The passport is biometric.", ["chip=successful"])
        case .absent(.notBiometric(let row)):
            return finding(
                .refer, row: row,
                mn: "Зөвхөн биометрийн паспортоор визгүй зорчино; чип батлагдаагүй тул виз шалгана уу.",
                en: "Only biometric passports are freed, and no chip was proved genuine. Look for a visa.",
                [missing("chip|foreigner.visa")])
        default: return nil
        }
    }
}

/// VF-07: rows whose text is in doubt are the officer's (row 14, United Kingdom; row 6, ordinary passports).
struct DoubtfulRowRule: ConditionRule {
    let description = RuleDescription(
        rule: "VF-07", citation: "agreements rows 6, 14 (reading: visa required)",
        title: LocalizedText(
            mn: "Эх бичвэр нь эргэлзээтэй мөрийг ажилтан шийднэ.",
            en: "A row whose text is in doubt is decided by an officer."))
    let needs = ["document.nationality", "document.classCode"]
    let parameterNames = ["agreements.version"]

    func finding(on ground: StayGround, _ context: RuleContext) -> Finding? {
        guard case .absent(.doubtful(let row)) = ground else { return nil }
        return finding(
            .refer, row: row, mn: "Хүснэгтийн энэ мөр эргэлзээтэй: визтэй гэж үзнэ. Ажилтан шийднэ.",
            en: "This row of the table is in doubt and read as visa required. An officer decides.",
            ["reading=visaRequired", missing("foreigner.visa")])
    }
}

/// VF-08: row 43 (Ukraine) asks for an official invitation.
struct InvitationRule: ConditionRule {
    let description = RuleDescription(
        rule: "VF-08", citation: "agreements row 43 (reading: every class)",
        title: LocalizedText(
            mn: "Албан ёсны урилга шаардсан бол урилгатай байна.",
            en: "Where an official invitation is asked for, it was shown."))
    let needs = ["desk.foreigner.officialInvitation"]
    let parameterNames = ["agreements.version"]

    func finding(on ground: StayGround, _ context: RuleContext) -> Finding? {
        switch ground {
        case .agreement(let row, let term) where term.conditions.contains(.invitation):
            return finding(
                .allow, row: row.row, mn: "Албан ёсны урилгатай.", en: "The official invitation was shown.",
                ["officialInvitation=true"])
        case .absent(.invitationMissing(let row)):
            return finding(
                .refer, row: row, mn: "Албан ёсны урилгыг шалгана уу.", en: "Ask for the official invitation.",
                [
                    evidence("officialInvitation", context.foreigner.officialInvitation),
                    missing("foreigner.officialInvitation|foreigner.visa"),
                ])
        default: return nil
        }
    }
}

/// VF-09: the code of China stands for three rows; code and number of the document, or the officer, tell which.
struct ChineseTerritoryRule: ConditionRule {
    let description = RuleDescription(
        rule: "VF-09", citation: "agreements rows 8, 13, 28 (reading: code and number)",
        title: LocalizedText(
            mn: "CHN кодтой паспорт БНХАУ, Гонконг, Макаогийн алинаас олгогдсоныг тогтооно.",
            en: "Of a passport with the code of China it is known whether mainland, Hong Kong or Macao issued it."))
    let needs = ["document.classCode", "document.number", "desk.foreigner.territory"]
    let parameterNames = ["passports.version", "passports.hongKongPrefixes", "passports.macaoPrefixes"]

    func finding(on ground: StayGround, _ context: RuleContext) -> Finding? {
        guard context.tables.agreements.rows(nationality: context.nationality).contains(where: { $0.territory != nil })
        else { return nil }
        if case .absent(.territoryUnclear) = ground {
            return finding(
                .refer, mn: "Паспорт БНХАУ, Гонконг, Макаогийн алинаас олгогдсон нь тодорхойгүй. Ажилтан тогтооно.",
                en: "Whether mainland, Hong Kong or Macao issued the passport is not clear. An officer determines it.",
                [
                    evidence("document.classCode", bareCode(context.facts.document.classCode)),
                    missing("foreigner.territory|foreigner.visa"),
                ])
        }
        guard let territory = context.territory else { return nil }
        return finding(
            .record, mn: "Паспорт олгосон нутаг: \(territory.rawValue).",
            en: "The passport was issued by \(territory.rawValue).",
            [
                evidence("territory", territory.rawValue),
                "territory.by=\(context.foreigner.territory == nil ? "number" : "officer")",
            ])
    }
}

/// VF-10: a laissez-passer of the United Nations frees travel on duty only, up to 30 days (row 54).
struct DutyRule: ConditionRule {
    let description = RuleDescription(
        rule: "VF-10", citation: "agreements row 54",
        title: LocalizedText(
            mn: "НҮБ-ын Laissez-Passer зөвхөн албан хэргээр зорчиход визгүй.",
            en: "A laissez-passer of the United Nations frees travel on duty only."))
    let needs = ["document.issuer", "desk.foreigner.onDuty"]
    let parameterNames = ["agreements.version"]

    func finding(on ground: StayGround, _ context: RuleContext) -> Finding? {
        switch ground {
        case .agreement(let row, let term) where term.conditions.contains(.duty):
            return finding(
                .allow, row: row.row, mn: "Албан хэргээр зорчиж байна.", en: "Travels on official duty.",
                ["onDuty=true"])
        case .absent(.dutyUnconfirmed(let row)):
            return finding(
                .refer, row: row, mn: "Албан хэргээр зорчиж байгаа эсэхийг ажилтан тогтооно.",
                en: "An officer confirms that the travel is on duty.",
                [evidence("onDuty", context.foreigner.onDuty), missing("foreigner.onDuty|foreigner.visa")])
        default: return nil
        }
    }
}

/// VF-11: persons without a citizenship need a visa.
struct StatelessRule: ConditionRule {
    let description = RuleDescription(
        rule: "VF-11", citation: "agreements table (ICAO 9303-3 5)",
        title: LocalizedText(
            mn: "Харьяалалгүй хүн, дүрвэгч виз эсвэл зөвшөөрөлтэй байна.",
            en: "Stateless persons and refugees hold a visa or a permit."))
    let needs = ["document.nationality", "desk.foreigner.visa"]

    func finding(on ground: StayGround, _ context: RuleContext) -> Finding? {
        guard case .absent(.stateless) = ground else { return nil }
        return finding(
            .refer, mn: "Харьяалалгүй хүнд виз шаардлагатай. Виз, зөвшөөрлийг шалгана уу.",
            en: "A person without a citizenship needs a visa. Look for a visa or permit.",
            [evidence("document.nationality", context.nationality), missing("foreigner.visa")])
    }
}
