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

    /// Refuses a list that would be loaded and then find nobody.
    func check() throws(ProblemDetails) {
        guard !version.isEmpty else { throw Self.refused("version: is empty") }
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

    /// The list with whoever answers for it: a known signer of these very bytes or, where the settings accept unsigned
    /// lists, an officer.
    func delivery(
        of file: [UInt8], signature: String?, officer: String?, trust: ListTrust, at now: UnixTime
    ) throws -> ListDelivery {
        func delivered(_ warrant: ListWarrant) -> ListDelivery {
            ListDelivery(
                version: version, issuedAt: issuedAt, entries: entries, warrant: warrant, file: file, receivedAt: now)
        }
        if let signature {
            let signer: String?
            do throws(StoreError) {
                signer = try trust.signer(file, signature)
            } catch {
                throw ProblemDetails(error)
            }
            guard let signer else {
                throw ProblemDetails(
                    "badSignature", status: .unprocessableContent,
                    title:
                        "Гарын үсэг танигдсангүй · The signature is not that of a known signer, or the file was changed",
                    detail: "nothing was changed; the list in force stays")
            }
            return delivered(.signed(by: signer))
        }
        guard trust.unsignedAccepted else {
            throw ProblemDetails(
                "notSigned", status: .unprocessableContent,
                title: "Жагсаалтад гарын үсэг зураагүй · The list is not signed",
                detail: "sign it (boomtctl list sign FILE > FILE.sig); the list in force stays. "
                    + "Only with lists.unsigned in the settings may an officer answer for an unsigned one")
        }
        guard let officer, !officer.isEmpty else {
            throw ProblemDetails(
                "officerNeeded", status: .unprocessableContent,
                title: "Гарын үсэггүй жагсаалтыг ажилтан хариуцна · An officer has to answer for an unsigned list",
                detail: "say who: --officer NUMBER")
        }
        return delivered(.officer(officer))
    }
}
