import TravelDocument

/// PA-05: an expired passport goes to an officer, in both directions; a citizen is let in all the same.
///
/// The day that counts is the later of the printed expiry and a verified extension (regulation 126 8.3 and the passport
/// office's notice on extensions).
struct ExpiryRule: BorderRule {
    let description = RuleDescription(
        rule: "PA-05", citation: "126 8.3",
        title: LocalizedText(
            mn: "Паспортын хүчинтэй хугацаа дуусаагүй байна.",
            en: "The passport has not expired."))
    let needs = ["document.expiryDate", "document.verifiedExtension"]

    func findings(_ context: RuleContext) -> [Finding] {
        let facts = context.facts
        let seen = [
            evidence("document.expiryDate", facts.document.expiryDate),
            evidence("document.verifiedExtension", facts.document.verifiedExtension?.description ?? "none"),
            evidence("date", facts.date),
        ]
        guard let printed = facts.document.expiryDate, let effective = facts.document.effectiveExpiry else {
            return [
                finding(
                    .refer, mn: "Паспортын дуусах огноо тодорхойгүй байна.",
                    en: "The expiry date of the passport is not known.", seen)
            ]
        }
        guard effective >= facts.date else {
            return [expired(on: effective, context, seen)]
        }
        if effective > printed {
            return [
                finding(
                    .allow, mn: "Паспортын хугацааг \(effective) хүртэл сунгасан нь батлагдсан.",
                    en: "The passport was extended until \(effective), and the extension was verified.", seen)
            ]
        }
        return [
            finding(
                .allow, mn: "Паспорт \(effective) хүртэл хүчинтэй.",
                en: "The passport is valid until \(effective).", seen)
        ]
    }

    private func expired(on day: CivilDate, _ context: RuleContext, _ seen: [String]) -> Finding {
        let isCitizen = bareCode(context.facts.document.nationality) == context.parameters.nationalState
        switch context.facts.direction {
        case .entry where isCitizen:
            return finding(
                .refer,
                mn: "Паспортын хугацаа \(day)-нд дууссан. Ажилтан шийднэ: Монгол Улсын иргэнийг нэвтрүүлнэ.",
                en: "The passport expired on \(day). An officer decides: a citizen of Mongolia is let in.", seen)
        case .entry, .exit:
            return finding(
                .refer,
                mn: "Паспортын хугацаа \(day)-нд дууссан. Сунгалт байгаа эсэхийг шалгаж, ажилтан шийднэ.",
                en: "The passport expired on \(day). Look for an extension; an officer decides.", seen)
        }
    }
}

/// PA-08: a document that was declared invalid stays invalid, even when it was found again.
struct InvalidDocumentRule: BorderRule {
    let description = RuleDescription(
        rule: "PA-08", citation: "126 8.3",
        title: LocalizedText(
            mn: "Паспортыг хүчингүйд тооцоогүй байна.",
            en: "The passport was not declared invalid."))
    let needs = ["invalidation", "invalidListMissing"]
    let parameterNames = ["invalidListAgeLimitHours"]

    func findings(_ context: RuleContext) -> [Finding] {
        switch context.facts.invalidation {
        case .unknown where context.facts.invalidListMissing == true:
            return [withoutList(context)]
        case .unknown:
            return [
                finding(
                    .refer, mn: "Паспорт хүчингүй болсон эсэхийг шалгаж чадсангүй.",
                    en: "Whether the passport was declared invalid could not be checked.", ["invalidation=unknown"])
            ]
        case .nothing:
            return [
                finding(
                    .allow, mn: "Паспорт хүчингүйд тооцсон бүртгэлд байхгүй.",
                    en: "The passport is not among those declared invalid.", ["invalidation=none"])
            ]
        case .found(let invalidation):
            let body = invalidation.body.map { "; \($0)" } ?? ""
            return [
                finding(
                    .refer,
                    mn: "Паспортыг хүчингүйд тооцсон (\(invalidation.cause)\(body)). Паспортыг шалгана уу.",
                    en: "The passport was declared invalid (\(invalidation.cause)\(body)). Examine the passport.",
                    [
                        evidence("invalidation.cause", invalidation.cause),
                        evidence("invalidation.body", invalidation.body),
                    ])
            ]
        }
    }

    /// Silence of a list that was never loaded is no word for the passport. The gate does not open on it, unless the port
    /// says by a limit of 0 that it has no such list; at the desk the officer looks into the register.
    private func withoutList(_ context: RuleContext) -> Finding {
        let outcome: Outcome =
            switch context.facts.station {
            case .eGate: context.parameters.invalidListAgeLimitHours > 0 ? .gateShut : .record
            case .desk: .remind
            }
        return finding(
            outcome,
            mn: "Хүчингүй баримт бичгийн жагсаалтыг ачаалаагүй тул паспорт хүчингүй болсон эсэхийг шалгаагүй.",
            en: "The list of invalid documents was never loaded, so whether the passport was declared invalid was not "
                + "checked.", ["invalidation=unknown", "invalidList=neverLoaded"])
    }
}
