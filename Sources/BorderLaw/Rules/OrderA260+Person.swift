import TravelDocument

/// EG-01: a citizen of full legal capacity with a national passport (A/260 1.3); age and nationality are EG-07's.
struct NationalPassportRule: BorderRule {
    let description = RuleDescription(
        rule: "EG-01", citation: "A/260 1.3",
        title: LocalizedText(
            mn:
                "Цахим гарцын зөвшөөрлийг эрх зүйн бүрэн чадамжтай Монгол Улсын иргэний үндэсний гадаад паспортод олгоно.",
            en: "The e-gate is for citizens of Mongolia of full legal capacity with a national passport."))
    let stations: Set<Station> = [.eGate]
    let needs = ["document.issuer", "document.classCode", "permission.capacityDeclared"]
    let parameterNames = ["nationalState", "ordinaryClasses", "officialClasses", "officialClassesAccepted"]

    func findings(_ context: RuleContext) -> [Finding] {
        let document = context.facts.document
        let parameters = context.parameters
        let issuer = bareCode(document.issuer)
        let classCode = bareCode(document.classCode)
        let seen = [evidence("document.issuer", issuer), evidence("document.classCode", classCode)]
        var obstacles: [Finding] = []
        if issuer != parameters.nationalState {
            obstacles.append(
                finding(
                    context.stop,
                    mn: "Баримт бичгийг Монгол Улс олгоогүй (\(shown(issuer))). "
                        + "Цахим гарцаар зөвхөн Монгол Улсын гадаад паспортоор нэвтэрнэ.",
                    en:
                        "The document was not issued by Mongolia (\(shown(issuer))). The e-gate takes Mongolian passports only.",
                    seen))
        }
        if !parameters.acceptedClasses.contains(classCode) {
            obstacles.append(
                finding(
                    context.stop,
                    mn: "Энэ төрлийн баримт бичгээр (\(shown(classCode))) цахим гарцаар нэвтрэхгүй.",
                    en: "This kind of document (\(shown(classCode))) may not use the e-gate.", seen))
        }
        // Without a permission there is no declaration to look for: EG-02 says so.
        if let permission = context.facts.permission.value, permission.capacityDeclared != true {
            obstacles.append(
                finding(
                    context.stop,
                    mn: "Эрх зүйн бүрэн чадамжтай гэсэн тэмдэглэл зөвшөөрлийн бүртгэлд алга.",
                    en: "The permission does not record that the holder has full legal capacity.",
                    [evidence("permission.capacityDeclared", permission.capacityDeclared)]))
        }
        guard obstacles.isEmpty else { return obstacles }
        return [
            finding(
                .allow, mn: "Монгол Улсын гадаад паспорт; эзэмшигчийн эрх зүйн чадамжийн талаар зөрчил алга.",
                en: "A Mongolian passport; nothing speaks against the holder's legal capacity.", seen)
        ]
    }
}

/// EG-07: children, foreigners and holders whose birth date is not fully known go to the desk (A/260 1.3, A/49).
struct AdultCitizenRule: BorderRule {
    let description = RuleDescription(
        rule: "EG-07", citation: "A/260 1.3; A/49 1.2",
        title: LocalizedText(
            mn: "Цахим гарцаар 18 нас хүрсэн Монгол Улсын иргэн нэвтэрнэ.",
            en: "The e-gate is for citizens of Mongolia who are 18 or older."))
    let stations: Set<Station> = [.eGate]
    let needs = ["document.birthDate", "document.nationality"]
    let parameterNames = ["adultAge", "nationalState"]

    func findings(_ context: RuleContext) -> [Finding] {
        let facts = context.facts
        let nationality = bareCode(facts.document.nationality)
        var obstacles: [Finding] = []
        if nationality != context.parameters.nationalState {
            obstacles.append(
                finding(
                    context.stop,
                    mn: "Гадаадын иргэн (\(shown(nationality))) цахим гарцаар нэвтрэхгүй.",
                    en: "A foreign national (\(shown(nationality))) may not use the e-gate.",
                    [evidence("document.nationality", nationality)]))
        }
        let age = facts.document.birthDate.flatMap { birth in
            birth <= facts.date ? birth.wholeYears(until: facts.date) : nil
        }
        let seen = [evidence("age", age), evidence("date", facts.date)]
        if let age {
            if age < context.parameters.adultAge {
                obstacles.append(
                    finding(
                        context.stop,
                        mn: "\(context.parameters.adultAge) нас хүрээгүй (\(age) настай). "
                            + "Хүүхэд цахим гарцаар нэвтрэхгүй.",
                        en: "Under \(context.parameters.adultAge) years old (\(age)). A child may not use the e-gate.",
                        seen))
            }
        } else {
            obstacles.append(
                finding(
                    context.stop,
                    mn: "Төрсөн огноо бүрэн тодорхойгүй тул насыг тогтоох боломжгүй.",
                    en: "The birth date is not fully known, so the age cannot be determined.", seen))
        }
        guard obstacles.isEmpty else { return obstacles }
        return [
            finding(
                .allow, mn: "\(context.parameters.adultAge) нас хүрсэн Монгол Улсын иргэн.",
                en: "A citizen of Mongolia, \(context.parameters.adultAge) or older.", seen)
        ]
    }
}
