package import TravelDocument

/// Who travels with a child (A/49 2.1).
package enum CompanionKind: String, Sendable, Codable, Hashable, CaseIterable {
    /// Father or mother, by birth or adoption.
    case parent
    /// Another member of the family, such as a grandparent or a grown-up sibling.
    case relative
    /// A lawful guardian or custodian (асран хамгаалагч, харгалзан дэмжигч).
    case guardian
    /// Any other person.
    case other
    /// Nobody: the child travels alone.
    case nobody
}

/// The person in whose company a child crosses (хамт зорчих хүн).
package struct CompanionFacts: Sendable, Codable, Hashable {
    /// What the companion is to the child.
    package var kind: CompanionKind
    /// Number of the companion's document; nil when it is not known.
    package var documentNumber: String?
    /// Nationality of the companion, three letters; nil when it is not known.
    package var nationality: String?
    /// The companion's given name as the MRZ prints it; nil when it is not known.
    package var givenName: String?

    /// Gathers the facts of one companion.
    package init(
        kind: CompanionKind, documentNumber: String? = nil, nationality: String? = nil, givenName: String? = nil
    ) {
        self.kind = kind
        self.documentNumber = documentNumber
        self.nationality = nationality
        self.givenName = givenName
    }
}

/// The branch of A/49 2.1 by which a child leaves; the officer chooses exactly one ("whichever fits").
package enum ChildBranch: String, Sendable, Codable, Hashable, CaseIterable {
    /// 2.1.1: in the company of the family.
    case family
    /// 2.1.2: in the company of a guardian or custodian.
    case guardian
    /// 2.1.3: in the company of another person, with a power of attorney.
    case otherPerson
}

/// What is known about a child's journey and its papers; what is nil was not asked or not seen yet.
package struct ChildFacts: Sendable, Codable, Hashable {
    /// Who travels with the child; nil when nobody has said.
    package var companion: CompanionFacts?
    /// The branch that the officer chose.
    package var branch: ChildBranch?
    /// The child's surname field (father's or mother's name) as the MRZ prints it.
    package var parentalName: String?
    /// Whether the state register names the companion as the child's parent; stronger than any likeness of names.
    package var parentInRegister: Bool?
    /// Birth certificate or what stands in for it (A/49 2.1.1).
    package var birthRecord: Lookup<BirthRecord>
    /// Whether the officer accepts a relative without a power of attorney, with a reason in the record.
    package var relativeAccepted: Bool?
    /// Decision that names the guardian (A/49 2.1.2).
    package var guardianDecision: Lookup<GuardianDecision>
    /// Power of attorney (A/49 2.1.3).
    package var powerOfAttorney: Lookup<PowerOfAttorney>
    /// What belongs to a power of attorney (A/49 2.2).
    package var attachments: PowerOfAttorneyAttachments
    /// Whether the child goes to an international contest, art or culture event (A/49 2.1.4).
    package var travelsToEvent: Bool?
    /// Permission of the police unit against human trafficking (A/49 2.1.4).
    package var policePermit: Lookup<PolicePermit>
    /// Whether the companion confirmed the reminder of A/49 2.5.
    package var reminderAcknowledged: Bool?

    /// Gathers the facts of one child's journey; whatever is left out is unknown.
    package init(
        companion: CompanionFacts? = nil, branch: ChildBranch? = nil, parentalName: String? = nil,
        parentInRegister: Bool? = nil, birthRecord: Lookup<BirthRecord> = .unknown, relativeAccepted: Bool? = nil,
        guardianDecision: Lookup<GuardianDecision> = .unknown, powerOfAttorney: Lookup<PowerOfAttorney> = .unknown,
        attachments: PowerOfAttorneyAttachments = PowerOfAttorneyAttachments(), travelsToEvent: Bool? = nil,
        policePermit: Lookup<PolicePermit> = .unknown, reminderAcknowledged: Bool? = nil
    ) {
        self.companion = companion
        self.branch = branch
        self.parentalName = parentalName
        self.parentInRegister = parentInRegister
        self.birthRecord = birthRecord
        self.relativeAccepted = relativeAccepted
        self.guardianDecision = guardianDecision
        self.powerOfAttorney = powerOfAttorney
        self.attachments = attachments
        self.travelsToEvent = travelsToEvent
        self.policePermit = policePermit
        self.reminderAcknowledged = reminderAcknowledged
    }

    /// Decodes facts of which any may be absent.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            companion: try container.decodeIfPresent(CompanionFacts.self, forKey: .companion),
            branch: try container.decodeIfPresent(ChildBranch.self, forKey: .branch),
            parentalName: try container.decodeIfPresent(String.self, forKey: .parentalName),
            parentInRegister: try container.decodeIfPresent(Bool.self, forKey: .parentInRegister),
            birthRecord: try container.decode(Lookup<BirthRecord>.self, forKey: .birthRecord),
            relativeAccepted: try container.decodeIfPresent(Bool.self, forKey: .relativeAccepted),
            guardianDecision: try container.decode(Lookup<GuardianDecision>.self, forKey: .guardianDecision),
            powerOfAttorney: try container.decode(Lookup<PowerOfAttorney>.self, forKey: .powerOfAttorney),
            attachments: try container.decodeIfPresent(PowerOfAttorneyAttachments.self, forKey: .attachments)
                ?? PowerOfAttorneyAttachments(),
            travelsToEvent: try container.decodeIfPresent(Bool.self, forKey: .travelsToEvent),
            policePermit: try container.decode(Lookup<PolicePermit>.self, forKey: .policePermit),
            reminderAcknowledged: try container.decodeIfPresent(Bool.self, forKey: .reminderAcknowledged))
    }
}

/// A child who left with this traveller and has not come back with them (A/49 2.5).
package struct ChildFollowUp: Sendable, Codable, Hashable {
    /// Number of the child's document.
    package var childDocumentNumber: String
    /// The day they left together.
    package var leftOn: CivilDate
    /// Whether the child comes back together with this traveller now; nil when nobody has looked.
    package var childReturns: Bool?
    /// Whether the papers about the person who took over the child were received.
    package var papersReceived: Bool?

    /// Gathers the facts of one open follow-up.
    package init(
        childDocumentNumber: String, leftOn: CivilDate, childReturns: Bool? = nil, papersReceived: Bool? = nil
    ) {
        self.childDocumentNumber = childDocumentNumber
        self.leftOn = leftOn
        self.childReturns = childReturns
        self.papersReceived = papersReceived
    }
}
