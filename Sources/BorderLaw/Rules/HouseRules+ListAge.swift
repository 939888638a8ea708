import TravelDocument

/// BX-07: the lists of wanted persons and of invalid documents must not be older than their limits.
///
/// A house rule beside EG-05 (A/260 3.4), which judges the age of the exit list: no text names an age for these two. Each
/// is switched off by a limit of 0. It never refuses: the gate leads to an officer, and the desk is reminded. A list that
/// was never loaded is no younger than one that is too old; a port without it says so by the limit of 0.
struct ListAgeRule: BorderRule {
    let description = RuleDescription(
        rule: "BX-07", citation: "house rule (as A/260 3.4)",
        title: LocalizedText(
            mn: "Эрэн сурвалжлагдаж байгаа хүний болон хүчингүй баримт бичгийн жагсаалт хуучраагүй байна.",
            en: "The lists of wanted persons and of invalid documents are not out of date."))
    let needs = [
        "wantedListAgeHours", "invalidListAgeHours", "wantedListMissing", "invalidListMissing",
    ]
    let parameterNames = ["wantedListAgeLimitHours", "invalidListAgeLimitHours"]

    func findings(_ context: RuleContext) -> [Finding] {
        let (facts, limits) = (context.facts, context.parameters)
        return [
            judged(
                context, facts.wantedListAgeHours, isMissing: facts.wantedListMissing,
                limit: limits.wantedListAgeLimitHours, "wantedList",
                LocalizedText(mn: "Эрэн сурвалжлагдаж байгаа хүний жагсаалт", en: "The list of wanted persons")),
            judged(
                context, facts.invalidListAgeHours, isMissing: facts.invalidListMissing,
                limit: limits.invalidListAgeLimitHours, "invalidList",
                LocalizedText(mn: "Хүчингүй баримт бичгийн жагсаалт", en: "The list of invalid documents")),
        ].compactMap(\.self)
    }

    /// Nil for a list whose age nobody could tell, or is not judged.
    private func judged(
        _ context: RuleContext, _ age: Int?, isMissing: Bool?, limit: Int, _ name: String, _ list: LocalizedText
    ) -> Finding? {
        guard limit > 0 else { return nil }
        let outcome: Outcome = context.facts.station == .eGate ? .gateShut : .remind
        if isMissing == true {
            return finding(
                outcome, mn: "\(list.mn)ыг ачаалаагүй байна.", en: "\(list.en) was never loaded.",
                [evidence("\(name).ageHours", Int?.none), evidence("\(name).limitHours", limit)])
        }
        guard let age else { return nil }
        let seen = [evidence("\(name).ageHours", age), evidence("\(name).limitHours", limit)]
        guard age >= 0 else {
            return finding(
                outcome, mn: "\(list.mn)ын огноо ирээдүйд байна. Системийн цагийг шалгана уу.",
                en: "\(list.en) comes from the future. Check the system clock.", seen)
        }
        guard age <= limit else {
            return finding(
                outcome, mn: "\(list.mn) хуучирсан: \(age) цагийн өмнөх (дээд хязгаар \(limit) цаг).",
                en: "\(list.en) is too old: \(age) hours (limit \(limit)).", seen)
        }
        return finding(
            .allow, mn: "\(list.mn) хуучраагүй.", en: "\(list.en) is not out of date.", seen)
    }
}
