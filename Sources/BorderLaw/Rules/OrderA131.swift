import TravelDocument

/// EG-09: inside a pair of crossings the passport stays the same (A/131 2.12).
///
/// A citizen's pair is exit and return, a foreigner's is entry and departure. Once the pair is closed any passport of
/// the person may be used.
///
/// Reading: a dual citizen is at each crossing what the passport shown says, since the order is there to keep the marks
/// in one passport free of contradiction. So the passport of the preceding crossing tells which pair that crossing
/// opened or closed, whichever passport is shown now. Where the one shown would close a pair of its own kind that it
/// never opened, a record is missing and an officer decides.
///
/// Reading: that the same register number stands in the zones of two passports is enough to ask for the other one, since
/// the text speaks of whoever holds two and not of who is enrolled; that both are one person's is for an officer to see.
/// `registerInZoneTies` switches it.
struct SamePassportRule: BorderRule {
    let description = RuleDescription(
        rule: "EG-09", citation: "A/131 2.12",
        title: LocalizedText(
            mn: "Хоёр паспорттой хүн өмнө хил нэвтэрсэн паспортоороо нэвтэрнэ.",
            en: "A holder of two passports uses the one of the preceding crossing."))
    let needs = ["lastCrossing", "lastCrossingWithOtherDocument", "lastCrossingByZone"]
    let parameterNames = ["nationalState", "registerInZoneTies"]

    func findings(_ context: RuleContext) -> [Finding] {
        let facts = context.facts
        guard facts.lastCrossing.isKnown, facts.lastCrossingWithOtherDocument.isKnown else {
            return [
                finding(
                    context.stop, mn: "Өмнөх хил нэвтрэлтийн бүртгэлийг шалгаж чадсангүй.",
                    en: "The records of earlier crossings could not be asked.", ["lastCrossing=unknown"])
            ]
        }
        let confirmed = judge(facts.lastCrossingWithOtherDocument, context, hint: nil)
        // A hint adds doubt; it never takes the place of what is confirmed, and what came after it has settled it.
        if confirmed?.outcome.needsOfficer != true, context.parameters.registerInZoneTies, isLaterByZone(facts),
            let byZone = judge(facts.lastCrossingByZone, context, hint: Self.hint),
            confirmed == nil || byZone.outcome.needsOfficer
        {
            return [byZone]
        }
        return [
            confirmed
                ?? finding(
                    .allow, mn: "Өөр паспортоор хил нэвтэрсэн бүртгэл алга.",
                    en: "No crossing with another passport is on record.", ["lastCrossingWithOtherDocument=none"])
        ]
    }

    private func isLaterByZone(_ facts: CrossingFacts) -> Bool {
        guard let byZone = facts.lastCrossingByZone.value else { return false }
        guard let confirmed = facts.lastCrossingWithOtherDocument.value, confirmed.outcome.countsAsCrossing else {
            return true
        }
        return byZone.unixTime > confirmed.unixTime
    }

    /// What an officer has to know when only the zones tie the other passport.
    private static let hint = LocalizedText(
        mn: " Хоёр паспортын MRZ дэх регистрийн дугаар ижил.",
        en: " The register number in the MRZ of both passports is the same.")

    /// Nil without a crossing that counts.
    private func judge(
        _ found: Lookup<PriorCrossing>, _ context: RuleContext, hint: LocalizedText?
    ) -> Finding? {
        guard let other = found.value, other.outcome.countsAsCrossing else { return nil }
        let own = context.facts.lastCrossing.value.flatMap { $0.outcome.countsAsCrossing ? $0 : nil }
        var seen = [
            evidence("otherDocument.number", other.documentNumber),
            evidence("otherDocument.direction", other.direction.rawValue),
            evidence("otherDocument.unixTime", other.unixTime),
        ]
        if let issuer = other.issuer { seen.append(evidence("otherDocument.issuer", bareCode(issuer))) }
        if hint != nil { seen.append(evidence("otherDocument.tie", "registerInZone")) }
        // Equal times are doubt: the other passport then counts as the later one.
        if let own, own.unixTime > other.unixTime {
            return finding(
                .allow, mn: "Хамгийн сүүлд энэ паспортоор хил нэвтэрсэн.",
                en: "The last crossing was with this passport.", seen)
        }
        return judge(other, own: own, context, seen, hint ?? LocalizedText(mn: "", en: ""))
    }

