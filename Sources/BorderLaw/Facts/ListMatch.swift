/// By what an entry of a list was found for a traveller.
package enum ListMatchTier: String, Codable, Sendable, Hashable, CaseIterable {
    /// The same register or document number.
    case number
    /// The same names, however spelled, and the same birth date.
    case nameAndBirthDate
    /// The same names where one birth date is not known, names that only look alike with the same birth date, or a
    /// register number with the digits of the machine-readable zone, whose letters prove nothing.
    case near
}

/// An entry of the list of wanted persons (эрэн сурвалжлагдаж байгаа хүн) that may mean the traveller.
package struct WantedEntry: Sendable, Codable, Hashable {
    /// Names the entry on its list.
    package var key: String
    /// Body that searches.
    package var body: String
    /// Number of its decision; empty when it does not say.
    package var documentNumber: String
    /// By what it was found.
    package var match: ListMatchTier

    /// Gathers the facts of one entry.
    package init(key: String, body: String, documentNumber: String, match: ListMatchTier) {
        self.key = key
        self.body = body
        self.documentNumber = documentNumber
        self.match = match
    }
}
