import TravelDocument

/// EG-05: whoever is on the list of limited or suspended exit leaves only through an officer (A/260 3.4).
///
/// Entry is not affected. The list is asked at the moment of crossing; with a list that is too old the gates close for
/// exit while the desk goes on.
struct ExitRestrictionRule: BorderRule {
    let description = RuleDescription(
        rule: "EG-05", citation: "A/260 3.4",
        title: LocalizedText(
            mn: "Гарахыг хязгаарласан, гарах эрхийг нь түр түдгэлзүүлсэн иргэний асуудлыг ажилтан шийдвэрлүүлнэ.",
            en: "The exit of a person on the list of limited or suspended exit is settled by an officer."))
    let needs = ["restrictions"]
    let parameterNames = ["restrictionListAgeLimitHours"]

    func findings(_ context: RuleContext) -> [Finding] {
        let facts = context.facts
        guard facts.direction == .exit else {
            return [
                finding(
                    .allow, mn: "Гарах хязгаарлалт орох чиглэлд үйлчлэхгүй.",
                    en: "Exit restrictions do not concern entry.", ["direction=entry"])
            ]
        }
        let inForce = facts.restrictions.found.filter { $0.isInForce(on: facts.date) }
        var findings: [Finding] = inForce.map { restricted($0, context) }
        if let doubt = listDoubt(context) { findings.append(doubt) }
        guard findings.isEmpty else { return findings }
        return [
            finding(
                .allow, mn: "Гарахыг хязгаарласан иргэдийн жагсаалтад хүчинтэй бүртгэл алга.",
                en: "No entry in force on the list of limited or suspended exit.",
                [
                    evidence("restrictions.listAgeHours", facts.restrictions.listAgeHours),
                    evidence("restrictions.notInForce", facts.restrictions.found.count),
                ])
        ]
    }

    private func restricted(_ entry: ExitRestriction, _ context: RuleContext) -> Finding {
        let ground = entry.groundName
        return finding(
            context.stop,
            mn: "Монгол Улсын хилээр гарахыг хязгаарласан буюу гарах эрхийг нь түр түдгэлзүүлсэн иргэдийн жагсаалтад "
                + "бүртгэлтэй: \(ground.mn); \(entry.body), № \(entry.documentNumber).",
            en: "On the list of limited or suspended exit: \(ground.en); \(entry.body), No. \(entry.documentNumber).",
            [
                evidence("restriction.ground", entry.groundCode), evidence("restriction.body", entry.body),
                evidence("restriction.document", entry.documentNumber),
                evidence("restriction.start", entry.start?.description ?? "open"),
                evidence("restriction.end", entry.end?.description ?? "open"),
            ] + named(entry))
    }

    /// Which entry it is and by what it was found, so that an officer can note that it means somebody else.
    private func named(_ entry: ExitRestriction) -> [String] {
        guard let match = entry.match else { return [] }
        return [evidence("restriction.key", entry.key), evidence("restriction.match", match.rawValue)]
    }

    /// What is wrong with the list itself: at the gate a reason to stay shut, at the desk a word of warning.
    private func listDoubt(_ context: RuleContext) -> Finding? {
        let limit = context.parameters.restrictionListAgeLimitHours
        let outcome: Outcome = context.facts.station == .eGate ? .gateShut : .remind
        let age = context.facts.restrictions.listAgeHours
        let seen = [evidence("restrictions.listAgeHours", age), evidence("restrictions.limitHours", limit)]
        guard let age else {
            return finding(
                outcome, mn: "Гарахыг хязгаарласан иргэдийн жагсаалтыг ачаалаагүй байна.",
                en: "The list of limited or suspended exit was never loaded.", seen)
        }
        guard age <= limit else {
            return finding(
                outcome,
                mn:
                    "Гарахыг хязгаарласан иргэдийн жагсаалт хуучирсан: \(age) цагийн өмнөх (дээд хязгаар \(limit) цаг).",
                en: "The list of limited or suspended exit is too old: \(age) hours (limit \(limit)).", seen)
        }
        guard age >= 0 else {
            return finding(
                outcome,
                mn: "Гарахыг хязгаарласан иргэдийн жагсаалтын огноо ирээдүйд байна. Системийн цагийг шалгана уу.",
                en: "The list of limited or suspended exit comes from the future. Check the system clock.", seen)
        }
        return nil
    }
}
