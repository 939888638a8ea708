package import TravelDocument

/// One entry of the list of citizens whose exit is limited or whose right to leave is suspended (A/260 3.4).
package struct ExitRestriction: Sendable, Codable, Hashable {
    /// Code of the ground, such as `suspect`; see `ExitRestriction.groundNames`.
    package var groundCode: String
    /// Body that ordered it.
    package var body: String
    /// Number of the order or judgement.
    package var documentNumber: String
    /// First day it is in force; nil means from the beginning.
    package var start: CivilDate?
    /// Last day it is in force; nil means until it is lifted.
    package var end: CivilDate?
    /// Names the entry on its list; nil in records made before entries had names.
    package var key: String?
    /// By what it was found; nil in records made before it was said.
    package var match: ListMatchTier?

    /// Gathers the facts of one entry.
    package init(
        groundCode: String, body: String, documentNumber: String, start: CivilDate?, end: CivilDate?,
        key: String? = nil, match: ListMatchTier? = nil
    ) {
        self.groundCode = groundCode
        self.body = body
        self.documentNumber = documentNumber
        self.start = start
        self.end = end
        self.key = key
        self.match = match
    }

    /// Whether the entry is in force on a day; both ends are inclusive. An entry whose end lies before its start is
    /// an error of the list and counts as in force.
    package func isInForce(on day: CivilDate) -> Bool {
        if let start, let end, end < start { return true }
        if let start, day < start { return false }
        if let end, day > end { return false }
        return true
    }

    /// The ground in words; an unknown code stands as it is.
    package var groundName: LocalizedText {
        Self.groundNames[groundCode] ?? LocalizedText(mn: groundCode, en: groundCode)
    }

    /// Names of the grounds known to the law on travel abroad and the law on enforcement of court decisions.
    package static let groundNames: [String: LocalizedText] = [
        "suspect": LocalizedText(mn: "сэжигтэн, яллагдагч", en: "suspect or accused"),
        "convict": LocalizedText(mn: "ял эдэлж дуусаагүй", en: "sentence not yet served"),
        "stateSecret": LocalizedText(mn: "төрийн нууцтай холбоотой", en: "holder of state secrets"),
        "complaint": LocalizedText(mn: "бусдын үндэслэлтэй гомдол", en: "justified complaint of another person"),
        "documentMisuse": LocalizedText(
            mn: "паспорт хуурамчаар үйлдсэн буюу дахин гээсэн", en: "forged passport or repeated loss"),
        "courtDecision": LocalizedText(mn: "шүүхийн шийдвэр", en: "court decision"),
        "courtDebt": LocalizedText(mn: "шүүхийн шийдвэрийн төлбөр", en: "debt under a court decision"),
        "maintenance": LocalizedText(mn: "тэтгэлгийн төлбөр", en: "maintenance not paid"),
    ]
}

/// What the exit-restriction list says about the traveller, and how fresh it is.
package struct RestrictionFacts: Sendable, Codable, Hashable {
    /// Entries found for the person, in force or not.
    package var found: [ExitRestriction]
    /// Whole hours since the list was loaded, rounded up; nil when it was never loaded.
    package var listAgeHours: Int?

    /// Gathers list entries and list age.
    package init(found: [ExitRestriction], listAgeHours: Int?) {
        self.found = found
        self.listAgeHours = listAgeHours
    }
}
