/// The findings of a lane itself, beside those of the law: what its devices and stores did.
///
/// They are named here, below the lane, because a table of the desk may name them, too (`secondOfficerRules`).
package enum LaneRule: String, Sendable, CaseIterable {
    /// The machine-readable zone could not be read.
    case unreadableZone = "LN-01"
    /// The chip could not be read.
    case chipFault = "LN-02"
    /// The unified database does not answer.
    case databaseUnavailable = "LN-03"
    /// The record could not be written.
    case recordNotStored = "LN-04"
    /// The service was stopped during the crossing.
    case serviceStopping = "LN-05"
    /// The finger scanner does not work.
    case scannerFault = "LN-06"
    /// A check of the chip did not succeed.
    case inspection = "LN-07"
    /// The image of a finger looked played back or made.
    case presentation = "LN-08"

    /// Checks of the chip (BSI TR-03135 §2), by their names in records.
    package static let inspectionChecks: Set<String> = [
        "chipAccess", "mrzConsistency", "chipAuthenticity", "terminalAuthentication", "sodSignature",
        "signerCertificate", "signerValidity", "signerRevocation", "trustStatus", "comSodConsistency",
        "dataGroupHashes", "issuerSignerCountry", "expiry", "mrzDg1Comparison", "cardSecurity",
    ]

    /// Names in the evidence of the finding, each with the words that its value may be; an empty set for any value.
    var evidence: [String: Set<String>] {
        switch self {
        case .unreadableZone: ["mrzFault": []]
        case .chipFault: ["chipFault": []]
        case .databaseUnavailable, .recordNotStored: ["storeFault": []]
        case .serviceStopping: [:]
        case .scannerFault: ["scannerFault": []]
        // A check that succeeded, or that the document does not support, is no finding.
        case .inspection:
            ["check": Self.inspectionChecks, "result": ["failed", "undetermined", "aborted"], "code": []]
        case .presentation: ["finger.presentation": []]
        }
    }
}
