/// The paper on which a traveller comes (A/83 2.1).
package enum TravelPaper: String, Sendable, Codable, Hashable, CaseIterable {
    /// A passport or another document that gives the right to cross.
    case passport
    /// A return certificate (буцах үнэмлэх).
    case returnCertificate
    /// A letter of foreign police or immigration, without a travel document.
    case foreignAuthorityLetter
    /// A pass for the border area (хил орчмын нутаг дэвсгэрт зорчих үнэмлэх).
    case borderAreaPass
}

/// The border card as the document inspector received it (A/83).
package struct BorderCardFacts: Sendable, Codable, Hashable {
    /// Who wrote it.
    package enum Writer: String, Sendable, Codable, Hashable, CaseIterable {
        /// The traveller.
        case traveller
        /// The guardian or custodian who travels along.
        case guardian
        /// The document inspector.
        case inspector
    }

    /// Whether every field is filled; nil when nobody has looked.
    package var complete: Bool?
    /// Whether it can be read; nil when nobody has looked.
    package var legible: Bool?
    /// Who wrote it; nil when the card does not say.
    package var writer: Writer?
    /// Whether health or education keeps the traveller from writing.
    package var cannotWrite: Bool?

    /// Gathers the facts of one card.
    package init(
        complete: Bool? = nil, legible: Bool? = nil, writer: Writer? = nil, cannotWrite: Bool? = nil
    ) {
        self.complete = complete
        self.legible = legible
        self.writer = writer
        self.cannotWrite = cannotWrite
    }
}
