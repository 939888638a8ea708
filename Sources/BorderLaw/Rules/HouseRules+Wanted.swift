import TravelDocument

/// BX-06: whoever may be a wanted person is led to an officer, in both directions.
///
/// A house rule: no text here orders the list, but a gate that opens for a wanted person would be a grave fault.
struct WantedPersonRule: BorderRule {
    let description = RuleDescription(
        rule: "BX-06", citation: "house rule",
        title: LocalizedText(
            mn: "Эрэн сурвалжлагдаж байгаа байж болзошгүй хүнийг ажилтан шалгана.",
            en: "Whoever may be a wanted person is examined by an officer."))
    let needs = ["wanted"]

    func findings(_ context: RuleContext) -> [Finding] {
        // Not every port has the list, and records from before it replay as they were: nothing is said then.
        guard context.facts.wanted.isKnown else { return [] }
        guard let wanted = context.facts.wanted.value, !wanted.isEmpty else {
            return [
                finding(
                    .allow, mn: "Эрэн сурвалжлагдаж байгаа хүний жагсаалттай таарсангүй.",
                    en: "Meets no entry of the list of wanted persons.",
                    ["wanted=none"])
            ]
        }
        return wanted.map { entry in
            finding(
                context.stop,
                mn:
                    "Эрэн сурвалжлагдаж байгаа хүний жагсаалттай таарч байна: \(entry.body), № \(entry.documentNumber).",
                en: "Meets an entry of the list of wanted persons: \(entry.body), No. \(entry.documentNumber).",
                [evidence("wanted.key", entry.key), evidence("wanted.match", entry.match.rawValue)])
        }
    }
}
