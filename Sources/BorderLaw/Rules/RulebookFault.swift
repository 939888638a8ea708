import TravelDocument

/// BX-00: a rulebook that cannot be used decides nothing; officers do.
enum RulebookFault {
    /// Its identifier.
    static let rule = "BX-00"

    /// The finding that stands for all rules when the rulebook itself is faulty.
    static func finding(_ faults: [ValueFault], missing: [MissingTable]) -> Finding {
        let texts = missing.map(\.text)
        let reason =
            texts.isEmpty
            ? LocalizedText(
                mn: "Дүрмийн тохиргоо алдаатай тул автоматаар шийдвэрлэх боломжгүй.",
                en: "The rulebook is faulty, so nothing can be decided automatically.")
            : LocalizedText(
                mn: "Автоматаар шийдвэрлэх боломжгүй: \(texts.map(\.mn).joined(separator: "; ")).",
                en: "Nothing can be decided automatically: \(texts.map(\.en).joined(separator: "; ")).")
        return Finding(
            rule: rule,
            citation: "house rule",
            outcome: .refer,
            reason: reason,
            evidence: faults.map(\.description))
    }
}
