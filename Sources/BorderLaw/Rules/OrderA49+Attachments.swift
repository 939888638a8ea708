import TravelDocument

/// CH-05: what is attached to a power of attorney (A/49 2.2): visas of both, an explanation, and the way through the
/// foreign ministry when the parents are abroad.
///
/// Where citizens of Mongolia need no visa none can exist: the row of the agreement, found by destination and class of
/// passport, stands in its place. The row that an officer entered is compared with it, never believed. The row holds for
/// citizens; a companion of another state needs a visa of their own, except in their own state.
struct AttachmentsRule: BorderRule {
    let description = RuleDescription(
        rule: "CH-05", citation: "A/49 2.2",
        title: LocalizedText(
            mn: "Итгэмжлэлд зорчих улсын хүчинтэй виз, бичгээр гаргасан үндэслэл бүхий тайлбарыг хавсаргасан байна.",
            en: "Visas of the destination and a written reasoned explanation are attached to the power of attorney."))
    let stations: Set<Station> = [.desk]
    let who = LocalizedText(
        mn: "итгэмжлэлээр гарах хүүхэд", en: "children at exit by a power of attorney")
    let needs = [
        "desk.child.attachments", "desk.child.companion.nationality", "document.issuer", "document.classCode", "chip",
    ]
    let parameterNames = ["nationalState", "agreements.version", "passports.version"]

    func concerns(_ context: RuleContext) -> Bool { context.needsPowerOfAttorney }

    func findings(_ context: RuleContext) -> [Finding] {
        let papers = context.child.attachments
        let row = context.destinationRow
        let seen = [
            evidence("destination", papers.destination), evidence("visaFreeRow", papers.visaFreeRow),
            "agreements.row=\(row.map { "\($0.row)" } ?? "none")",
            evidence("childVisaUntil", papers.childVisaUntil),
            evidence("companionVisaUntil", papers.companionVisaUntil),
        ]
        let obstacles =
            visaObstacles(context, seen) + explanationObstacles(papers) + ministryObstacles(papers)
        guard obstacles.isEmpty else { return obstacles }
        return [
            finding(
                .allow, mn: "Итгэмжлэлийн хавсралт бүрэн байна.",
                en: "What belongs to the power of attorney is complete.", seen + Self.way(papers))
        ]
    }

    private func visaObstacles(_ context: RuleContext, _ seen: [String]) -> [Finding] {
        let papers = context.child.attachments
        guard let destination = context.destination else {
            return [
                finding(
                    .refer, mn: "Хүүхдийн очих улсыг тодруулж бичнэ үү.",
                    en: "Find out and enter the child's destination.", seen + [missing("attachments.destination")])
            ]
        }
        let row = context.destinationRow
        if let entered = papers.visaFreeRow, entered != row?.row {
            let right = row.map { "\($0.row)" }
            return [
                finding(
                    .refer,
                    mn: "Визгүй зорчих хэлэлцээрийн \(entered) дүгээр мөр \(destination) улсынх биш"
                        + (right.map { " (\($0) дүгээр мөр). Засна уу." } ?? "; тэр улсад мөр алга. Визийг шалгана уу."),
                    en: "Row \(entered) of the agreements on visas is not that of \(destination)"
                        + (right.map { " (row \($0)). Correct it." } ?? ", which has none. Check the visas."),
                    seen + [missing("attachments.visaFreeRow")])
            ]
        }
        let day = context.facts.date
        let nationality = bareCode(context.child.companion?.nationality ?? "")
        let childNeed = context.needAbroad(context.passportClass, isBiometric: context.chipIsGenuine)
        // Nobody has read the companion's passport: the ordinary class, the least favoured, and no chip.
        let companionNeed =
            nationality == context.parameters.nationalState
            ? context.needAbroad(.ordinary, isBiometric: false) : .visa
        let childMay = childNeed == .none || (papers.childVisaUntil.map { $0 >= day } ?? false)
        let companionMay =
            companionNeed == .none || (!nationality.isEmpty && context.isCode(nationality, of: destination))
            || (papers.companionVisaUntil.map { $0 >= day } ?? false)
        guard !(childMay && companionMay) else { return [] }
        let terms = row.map { [evidence("agreements.abroad", context.abroadText($0))] } ?? []
        let open: [String] =
            (childMay ? [] : [missing("attachments.childVisaUntil")])
            + (companionMay ? [] : [missing("attachments.companionVisaUntil")])
        let needs = [childMay ? .none : childNeed, companionMay ? .none : companionNeed]
        if let row, needs.contains(.unclear) {
            return [
                finding(
                    .refer,
                    mn:
                        "Монголын иргэн \(destination) улсад визгүй зорчих эсэх нь хэлэлцээрийн \(row.row) дүгээр мөрөөр "
                        + "тодорхойгүй. Виз байгаа эсэхийг шалгаж, ажилтан шийднэ.",
                    en: "Row \(row.row) of the agreements does not settle whether citizens of Mongolia need a visa of "
                        + "\(destination). Look for visas; an officer decides.",
                    seen + terms + open)
            ]
        }
        return [
            finding(
                .refer, mn: "Хүүхэд болон хамт явах хүний зорчих улсын хүчинтэй визийг шалгана уу.",
                en: "Check that child and companion have valid visas of the destination.", seen + terms + open)
        ]
    }

