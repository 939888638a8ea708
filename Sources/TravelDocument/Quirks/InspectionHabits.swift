/// How files are judged where states differ from the standards in what nobody could use for a forgery.
package struct InspectionHabits: Sendable, Equatable, Codable {
    /// Types of signed content that stand for the list of hashes in EF.SOD, dotted, beside ICAO's own.
    package var securityObjectTypes: [String] = []
    /// Faults that leave a document undetermined where they would fail it.
    package var tolerated: [ToleratedDeviation] = []
    /// Pairs of characters that stand for an unknown part of a date, beside the fillers: a zone and DG1 that differ in
    /// these only leave the comparison undetermined.
    package var dateFillers: [String] = []

    /// Nothing but the standards.
    package init() {}
}

/// A fault that a state is known for. Each excuses one reason of a check, and none is about changed data, a wrong
/// signature or a signer of somebody else's.
package enum ToleratedDeviation: String, Sendable, Equatable, Codable, CaseIterable {
    /// EF.COM and EF.SOD list different data groups.
    case commonDataDiffers
    /// EF.COM and EF.SOD name different versions of the logical data structure.
    case commonDataVersionDiffers
    /// EF.COM does not follow the standard.
    case commonDataMalformed
    /// The version of the signed list and its naming of a version do not go together.
    case signedVersionsDisagree
    /// The signer's certificate does not have the form of the standard.
    case signerFormWrong
    /// The signer's certificate has a critical extension that nobody knows.
    case signerCriticalExtension
    /// The signer's certificate names its authority by another name.
    case signerIssuerNameWrong
    /// Check digits of DG1 are wrong.
    case chipCheckDigitsWrong
    /// Fields of the zone, printed or in DG1, hold what the standard does not have.
    case zoneFieldsWrong
    /// The document was signed outside of the signer's validity.
    case signedOutsideValidity
    /// EF.CardSecurity does not follow the standard.
    case cardSecurityMalformed
}

/// A habit of some documents that differs from the usual ones; each adds to what is usual.
package enum InspectionQuirk: Sendable, Equatable, Codable {
    case securityObjectTypes([String])
    case tolerated([ToleratedDeviation])
    case dateFillers([String])

    /// Adds what the quirk allows.
    package func apply(to habits: inout InspectionHabits) {
        switch self {
        case .securityObjectTypes(let types): habits.securityObjectTypes += types
        case .tolerated(let deviations): habits.tolerated += deviations
        case .dateFillers(let fillers): habits.dateFillers += fillers
        }
    }
}

/// Countries of certificates that are not the issuer's code of ISO 3166-1.
package struct CountryVariants: Sendable, Equatable, Codable {
    /// Two-letter country of certificates by the issuer's code of the zone, such as `DE` for `D`.
    package var signers: [String: String]
    /// Groups of two-letter countries that sign for each other, such as `CN HK MO`.
    package var families: [[String]]

    /// These codes and groups.
    package init(signers: [String: String] = [:], families: [[String]] = []) {
        self.signers = signers
        self.families = families
    }

    /// The country of an issuer's certificates; nil where none is known.
    package func country(of issuer: CountryCode) -> String? {
        signers[issuer.text] ?? issuer.certificateCountry
    }

    /// Whether certificates of one country may stand for the other.
    package func areOne(_ first: String, _ second: String) -> Bool {
        first == second || families.contains { $0.contains(first) && $0.contains(second) }
    }
}
