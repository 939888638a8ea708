package import BorderLaw
package import TravelDocument

/// A border card (хилийн орох, гарах хуудас) as the inspector took it in (A/83).
///
/// The fields of the form are not in the text of the order; these are those that the unified database holds of a
/// passenger. The names and the document stand in the zone and are not asked twice.
package struct BorderCard: DeskEntry {
    package var document: DocumentKey
    /// The day of the crossing in Ulaanbaatar.
    package var day: CivilDate
    package var direction: Direction
    /// Flight or train, or the plate of a vehicle.
    package var travelNumber: String?
    /// State from which the traveller comes or to which they go, three letters.
    package var country: String?
    package var purpose: String?
    /// Where the traveller stays in Mongolia; asked at entry.
    package var address: String?
    /// How many days the traveller wants to stay; asked at entry.
    package var stayDays: Int?
    /// Added by the officer (A/83 2.6).
    package var phone: String?
    /// Added by the officer (A/83 2.6).
    package var occupation: String?
    package var legible: Bool
    package var writer: BorderCardFacts.Writer
    /// Whether health or education keeps the traveller from writing (A/83 2.7).
    package var cannotWrite: Bool?

    package init(
        document: DocumentKey, day: CivilDate, direction: Direction, legible: Bool, writer: BorderCardFacts.Writer
    ) {
        self.document = document
        self.day = day
        self.direction = direction
        self.legible = legible
        self.writer = writer
    }

    /// Whether everything is filled that is asked in this direction.
    package var isComplete: Bool {
        let texts = [travelNumber, country, purpose] + (direction == .entry ? [address] : [])
        return texts.allSatisfy { $0 != nil } && (direction == .exit || stayDays != nil)
    }

    package func check(on today: CivilDate) throws(EntryFault) {
        guard day == today else { throw EntryFault("day", day > today ? .future : .implausible) }
        for (text, field) in [
            (travelNumber, "travelNumber"), (purpose, "purpose"), (address, "address"), (phone, "phone"),
            (occupation, "occupation"),
        ] { try EntryCheck.optional(text, field) }
        try EntryCheck.state(country, "country")
        if let stayDays, !(1...Limits.stayDays).contains(stayDays) { throw EntryFault("stayDays", .outOfRange) }
        if direction == .exit {
            try EntryCheck.refuse(address, "address")
            try EntryCheck.refuse(stayDays, "stayDays")
        }
    }
}
