import TravelDocument

/// BX-00: a rulebook that cannot be used decides nothing; officers do.
enum RulebookFault {
    /// Its identifier.
    static let rule = "BX-00"

    /// The finding that stands for all rules when the rulebook itself is faulty.
    static func finding(_ faults: [ValueFault]) -> Finding {
        Finding(
            rule: rule,
            citation: "house rule",
            outcome: .refer,
            reason: LocalizedText(
                mn: "Дүрмийн тохиргоо алдаатай тул автоматаар шийдвэрлэх боломжгүй.",
                en: "The rulebook is faulty, so nothing can be decided automatically."),
            evidence: faults.map(\.description))
    }
}
