import TravelDocument

/// GE-01: everybody crosses at the port, is checked, and stands in the record (border law 17.2).
///
/// Customs and inspection are not ours; where a port asks for their tick it is kept as evidence.
struct RecordBeforeReleaseRule: BorderRule {
    let description = RuleDescription(
        rule: "GE-01", citation: "border law 17.2",
        title: LocalizedText(
            mn: "Зорчигч хилийн боомтоор нэвтэрч, холбогдох байгууллагаар шалгуулна; бүртгэлгүй нэвтрүүлэхгүй.",
            en: "A traveller crosses at the port and is checked; nobody is released without a record."))
    let stations: Set<Station> = [.desk]
    let stage = EvaluationStage.final
    let needs = ["desk.otherChecksDone"]

    func findings(_ context: RuleContext) -> [Finding] {
        [
            finding(
                .record, mn: "Нэвтрүүлэхээс өмнө хил нэвтрэлтийг нэгдсэн санд бүртгэнэ.",
                en: "The crossing is recorded in the unified database before the traveller is released.",
                [evidence("otherChecksDone", context.facts.desk?.otherChecksDone)])
        ]
    }
}

/// GE-03: who is served out of turn (A/131 2.7); only the queue changes, the checks are the same.
struct OutOfTurnRule: BorderRule {
    let description = RuleDescription(
        rule: "GE-03", citation: "A/131 2.7",
        title: LocalizedText(
            mn:
                "Төр, засгийн тэргүүн, хүндэт зочид, төлөөлөгчид, дипломат паспорттой зорчигчийг дараалал харгалзахгүй шалгана.",
            en: "Heads of state, guests of honour, delegations and holders of diplomatic passports go out of turn."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(
        mn: "хүндэт зочид, төлөөлөгчид, дагалдан явагсад, дипломат паспорттой зорчигч",
        en: "guests of honour, delegations, their escorts, holders of diplomatic passports")
    let needs = ["document.classCode", "desk.courtesy", "desk.courtesyEnteredBy"]
    let parameterNames = ["desk.diplomaticClasses"]

    func concerns(_ context: RuleContext) -> Bool {
        context.facts.desk?.remains == nil && (isDiplomat(context) || context.facts.desk?.courtesy != nil)
    }

    func findings(_ context: RuleContext) -> [Finding] {
        let desk = context.facts.desk
        let seen = [
            evidence("document.classCode", bareCode(context.facts.document.classCode)),
            evidence("courtesy", desk?.courtesy?.rawValue ?? "none"),
            evidence("courtesyEnteredBy", desk?.courtesyEnteredBy),
        ]
        guard isDiplomat(context) || desk?.courtesyEnteredBy?.isEmpty == false else {
            return [
                finding(
                    .remind, mn: "Дараалал харгалзахгүй нэвтрүүлэх эсэхийг ээлжийн ахлахаас тодруулна уу.",
                    en: "Ask the shift supervisor whether this traveller is served out of turn.",
                    seen + [missing("courtesyEnteredBy")])
            ]
        }
        return [
            finding(
                .priority, mn: "Дараалал харгалзахгүй шалгана; шалгалт нь бусадтай адил.",
                en: "Served out of turn; the checks are the same.", seen)
        ]
    }

    private func isDiplomat(_ context: RuleContext) -> Bool {
        context.desk.diplomaticClasses.contains(bareCode(context.facts.document.classCode))
    }
}

/// GE-04: inside a pair of crossings the passport stays the same (A/131 2.12), as an officer's desk judges it.
///
/// The gate judges the same as EG-09. At the desk an officer may accept a replacement with a reason: the passport was
/// lost or expired, or the traveller comes on a return certificate.
struct SamePassportAtDeskRule: BorderRule {
    let description = RuleDescription(
        rule: "GE-04", citation: "A/131 2.12",
        title: LocalizedText(
            mn: "Хоёр ба түүнээс дээш паспорттой, давхар иргэншилтэй хүн өмнө хил нэвтэрсэн паспортоороо нэвтэрнэ.",
            en: "A holder of two or more passports, or of two citizenships, uses the one of the preceding crossing."))
    let stations: Set<Station> = [.desk]
    let needs = ["lastCrossing", "lastCrossingWithOtherDocument", "lastCrossingByZone", "desk.replacement"]
    let parameterNames = ["nationalState", "registerInZoneTies"]

    func concerns(_ context: RuleContext) -> Bool { context.facts.desk?.remains == nil }

    func findings(_ context: RuleContext) -> [Finding] {
        let found = SamePassportRule().findings(context).map(inOwnName)
        guard found.contains(where: { $0.outcome.needsOfficer }), context.facts.lastCrossing.isKnown,
            context.facts.lastCrossingWithOtherDocument.isKnown,
            let replacement = context.facts.desk?.replacement, !replacement.officer.isEmpty
        else { return found }
        return [
            finding(
                .record, mn: "Өмнөх паспортын оронд энэ баримт бичгийг ашиглахыг ажилтан шалтгаантай зөвшөөрсөн.",
                en: "The officer accepted this document in place of the former passport, with a reason.",
                (found.first?.evidence ?? []) + [
                    evidence("replacement.cause", replacement.cause.rawValue),
                    evidence("replacement.officer", replacement.officer),
                ])
        ]
    }

    private func inOwnName(_ finding: Finding) -> Finding {
        self.finding(finding.outcome, mn: finding.reason.mn, en: finding.reason.en, finding.evidence)
    }
}

/// GE-05: human remains and ashes (A/131 2.13); always an officer's case, without biometrics.
///
/// Reading: the statement of the police or of the mission at the place of death suffices.
struct RemainsRule: BorderRule {
    let description = RuleDescription(
        rule: "GE-05", citation: "A/131 2.13",
        title: LocalizedText(
            mn: "Шарил, чандарыг тодорхойлолт, шүүх эмнэлгийн дүгнэлт, баримт бичгийг үндэслэн нэвтрүүлнэ.",
            en: "Remains and ashes pass on statements, a forensic conclusion and the travel document."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "шарил, чандар", en: "human remains and ashes")
    let needs = ["desk.remains"]

    func concerns(_ context: RuleContext) -> Bool { context.facts.desk?.remains != nil }

    func findings(_ context: RuleContext) -> [Finding] {
        guard let remains = context.facts.desk?.remains else { return [] }
        var seen = [
            evidence("remains.kind", remains.kind.rawValue),
            evidence("remains.policeStatement", remains.policeStatement),
            evidence("remains.missionStatement", remains.missionStatement),
        ]
        if remains.policeStatement != true, remains.missionStatement != true {
            seen.append(missing("remains.policeStatement|missionStatement"))
        }
        if remains.forensicConclusion != true { seen.append(missing("remains.forensicConclusion")) }
        if remains.travelDocument != true { seen.append(missing("remains.travelDocument")) }
        var findings = [
            finding(
                .refer,
                mn:
                    "Шарил, чандар: тодорхойлолт, шүүх эмнэлгийн дүгнэлт, хил нэвтрэх эрхийн баримт бичгийг ажилтан шалгана.",
                en:
                    "Remains or ashes: an officer examines the statement, the forensic conclusion and the travel document.",
                seen),
            finding(
                .record, mn: "Хил нэвтрэлтийг шарил, чандрынх гэж бүртгэнэ; биометр авахгүй.",
                en: "The crossing is recorded as that of remains, without biometrics.", ["record.type=remains"]),
        ]
        if context.isCitizen {
            findings.append(
                finding(
                    remains.markedInvalid == true ? .record : .remind,
                    mn: "Монгол Улсын иргэний баримт бичигт «Хүчингүй» тэмдэглэл хийж, бүртгэнэ.",
                    en: "The travel document of a citizen of Mongolia is marked as invalid, and this is recorded.",
                    [evidence("remains.markedInvalid", remains.markedInvalid)]))
        }
        return findings
    }
}

/// GE-06: whoever may not leave is settled by an officer (law on travel abroad).
///
/// The grounds stand as codes on the same list that the gates ask (EG-05). The law is not among our texts.
struct SuspendedExitRule: BorderRule {
    let description = RuleDescription(
        rule: "GE-06", citation: "law on travel abroad (not in our texts)",
        title: LocalizedText(
            mn: "Гарах эрхийг нь түр түдгэлзүүлсэн иргэний асуудлыг ажилтан шийдвэрлүүлнэ.",
            en: "The case of a citizen whose right to leave is suspended is settled by an officer."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "Монгол Улсаас гарах зорчигч", en: "travellers at exit")
    let needs = ["restrictions"]
    let parameterNames = ["restrictionListAgeLimitHours"]

    func concerns(_ context: RuleContext) -> Bool { context.facts.direction == .exit }

    func findings(_ context: RuleContext) -> [Finding] {
        ExitRestrictionRule().findings(context).map {
            finding($0.outcome, mn: $0.reason.mn, en: $0.reason.en, $0.evidence)
        }
    }
}
