/// A machine-readable zone of ICAO 9303-4 (TD3), -5 (TD1), -6 (TD2) and -7 (MRV-A, MRV-B).
///
/// Everything that is printed stays readable: a wrong check digit, an impossible date or an unknown code
/// is a finding beside the content, never a reason to refuse it.
///
/// ```swift
/// let zone = try MachineReadableZone(parsing: text, today: today)
/// if zone.isValid, let birth = zone.birthDate.date { ... }
/// ```
package struct MachineReadableZone: Sendable, Equatable {
    /// The five formats. Raw values are the names in JSON.
    package enum Format: String, Sendable, Hashable, Codable, CaseIterable {
        /// Card: three lines of 30.
        case td1 = "TD1"
        /// Larger card: two lines of 36.
        case td2 = "TD2"
        /// Passport: two lines of 44.
        case td3 = "TD3"
        /// Visa of passport width: two lines of 44.
        case mrvA = "MRV-A"
        /// Small visa: two lines of 36.
        case mrvB = "MRV-B"
    }

    /// Format, told by the number and length of the lines and, for visas, the letter V.
    package let format: Format
    /// The lines as understood: capitals, without blanks, fillers kept.
    package let lines: [String]
    /// Document code without fillers: `P`, `PD`, `I`, `V` ...
    package let documentCode: String
    /// Issuing state or organisation without fillers: `MNG`, `D`, `UNO` ...
    package let issuer: String
    /// Whole document number without trailing fillers, also where it goes on in the optional data.
    package let documentNumber: String
    /// Nationality without fillers.
    package let nationality: String
    /// Birth date; never after the day of reading.
    package let birthDate: MRZDate
    /// Sex; a filler or anything odd is ``Sex/unspecified``.
    package let sex: Sex
    /// Expiry date; the century is chosen around the day of reading.
    package let expiryDate: MRZDate
    /// Name before the double filler, words separated by one blank. On Mongolian passports this is the
    /// patronymic, not a family name.
    package let primaryIdentifier: String
    /// Name after the double filler, words separated by one blank; may be empty.
    package let secondaryIdentifier: String
    /// Optional data without trailing fillers (TD1: of line 1) and without the end of a long document
    /// number; fillers inside are kept.
    package let optionalData: String
    /// Optional data of line 2 of TD1 without trailing fillers; empty in other formats.
    package let optionalData2: String
    /// The check digits that are wrong, in the order of ``CheckDigitField``.
    package let failedCheckDigits: [CheckDigitField]
    /// What is allowed but odd, in the order of ``MRZDeviation``.
    package let deviations: [MRZDeviation]
    /// Document number, birth date and expiry date, each with its check digit as printed: the key input of
    /// BAC and PACE (ICAO 9303-11 §4.3.2 and §9.7.3). A long number counts whole.
    package let bacKeyInput: String

    /// True when every check digit is right.
    package var isValid: Bool { failedCheckDigits.isEmpty }
}

extension MachineReadableZone {
    /// The issuer as a code that can be looked up.
    package var issuerCode: CountryCode { CountryCode(issuer) }

    /// The nationality as a code that can be looked up.
    package var nationalityCode: CountryCode { CountryCode(nationality) }

    /// The document code as a value that can be asked for its kind.
    package var documentKind: DocumentCode.Kind? { DocumentCode(documentCode).kind }

    /// True when issuer or nationality is Utopia, the specimen state: never a document to travel on.
    package var isSpecimen: Bool { issuer == "UTO" || nationality == "UTO" }
}
