/// What is known of the documents of countries, of readers and of models of chips beyond the standards: data with a
/// version, so that a record can tell by what a chip was read and judged.
///
/// A quirk can make a reading succeed that would have broken off. It can never turn a failed check into a passed one:
/// whoever judges sees to that (`DocumentInspection`).
package struct ChipQuirks: Sendable, Equatable, Codable {
    /// What some documents, chips or readers do.
    package struct Entry: Sendable, Equatable, Codable {
        /// A name for records: letters, digits and hyphens.
        package var id: String
        /// On whom it holds.
        package var match: QuirkMatch
        /// How these chips are spoken to.
        package var reading: [ReadingQuirk]
        /// How these documents are judged.
        package var inspection: [InspectionQuirk]

        /// An entry.
        package init(
            id: String, match: QuirkMatch, reading: [ReadingQuirk] = [], inspection: [InspectionQuirk] = []
        ) {
            self.id = id
            self.match = match
            self.reading = reading
            self.inspection = inspection
        }
    }

    /// The name of this state of knowledge; stands in records.
    package var version: String
    /// Countries of certificates.
    package var countries: CountryVariants
    /// How every chip is spoken to.
    package var usualReading: ReadingHabits
    /// How every document is judged.
    package var usualInspection: InspectionHabits
    /// What differs for some. Of several that match, later ones add to earlier ones, or take their place.
    package var entries: [Entry]

    /// This knowledge.
    package init(
        version: String, countries: CountryVariants, usualReading: ReadingHabits, usualInspection: InspectionHabits,
        entries: [Entry]
    ) {
        self.version = version
        self.countries = countries
        self.usualReading = usualReading
        self.usualInspection = usualInspection
        self.entries = entries
    }

    /// How the chip of these traits is spoken to, and by which entries.
    package func reading(of facts: ChipTraits) -> (habits: ReadingHabits, used: QuirksUsed) {
        var habits = usualReading
        let matching = entries.filter { !$0.reading.isEmpty && $0.match.holds(facts) }
        for quirk in matching.flatMap(\.reading) { quirk.apply(to: &habits) }
        return (habits, QuirksUsed(version: version, applied: matching.map(\.id)))
    }

    /// How the document of these traits is judged, and by which entries.
    package func inspection(of facts: ChipTraits) -> (habits: InspectionHabits, used: QuirksUsed) {
        var habits = usualInspection
        let matching = entries.filter { !$0.inspection.isEmpty && $0.match.holds(facts) }
        for quirk in matching.flatMap(\.inspection) { quirk.apply(to: &habits) }
        return (habits, QuirksUsed(version: version, applied: matching.map(\.id)))
    }
}

/// By which knowledge of quirks a chip was read or judged: what stands in records.
package struct QuirksUsed: Sendable, Hashable, Codable {
    /// Version of the table.
    package var version: String
    /// The entries that held for it, in their order.
    package var applied: [String]

    /// A version with these entries.
    package init(version: String, applied: [String]) {
        self.version = version
        self.applied = applied
    }
}
