import TravelDocument

/// RS-01: whoever is free of a visa and comes to live here needs the permission for a visa beforehand.
struct ResidencePurposeRule: BorderRule {
    let description = RuleDescription(
        rule: "RS-01", citation: "GB-3 l.15",
        title: LocalizedText(
            mn: "Визгүй зорчих иргэн оршин суухаар ирвэл визийн зөвшөөрлийг урьдчилан авсан байна.",
            en: "Who is free of a visa and comes to reside has the permission for a visa beforehand."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "визгүй зорчих гадаадын иргэн, орох чиглэлд", en: "foreigners without a visa, at entry")
    let needs = ["desk.foreigner.purpose", "desk.foreigner.visaPermission"]
    let parameterNames = ["stay.residenceNeedsPermission"]

    func concerns(_ context: RuleContext) -> Bool {
        guard context.isForeigner, context.facts.direction == .entry, context.tables.stay.residenceNeedsPermission
        else { return false }
        if case .agreement = context.ground { return true }
        return false
    }

    func findings(_ context: RuleContext) -> [Finding] {
        switch context.foreigner.purpose {
        case .residence?:
            guard context.foreigner.visaPermission.value == nil else {
                return [
                    finding(
                        .allow, mn: "Визийн зөвшөөрөлтэй.", en: "Holds the permission for a visa.",
                        ["purpose=residence", "visaPermission=found"])
                ]
            }
            return [
                finding(
                    .refer, mn: "Оршин суухаар ирсэн бол визийн зөвшөөрөл шаардлагатай.",
                    en: "To reside, the permission for a visa is needed beforehand.",
                    ["purpose=residence", missing("foreigner.visaPermission")])
            ]
        case .visit?, .transit?, .mission?:
            return [
                finding(
                    .allow, mn: "Оршин суухаар ирээгүй.", en: "Does not come to reside.",
                    [evidence("purpose", context.foreigner.purpose?.rawValue)])
            ]
        case nil:
            return [
                finding(
                    .remind, mn: "Зорчих зорилгыг асууна уу: оршин суух бол визийн зөвшөөрөл урьдчилан авна.",
                    en: "Ask the purpose: who comes to reside takes the permission for a visa beforehand.",
                    [missing("foreigner.purpose")])
            ]
        }
    }
}

/// RS-02: a permission for a visa is good for 183 days; the day of issue is day 0 and the last day counts.
///
/// Reading: these are the days from the permission to coming on it. Whoever holds the visa or the residence permit that
/// it was asked for comes on that, and whoever an agreement frees and who says that it is not to reside comes on the
/// agreement (GB-3 l.15 asks the permission of those who reside): their old permission says nothing.
struct VisaPermissionRule: BorderRule {
    let description = RuleDescription(
        rule: "RS-02", citation: "GB-3 l.17",
        title: LocalizedText(
            mn: "Визийн зөвшөөрөл олгосон өдрөөс 183 хоногт хүчинтэй.",
            en: "A permission for a visa is good for 183 days from its issue."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(
        mn: "визийн зөвшөөрлөөр ирсэн гадаадын иргэн, орох чиглэлд",
        en: "foreigners who come on a permission for a visa, at entry")
    let needs = [
        "desk.foreigner.visaPermission", "desk.foreigner.visa", "desk.foreigner.residencePermit",
        "desk.foreigner.purpose",
    ]
    let parameterNames = ["stay.visaPermissionDays"]

    func concerns(_ context: RuleContext) -> Bool {
        guard context.isForeigner, context.facts.direction == .entry, context.foreigner.visaPermission.value != nil
        else { return false }
        switch context.ground {
        case .residencePermit, .visa: return false
        // A purpose that nobody has asked may be residence.
        case .agreement: return context.foreigner.purpose.map { $0 == .residence } ?? true
        case .absent: return true
        }
    }

    func findings(_ context: RuleContext) -> [Finding] {
        let issued = context.foreigner.visaPermission.value?.issued
        let seen = [evidence("visaPermission.issued", issued), evidence("date", context.facts.date)]
        guard let issued, issued <= context.facts.date else {
            return [
                finding(
                    .refer, mn: "Визийн зөвшөөрөл олгосон огноо тодорхойгүй.",
                    en: "The day of issue of the permission for a visa is not known.", seen)
            ]
        }
        let last = issued.adding(days: context.tables.stay.visaPermissionDays)
        guard context.facts.date <= last else {
            return [
                finding(
                    .refer, mn: "Визийн зөвшөөрлийн хугацаа \(last)-нд дууссан.",
                    en: "The permission for a visa ended on \(last).", seen)
            ]
        }
        return [
            finding(
                .allow, mn: "Визийн зөвшөөрөл \(last) хүртэл хүчинтэй.",
                en: "The permission for a visa is good until \(last).", seen)
        ]
    }
}

/// RS-05: the extension of a residence permit is asked for 30 days before its end.
struct PermitExtensionRule: BorderRule {
    let description = RuleDescription(
        rule: "RS-05", citation: "GB-3 l.49",
        title: LocalizedText(
            mn: "Оршин суух зөвшөөрлийг дуусахаас 30 хоногийн өмнө сунгуулах хүсэлт гаргана.",
            en: "The extension of a residence permit is asked for 30 days before its end."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "оршин суух зөвшөөрөлтэй гадаадын иргэн", en: "holders of residence permits")
    let needs = ["desk.foreigner.residencePermit"]
    let parameterNames = ["stay.extensionRequestDays"]

    func concerns(_ context: RuleContext) -> Bool {
        context.isForeigner && context.foreigner.residencePermit.value != nil
    }

    func findings(_ context: RuleContext) -> [Finding] {
        let end = context.foreigner.residencePermit.value?.validUntil
        let seen = [evidence("residencePermit.validUntil", end)]
        guard let end, context.facts.date.days(until: end) >= context.tables.stay.extensionRequestDays else {
            return [
                finding(
                    .remind, mn: "Оршин суух зөвшөөрлийн хугацаа дуусах дөхсөн: сунгуулахыг сануулна уу.",
                    en: "The residence permit ends soon: remind the holder to ask for its extension.", seen)
            ]
        }
        return [finding(.allow, mn: "Зөвшөөрөл \(end) хүртэл.", en: "The permit lasts until \(end).", seen)]
    }
}

/// RS-06: an applicant of 16 or older gives fingerprints and photograph in person, so that fingers may be on record.
struct ResidentFingersRule: BorderRule {
    let description = RuleDescription(
        rule: "RS-06", citation: "GB-3 l.34 (reading: 16 or older)",
        title: LocalizedText(
            mn: "16 ба түүнээс дээш насны оршин суугч хурууны хээ, зургаа өөрийн биеэр өгнө.",
            en: "Residents of 16 or older give fingerprints and photograph in person."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "оршин суух зөвшөөрөлтэй гадаадын иргэн", en: "holders of residence permits")
    let needs = ["document.birthDate", "desk.foreigner.residencePermit"]
    let parameterNames = ["stay.fingerprintAge"]

    func concerns(_ context: RuleContext) -> Bool {
        context.isForeigner && context.foreigner.residencePermit.value != nil
    }

    func findings(_ context: RuleContext) -> [Finding] {
        let age = Majority(
            of: context.facts.document, on: context.facts.date, adultAge: context.tables.stay.fingerprintAge)
        let seen = [evidence("document.birthDate", context.facts.document.birthDate)]
        switch age {
        case .adult:
            return [
                finding(
                    .record, mn: "Хурууны хээ, зураг бүртгэлд байх ёстой: тулгах боломжтой.",
                    en: "Fingerprints should be on record and may be compared.", seen + ["fingers=expected"])
            ]
        case .child:
            return [
                finding(
                    .record, mn: "Хурууны хээ өгөх насанд хүрээгүй.", en: "Too young to have given fingerprints.",
                    seen + ["fingers=notExpected"])
            ]
        case .unknown:
            return [
                finding(
                    .record, mn: "Нас тодорхойгүй: хурууны хээ бүртгэлд байгаа эсэх тодорхойгүй.",
                    en: "The age is not known, nor whether fingerprints are on record.", seen + ["fingers=unknown"])
            ]
        }
    }
}

/// RS-07: a resident who leaves for good is taken off the register; the exit is not held up.
struct DeregistrationRule: BorderRule {
    let description = RuleDescription(
        rule: "RS-07", citation: "GB-3 l.59-62",
        title: LocalizedText(
            mn: "Бүрмөсөн гарах оршин суугч хасалт хийлгэнэ; хилийн чандад хугацаа дуусвал уригч нөхөж хийлгэнэ.",
            en: "A resident who leaves for good is deregistered; when the permit ends abroad the host does it later."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "оршин суух зөвшөөрөлтэй гадаадын иргэн, гарах чиглэлд", en: "residents, at exit")
    let needs = ["desk.foreigner.leavesForGood", "desk.foreigner.deregistered"]

    func concerns(_ context: RuleContext) -> Bool {
        context.isForeigner && context.facts.direction == .exit && context.foreigner.residencePermit.value != nil
    }

    func findings(_ context: RuleContext) -> [Finding] {
        let seen = [
            evidence("leavesForGood", context.foreigner.leavesForGood),
            evidence("deregistered", context.foreigner.deregistered),
        ]
        if context.foreigner.leavesForGood == false || context.foreigner.deregistered == true {
            return [finding(.allow, mn: "Хасалт шаардлагагүй эсвэл хийлгэсэн.", en: "Nothing to deregister.", seen)]
        }
        return [
            finding(
                .remind, mn: "Бүрмөсөн гарч байгаа бол хасалт хийлгэхийг сануулна уу.",
                en: "Remind whoever leaves for good to be deregistered.", seen)
        ]
    }
}

/// RS-09: the registration number of a foreigner has 13 digits; no check digit is known.
struct RegistrationNumberRule: BorderRule {
    let description = RuleDescription(
        rule: "RS-09", citation: "immigration notice l.19-21",
        title: LocalizedText(
            mn: "Гадаадын иргэний бүртгэлийн дугаар 13 оронтой.", en: "A foreigner's registration number has 13 digits."
        ))
    let stations: Set<Station> = [.desk]
    let who = ForeignerWords.everyForeigner
    let needs = ["desk.foreigner.registrationNumber"]

    func concerns(_ context: RuleContext) -> Bool {
        context.isForeigner && context.foreigner.registrationNumber != nil
    }

    func findings(_ context: RuleContext) -> [Finding] {
        let digits = Array((context.foreigner.registrationNumber ?? "").utf8)
        guard digits.count == 13, digits.allSatisfy({ (48...57).contains($0) }) else {
            return [
                finding(
                    .refer, mn: "Бүртгэлийн дугаар 13 оронтой биш. Дахин шалгана уу.",
                    en: "The registration number has not 13 digits. Check it again.",
                    ["registrationNumber.length=\(digits.count)"])
            ]
        }
        return [
            finding(
                .allow, mn: "Бүртгэлийн дугаарын хэлбэр зөв.", en: "The registration number is well formed.",
                ["registrationNumber.length=13"])
        ]
    }
}
