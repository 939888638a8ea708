import TravelDocument

/// Who must fill a border card (A/83 2.1).
private enum CardDuty {
    /// Codes of the nationality field for persons without a citizenship (ICAO 9303-3 §5): stateless, refugees, unknown.
    static let stateless: Set<String> = ["XXA", "XXB", "XXC", "XXX"]

    static func isOwed(_ context: RuleContext) -> Bool {
        guard context.facts.desk?.remains == nil else { return false }
        let isStateless = stateless.contains(bareCode(context.facts.document.nationality))
        let paper = context.facts.desk?.travelPaper
        switch (context.facts.direction, context.isCitizen) {
        case (.entry, false): return true
        // The two last members of the list in 2.1.1 are read as separate cases, each enough.
        case (.entry, true): return paper == .returnCertificate || paper == .foreignAuthorityLetter
        case (.exit, false): return isStateless || paper == .returnCertificate
        case (.exit, true): return false
        }
    }
}

/// Makes the finding of a missing card; the same for both directions.
extension BorderRule {
    fileprivate func card(_ context: RuleContext, mn: String, en: String) -> [Finding] {
        switch context.facts.desk?.borderCard ?? .unknown {
        case .found:
            [
                finding(
                    .allow, mn: "Хилийн хуудас бөглөсөн.", en: "The border card is filled.", ["borderCard=found"])
            ]
        case .nothing:
            [finding(.refer, mn: mn, en: en, ["borderCard=none", missing("borderCard")])]
        case .unknown:
            [finding(.refer, mn: mn, en: en, ["borderCard=unknown", missing("borderCard")])]
        }
    }
}

