package import TravelDocument

/// A kind of table of which none holds on a day, so that nothing is decided that asks it.
package struct MissingTable: Sendable, Hashable {
    /// The kind.
    package let kind: RulebookTableKind
    /// The last day of the table before, where one has ended.
    package let ended: CivilDate?
    /// The first day of the table after, where one is still to begin.
    package let begins: CivilDate?

    /// What is missing, and since or until when.
    package var text: LocalizedText {
        let day =
            ended.map { (mn: " (\($0)-нд дууссан)", en: " (ended \($0))") }
            ?? begins.map { (mn: " (\($0)-нд эхэлнэ)", en: " (begins \($0))") } ?? (mn: "", en: "")
        return LocalizedText(
            mn: "тухайн өдөр хүчинтэй \(kind.rawValue) хүснэгт алга\(day.mn)",
            en: "no table \(kind.rawValue) holds on that day\(day.en)")
    }

    /// The same as what is wrong with the rulebook of the day.
    var fault: ValueFault { ValueFault("table", text.en) }

    /// The version that a rulebook lacks without the table; that it lacks it has been said.
    var versionKey: String { kind == .eGate ? "version" : "\(kind.rawValue).version" }
}
