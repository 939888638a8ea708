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

    private enum CodingKeys: String, CodingKey, CaseIterable { case version, issuedAt, confirmedEmpty, entries }

    /// Refuses what it does not know: a name that is misspelt would leave somebody out, and nobody would notice.
    package init(from decoder: any Decoder) throws {
        try KnownNames.check(decoder, CodingKeys.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        version = try container.decode(String.self, forKey: .version)
        issuedAt = try container.decode(UnixTime.self, forKey: .issuedAt)
        confirmedEmpty = try container.decodeIfPresent(Bool.self, forKey: .confirmedEmpty)
        var list = try container.nestedUnkeyedContainer(forKey: .entries)
        entries = []
        while !list.isAtEnd {
            let entry = try list.superDecoder()
            try KnownNames.check(entry, Self.entryNames)
            entries.append(try ExitRestrictionEntry(from: entry))
        }
    }

    /// What an entry may say; how it was found is no list's to say.
    private static let entryNames = [
        "ground", "issuingBody", "decisionNumber", "startDate", "endDate", "registerNumber", "documentNumber",
        "primaryIdentifier", "secondaryIdentifier", "birthDate",
    ]

    /// Refuses a list that would be loaded and then find nobody.
    func check() throws(ProblemDetails) {
        guard !version.isEmpty else { throw Self.refused("version: is empty") }
        guard !entries.isEmpty || confirmedEmpty == true else {
            throw Self.refused("entries: is empty; say confirmedEmpty if nobody's exit is restricted")
        }
        guard entries.isEmpty || confirmedEmpty != true else {
            throw Self.refused("confirmedEmpty: is said of a list that has entries")
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

/// The names of an object's members, held against those that are known.
private struct KnownNames: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }

    static func check(_ decoder: any Decoder, _ known: [String]) throws {
        let names = try decoder.container(keyedBy: KnownNames.self).allKeys
        guard let stranger = names.first(where: { !known.contains($0.stringValue) }) else { return }
        throw DecodingError.dataCorrupted(
            .init(
                codingPath: decoder.codingPath + [stranger],
                debugDescription: "is not known here, one of: \(known.joined(separator: ", "))"))
    }
}
