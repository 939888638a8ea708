import TravelDocument

/// BX-01 at the desk: the chip of an extended passport still holds the old date (PA-09), and that alone is no fault.
///
/// Only where every other check of the chip succeeded and a verified extension counts on and has not run out.
struct ChipAtDeskRule: BorderRule {
    let description = ChipRule().description
    let stations: Set<Station> = [.desk]
    let needs = ChipRule().needs
    let parameterNames = ChipRule().parameterNames

    func findings(_ context: RuleContext) -> [Finding] {
        guard case .inspected(.failed, let failed) = context.facts.chip, failed == ["expiry"],
            context.facts.document.verifiedExtension.map({ $0 >= context.facts.date }) ?? false,
            ExtensionRule().findings(context).allSatisfy({ $0.outcome == .allow })
        else { return ChipRule().findings(context) }
        return [
            finding(
                .allow, mn: "Чип жинхэнэ; чип дэх хугацаа дууссан боловч паспортын хугацааг сунгасан нь батлагдсан.",
                en: "The chip is genuine; its date has passed, but the passport was extended and this was verified.",
                [
                    "chip.check=expiry",
                    evidence("document.verifiedExtension", context.facts.document.verifiedExtension),
                ])
        ]
    }
}
