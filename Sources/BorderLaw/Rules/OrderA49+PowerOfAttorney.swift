import TravelDocument

extension RuleContext {
    /// Whether the child leaves by a power of attorney: with a stranger, or with a relative by that branch.
    var needsPowerOfAttorney: Bool {
        guard isDepartingChild else { return false }
        return companion == .other || (companion == .relative && child.branch == .otherPerson)
    }
}

/// CH-04: with any other person; a power of attorney certified by a notary (A/49 2.1.3).
///
/// The text names "parents": the signature of one is enough only when the officer accepts it. Names and document
/// numbers in the paper must be those of the travellers.
struct PowerOfAttorneyRule: BorderRule {
    let description = RuleDescription(
        rule: "CH-04", citation: "A/49 2.1.3",
        title: LocalizedText(
            mn: "Бусад хүнтэй гарах хүүхдэд нотариатаар гэрчлүүлсэн итгэмжлэл байна.",
            en: "A child that leaves with another person has a power of attorney certified by a notary."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "бусад хүнтэй гарах хүүхэд", en: "children at exit with another person")
    let needs = ["desk.child.powerOfAttorney", "desk.child.companion.documentNumber"]

    func concerns(_ context: RuleContext) -> Bool { context.needsPowerOfAttorney }

    func findings(_ context: RuleContext) -> [Finding] {
        guard let paper = context.child.powerOfAttorney.value else {
            let state = context.child.powerOfAttorney.isKnown ? "none" : "unknown"
            return [
                finding(
                    .refer, mn: "Эцэг, эх эсвэл асран хамгаалагчийн нотариатаар гэрчлүүлсэн итгэмжлэлийг шалгана уу.",
                    en: "Ask for the power of attorney of the parents or guardian, certified by a notary.",
                    ["child.powerOfAttorney=\(state)", missing("child.powerOfAttorney")])
            ]
        }
        let faults = Self.faults(paper, context)
        let seen = [
            evidence("powerOfAttorney.notaryNumber", paper.notaryNumber),
            evidence("powerOfAttorney.date", paper.date),
            evidence("powerOfAttorney.signatories", paper.signatories?.rawValue),
        ]
        guard faults.isEmpty else {
            return faults.map { finding(.refer, mn: $0.text.mn, en: $0.text.en, seen + [missing($0.evidence)]) }
        }
        return [
            finding(
                .allow, mn: "Нотариатаар гэрчлүүлсэн итгэмжлэл байна, мэдээлэл таарсан.",
                en: "There is a power of attorney certified by a notary, and it agrees with the travellers.", seen)
        ]
    }

    private struct Fault {
        let text: LocalizedText
        let evidence: String

        init(mn: String, en: String, evidence: String) {
            text = LocalizedText(mn: mn, en: en)
            self.evidence = evidence
        }
    }

    private static func faults(_ paper: PowerOfAttorney, _ context: RuleContext) -> [Fault] {
        var faults: [Fault] = []
        if paper.notaryNumber?.isEmpty != false {
            faults.append(
                Fault(
                    mn: "Итгэмжлэлийг нотариатаар гэрчлүүлээгүй байна.",
                    en: "The power of attorney is not certified by a notary.", evidence: "powerOfAttorney.notaryNumber")
            )
        }
        let day = context.facts.date
        if paper.date.map({ $0 > day }) ?? true || paper.validUntil.map({ $0 < day }) ?? false {
            faults.append(
                Fault(
                    mn: "Итгэмжлэлийн огноо тодорхойгүй эсвэл хугацаа нь дууссан байна.",
                    en: "The date of the power of attorney is not known or it has expired.",
                    evidence: "powerOfAttorney.date"))
        }
        switch paper.signatories {
        case .bothParents, .guardian: break
        case .oneParent where paper.oneParentAccepted == true: break
        case .oneParent:
            faults.append(
                Fault(
                    mn: "Итгэмжлэлд эцэг, эхийн зөвхөн нэг нь гарын үсэг зурсан. Ажилтан шийднэ.",
                    en: "Only one parent signed the power of attorney. An officer decides.",
                    evidence: "powerOfAttorney.oneParentAccepted"))
        case nil:
            faults.append(
                Fault(
                    mn: "Итгэмжлэлд хэн гарын үсэг зурсныг шалгана уу.",
                    en: "Check who signed the power of attorney.", evidence: "powerOfAttorney.signatories"))
        }
        let agrees =
            same(paper.childDocumentNumber, context.facts.document.number)
            && same(paper.companionDocumentNumber, context.child.companion?.documentNumber)
            && paper.namesAgree == true
        if !agrees {
            faults.append(
                Fault(
                    mn: "Итгэмжлэл дэх нэр, баримт бичгийн дугаар хүүхэд болон хамт зорчих хүнийхтэй таарсан нь "
                        + "батлагдаагүй.",
                    en: "Names and document numbers in the power of attorney have not been found to be those of the "
                        + "child and the companion.",
                    evidence: "powerOfAttorney.namesAgree"))
        }
        return faults
    }

    private static func same(_ left: String?, _ right: String?) -> Bool {
        guard let left, let right else { return false }
        let number = bareCode(left).uppercased()
        return !number.isEmpty && number == bareCode(right).uppercased()
    }
}

/// CH-05: what is attached to a power of attorney (A/49 2.2): visas of both, an explanation, and the way through the
/// foreign ministry when the parents are abroad.
///
/// Where citizens of Mongolia need no visa none can exist: the row of the agreement stands in its place. The row holds
/// for citizens; a companion of another state needs a visa of their own, except in their own state.
struct AttachmentsRule: BorderRule {
    let description = RuleDescription(
        rule: "CH-05", citation: "A/49 2.2",
        title: LocalizedText(
            mn: "Итгэмжлэлд зорчих улсын хүчинтэй виз, бичгээр гаргасан үндэслэл бүхий тайлбарыг хавсаргасан байна.",
            en: "Visas of the destination and a written reasoned explanation are attached to the power of attorney."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(
        mn: "итгэмжлэлээр гарах хүүхэд", en: "children at exit by a power of attorney")
    let needs = ["desk.child.attachments"]

    func concerns(_ context: RuleContext) -> Bool { context.needsPowerOfAttorney }

    func findings(_ context: RuleContext) -> [Finding] {
        let papers = context.child.attachments
        let seen = [
            evidence("destination", papers.destination), evidence("visaFreeRow", papers.visaFreeRow),
            evidence("childVisaUntil", papers.childVisaUntil),
            evidence("companionVisaUntil", papers.companionVisaUntil),
        ]
        var obstacles: [Finding] = []
        if !Self.visasSuffice(papers, context) {
            obstacles.append(
                finding(
                    .refer, mn: "Хүүхэд болон хамт явах хүний зорчих улсын хүчинтэй визийг шалгана уу.",
                    en: "Check that child and companion have valid visas of the destination.",
                    seen + [missing("attachments.visas")]))
        }
        if papers.explanation != true {
            obstacles.append(
                finding(
                    .refer, mn: "Бичгээр гаргасан үндэслэл бүхий тайлбар хавсаргаагүй байна.",
                    en: "The written reasoned explanation is not attached.",
                    [evidence("explanation", papers.explanation), missing("attachments.explanation")]))
        }
        let way = [
            evidence("parentsAbroad", papers.parentsAbroad),
            evidence("throughForeignMinistry", papers.throughForeignMinistry),
        ]
        if papers.parentsAbroad == nil {
            obstacles.append(
                finding(
                    .refer, mn: "Хүүхдийн эцэг, эх гадаадад байгаа эсэхийг тодруулна уу.",
                    en: "Find out whether the child's parents are abroad.", way + [missing("attachments.parentsAbroad")]
                ))
        } else if papers.parentsAbroad == true, papers.throughForeignMinistry != true {
            obstacles.append(
                finding(
                    .refer,
                    mn: "Эцэг, эх нь гадаадад байгаа бол итгэмжлэл Гадаад харилцааны яамаар дамжин ирсэн байх ёстой.",
                    en:
                        "When the parents are abroad, the power of attorney comes through the ministry of foreign affairs.",
                    way + [missing("attachments.throughForeignMinistry")]))
        }
        guard obstacles.isEmpty else { return obstacles }
        return [
            finding(
                .allow, mn: "Итгэмжлэлийн хавсралт бүрэн байна.",
                en: "What belongs to the power of attorney is complete.", seen + way)
        ]
    }

    private static func visasSuffice(_ papers: PowerOfAttorneyAttachments, _ context: RuleContext) -> Bool {
        guard let destination = papers.destination.map(bareCode), !destination.isEmpty else { return false }
        let day = context.facts.date
        let byAgreement = papers.visaFreeRow.map { (1...Limits.maximumAgreementRow).contains($0) } ?? false
        let nationality = bareCode(context.child.companion?.nationality ?? "")
        let childMay = byAgreement || (papers.childVisaUntil.map { $0 >= day } ?? false)
        let companionMay =
            (byAgreement && nationality == context.parameters.nationalState)
            || (!nationality.isEmpty && nationality == destination)
            || (papers.companionVisaUntil.map { $0 >= day } ?? false)
        return childMay && companionMay
    }
}
