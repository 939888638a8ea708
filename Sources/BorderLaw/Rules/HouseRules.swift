import TravelDocument

/// BX-02: the machine-readable zone must be well formed and its check digits right.
///
/// A house rule: no text of the law says it, but every later rule leans on these characters (ICAO 9303-3 §4.9).
struct ReadableZoneRule: BorderRule {
    let description = RuleDescription(
        rule: "BX-02", citation: "house rule (ICAO 9303-3 4.9)",
        title: LocalizedText(
            mn: "Машинаар уншигдах бүс (MRZ) зөв, хяналтын цифрүүд таарсан байна.",
            en: "The machine-readable zone is well formed and its check digits are right."))
    let needs = ["document.mrzValid", "document.number"]

    func findings(_ context: RuleContext) -> [Finding] {
        let document = context.facts.document
        let seen = [evidence("document.mrzValid", document.mrzValid)]
        guard document.mrzValid else {
            return [
                finding(
                    context.stop,
                    mn: "Машинаар уншигдах бүсийн (MRZ) хэлбэр эсвэл хяналтын цифр буруу байна. "
                        + "Паспортыг гараар шалгана уу.",
                    en:
                        "The machine-readable zone is malformed or a check digit is wrong. Examine the passport by hand.",
                    seen)
            ]
        }
        guard !bareCode(document.number).isEmpty else {
            return [
                finding(
                    context.stop,
                    mn: "Баримт бичгийн дугаар уншигдаагүй байна.",
                    en: "The document number could not be read.",
                    [evidence("document.number", String?.none)])
            ]
        }
        return [
            finding(
                .allow,
                mn: "Машинаар уншигдах бүс (MRZ) зөв, хяналтын цифрүүд таарсан.",
                en: "The machine-readable zone is well formed and its check digits are right.", seen)
        ]
    }
}

/// BX-03: a specimen gives no right to cross, at no station.
///
/// A house rule; the switch is ``EGateParameters/specimensStopped``.
struct SpecimenRule: BorderRule {
    let description = RuleDescription(
        rule: "BX-03", citation: "house rule (ICAO 9303-3 5)",
        title: LocalizedText(
            mn: "Загвар баримт бичиг хил нэвтрэх эрх олгохгүй.",
            en: "A specimen document gives no right to cross the border."))
    let needs = ["document.issuer", "document.nationality"]
    let parameterNames = ["specimenIssuers", "specimensStopped"]

    func findings(_ context: RuleContext) -> [Finding] {
        let issuer = bareCode(context.facts.document.issuer)
        let nationality = bareCode(context.facts.document.nationality)
        let seen = [evidence("document.issuer", issuer), evidence("document.nationality", nationality)]
        let specimens = context.parameters.specimenIssuers
        guard specimens.contains(issuer) || specimens.contains(nationality) else {
            return [
                finding(
                    .allow, mn: "Загвар баримт бичиг биш.", en: "The document is not a specimen.", seen)
            ]
        }
        guard context.parameters.specimensStopped else {
            return [
                finding(
                    .record,
                    mn: "Загвар баримт бичиг. Сургалтын горимд үргэлжлүүлнэ.",
                    en: "A specimen document. The training mode goes on with it.", seen)
            ]
        }
        return [
            finding(
                .refer,
                mn: "Энэ бол загвар баримт бичиг (\(shown(issuer))). Хил нэвтрэх эрх олгохгүй.",
                en: "This is a specimen document (\(shown(issuer))). It gives no right to cross the border.", seen)
        ]
    }
}

/// BX-01: a chip that is there must be readable and judged successful; a document without a chip is fine.
///
/// A house rule: A/260 1.3 asks for a valid passport and names no chip. A failed inspection is the trace of an
/// unlawful change (regulation 126 8.3; PA-08), judged as ICAO 9303-11 §5.1 describes. The chip of an extended passport
/// still holds the old date (PA-09): that alone is no fault, where a verified extension counts and has not run out.
struct ChipRule: BorderRule {
    let description = RuleDescription(
        rule: "BX-01", citation: "house rule (A/260 1.3; ICAO 9303-11 5.1)",
        title: LocalizedText(
            mn: "Паспорт чиптэй бол чип нь уншигдаж, жинхэнэ болох нь батлагдсан байна.",
            en: "If the passport has a chip, the chip was read and proved genuine."))
    let needs = ["chip", "document.verifiedExtension"]
    let parameterNames = ["chipPolicy", "extensionAcceptedAtGate"]

