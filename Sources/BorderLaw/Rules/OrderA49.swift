import TravelDocument

/// CH-00: who is a child under the order on children (A/49 1.2, 2.1): a citizen under 18 on the day who leaves.
///
/// At entry nothing is asked. A child of another state is not covered by the order.
struct ChildScopeRule: BorderRule {
    let description = RuleDescription(
        rule: "CH-00", citation: "A/49 1.2, 2.1",
        title: LocalizedText(
            mn: "Журам нь Монгол Улсаас гарах 18 нас хүртэлх Монгол Улсын иргэн хүүхдэд хамаарна.",
            en: "The order concerns citizens of Mongolia under 18 who leave Mongolia."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "Монгол Улсаас гарах Монгол Улсын иргэн", en: "citizens of Mongolia at exit")
    let needs = ["document.birthDate", "document.nationality"]
    let parameterNames = ["adultAge", "nationalState"]

    func concerns(_ context: RuleContext) -> Bool {
        context.isCitizen && context.facts.direction == .exit && context.facts.desk?.remains == nil
    }

    func findings(_ context: RuleContext) -> [Finding] {
        let document = context.facts.document
        let limit = context.parameters.adultAge
        let seen = [evidence("document.birthDate", document.birthDate), evidence("date", context.facts.date)]
        switch context.majority {
        case .adult:
            return [
                finding(
                    .allow, mn: "\(limit) нас хүрсэн тул хүүхдийг нэвтрүүлэх журам хамаарахгүй.",
                    en: "The holder is \(limit) or older, so the order on children does not apply.", seen)
            ]
        case .child:
            return [
                finding(
                    .record, mn: "\(limit) нас хүрээгүй хүүхэд: хүүхдийг нэвтрүүлэх журмаар шалгана.",
                    en: "A child under \(limit): checked by the order on children.", seen)
            ]
        case .unknown:
            return [
                finding(
                    .refer, mn: "Төрсөн огноо бүрэн тодорхойгүй тул хүүхэд эсэхийг ажилтан тогтооно.",
                    en: "The birth date is not fully known; an officer settles whether this is a child.",
                    seen + [missing("register.birthDate")])
            ]
        }
    }
}

/// CH-01: the child's own travel document, and exactly one fitting branch of papers (A/49 2.1).
struct ChildBranchRule: BorderRule {
    let description = RuleDescription(
        rule: "CH-01", citation: "A/49 2.1",
        title: LocalizedText(
            mn: "Хүүхэд хил нэвтрэх эрхийн баримт бичиг, мөн тохирох нэмэлт баримт бичигтэй байна.",
            en: "A child has a travel document of its own and the papers that fit the case."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "Монгол Улсаас гарах хүүхэд", en: "children at exit")
    let needs = ["document.number", "desk.child.companion", "desk.child.branch"]
    let parameterNames = ["guardianBranchApplied"]

    func concerns(_ context: RuleContext) -> Bool { context.isDepartingChild }

    func findings(_ context: RuleContext) -> [Finding] {
        let child = context.child
        let seen = [
            evidence("child.companion", child.companion?.kind.rawValue),
            evidence("child.branch", child.branch?.rawValue),
        ]
        guard !bareCode(context.facts.document.number).isEmpty else {
            return [
                finding(
                    .refer, mn: "Хүүхдийн хил нэвтрэх эрхийн баримт бичиг алга. Ажилтан шийднэ.",
                    en: "The child has no travel document of its own. An officer decides.",
                    [missing("document.number")])
            ]
        }
        guard let companion = child.companion?.kind, let branch = child.branch else {
            return [
                finding(
                    .refer,
                    mn: "Хүүхэд хэнтэй хамт зорчиж байгааг тогтоож, тохирох баримт бичгийн нэг төрлийг сонгоно уу.",
                    en: "Find out who travels with the child and choose the one kind of papers that fits.",
                    seen + [missing("child.companion"), missing("child.branch")])
            ]
        }
        guard Self.fits(branch, companion) else {
            return [
                finding(
                    .refer, mn: "Сонгосон баримт бичгийн төрөл хамт зорчих хүнд тохирохгүй байна.",
                    en: "The chosen kind of papers does not fit the person who travels along.", seen)
            ]
        }
        return [
            finding(
                .allow, mn: "Хүүхэд өөрийн баримт бичигтэй; нэмэлт баримт бичгийн төрлийг сонгосон.",
                en: "The child has a document of its own; the kind of papers is chosen.", seen)
        ]
    }

    private static func fits(_ branch: ChildBranch, _ companion: CompanionKind) -> Bool {
        switch (branch, companion) {
        case (.family, .parent), (.family, .relative), (.guardian, .guardian), (.otherPerson, .relative),
            (.otherPerson, .other):
            true
        case (.family, _), (.guardian, _), (.otherPerson, _): false
        }
    }
}

/// CH-09: a child alone; the paragraphs that may say more (2.3, 2.4) are missing from our text.
struct LoneChildRule: BorderRule {
    let description = RuleDescription(
        rule: "CH-09", citation: "A/49 (2.3, 2.4 not in our text)",
        title: LocalizedText(
            mn: "Ганцаараа гарах хүүхдийн асуудлыг ажилтан шийднэ.",
            en: "A child that leaves alone goes to an officer."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "ганцаараа гарах хүүхэд", en: "children at exit who travel alone")
    let needs = ["desk.child.companion"]

    func concerns(_ context: RuleContext) -> Bool { context.isDepartingChild && context.companion == .nobody }

    func findings(_ context: RuleContext) -> [Finding] {
        [
            finding(
                .refer, mn: "Хүүхэд ганцаараа зорчиж байна. Эцэг, эх эсвэл асран хамгаалагчтай нь холбогдож шийднэ үү.",
                en: "The child travels alone. Reach a parent or guardian and decide.",
                [evidence("child.companion", CompanionKind.nobody.rawValue), missing("officer.decision")])
        ]
    }
}

/// CH-10: no child uses a gate (A/260 1.3, A/49 1.2), in either direction.
///
/// The gate's own table says the same as part of EG-07; this value speaks for the table of rules.
struct ChildAtGateRule: BorderRule {
    let description = RuleDescription(
        rule: "CH-10", citation: "A/49 1.2; A/260 1.3",
        title: LocalizedText(
            mn: "Хүүхэд цахим гарцаар нэвтрэхгүй.", en: "A child does not use the e-gate."))
    let stations: Set<Station> = [.eGate]
    let who = LocalizedText(mn: "цахим гарц дээрх хүүхэд", en: "children at an e-gate")
    let needs = ["document.birthDate"]
    let parameterNames = ["adultAge"]

    func concerns(_ context: RuleContext) -> Bool { context.majority != .adult }

    func findings(_ context: RuleContext) -> [Finding] {
        [
            finding(
                .gateShut, mn: "Хүүхэд цахим гарцаар нэвтрэхгүй. Ажилтанд хандана уу.",
                en: "A child may not use the e-gate. Go to the officer.",
                [evidence("document.birthDate", context.facts.document.birthDate)])
        ]
    }
}
