package import TravelDocument

/// What is known about a passport as a book beyond its MRZ; nil means that nobody asked or looked.
package struct BookFacts: Sendable, Codable, Hashable {
    /// Day of issue, from DG12 or the state register; it does not stand in the MRZ.
    package var issueDate: CivilDate?
    /// Numbers of all ordinary passports of the person that are valid, from the state register.
    package var validPassports: Lookup<[String]>
    /// Whether there is room left for marks of crossings.
    package var pagesLeft: Bool?
    /// Whether the officer sees the person of the photograph before them.
    package var likeness: Bool?
    /// Whether the book is damaged.
    package var damaged: Bool?
    /// Whether words, letters, entries or the photograph were unlawfully altered.
    package var altered: Bool?
    /// Whether the state register holds another name or register number than the book.
    package var personalDataChanged: Bool?

    /// Gathers the facts of one book; whatever is left out is unknown.
    package init(
        issueDate: CivilDate? = nil, validPassports: Lookup<[String]> = .unknown, pagesLeft: Bool? = nil,
        likeness: Bool? = nil, damaged: Bool? = nil, altered: Bool? = nil, personalDataChanged: Bool? = nil
    ) {
        self.issueDate = issueDate
        self.validPassports = validPassports
        self.pagesLeft = pagesLeft
        self.likeness = likeness
        self.damaged = damaged
        self.altered = altered
        self.personalDataChanged = personalDataChanged
    }
}