    func findings(_ context: RuleContext) -> [Finding] {
        switch context.facts.chip {
        case .notExamined:
            return [
                finding(
                    context.stop, mn: "Паспортын чипийг шалгаагүй байна.",
                    en: "The chip of the passport was not examined.", ["chip=notExamined"])
            ]
        case .absent:
            return [absent(context)]
        case .unreadable(let reason):
            return [
                finding(
                    context.stop,
                    mn: "Паспортын чип уншигдсангүй. Чипийг ажилтны ширээнд дахин уншуулж, паспортыг шалгана уу.",
                    en: "The chip could not be read. Read it again at the desk and examine the passport.",
                    ["chip=unreadable", evidence("chip.reason", reason)])
            ]
        case .inspected(let overall, let failedChecks):
            return [inspected(context, overall, failedChecks)]
        }
    }

    /// At the desk the extension has to count on from the printed date; at the gate that was seen to at enrolment.
    private func isExtended(_ context: RuleContext) -> Bool {
        guard let until = context.facts.document.verifiedExtension, until >= context.facts.date else { return false }
        return switch context.facts.station {
        case .desk: ExtensionRule().findings(context).allSatisfy { $0.outcome == .allow }
        case .eGate: context.parameters.extensionAcceptedAtGate
        }
    }

    private func absent(_ context: RuleContext) -> Finding {
        switch context.parameters.chipPolicy {
        case .acceptAbsent:
            finding(
                .allow, mn: "Чипгүй паспорт: MRZ, зөвшөөрөл, хурууны хээгээр шалгана.",
                en: "A passport without a chip: checked by MRZ, permission and finger.", ["chip=absent"])
        case .required:
            finding(
                context.stop, mn: "Чипгүй паспортоор цахим гарцаар нэвтрэхгүй.",
                en: "A passport without a chip may not use the e-gate.", ["chip=absent"])
        }
    }

    private func inspected(
        _ context: RuleContext, _ overall: ChipInspectionResult, _ failedChecks: [String]
    ) -> Finding {
        let seen = [evidence("chip.overall", overall.rawValue)] + failedChecks.map { evidence("chip.check", $0) }
        switch overall {
        case .successful where failedChecks.isEmpty:
            return finding(
                .allow, mn: "Паспортын чип жинхэнэ болох нь батлагдсан.",
                en: "The chip of the passport was proved genuine.", seen)
        case .failed where failedChecks == ["expiry"] && isExtended(context):
            return finding(
                .allow, mn: "Чип жинхэнэ; чип дэх хугацаа дууссан боловч паспортын хугацааг сунгасан нь батлагдсан.",
                en: "The chip is genuine; its date has passed, but the passport was extended and this was verified.",
                ["chip.check=expiry", evidence("document.verifiedExtension", context.facts.document.verifiedExtension)])
        case .failed:
            return finding(
                .refer,
                mn: "Паспортын чип шалгалтад тэнцсэнгүй: хуурамч эсвэл хууль бусаар засвар хийсэн байж болзошгүй. "
                    + "Паспортыг нарийвчлан шалгана уу.",
                en:
                    "The chip failed the inspection: it may be forged or unlawfully altered. Examine the passport closely.",
                seen)
        case .undetermined, .notSupported, .successful:
            return finding(
                context.stop,
                mn: "Паспортын чип жинхэнэ эсэхийг тогтоож чадсангүй. Паспортыг гараар шалгана уу.",
                en: "Whether the chip is genuine could not be determined. Examine the passport by hand.", seen)
        case .aborted:
            return finding(
                context.stop,
                mn: "Паспортын чипийн шалгалт тасалдсан. Ажилтны ширээнд дахин уншуулна уу.",
                en: "The inspection of the chip broke off. Read it again at the desk.", seen)
        }
    }
}
