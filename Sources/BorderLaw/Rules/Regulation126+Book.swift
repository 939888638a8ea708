import TravelDocument

/// The validity printed in an ordinary passport of Mongolia, counted from its day of issue.
private struct PrintedValidity {
    let issue: CivilDate
    let expiry: CivilDate

    init?(_ context: RuleContext) {
        guard let issue = context.book.issueDate, let expiry = context.facts.document.expiryDate, issue < expiry else {
            return nil
        }
        self.issue = issue
        self.expiry = expiry
    }

    /// Whether it is exactly so many years; books name the day itself or the day before.
    func isExactly(_ years: Int) -> Bool {
        let end = issue.adding(years: years)
        return expiry == end || expiry == end.adding(days: -1)
    }

    /// Whether it is longer than so many years.
    func exceeds(_ years: Int) -> Bool { expiry > issue.adding(years: years) }
}

extension RuleContext {
    /// Whether the document is an ordinary passport of Mongolia, the only one regulation 126 speaks of.
    var isOrdinaryPassport: Bool {
        bareCode(facts.document.issuer) == parameters.nationalState
            && parameters.ordinaryClasses.contains(bareCode(facts.document.classCode))
    }
}

/// PA-01: ordinary passports are issued for 5 or 10 years (regulation 126 3.1, 3.2).
///
/// Reading: another length is a note; longer than the longest that exists, or than that with the longest extension, is
/// an officer's case. The day of issue does not stand in the MRZ, and often nobody knows it.
struct PassportYearsRule: BorderRule {
    let description = RuleDescription(
        rule: "PA-01", citation: "126 3.1, 3.2",
        title: LocalizedText(
            mn: "Энгийн гадаад паспорт 5, 10 жилийн хугацаанд хүчинтэй.",
            en: "An ordinary passport is valid for 5 or 10 years."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "энгийн гадаад паспорт эзэмшигч", en: "holders of ordinary passports of Mongolia")
    let needs = ["desk.book.issueDate", "document.expiryDate", "document.verifiedExtension"]
    let parameterNames = ["desk.passportYears", "desk.extensionYears"]

    func concerns(_ context: RuleContext) -> Bool { context.isOrdinaryPassport }

    func findings(_ context: RuleContext) -> [Finding] {
        let seen = [
            evidence("book.issueDate", context.book.issueDate),
            evidence("document.expiryDate", context.facts.document.expiryDate),
        ]
        guard let issued = context.book.issueDate else {
            return [
                finding(
                    .record, mn: "Паспорт олгосон огноо тодорхойгүй тул олгосон хугацааг шалгаагүй.",
                    en: "The date of issue is not known, so the years of validity were not checked.",
                    seen + [missing("book.issueDate")])
            ]
        }
        guard let validity = PrintedValidity(context), issued <= context.facts.date else {
            return [
                finding(
                    .refer, mn: "Паспортын олгосон огноо, дуусах огноо хоорондоо зөрж байна.",
                    en: "Date of issue and date of expiry of the passport contradict each other.", seen)
            ]
        }
        let longest = context.desk.passportYears.max() ?? 0
        let extended = issued.adding(years: longest).adding(years: context.desk.extensionYears.max() ?? 0)
        if validity.exceeds(longest) || (context.facts.document.effectiveExpiry.map { $0 > extended } ?? true) {
            return [
                finding(
                    .refer, mn: "Паспортын хүчинтэй хугацаа \(longest) жилээс урт байна. Паспортыг шалгана уу.",
                    en: "The passport is valid for longer than \(longest) years. Examine it.", seen)
            ]
        }
        guard context.desk.passportYears.contains(where: validity.isExactly) else {
            return [
                finding(
                    .remind, mn: "Паспортын хүчинтэй хугацаа ердийн хугацаанаас өөр байна.",
                    en: "The passport was issued for an unusual time.", seen)
            ]
        }
        return [
            finding(
                .allow, mn: "Паспортыг журамд заасан хугацаагаар олгосон.",
                en: "The passport was issued for a time that the regulation knows.", seen)
        ]
    }
}

/// PA-02: a child under 16 has a passport of 5 years (regulation 126 3.3).
struct ChildPassportRule: BorderRule {
    let description = RuleDescription(
        rule: "PA-02", citation: "126 3.3",
        title: LocalizedText(
            mn: "16 хүртэлх насны хүүхдэд энгийн гадаад паспортыг 5 жилийн хугацаатай олгоно.",
            en: "A child under 16 is given an ordinary passport of 5 years."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(
        mn: "паспорт авахдаа 16 нас хүрээгүй байсан хүн", en: "holders who were under 16 when the passport was issued")
    let needs = ["desk.book.issueDate", "document.birthDate", "document.expiryDate"]
    let parameterNames = ["desk.childPassportAge", "desk.childPassportYears"]

    /// Whoever could have been a child when the longest passport that is still printed so was issued.
    func concerns(_ context: RuleContext) -> Bool {
        guard context.isOrdinaryPassport else { return false }
        guard let birth = context.facts.document.birthDate else { return true }
        let grown = birth.adding(years: context.desk.childPassportAge)
        if let issued = context.book.issueDate { return issued < grown }
        guard let expiry = context.facts.document.expiryDate else { return true }
        return expiry.adding(years: -(context.desk.passportYears.max() ?? 0)) < grown
    }

    func findings(_ context: RuleContext) -> [Finding] {
        let years = context.desk.childPassportYears
        let seen = [
            evidence("document.birthDate", context.facts.document.birthDate),
            evidence("book.issueDate", context.book.issueDate),
            evidence("document.expiryDate", context.facts.document.expiryDate),
        ]
        guard let validity = PrintedValidity(context),
            context.facts.document.birthDate != nil || validity.exceeds(years)
        else {
            return [
                finding(
                    .remind, mn: "Паспортыг 16 нас хүрэхээс өмнө олгосон байж болзошгүй. Олгосон огноог шалгана уу.",
                    en: "The passport may have been issued before the holder was 16. Look for the date of issue.",
                    seen + [missing("book.issueDate")])
            ]
        }
        guard context.facts.document.birthDate != nil else {
            return [
                finding(
                    .refer, mn: "Төрсөн огноо бүрэн тодорхойгүй тул хүүхдэд олгосон паспорт эсэхийг тогтоох боломжгүй.",
                    en: "The birth date is not fully known; whether this is a child's passport cannot be told.",
                    seen + [missing("register.birthDate")])
            ]
        }
        guard !validity.exceeds(years) else {
            return [
                finding(
                    .refer, mn: "16 нас хүрээгүй хүүхдэд \(years) жилээс урт хугацаатай паспорт олгосон байна.",
                    en: "A child under 16 was given a passport of more than \(years) years.", seen)
            ]
        }
        return [
            finding(
                .allow, mn: "Хүүхдийн паспорт \(years) жилээс илүүгүй хугацаатай.",
                en: "The child's passport is of no more than \(years) years.", seen)
        ]
    }
}

/// PA-03: at most two ordinary passports at once (regulation 126 3.4).
struct PassportCountRule: BorderRule {
    let description = RuleDescription(
        rule: "PA-03", citation: "126 3.4",
        title: LocalizedText(
            mn: "Монгол Улсын иргэн хоёр хүртэлх энгийн гадаад паспорт зэрэг эзэмшинэ.",
            en: "A citizen holds at most two ordinary passports at once."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "энгийн гадаад паспорт эзэмшигч", en: "holders of ordinary passports of Mongolia")
    let needs = ["desk.book.validPassports"]
    let parameterNames = ["desk.maximumPassports"]

    func concerns(_ context: RuleContext) -> Bool { context.isOrdinaryPassport }

    func findings(_ context: RuleContext) -> [Finding] {
        let listed: [String]
        switch context.book.validPassports {
        case .unknown:
            return [
                finding(
                    .record, mn: "Иргэний хүчинтэй паспортын тоог улсын бүртгэлээс шалгаагүй.",
                    en: "How many valid passports the citizen holds was not looked up in the state register.",
                    ["book.validPassports=unknown", missing("book.validPassports")])
            ]
        case .nothing: listed = []
        case .found(let numbers): listed = numbers
        }
        let numbers = Set((listed + [context.facts.document.number]).map { bareCode($0).uppercased() })
            .filter { !$0.isEmpty }
        let seen = [evidence("book.validPassports", numbers.count)]
        guard numbers.count <= context.desk.maximumPassports else {
            return [
                finding(
                    .refer,
                    mn:
                        "Иргэн \(numbers.count) хүчинтэй энгийн гадаад паспорттой байна: хоёроос илүү эзэмшиж болохгүй.",
                    en: "The citizen holds \(numbers.count) valid ordinary passports, more than allowed.", seen)
            ]
        }
        return [
            finding(
                .allow, mn: "Хүчинтэй паспортын тоо зөвшөөрсөн хэмжээнд байна.",
                en: "The number of valid passports is within what is allowed.", seen)
        ]
    }
}

/// PA-09: a passport is extended by 1 to 5 years, counted on from its printed expiry (notice on extensions).
///
/// The chip is not written anew: its own check says "expired" while book and register say "extended".
struct ExtensionRule: BorderRule {
    let description = RuleDescription(
        rule: "PA-09", citation: "registration notice: extensions",
        title: LocalizedText(
            mn: "Гадаад паспортын хугацааг 1-5 жилээр тасралтгүй сунгана.",
            en: "A passport is extended by 1 to 5 years without a gap."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "хугацааг нь сунгасан паспорт эзэмшигч", en: "holders of extended passports")
    let needs = ["document.expiryDate", "document.verifiedExtension"]
    let parameterNames = ["desk.extensionYears"]

    func concerns(_ context: RuleContext) -> Bool { context.facts.document.verifiedExtension != nil }

    func findings(_ context: RuleContext) -> [Finding] {
        let document = context.facts.document
        let seen = [
            evidence("document.expiryDate", document.expiryDate),
            evidence("document.verifiedExtension", document.verifiedExtension),
        ]
        let fits = document.expiryDate.map { printed in
            context.desk.extensionYears.contains { printed.adding(years: $0) == document.verifiedExtension }
        }
        guard fits == true else {
            return [
                finding(
                    .refer,
                    mn: "Сунгалтын хугацаа паспортын дуусах огнооноос 1-5 жилээр тасралтгүй тоологдохгүй байна.",
                    en: "The extension does not count on from the printed expiry by 1 to 5 years.", seen)
            ]
        }
        return [
            finding(
                .allow,
                mn: "Сунгалт паспортын дуусах огнооноос тасралтгүй тоологдсон. Чип дэх хугацаа хуучнаараа байна.",
                en: "The extension counts on from the printed expiry. The chip still holds the old date.", seen)
        ]
    }
}
