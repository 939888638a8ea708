import TravelDocument

/// PA-04: the keeper of a passport is its holder; whoever lends, sells, pawns or forges one is liable (regulation 126
/// 6.1, 8.3).
struct KeeperRule: BorderRule {
    let description = RuleDescription(
        rule: "PA-04", citation: "126 6.1, 8.3",
        title: LocalizedText(
            mn: "Энгийн гадаад паспортыг эзэмшигч өөрөө хадгална; бусдад ашиглуулахгүй.",
            en: "The holder keeps the passport; nobody else uses it."))
    let stations: Set<Station> = [.desk]
    let stage = EvaluationStage.final
    let needs = ["finger"]

    func concerns(_ context: RuleContext) -> Bool { context.facts.desk?.remains == nil }

    func findings(_ context: RuleContext) -> [Finding] {
        switch context.facts.finger {
        case .matched(let score, let threshold, _)
        where score.isFinite && score >= threshold && threshold >= context.parameters.fingerThreshold:
            return [
                finding(
                    .allow, mn: "Хурууны хээ паспортын эзэмшигчийнхтэй таарсан.",
                    en: "The finger is that of the holder of the passport.",
                    ["finger=matched", evidence("finger.score", score)])
            ]
        case .matched, .mismatched:
            return [
                finding(
                    .refer,
                    mn:
                        "Хурууны хээ таарахгүй байна: паспортыг бусдад ашиглуулсан байж болзошгүй. Шалгаж, бүртгэнэ үү.",
                    en: "The finger does not match: the passport may be used by another person. Examine and record.",
                    ["finger=mismatched"])
            ]
        case .notTaken, .scannerFailed:
            return [
                finding(
                    .record, mn: "Хурууны хээгээр тулгаагүй; эзэмшигч мөн эсэхийг царайгаар тогтооно.",
                    en: "No finger was compared; the face shows whether this is the holder.", ["finger=notTaken"])
            ]
        }
    }
}

/// PA-06: a passport without room for marks is due for a new one (notice on invalidation, case 2).
///
/// A gate leaves no mark (A/260 1.4) and may still be used.
struct PagesRule: BorderRule {
    let description = RuleDescription(
        rule: "PA-06", citation: "registration notice: invalidation 2",
        title: LocalizedText(
            mn: "Паспортад хил нэвтэрсэн тэмдэглэл хийх хуудас үлдсэн байна.",
            en: "The passport has room left for marks of crossings."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "гадаад паспорт эзэмшигч", en: "holders of passports of Mongolia")
    let needs = ["desk.book.pagesLeft"]

    func concerns(_ context: RuleContext) -> Bool { context.isCitizen && context.facts.desk?.remains == nil }

    func findings(_ context: RuleContext) -> [Finding] {
        let seen = [evidence("book.pagesLeft", context.book.pagesLeft)]
        switch context.book.pagesLeft {
        case true?:
            return [
                finding(
                    .allow, mn: "Паспортад тэмдэглэл хийх хуудас бий.", en: "There is room left for marks.", seen)
            ]
        case false?:
            return [
                finding(
                    .remind, mn: "Паспортын хуудас дууссан. Шинэ паспорт захиалахыг сануулна уу.",
                    en: "No room is left in the passport. Remind the holder to order a new one.", seen)
            ]
        case nil:
            return [
                finding(
                    .record, mn: "Паспортын хуудас үлдсэн эсэхийг тэмдэглээгүй.",
                    en: "Whether pages are left was not noted.", seen)
            ]
        }
    }
}

/// PA-07: the photograph must still be like the holder (notice on invalidation, case 3).
///
/// Somebody has to have recognised the traveller: without the officer's look and without a matching finger nothing is
/// allowed. A clinic's statement is asked at renewal and not at the border.
struct LikenessRule: BorderRule {
    let description = RuleDescription(
        rule: "PA-07", citation: "registration notice: invalidation 3",
        title: LocalizedText(
            mn: "Паспортын зураг эзэмшигчтэй адил, танигдахуйц байна.",
            en: "The photograph of the passport is like its holder."))
    let stations: Set<Station> = [.desk]
    let stage = EvaluationStage.final
    let needs = ["desk.book.likeness", "finger"]

    func concerns(_ context: RuleContext) -> Bool { context.facts.desk?.remains == nil }

