import TravelDocument

/// EG-03: the document stays valid for at least six calendar months (A/260 4.1), exactly six pass.
///
/// The sixth month ends on the same day of the month, or on its last day where that day does not exist.
struct SixMonthsRule: BorderRule {
    let description = RuleDescription(
        rule: "EG-03", citation: "A/260 4.1",
        title: LocalizedText(
            mn: "Паспортын хүчинтэй байх хугацаа шаардсан сараас (А/260-д 6 сар) доошгүй байна.",
            en: "The passport stays valid for at least the months that are asked (six in A/260)."))
    let stations: Set<Station> = [.eGate]
    let needs = ["document.expiryDate", "document.verifiedExtension"]
    let parameterNames = ["monthsOfValidity", "validityCheckedAtEntry", "extensionAcceptedAtGate"]

    func findings(_ context: RuleContext) -> [Finding] {
        let facts = context.facts
        let months = context.parameters.monthsOfValidity
        if facts.direction == .entry, !context.parameters.validityCheckedAtEntry {
            return [
                finding(
                    .allow, mn: "Орох чиглэлд \(months) сарын хугацааг шалгахгүй.",
                    en: "At entry the \(months) months are not asked.", ["direction=entry"])
            ]
        }
        let expiry =
            context.parameters.extensionAcceptedAtGate
            ? facts.document.effectiveExpiry : facts.document.expiryDate
        let needed = facts.date.adding(months: months)
        let seen = [evidence("expiry", expiry), evidence("neededUntil", needed)]
        guard let expiry else {
            return [
                finding(
                    context.stop, mn: "Паспортын дуусах огноо тодорхойгүй байна.",
                    en: "The expiry date of the passport is not known.", seen)
            ]
        }
        guard expiry >= needed else {
            return [
                finding(
                    context.stop,
                    mn: "Паспортын хүчинтэй хугацаа \(months) сараас бага үлдсэн: \(expiry)-нд дуусна, "
                        + "\(needed) хүртэл хүчинтэй байх ёстой.",
                    en: "The passport is valid for less than \(months) months: it ends on \(expiry) and should last "
                        + "until \(needed).",
                    seen)
            ]
        }
        return [
            finding(
                .allow, mn: "Паспорт \(months) сараас доошгүй хугацаанд хүчинтэй (\(expiry) хүртэл).",
                en: "The passport is valid for at least \(months) months (until \(expiry)).", seen)
        ]
    }
}
