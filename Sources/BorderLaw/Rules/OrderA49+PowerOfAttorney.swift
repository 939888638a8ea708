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