    private func judge(
        _ other: PriorCrossing, own: PriorCrossing?, _ context: RuleContext, _ seen: [String], _ hint: LocalizedText
    ) -> Finding {
        let opening: Direction = context.isCitizen ? .exit : .entry
        let isReverse = context.facts.direction != other.direction
        switch (isReverse, other.direction == context.opening(other)) {
        case (true, true):
            return finding(
                context.stop,
                mn: "Өмнө нь \(other.documentNumber) дугаартай паспортоор хил нэвтэрсэн. Тэр паспортыг шаардана уу."
                    + hint.mn,
                en: "The preceding crossing was with passport \(other.documentNumber). Ask for that passport."
                    + hint.en,
                seen)
        case (false, false):
            return finding(
                .refer,
                mn: "Өмнөх хил нэвтрэлтийн бүртгэл дутуу: сүүлд \(other.documentNumber) дугаартай паспортоор мөн энэ "
                    + "чиглэлд нэвтэрсэн." + hint.mn,
                en: "A record is missing: the last crossing, with passport \(other.documentNumber), went the same way."
                    + hint.en,
                seen)
        case (false, true):
            return finding(
                context.stop,
                mn: "\(other.documentNumber) дугаартай паспортоор нэвтэрсэн хэвээр, буцаж нэвтэрсэн бүртгэл алга."
                    + hint.mn,
                en: "The person crossed this way with passport \(other.documentNumber) and no return is on record."
                    + hint.en,
                seen)
        case (true, false) where context.facts.direction != opening && own?.direction != opening:
            return finding(
                .refer,
                mn: "Энэ паспортоор эсрэг чиглэлд нэвтэрсэн бүртгэл алга; сүүлд \(other.documentNumber) дугаартай "
                    + "паспортоор нэвтэрсэн." + hint.mn,
                en: "No crossing the other way with this passport is on record; the last one was with passport "
                    + "\(other.documentNumber)." + hint.en,
                seen + [own.map { evidence("lastCrossing.direction", $0.direction.rawValue) } ?? "lastCrossing=none"])
        case (true, false):
            return finding(
                .allow, mn: "Өмнөх зорчилт дууссан тул аль ч паспортоо ашиглаж болно.",
                en: "The preceding journey is closed, so any passport may be used.", seen)
        }
    }
}

extension RuleContext {
    /// Which way a pair opens with the passport of an earlier crossing. Passports of one state show one citizenship, so
    /// that one of the same issuer, or of an unknown one, is taken for what the passport shown now is.
    fileprivate func opening(_ other: PriorCrossing) -> Direction {
        guard let issuer = other.issuer.map(bareCode), !issuer.isEmpty, issuer != bareCode(facts.document.issuer) else {
            return isCitizen ? .exit : .entry
        }
        return issuer == parameters.nationalState ? .exit : .entry
    }
}

/// EG-10: the same document may not be presented again within minutes, nor twice in the same direction.
///
/// No text says it; the rule keeps one passport from being handed back for a second person.
struct PassBackRule: BorderRule {
    let description = RuleDescription(
        rule: "EG-10", citation: "house rule (A/260 1.4)",
        title: LocalizedText(
            mn: "Нэг паспортыг богино хугацаанд эсвэл нэг чиглэлд давтан ашиглахгүй.",
            en: "The same passport is not used again within minutes or twice in the same direction."))
    let needs = ["lastCrossing"]
    let parameterNames = ["passBackWindowMinutes"]

    func findings(_ context: RuleContext) -> [Finding] {
        let facts = context.facts
        let prior: PriorCrossing
        switch facts.lastCrossing {
        case .unknown:
            return [
                finding(
                    context.stop, mn: "Энэ паспортын өмнөх хил нэвтрэлтийг шалгаж чадсангүй.",
                    en: "Earlier crossings with this passport could not be asked.", ["lastCrossing=unknown"])
            ]
        case .found(let value) where value.outcome.countsAsCrossing:
            prior = value
        case .nothing, .found:
            return [
                finding(
                    .allow, mn: "Энэ паспортоор өмнө хил нэвтэрсэн бүртгэл алга.",
                    en: "No earlier crossing with this passport is on record.", ["lastCrossing=none"])
            ]
        }
        return [judge(prior, context)]
    }

    private func judge(_ prior: PriorCrossing, _ context: RuleContext) -> Finding {
        let facts = context.facts
        let (seconds, overflow) = facts.unixTime.subtractingReportingOverflow(prior.unixTime)
        let window = Int64(context.parameters.passBackWindowMinutes) * 60
        let seen = [
            evidence("lastCrossing.direction", prior.direction.rawValue),
            evidence("lastCrossing.secondsAgo", overflow ? nil : seconds),
        ]
        // Slightly in the future is another lane that decided while this traveller was being checked.
        guard !overflow, seconds >= -window else {
            return finding(
                context.stop, mn: "Өмнөх хил нэвтрэлтийн цаг ирээдүйд байна. Системийн цагийг шалгана уу.",
                en: "The last crossing lies in the future. Check the system clock.", seen)
        }
        guard seconds >= window else {
            let minutes = max(0, seconds) / 60
            let ago =
                minutes == 0
                ? LocalizedText(mn: "дөнгөж сая", en: "just now")
                : LocalizedText(mn: "\(minutes) минутын өмнө", en: "\(minutes) min ago")
            return finding(
                context.stop, mn: "Энэ паспортыг \(ago.mn) ашигласан. Өөр хүн ашиглаж байж болзошгүй.",
                en: "This passport was used \(ago.en). Another person may be using it.", seen)
        }
        guard prior.direction != facts.direction else {
            return finding(
                context.stop,
                mn: "Энэ паспортоор сүүлд мөн энэ чиглэлд нэвтэрсэн; эсрэг чиглэлд нэвтэрсэн бүртгэл алга.",
                en: "The last crossing with this passport went the same way; no crossing back is on record.", seen)
        }
        return finding(
            .allow, mn: "Паспортыг давтан ашигласан шинж алга.",
            en: "No sign that the passport is used again by somebody else.", seen)
    }
}