    func findings(_ context: RuleContext) -> [Finding] {
        let seen = [evidence("book.likeness", context.book.likeness)]
        switch context.book.likeness {
        case true?:
            return [
                finding(
                    .allow, mn: "Ажилтан зорчигчийг паспортын зурагтай адил гэж тогтоосон.",
                    en: "The officer recognised the traveller by the photograph.", seen)
            ]
        case false?:
            return [
                finding(
                    .refer, mn: "Паспортын зураг зорчигчоос өөр байна. Нэмэлт шалгалтаар таньж, баталгаажуулна уу.",
                    en: "The photograph is not like the traveller. Identify the person by a further check.", seen)
            ]
        case nil:
            if case .matched = context.facts.finger {
                return [
                    finding(
                        .record, mn: "Зургийг тулгаснаа тэмдэглээгүй; хурууны хээгээр тулгасан.",
                        en: "The look at the photograph was not noted; the finger was compared.", seen)
                ]
            }
            return [
                finding(
                    .refer, mn: "Зорчигчийг паспортын зурагтай тулгаж, таньсан эсэхээ тэмдэглэнэ үү.",
                    en: "Compare the traveller with the photograph and note whether you recognise the person.",
                    seen + [missing("book.likeness")])
            ]
        }
    }
}

/// PA-08: changed name or register number, damage, unlawful alteration (notice on invalidation, second list), as the
/// officer sees them; the list of invalid documents is asked by the rule of the same name that gates apply too.
struct BookConditionRule: BorderRule {
    let description = RuleDescription(
        rule: "PA-08", citation: "registration notice: invalidation; 126 8.3",
        title: LocalizedText(
            mn: "Паспорт гэмтээгүй, хууль бусаар засвар хийгээгүй, мэдээлэл нь өөрчлөгдөөгүй байна.",
            en: "The passport is not damaged, not unlawfully altered, and its data are those of the register."))
    let stations: Set<Station> = [.desk]
    let needs = [
        "invalidation", "desk.book.damaged", "desk.book.altered", "desk.book.personalDataChanged", "chip",
    ]

    func findings(_ context: RuleContext) -> [Finding] {
        let book = context.book
        var found: [Finding] = []
        if book.altered == true {
            found.append(
                finding(
                    .refer, mn: "Паспортын бичилт эсвэл зурагт хууль бусаар засвар хийсэн шинжтэй.",
                    en: "Entries or photograph of the passport look unlawfully altered.", ["book.altered=true"]))
        }
        if book.damaged == true {
            found.append(
                finding(
                    .refer, mn: "Паспортыг гэмтээсэн байна.", en: "The passport is damaged.", ["book.damaged=true"]))
        }
        if book.personalDataChanged == true {
            found.append(
                finding(
                    .refer, mn: "Улсын бүртгэлд нэр эсвэл регистрийн дугаар өөрчлөгдсөн байна.",
                    en: "Name or register number differs in the state register.", ["book.personalDataChanged=true"]))
        }
        if case .inspected(_, let failed) = context.facts.chip, failed.contains("mrzDg1Comparison") {
            found.append(
                finding(
                    .refer, mn: "Чип дэх мэдээлэл паспортын MRZ-тэй зөрж байна.",
                    en: "The chip says something else than the machine-readable zone.", ["chip.check=mrzDg1Comparison"])
            )
        }
        guard found.isEmpty else { return found }
        let seen = [
            evidence("book.damaged", book.damaged), evidence("book.altered", book.altered),
            evidence("book.personalDataChanged", book.personalDataChanged),
        ]
        guard book.damaged == false, book.altered == false, book.personalDataChanged == false else {
            return [
                finding(
                    .record, mn: "Паспортын гэмтэл, засварыг шалгасныг бүрэн тэмдэглээгүй.",
                    en: "The look for damage and alteration was not fully noted.", seen)
            ]
        }
        return [
            finding(
                .allow, mn: "Паспорт бүрэн бүтэн, мэдээлэл нь улсын бүртгэлтэй таарсан.",
                en: "The passport is whole and agrees with the state register.", seen)
        ]
    }
}

/// BX-04: a nationality that could not be read is neither that of a citizen nor of anybody an agreement frees.
///
/// A house rule: silence of the rules must not read as permission.
struct ForeignerRule: BorderRule {
    let description = RuleDescription(
        rule: "BX-04", citation: "house rule (ICAO 9303-3 5)",
        title: LocalizedText(
            mn: "Зорчигчийн иргэншил тодорхой байна.", en: "The nationality of the traveller is known."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "гадаадын иргэн, харьяалалгүй хүн", en: "foreign nationals and stateless persons")
    let needs = ["document.nationality"]

    func concerns(_ context: RuleContext) -> Bool { context.isForeigner && context.nationality.isEmpty }

    func findings(_ context: RuleContext) -> [Finding] {
        [
            finding(
                .refer, mn: "Иргэншил уншигдсангүй. Баримт бичгийг шалгаж, ажилтан шийднэ.",
                en: "The nationality could not be read. Examine the document; an officer decides.",
                ["document.nationality=unknown"])
        ]
    }
}
