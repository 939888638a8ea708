package import TravelDocument

/// What became of a travel document since it was issued, as an officer has seen or been told (regulation 126; notices
/// of the passport office on extension and invalidation).
package struct DocumentStatement: DeskEntry {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// Seen and valid; its days of issue and expiry are known. Two of a person may be valid at once (126 3.4).
        case valid
        /// Extended beyond the printed expiry; `until` is the new last day.
        case extended
        /// Lost or stolen; one that is found again stays invalid.
        case lost
        /// Declared invalid for a cause.
        case invalidated
    }

    /// Why a document was declared invalid (notice on invalidation; A/131 2.13 for the last).
    package enum Cause: String, Codable, Sendable, CaseIterable {
        case nameChanged, registerNumberChanged, damaged, altered, courtDecision, citizenshipLost, holderDied
    }

    package var document: DocumentKey
    package var kind: Kind
    /// Day of issue, of a valid document.
    package var issued: CivilDate?
    /// Printed last day of a valid document, last day after an extension.
    package var until: CivilDate?
    /// Why it is invalid.
    package var cause: Cause?
    /// Body that extended it or declared it invalid.
    package var body: String?

    package init(
        document: DocumentKey, kind: Kind, issued: CivilDate? = nil, until: CivilDate? = nil, cause: Cause? = nil,
        body: String? = nil
    ) {
        self.document = document
        self.kind = kind
        self.issued = issued
        self.until = until
        self.cause = cause
        self.body = body
    }

    package func check(on today: CivilDate) throws(EntryFault) {
        try EntryCheck.past(issued, "issued", today: today)
        try EntryCheck.day(until, "until", today: today)
        try EntryCheck.optional(body, "body")
        if let issued, let until, until <= issued { throw EntryFault("until", .reversed) }
        switch kind {
        case .valid: try EntryCheck.need(until, "until")
        case .extended:
            try EntryCheck.need(until, "until")
            try EntryCheck.refuse(issued, "issued")
        case .lost, .invalidated:
            try EntryCheck.refuse(issued, "issued")
            try EntryCheck.refuse(until, "until")
        }
        if kind == .invalidated {
            try EntryCheck.need(cause, "cause")
        } else {
            try EntryCheck.refuse(cause, "cause")
        }
    }
}