    private func explanationObstacles(_ papers: PowerOfAttorneyAttachments) -> [Finding] {
        guard papers.explanation != true else { return [] }
        return [
            finding(
                .refer, mn: "Бичгээр гаргасан үндэслэл бүхий тайлбар хавсаргаагүй байна.",
                en: "The written reasoned explanation is not attached.",
                [evidence("explanation", papers.explanation), missing("attachments.explanation")])
        ]
    }

    private func ministryObstacles(_ papers: PowerOfAttorneyAttachments) -> [Finding] {
        if papers.parentsAbroad == nil {
            return [
                finding(
                    .refer, mn: "Хүүхдийн эцэг, эх гадаадад байгаа эсэхийг тодруулна уу.",
                    en: "Find out whether the child's parents are abroad.",
                    Self.way(papers) + [missing("attachments.parentsAbroad")])
            ]
        }
        guard papers.parentsAbroad == true, papers.throughForeignMinistry != true else { return [] }
        return [
            finding(
                .refer,
                mn: "Эцэг, эх нь гадаадад байгаа бол итгэмжлэл Гадаад харилцааны яамаар дамжин ирсэн байх ёстой.",
                en: "When the parents are abroad, the power of attorney comes through the ministry of foreign affairs.",
                Self.way(papers) + [missing("attachments.throughForeignMinistry")])
        ]
    }

    private static func way(_ papers: PowerOfAttorneyAttachments) -> [String] {
        [
            evidence("parentsAbroad", papers.parentsAbroad),
            evidence("throughForeignMinistry", papers.throughForeignMinistry),
        ]
    }
}

/// Whether a citizen of Mongolia needs a visa of the state where they go.
enum NeedAbroad: Hashable {
    /// None, by an agreement.
    case none
    /// A visa.
    case visa
    /// The row is in doubt or silent, or asks for what nobody has shown.
    case unclear
}

extension RuleContext {
    /// The child's destination without filler; nil when nobody named one.
    var destination: String? {
        child.attachments.destination.map { bareCode($0).uppercased() }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The row of the agreements for the child's destination.
    var destinationRow: AgreementRow? { destination.flatMap(tables.agreements.row) }

    /// Whether the chip in the traveller's passport proved genuine.
    var chipIsGenuine: Bool {
        if case .inspected(.successful, let failed) = facts.chip { failed.isEmpty } else { false }
    }

    /// Whether a passport of Mongolia of this class needs a visa of the child's destination.
    ///
    /// How long the stay lasts is the other state's to count. An invitation or duty abroad is asked by nobody here.
    func needAbroad(_ passportClass: PassportClass?, isBiometric: Bool) -> NeedAbroad {
        guard let row = destinationRow else { return .visa }
        guard let passportClass else { return .unclear }
        let terms = row.abroad.terms(passportClass)
        let isFree = terms.contains { term in
            term.visa == .free && term.conditions.allSatisfy { $0 == .biometric && isBiometric }
        }
        if isFree { return .none }
        let isUnclear = terms.contains { $0.visa == .notStated || !$0.conditions.isEmpty }
        return isUnclear ? .unclear : .visa
    }

    /// Whether a nationality is that of a state, under any of its codes.
    func isCode(_ nationality: String, of state: String) -> Bool {
        nationality == state
            || (tables.agreements.row(destination: state).map { $0.territory == nil && $0.codes.contains(nationality) }
                ?? false)
    }

    /// The terms of a row abroad for the child's class, as the table writes them.
    func abroadText(_ row: AgreementRow) -> String? {
        passportClass.map { row.abroad.terms($0).map(\.text).joined(separator: " | ") }
    }
}
