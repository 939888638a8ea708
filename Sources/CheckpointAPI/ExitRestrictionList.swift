package import Checkpoint
internal import HTTPTypes
package import Support
internal import TravelDocument

/// The whole exit-restriction list as it is delivered (A/260 3.4).
package struct ExitRestrictionList: Codable, Sendable {
    package var version: String
    /// When its issuer made it: an old file does not become fresh by being loaded again.
    package var issuedAt: UnixTime
    /// Has to be true for a list without entries: an empty one opens every exit.
    package var confirmedEmpty: Bool?
    package var entries: [ExitRestrictionEntry]

    package init(version: String, issuedAt: UnixTime, confirmedEmpty: Bool? = nil, entries: [ExitRestrictionEntry]) {
        self.version = version
        self.issuedAt = issuedAt
        self.confirmedEmpty = confirmedEmpty
        self.entries = entries
    }

    /// A clock may be this far ahead of ours.
    private static let clockDifferenceSeconds: Int64 = 3600

    /// Refuses a list that would be loaded and then find nobody.
    func check(at now: UnixTime) throws(ProblemDetails) {
        guard !version.isEmpty else { throw Self.refused("version: is empty") }
        guard issuedAt.seconds <= now.seconds + Self.clockDifferenceSeconds else {
            throw Self.refused("issuedAt: lies in the future")
        }
        guard !entries.isEmpty || confirmedEmpty == true else {
            throw Self.refused("entries: is empty; say confirmedEmpty if nobody's exit is restricted")
        }
        for (index, entry) in entries.enumerated() {
            let hasNumber = [entry.registerNumber, entry.documentNumber].contains { $0?.isEmpty == false }
            // Names meet however they are spelled, in Cyrillic or Latin letters: a name needs letters, and no more.
            let name = FoldedName(entry.primaryIdentifier ?? "", entry.secondaryIdentifier ?? "")
            guard hasNumber || name != nil else { throw Self.refused("entries[\(index)]: has no key") }
        }
    }

    private static func refused(_ detail: String) -> ProblemDetails {
        ProblemDetails("badList", status: .unprocessableContent, title: "The list cannot be loaded", detail: detail)
    }
}
