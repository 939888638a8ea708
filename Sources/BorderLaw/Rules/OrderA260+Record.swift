import TravelDocument

/// EG-06: a gate crossing leaves no mark in the passport but a record in the unified database (A/260 1.4).
///
/// At the desk the rule reminds the officer that the last crossing left no mark.
struct RecordWithoutStampRule: BorderRule {
    let description = RuleDescription(
        rule: "EG-06", citation: "A/260 1.4",
        title: LocalizedText(
            mn: "Цахим гарцаар нэвтэрсэн зорчигчийн паспортод тэмдэглэл хийхгүй, нэгдсэн санд бүртгэнэ.",
            en: "A crossing through the e-gate is not stamped; it is recorded in the unified database."))
    let stage = EvaluationStage.final
    let needs = ["lastCrossing"]

    func findings(_ context: RuleContext) -> [Finding] {
        switch context.facts.station {
        case .eGate: [atGate(context)]
        case .desk: [atDesk(context)]
        }
    }

    private func atGate(_ context: RuleContext) -> Finding {
        guard !context.alreadyStopped else {
            return finding(
                .record, mn: "Цахим гарц нээгдээгүй, ажилтанд шилжүүлснийг нэгдсэн санд бүртгэнэ.",
                en: "The gate did not open; the referral to an officer is recorded in the unified database.",
                ["mark=none"])
        }
        return finding(
            .record, mn: "Паспортод хил нэвтэрсэн тэмдэглэл хийхгүй; нэгдсэн санд цахим гарцаар гэж бүртгэнэ.",
            en: "No mark is made in the passport; the unified database records a crossing through the e-gate.",
            ["mark=none"])
    }

    private func atDesk(_ context: RuleContext) -> Finding {
        guard let last = context.facts.lastCrossing.value, last.outcome.countsAsCrossing, last.station == .eGate else {
            return finding(
                .record, mn: "Хил нэвтрэлтийг нэгдсэн санд бүртгэнэ.",
                en: "The crossing is recorded in the unified database.")
        }
        return finding(
            .remind, mn: "Өмнө нь цахим гарцаар нэвтэрсэн тул паспортод тэмдэглэл байхгүй. Нэгдсэн сангаас харна уу.",
            en: "The last crossing was through an e-gate and left no mark in the passport. See the unified database.",
            [evidence("lastCrossing.direction", last.direction.rawValue)])
    }
}
