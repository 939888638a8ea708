/// What an officer's desk knows beyond the e-gate: the book, the child's papers, the courtesy, the border card.
///
/// A part that is nil was not asked; records made before a part existed decode to nil.
package struct DeskFacts: Sendable, Codable, Hashable {
    /// What the officer and the register say about the passport as a book.
    package var book: BookFacts?
    /// The journey of a child and its papers (A/49).
    package var child: ChildFacts?
    /// Children who left with this traveller (A/49 2.5).
    package var childFollowUp: Lookup<ChildFollowUp>
    /// Why the traveller is served out of turn (A/131 2.7).
    package var courtesy: Courtesy?
    /// The name or number of the shift chief who entered the courtesy.
    package var courtesyEnteredBy: String?
    /// Human remains that are carried over the border (A/131 2.13).
    package var remains: RemainsFacts?
    /// Why another passport than that of the preceding crossing is shown, settled by the officer (A/131 2.12).
    package var replacement: PassportReplacement?
    /// Whether customs and inspection have seen the traveller, where a port asks for it (border law 17.2).
    package var otherChecksDone: Bool?
    /// The paper on which the traveller comes (A/83 2.1).
    package var travelPaper: TravelPaper?
    /// The border card (A/83).
    package var borderCard: Lookup<BorderCardFacts>
    /// The right of a foreigner to stay.
    package var foreigner: ForeignerFacts?

    /// Gathers the facts of a desk; whatever is left out is unknown.
    package init(
        book: BookFacts? = nil, child: ChildFacts? = nil, childFollowUp: Lookup<ChildFollowUp> = .unknown,
        courtesy: Courtesy? = nil, courtesyEnteredBy: String? = nil, remains: RemainsFacts? = nil,
        replacement: PassportReplacement? = nil, otherChecksDone: Bool? = nil, travelPaper: TravelPaper? = nil,
        borderCard: Lookup<BorderCardFacts> = .unknown, foreigner: ForeignerFacts? = nil
    ) {
        self.book = book
        self.child = child
        self.childFollowUp = childFollowUp
        self.courtesy = courtesy
        self.courtesyEnteredBy = courtesyEnteredBy
        self.remains = remains
        self.replacement = replacement
        self.otherChecksDone = otherChecksDone
        self.travelPaper = travelPaper
        self.borderCard = borderCard
        self.foreigner = foreigner
    }
}

/// Persons whom A/131 2.7 lets pass out of turn; holders of diplomatic passports are known by their passport.
package enum Courtesy: String, Sendable, Codable, Hashable, CaseIterable {
    /// Head of state or of government, of Mongolia or of another state.
    case headOfState
    /// Guest of honour.
    case guestOfHonour
    /// Member of a delegation.
    case delegation
    /// Escort of one of these.
    case escort
}

/// Why a passport stands in for the one of the preceding crossing.
package struct PassportReplacement: Sendable, Codable, Hashable {
    /// Causes that an officer may accept.
    package enum Cause: String, Sendable, Codable, Hashable, CaseIterable {
        /// The other passport was lost.
        case lost
        /// The other passport expired.
        case expired
        /// The traveller comes on a return certificate (буцах үнэмлэх).
        case returnCertificate
    }

    /// The cause.
    package var cause: Cause
    /// The officer who accepted it.
    package var officer: String

    /// Names cause and officer.
    package init(cause: Cause, officer: String) {
        self.cause = cause
        self.officer = officer
    }
}

/// Human remains and their papers (A/131 2.13); false or nil means that the paper was not seen.
package struct RemainsFacts: Sendable, Codable, Hashable {
    /// What is carried.
    package enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
        /// A body (шарил).
        case remains
        /// Ashes (чандар).
        case ashes
    }

    /// What is carried.
    package var kind: Kind
    /// Statement of the police of the place of death.
    package var policeStatement: Bool?
    /// Statement of the diplomatic mission.
    package var missionStatement: Bool?
    /// Forensic conclusion.
    package var forensicConclusion: Bool?
    /// Travel document of the deceased.
    package var travelDocument: Bool?
    /// Whether the travel document was marked as invalid; asked for citizens of Mongolia.
    package var markedInvalid: Bool?

    /// Gathers the papers; whatever is left out was not seen.
    package init(
        kind: Kind, policeStatement: Bool? = nil, missionStatement: Bool? = nil, forensicConclusion: Bool? = nil,
        travelDocument: Bool? = nil, markedInvalid: Bool? = nil
    ) {
        self.kind = kind
        self.policeStatement = policeStatement
        self.missionStatement = missionStatement
        self.forensicConclusion = forensicConclusion
        self.travelDocument = travelDocument
        self.markedInvalid = markedInvalid
    }
}
