package import BorderLaw
package import TravelDocument

/// What the officer at a desk sees and is told of one traveller on one day: the book, its holder, the purpose.
///
/// It holds for the desk lanes on the day that it names; of several notes the newest word on each point counts.
package struct DeskNote: DeskEntry {
    package var document: DocumentKey
    /// The day of the crossing in Ulaanbaatar.
    package var day: CivilDate
    /// Whether the person of the photograph stands here (PA-07).
    package var likeness: Bool?
    /// Whether there is room left for marks (PA-06).
    package var pagesLeft: Bool?
    package var damaged: Bool?
    package var altered: Bool?
    /// Whether the state register holds another name or register number than the book (PA-08).
    package var personalDataChanged: Bool?
    /// Why this passport stands in for that of the preceding crossing (A/131 2.12).
    package var replacement: PassportReplacement.Cause?
    /// Why a foreigner comes (RS-01).
    package var purpose: TravelPurpose?
    /// The class of the passport, where its code does not tell.
    package var passportClass: PassportClass?
    /// The territory of a passport with the code of China (VF-09).
    package var territory: ChineseTerritory?
    package var officialInvitation: Bool?
    package var onDuty: Bool?
    package var leavesForGood: Bool?
    package var deregistered: Bool?
    /// The paper on which the traveller comes (A/83 2.1).
    package var travelPaper: TravelPaper?
    /// Human remains that are carried over the border, and the papers that were seen (A/131 2.13). The document is then
    /// that of the deceased.
    package var remains: RemainsFacts?
    /// Why the traveller is served out of turn (A/131 2.7); it counts when a supervisor enters it.
    package var courtesy: Courtesy?
    /// Whether customs and inspection have seen the traveller (border law 17.2).
    package var otherChecksDone: Bool?

    package init(document: DocumentKey, day: CivilDate) {
        self.document = document
        self.day = day
    }

    package func check(on today: CivilDate) throws(EntryFault) {
        guard day == today else { throw EntryFault("day", day > today ? .future : .implausible) }
        let answers: [Any?] = [
            likeness, pagesLeft, damaged, altered, personalDataChanged, replacement, purpose, passportClass, territory,
            officialInvitation, onDuty, leavesForGood, deregistered, travelPaper, remains, courtesy, otherChecksDone,
        ]
        guard answers.contains(where: { $0 != nil }) else { throw EntryFault("likeness", .missing) }
    }
}
