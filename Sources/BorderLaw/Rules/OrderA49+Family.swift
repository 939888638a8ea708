import TravelDocument

/// CH-02: with the family; a birth record where the names do not show the tie (A/49 2.1.1).
///
/// Reading: when the child bears the name of the *accompanying* parent, or the register names that parent, no paper is
/// needed. The register beats the names. For a relative who is no parent a power of attorney is asked as well, unless
/// the officer accepts the relative.
struct FamilyRule: BorderRule {
    let description = RuleDescription(
        rule: "CH-02", citation: "A/49 2.1.1",
        title: LocalizedText(
            mn: "Эцэг, эхийнхээ нэрээр овоглоогүй хүүхэд гэр бүлийн гишүүнтэй зорчихдоо төрсний гэрчилгээтэй байна.",
            en: "A child that does not bear a parent's name and travels with the family has a birth certificate."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(mn: "гэр бүлийн гишүүнтэй гарах хүүхэд", en: "children at exit with a member of the family")
    let needs = [
        "desk.child.companion", "desk.child.parentalName", "desk.child.parentInRegister", "desk.child.birthRecord",
        "desk.child.relativeAccepted", "desk.child.powerOfAttorney",
    ]

    func concerns(_ context: RuleContext) -> Bool {
        context.isDepartingChild && (context.companion == .parent || context.companion == .relative)
    }

    func findings(_ context: RuleContext) -> [Finding] {
        let child = context.child
        if child.companion?.kind == .parent {
            if child.parentInRegister == false {
                return [
                    finding(
                        .refer, mn: "Улсын бүртгэлээр хамт зорчиж байгаа хүн хүүхдийн эцэг, эх биш байна.",
                        en: "By the state register the person who travels along is not the child's parent.",
                        ["child.parentInRegister=false"])
                ]
            }
            if child.parentInRegister == true {
                return [
                    finding(
                        .allow, mn: "Хамт зорчиж байгаа хүн хүүхдийн эцэг, эх болох нь улсын бүртгэлээр батлагдсан.",
                        en: "The state register names the person who travels along as the child's parent.",
                        ["child.parentInRegister=true"])
                ]
            }
            if Self.namesShowTie(child) {
                return [
                    finding(
                        .allow, mn: "Хүүхэд хамт зорчиж байгаа эцэг, эхийнхээ нэрээр овоглосон.",
                        en: "The child bears the name of the parent who travels along.", ["child.namesShowTie=true"])
                ]
            }
        }
        return birthRecord(context) + relative(context)
    }

    private func birthRecord(_ context: RuleContext) -> [Finding] {
        guard let record = context.child.birthRecord.value else {
            let state = context.child.birthRecord.isKnown ? "none" : "unknown"
            return [
                finding(
                    .refer,
                    mn:
                        "Хүүхдийн төрсний гэрчилгээ, нотариатаар баталгаажуулсан хуулбар эсвэл цахим лавлагааг шалгана уу.",
                    en: "Ask for the child's birth certificate, a notarised copy or an electronic extract.",
                    ["child.birthRecord=\(state)", missing("child.birthRecord")])
            ]
        }
        let seen = [
            evidence("child.birthRecord.form", record.form.rawValue),
            evidence("child.birthRecord.showsTie", record.showsTie),
        ]
        guard record.form != .plainCopy else {
            return [
                finding(
                    .refer, mn: "Төрсний гэрчилгээний хуулбарыг нотариатаар баталгаажуулаагүй байна.",
                    en: "The copy of the birth certificate is not certified by a notary.",
                    seen + [missing("child.birthRecord.notarisedCopy")])
            ]
        }
        guard record.showsTie == true else {
            return [
                finding(
                    .refer, mn: "Төрсний гэрчилгээгээр хамт зорчих хүн гэр бүлийн гишүүн болох нь батлагдаагүй.",
                    en: "The birth record has not been found to show the tie to the person who travels along.",
                    seen + [missing("child.birthRecord.showsTie")])
            ]
        }
        return [
            finding(
                .allow, mn: "Төрсний гэрчилгээгээр гэр бүлийн холбоо батлагдсан.",
                en: "The birth record shows the family tie.", seen)
        ]
    }

    /// "Family member" is not defined by the order: a grandparent needs more than a birth record unless accepted.
    private func relative(_ context: RuleContext) -> [Finding] {
        let child = context.child
        guard child.companion?.kind == .relative, child.branch != .otherPerson else { return [] }
        guard child.relativeAccepted == true else {
            return [
                finding(
                    .refer,
                    mn:
                        "Хамт зорчих хүн эцэг, эх биш гэр бүлийн гишүүн байна. Итгэмжлэл шаардах эсэхийг ажилтан шийднэ.",
                    en: "The companion is a relative but no parent. An officer decides whether a power of attorney is "
                        + "needed.",
                    [
                        evidence("child.relativeAccepted", child.relativeAccepted), missing("child.powerOfAttorney"),
                        missing("child.relativeAccepted"),
                    ])
            ]
        }
        return [
            finding(
                .record, mn: "Ажилтан гэр бүлийн гишүүнийг итгэмжлэлгүй хүлээн зөвшөөрсөн.",
                en: "The officer accepted the relative without a power of attorney.", ["child.relativeAccepted=true"])
        ]
    }

    /// The child's surname field holds a parent's given name; letters only, so that spaces and fillers do not matter.
    private static func namesShowTie(_ child: ChildFacts) -> Bool {
        guard let name = child.parentalName, let given = child.companion?.givenName else { return false }
        let folded = letters(name)
        return folded.count >= 2 && folded == letters(given)
    }

    private static func letters(_ name: String) -> String {
        String(name.uppercased().filter { ("A"..."Z").contains($0) || ("А"..."Я").contains($0) || "ЁӨҮ".contains($0) })
    }
}

/// CH-03: with a guardian or custodian; the decision that names them (A/49 2.1.2, which our text lacks).
struct GuardianRule: BorderRule {
    let description = RuleDescription(
        rule: "CH-03", citation: "A/49 2.1.2 (not in our text)",
        title: LocalizedText(
            mn: "Асран хамгаалагч, харгалзан дэмжигчтэй гарах хүүхдэд түүнийг тогтоосон шийдвэр байна.",
            en: "A child that leaves with a guardian has the decision that names the guardian."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(
        mn: "асран хамгаалагч, харгалзан дэмжигчтэй гарах хүүхэд", en: "children at exit with a guardian or custodian")
    let needs = ["desk.child.guardianDecision"]
    let parameterNames = ["guardianBranchApplied"]

    func concerns(_ context: RuleContext) -> Bool { context.isDepartingChild && context.companion == .guardian }

    func findings(_ context: RuleContext) -> [Finding] {
        guard context.desk.guardianBranchApplied else {
            return [
                finding(
                    .refer, mn: "Асран хамгаалагчийн шийдвэрийг автоматаар шалгахгүй тохиргоотой. Ажилтан шийднэ.",
                    en: "Decisions on guardians are not judged automatically. An officer decides.",
                    ["rulebook.guardianBranchApplied=false"])
            ]
        }
        guard let decision = context.child.guardianDecision.value else {
            let state = context.child.guardianDecision.isKnown ? "none" : "unknown"
            return [
                finding(
                    .refer,
                    mn:
                        "Асран хамгаалагч, харгалзан дэмжигчийг тогтоосон сум, дүүргийн Засаг дарга эсвэл шүүхийн шийдвэрийг "
                        + "шалгана уу.",
                    en:
                        "Ask for the decision of the soum or district governor, or of the court, that names the guardian.",
                    ["child.guardianDecision=\(state)", missing("child.guardianDecision")])
            ]
        }
        let seen = [
            evidence("decision.number", decision.number), evidence("decision.date", decision.date),
            evidence("decision.issuer", decision.issuer), evidence("decision.namesBoth", decision.namesBoth),
        ]
        guard !decision.number.isEmpty, !decision.issuer.isEmpty, let date = decision.date, date <= context.facts.date,
            decision.namesBoth == true
        else {
            return [
                finding(
                    .refer,
                    mn: "Асран хамгаалагчийг тогтоосон шийдвэрийн дугаар, огноо, олгосон байгууллага, нэрс дутуу "
                        + "эсвэл зөрүүтэй байна.",
                    en: "Number, date, issuer or names of the decision on the guardian are missing or do not agree.",
                    seen + [missing("decision.namesBoth")])
            ]
        }
        return [
            finding(
                .allow, mn: "Асран хамгаалагч, харгалзан дэмжигчийг тогтоосон шийдвэр байна.",
                en: "There is a decision that names the guardian.", seen)
        ]
    }
}
