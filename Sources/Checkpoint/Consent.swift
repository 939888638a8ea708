package import Support
package import TravelDocument

/// The consent of a person to the use of their fingerprints (Personal Data Protection Law 8.2-8.4): without it there is
/// no permission.
package struct Consent: Codable, Sendable, Equatable {
    package enum Way: String, Codable, Sendable, CaseIterable {
        /// Signed on paper, which the officer keeps.
        case written
        /// Given electronically after identification.
        case electronic
    }

    /// Which text the person agreed to: purpose, data, period, recipients, and how to withdraw stand there.
    package var textVersion: String
    package var way: Way
    /// Service number of the officer who took it.
    package var officer: String
    package var givenAt: UnixTime

    package init(textVersion: String, way: Way, officer: String, givenAt: UnixTime) {
        self.textVersion = textVersion
        self.way = way
        self.officer = officer
        self.givenAt = givenAt
    }
}

/// Why a permission is suspended, resumed or withdrawn, and by whom.
package struct PermissionChange: Codable, Sendable, Equatable {
    package enum Cause: String, Codable, Sendable, CaseIterable {
        /// The holder asked for it: consent is withdrawn at any time (Personal Data Protection Law 8.7).
        case holder
        /// The document was replaced, lost or extended (A/260 4.2).
        case document
        /// A decision of an authority.
        case decision
        /// It was granted or changed by mistake.
        case correction
    }

    package var status: EGatePermission.Status
    package var cause: Cause
    /// Service number of the officer.
    package var officer: String

    package init(_ status: EGatePermission.Status, cause: Cause, officer: String) {
        self.status = status
        self.cause = cause
        self.officer = officer
    }
}

/// A permission as an officer sees it: fingers are named, their templates stay where they are.
package struct PermissionSummary: Codable, Sendable, Equatable {
    package var id: Int64
    package var status: EGatePermission.Status
    package var issuer: String
    package var documentNumber: String
    package var documentExpiry: CivilDate
    package var primaryIdentifier: String
    package var secondaryIdentifier: String
    /// ISO/IEC 19794-2 positions; none after a withdrawal.
    package var fingers: [Int]
    package var grantedAt: UnixTime
    /// Nil for permissions from before consents were kept.
    package var consent: Consent?

    package init(
        id: Int64, status: EGatePermission.Status, issuer: String, documentNumber: String, documentExpiry: CivilDate,
        primaryIdentifier: String, secondaryIdentifier: String, fingers: [Int], grantedAt: UnixTime, consent: Consent?
    ) {
        self.id = id
        self.status = status
        self.issuer = issuer
        self.documentNumber = documentNumber
        self.documentExpiry = documentExpiry
        self.primaryIdentifier = primaryIdentifier
        self.secondaryIdentifier = secondaryIdentifier
        self.fingers = fingers
        self.grantedAt = grantedAt
        self.consent = consent
    }
}