/// BC-01: who fills the entry card (A/83 2.1.1).
struct EntryCardRule: BorderRule {
    let description = RuleDescription(
        rule: "BC-01", citation: "A/83 2.1.1",
        title: LocalizedText(
            mn:
                "Гадаадын иргэн, харьяалалгүй хүн, буцах үнэмлэхтэй буюу баримт бичиггүй ирсэн иргэн хилийн орох хуудас бөглөнө.",
            en: "Foreign nationals, stateless persons and citizens without a travel document fill the entry form."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(
        mn: "гадаадын иргэн, харьяалалгүй хүн, буцах үнэмлэхтэй эсвэл баримт бичиггүй ирсэн Монгол Улсын иргэн",
        en: "foreign nationals, stateless persons, citizens with a return certificate or without a document, at entry")
    let needs = ["desk.borderCard", "desk.travelPaper"]

    func concerns(_ context: RuleContext) -> Bool { context.facts.direction == .entry && CardDuty.isOwed(context) }

    func findings(_ context: RuleContext) -> [Finding] {
        card(
            context, mn: "Нэвтрүүлэхээс өмнө хилийн орох хуудсыг бөглүүлнэ үү.",
            en: "Have the entry form filled before the traveller is released.")
    }
}

/// BC-02: who fills the exit card (A/83 2.1.2); other foreigners fill none.
struct ExitCardRule: BorderRule {
    let description = RuleDescription(
        rule: "BC-02", citation: "A/83 2.1.2",
        title: LocalizedText(
            mn:
                "Харьяалалгүй хүн, баримт бичгээ үрэгдүүлж буцах үнэмлэхтэй болсон гадаадын иргэн хилийн гарах хуудас бөглөнө.",
            en:
                "Stateless persons, and foreigners who lost their document here and hold a return certificate, fill the exit form."
        ))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(
        mn: "харьяалалгүй хүн, буцах үнэмлэхтэй гадаадын иргэн",
        en: "stateless persons and foreigners with a return certificate, at exit")
    let needs = ["desk.borderCard", "desk.travelPaper"]

    func concerns(_ context: RuleContext) -> Bool { context.facts.direction == .exit && CardDuty.isOwed(context) }

    func findings(_ context: RuleContext) -> [Finding] {
        card(
            context, mn: "Нэвтрүүлэхээс өмнө хилийн гарах хуудсыг бөглүүлнэ үү.",
            en: "Have the exit form filled before the traveller is released.")
    }
}

/// BC-03: an illegible or incomplete card is filled again (A/83 2.6).
struct CardCompletenessRule: BorderRule {
    let description = RuleDescription(
        rule: "BC-03", citation: "A/83 2.6",
        title: LocalizedText(
            mn: "Хилийн хуудсыг тод, гаргацтай, бүрэн бөглөсөн байна.",
            en: "The border card is legible and complete."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "хилийн хуудас бөглөх зорчигч", en: "travellers who fill a border card")
    let needs = ["desk.borderCard.complete", "desk.borderCard.legible"]

    func concerns(_ context: RuleContext) -> Bool {
        CardDuty.isOwed(context) && context.facts.desk?.borderCard.value != nil
    }

    func findings(_ context: RuleContext) -> [Finding] {
        guard let card = context.facts.desk?.borderCard.value else { return [] }
        let seen = [evidence("borderCard.complete", card.complete), evidence("borderCard.legible", card.legible)]
        guard card.complete == true, card.legible == true else {
            return [
                finding(
                    .refer, mn: "Хилийн хуудас бүрэн, тод эсэхийг шалгаж, шаардлагатай бол ахин бөглүүлнэ үү.",
                    en: "Check that the border card is complete and legible; have it filled again where it is not.",
                    seen)
            ]
        }
        return [
            finding(
                .allow, mn: "Хилийн хуудсыг бүрэн, тод бөглөсөн.", en: "The border card is complete and legible.", seen)
        ]
    }
}

/// BC-04: who writes for a traveller who cannot (A/83 2.7): the guardian along, and failing that the inspector.
struct CardWriterRule: BorderRule {
    let description = RuleDescription(
        rule: "BC-04", citation: "A/83 2.7",
        title: LocalizedText(
            mn:
                "Өөрөө бөглөж чадахгүй зорчигчийн хилийн хуудсыг асран хамгаалагч, байхгүй бол баримт бичгийн шалгагч бөглөнө.",
            en: "For a traveller who cannot write, the guardian fills the card, and failing that the inspector may."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "хилийн хуудас бөглөх зорчигч", en: "travellers who fill a border card")
    let needs = ["desk.borderCard.writer", "desk.borderCard.cannotWrite"]

    func concerns(_ context: RuleContext) -> Bool {
        CardDuty.isOwed(context) && context.facts.desk?.borderCard.value != nil
    }

    func findings(_ context: RuleContext) -> [Finding] {
        guard let card = context.facts.desk?.borderCard.value else { return [] }
        let seen = [
            evidence("borderCard.writer", card.writer?.rawValue), evidence("borderCard.cannotWrite", card.cannotWrite),
        ]
        switch (card.writer, card.cannotWrite) {
        case (.traveller?, _), (.guardian?, true?), (.inspector?, true?):
            return [
                finding(
                    .record, mn: "Хилийн хуудсыг хэн бөглөснийг бүртгэнэ.",
                    en: "Who filled the border card is recorded.", seen)
            ]
        case (.guardian?, _), (.inspector?, _), (nil, _):
            return [
                finding(
                    .remind, mn: "Хилийн хуудсыг хэн, ямар шалтгаанаар бөглөснийг тэмдэглэнэ үү.",
                    en: "Note who filled the border card and why.", seen + [missing("borderCard.cannotWrite")])
            ]
        }
    }
}

/// BC-05: what stands in the card goes into the unified database (A/83 1.1).
struct CardRecordRule: BorderRule {
    let description = RuleDescription(
        rule: "BC-05", citation: "A/83 1.1",
        title: LocalizedText(
            mn: "Хилийн хуудасны мэдээллийг нэгдсэн санд бүртгэнэ.",
            en: "The data of the border card go into the unified database."))
    let stations: Set<Station> = [.desk]
    let stage = EvaluationStage.final
    let who = LocalizedText(mn: "хилийн хуудас бөглөх зорчигч", en: "travellers who fill a border card")
    let needs = ["desk.borderCard"]

    func concerns(_ context: RuleContext) -> Bool { CardDuty.isOwed(context) }

    func findings(_ context: RuleContext) -> [Finding] {
        [
            finding(
                .record, mn: "Хилийн хуудасны мэдээллийг нэгдсэн санд бүртгэнэ.",
                en: "The data of the border card are recorded in the unified database.",
                [context.facts.desk?.borderCard.value == nil ? "borderCard=none" : "borderCard=found"])
        ]
    }
}
