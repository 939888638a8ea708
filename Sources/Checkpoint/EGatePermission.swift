package import BorderLaw
package import Support
package import TravelDocument

/// A finger that was enrolled with a permission.
package struct EnrolledFinger: Sendable, Equatable {
    /// ISO/IEC 19794-2 finger position, 1 (right thumb) to 10 (left little finger).
    package var position: Int
    /// ISO/IEC 19794-2:2005 record; never logged, never stored in the clear.
    package var template: [UInt8]

    package init(position: Int, template: [UInt8]) {
        self.position = position
        self.template = template
    }
}

/// The permission to cross by e-gate, bound to one document (order A/260, 3.1 and 4.2).
package struct EGatePermission: Sendable, Equatable {
    package enum Status: String, Codable, Sendable {
        case active, suspended, withdrawn
    }

    /// Row id; 0 before it is stored.
    package var id: Int64
    package var status: Status
    /// Issuing state of the document, MRZ code.
    package var issuer: String
    package var documentNumber: String
    package var documentExpiry: CivilDate
    package var birthDate: CivilDate
    package var primaryIdentifier: String
    package var secondaryIdentifier: String
    /// Register number of the citizen, Cyrillic form; nil when unknown. Links the documents of one person.
    package var registerNumber: String?
    /// The enrolment officer's declaration that the applicant has full legal capacity (A/260, 1.3).
    package var legalCapacityDeclared: Bool
    /// Whether the document had a readable chip at enrolment: then the gate expects one.
    package var documentHasChip: Bool
    /// Extension beyond the MRZ date that was verified at enrolment; nil when there is none.
    package var verifiedExtension: CivilDate?
    package var fingers: [EnrolledFinger]
    package var grantedAt: UnixTime
    /// The holder's consent; nil where it is not asked for.
    package var consent: Consent?

    package init(
        id: Int64 = 0, status: Status = .active, issuer: String, documentNumber: String, documentExpiry: CivilDate,
        birthDate: CivilDate, primaryIdentifier: String, secondaryIdentifier: String, registerNumber: String?,
        legalCapacityDeclared: Bool, documentHasChip: Bool, verifiedExtension: CivilDate? = nil,
        fingers: [EnrolledFinger], grantedAt: UnixTime, consent: Consent? = nil
    ) {
        self.id = id
        self.status = status
        self.issuer = issuer
        self.documentNumber = documentNumber
        self.documentExpiry = documentExpiry
        self.birthDate = birthDate
        self.primaryIdentifier = primaryIdentifier
        self.secondaryIdentifier = secondaryIdentifier
        self.registerNumber = registerNumber
        self.legalCapacityDeclared = legalCapacityDeclared
        self.documentHasChip = documentHasChip
        self.verifiedExtension = verifiedExtension
        self.fingers = fingers
        self.grantedAt = grantedAt
        self.consent = consent
    }
}

/// One entry of the list of citizens whose exit is restricted or suspended (A/260, 3.4).
package struct ExitRestrictionEntry: Codable, Sendable, Equatable {
    /// Reason code on the list, for example `courtDecision`.
    package var ground: String
    /// The body that issued the restriction.
    package var issuingBody: String
    /// Number of the body's decision.
    package var decisionNumber: String
    package var startDate: CivilDate
    /// Last day in force; nil when open-ended.
    package var endDate: CivilDate?
    /// Keys by which a traveller is found; at least one is given.
    package var registerNumber: String?
    package var documentNumber: String?
    package var primaryIdentifier: String?
    package var secondaryIdentifier: String?
    package var birthDate: CivilDate?
    /// Names the entry on its list; set by the store.
    package var key: String?
    /// By what the entry was found; set by the store.
    package var match: ListMatchTier?

    package init(
        ground: String, issuingBody: String, decisionNumber: String, startDate: CivilDate, endDate: CivilDate? = nil,
        registerNumber: String? = nil, documentNumber: String? = nil, primaryIdentifier: String? = nil,
        secondaryIdentifier: String? = nil, birthDate: CivilDate? = nil
    ) {
        self.ground = ground
        self.issuingBody = issuingBody
        self.decisionNumber = decisionNumber
        self.startDate = startDate
        self.endDate = endDate
        self.registerNumber = registerNumber
        self.documentNumber = documentNumber
        self.primaryIdentifier = primaryIdentifier
        self.secondaryIdentifier = secondaryIdentifier
        self.birthDate = birthDate
    }
}
