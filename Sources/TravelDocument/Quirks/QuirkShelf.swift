/// What was known of chips and readers from which day on.
package struct QuirkShelf: Sendable, Equatable {
    /// A state of knowledge and its first day.
    package struct Dated: Sendable, Equatable {
        /// The first day.
        package let validFrom: CivilDate
        /// What was known.
        package let quirks: ChipQuirks

        /// Knowledge from a day on.
        package init(validFrom: CivilDate, quirks: ChipQuirks) {
            self.validFrom = validFrom
            self.quirks = quirks
        }
    }

    /// In the order of their days; never empty.
    private let tables: [Dated]

    /// A shelf of these, nil without any.
    package init?(_ tables: [Dated]) {
        guard !tables.isEmpty else { return nil }
        self.tables = tables.sorted { $0.validFrom < $1.validFrom }
    }

    private init(always quirks: ChipQuirks) {
        tables = [Dated(validFrom: CivilDate(unixSeconds: 0, utcOffsetSeconds: 0), quirks: quirks)]
    }

    /// The compiled-in table, for every day.
    package static let standard = QuirkShelf(always: .standard)

    /// The table of a day: the last that has begun, before the first one the first. Chips that were issued earlier did
    /// what they do before anybody wrote it down.
    package func quirks(on day: CivilDate) -> ChipQuirks {
        (tables.last { $0.validFrom <= day } ?? tables[0]).quirks
    }
}
