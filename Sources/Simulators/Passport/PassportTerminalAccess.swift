package import TravelDocument

/// How a virtual passport guards its fingers: whom it trusts, and which day it believes it is.
package struct PassportTerminalAccess: Sendable {
    /// Certificates of the trusted authorities, the newest first; at most two.
    package var trustPoints: [CardVerifiableCertificate]
    /// The chip's day.
    package var currentDate: CivilDate
    /// Where EF.CVCA lies.
    package var place: TerminalAuthenticationInfo
    /// EF.CVCA, if it shall be another than the trust points make.
    package var certificateFile: [UInt8]?
    /// Whether there is an EF.CVCA.
    package var hasCertificateFile = true
    /// What goes wrong.
    package var fault: TerminalAccessFault?

    /// A chip that trusts these.
    package init(
        trustPoints: [CardVerifiableCertificate], currentDate: CivilDate,
        place: TerminalAuthenticationInfo = TerminalAuthenticationInfo()
    ) {
        self.trustPoints = trustPoints
        self.currentDate = currentDate
        self.place = place
    }
}

/// What goes wrong when a terminal proves itself to a virtual passport.
package enum TerminalAccessFault: Sendable, Equatable {
    /// The challenge has this many bytes.
    case challenge(Int)
    /// The chip believes that it has another document number.
    case otherDocumentNumber
    /// The chip drops the session at PSO:Verify Certificate.
    case dropsSession
}
