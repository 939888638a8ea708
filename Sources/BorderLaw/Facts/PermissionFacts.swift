package import TravelDocument

/// The state of an e-gate permission (цахим гарцаар хил нэвтрэх зөвшөөрөл).
package enum PermissionStatus: String, Sendable, Codable, Hashable, CaseIterable {
    /// In force.
    case active
    /// Stopped for a time by the authority.
    case suspended
    /// Ended by the holder or the authority.
    case withdrawn
    /// Ended together with the document it was given for.
    case expired
}

/// What the unified database knows about the traveller's e-gate permission (A/260 3.1).
package struct PermissionFacts: Sendable, Codable, Hashable {
    /// The state of the permission.
    package var status: PermissionStatus
    /// Number of the document the permission was given for.
    package var documentNumber: String
    /// Whether full legal capacity was declared at enrolment (A/260 1.3); nil when the record does not say.
    package var capacityDeclared: Bool?
    /// How many fingers were enrolled with this permission.
    package var enrolledFingers: Int
    /// Birth date on the document at enrolment; nil when the record does not say.
    package var birthDate: CivilDate?
    /// Printed expiry date of the document at enrolment; nil when the record does not say.
    package var documentExpiry: CivilDate?

    /// Gathers the facts of one permission.
    package init(
        status: PermissionStatus, documentNumber: String, capacityDeclared: Bool?, enrolledFingers: Int,
        birthDate: CivilDate? = nil, documentExpiry: CivilDate? = nil
    ) {
        self.status = status
        self.documentNumber = documentNumber
        self.capacityDeclared = capacityDeclared
        self.enrolledFingers = enrolledFingers
        self.birthDate = birthDate
        self.documentExpiry = documentExpiry
    }
}
