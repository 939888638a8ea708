package import TravelDocument

/// What an inspection of a document found: one row for each check, and their sum.
package struct InspectionReport: Sendable, Equatable, Codable {
    /// One row for each `CheckID`, in its order.
    package var checks: [InspectionCheck]
    /// The sum of the rows (`CheckResult.overall`).
    package var overall: CheckResult
    /// How the chip was opened, nil when it was not.
    package var access: InspectedAccess?
    /// Who signed the document, nil when nobody could be named.
    package var signer: InspectedSigner?
    /// By which knowledge of quirks the files were judged; nil in records of before.
    package var quirks: QuirksUsed?
    /// The machine-readable zone of DG1, nil when it was not read or is none.
    ///
    /// Left out of the encoding: a report is stored and logged beside a crossing, and personal data have their own
    /// place there. A decoded report has none.
    package var mrz: MachineReadableZone?

    /// A report of these rows.
    package init(
        checks: [InspectionCheck], access: InspectedAccess? = nil, signer: InspectedSigner? = nil,
        mrz: MachineReadableZone? = nil, quirks: QuirksUsed? = nil
    ) {
        self.checks = checks
        self.quirks = quirks
        self.access = access
        self.signer = signer
        self.mrz = mrz
        overall = CheckResult.overall(checks.map(\.result))
    }

    /// The row of a check, nil when it is not there.
    package subscript(id: CheckID) -> InspectionCheck? {
        checks.first { $0.id == id }
    }

    private enum CodingKeys: String, CodingKey {
        case access, checks, overall, quirks, signer
    }
}

/// The document signer of an inspected document and the authority that it was traced to.
package struct InspectedSigner: Sendable, Hashable, Codable {
    /// The subject of the signer's certificate.
    package var subject: String
    /// Its issuer.
    package var issuer: String
    /// Its serial number in lower-case hex.
    package var serial: String
    /// Its country, nil when it names none.
    package var country: String?
    /// SHA-256 of its certificate in lower-case hex.
    package var fingerprint: String
    /// How the security object is signed, nil for an unknown algorithm.
    package var algorithm: String?
    /// When it says that it signed, in Unix seconds, nil when it does not say.
    package var signingTime: Int64?
    /// SHA-256 of the certificate of the authority that issued it, nil when none was found.
    package var authorityFingerprint: String?
    /// Where that authority came from, such as a file name.
    package var authorityOrigin: String?
}
