package import TravelDocument

/// A birth certificate or what stands in for it (A/49 2.1.1).
package struct BirthRecord: Sendable, Codable, Hashable {
    /// The forms in which a birth is proved.
    package enum Form: String, Sendable, Codable, Hashable, CaseIterable {
        /// The certificate itself.
        case original
        /// A copy certified by a notary.
        case notarisedCopy
        /// An electronic extract of the register (цахим лавлагаа).
        case electronicExtract
        /// A copy that nobody certified: no proof.
        case plainCopy
    }

    /// The form that was shown.
    package var form: Form
    /// Whether it shows the family tie between the child and the companion; nil when nobody has compared.
    package var showsTie: Bool?

    /// Gathers the facts of one birth record.
    package init(form: Form, showsTie: Bool? = nil) {
        self.form = form
        self.showsTie = showsTie
    }
}

/// A decision that names a guardian or custodian (A/49 2.1.2).
package struct GuardianDecision: Sendable, Codable, Hashable {
    /// Number of the decision.
    package var number: String
    /// Day of the decision.
    package var date: CivilDate?
    /// Who decided: the governor of a soum or district, or a court.
    package var issuer: String
    /// Whether it names this companion and this child; nil when nobody has compared.
    package var namesBoth: Bool?

    /// Gathers the facts of one decision.
    package init(number: String, date: CivilDate?, issuer: String, namesBoth: Bool? = nil) {
        self.number = number
        self.date = date
        self.issuer = issuer
        self.namesBoth = namesBoth
    }
}

/// A power of attorney between parents or guardian and the companion (A/49 2.1.3).
package struct PowerOfAttorney: Sendable, Codable, Hashable {
    /// Whose signatures stand under it.
    package enum Signatories: String, Sendable, Codable, Hashable, CaseIterable {
        /// Both parents.
        case bothParents
        /// One parent; enough only when the officer accepts it.
        case oneParent
        /// The guardian or custodian.
        case guardian
    }

    /// The notary's register number; nil when the paper is not certified.
    package var notaryNumber: String?
    /// Day of the certificate.
    package var date: CivilDate?
    /// Last day on which it may be used; nil when it names none.
    package var validUntil: CivilDate?
    /// Who signed; nil when nobody has looked.
    package var signatories: Signatories?
    /// Whether the officer accepts the signature of one parent, with a reason in the record.
    package var oneParentAccepted: Bool?
    /// Number of the child's document as the paper names it.
    package var childDocumentNumber: String?
    /// Number of the companion's document as the paper names it.
    package var companionDocumentNumber: String?
    /// Whether the names in the paper are those of the travellers; nil when nobody has compared.
    package var namesAgree: Bool?

    /// Gathers the facts of one power of attorney.
    package init(
        notaryNumber: String?, date: CivilDate?, validUntil: CivilDate? = nil, signatories: Signatories?,
        oneParentAccepted: Bool? = nil, childDocumentNumber: String?, companionDocumentNumber: String?,
        namesAgree: Bool?
    ) {
        self.notaryNumber = notaryNumber
        self.date = date
        self.validUntil = validUntil
        self.signatories = signatories
        self.oneParentAccepted = oneParentAccepted
        self.childDocumentNumber = childDocumentNumber
        self.companionDocumentNumber = companionDocumentNumber
        self.namesAgree = namesAgree
    }
}

/// What must be attached to a power of attorney (A/49 2.2).
package struct PowerOfAttorneyAttachments: Sendable, Codable, Hashable {
    /// The state of destination, three letters; `HKG` and `MAC` for Hong Kong and Macao.
    package var destination: String?
    /// Last day of the child's visa for the destination; nil when none was seen.
    package var childVisaUntil: CivilDate?
    /// Last day of the companion's visa for the destination; nil when none was seen.
    package var companionVisaUntil: CivilDate?
    /// Row of the table of agreements by which an officer says that citizens of Mongolia go there without a visa; CH-05
    /// compares it with the table. Nil when none was named.
    package var visaFreeRow: Int?
    /// Whether the written and reasoned explanation is there.
    package var explanation: Bool?
    /// Whether the parents are abroad.
    package var parentsAbroad: Bool?
    /// Whether the power of attorney came through the ministry of foreign affairs.
    package var throughForeignMinistry: Bool?

    /// Gathers the attachments; whatever is left out is unknown.
    package init(
        destination: String? = nil, childVisaUntil: CivilDate? = nil, companionVisaUntil: CivilDate? = nil,
        visaFreeRow: Int? = nil, explanation: Bool? = nil, parentsAbroad: Bool? = nil,
        throughForeignMinistry: Bool? = nil
    ) {
        self.destination = destination
        self.childVisaUntil = childVisaUntil
        self.companionVisaUntil = companionVisaUntil
        self.visaFreeRow = visaFreeRow
        self.explanation = explanation
        self.parentsAbroad = parentsAbroad
        self.throughForeignMinistry = throughForeignMinistry
    }
}

/// A permission of the police unit against human trafficking (A/49 2.1.4).
package struct PolicePermit: Sendable, Codable, Hashable {
    /// Number of the permission.
    package var number: String
    /// Day of the permission.
    package var date: CivilDate?

    /// Gathers the facts of one permission.
    package init(number: String, date: CivilDate?) {
        self.number = number
        self.date = date
    }
}
