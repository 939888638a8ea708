package import TravelDocument

/// What is known about the document in the traveller's hand.
package struct DocumentFacts: Sendable, Codable, Hashable {
    /// Document code of the MRZ, such as `P` or `PD`; empty when it could not be read.
    package var classCode: String
    /// Issuing state, three letters, such as `MNG`.
    package var issuer: String
    /// Nationality of the holder, three letters.
    package var nationality: String
    /// Document number without filler.
    package var number: String
    /// Last day of validity printed in the MRZ; nil when it is not a date.
    package var expiryDate: CivilDate?
    /// Birth date as the MRZ prints it, `YYMMDD`, unknown parts as fillers or `X`.
    package var birthDateText: String
    /// Birth date, nil when any part is unknown.
    package var birthDate: CivilDate?
    /// Sex as the MRZ prints it.
    package var sex: Sex
    /// Last day of validity after an extension that was verified at enrolment, in the register or by an officer who
    /// saw the stamp; nil when there is none.
    package var verifiedExtension: CivilDate?
    /// Whether the MRZ has a known format and every check digit is right.
    package var mrzValid: Bool

    /// Gathers the facts of one document.
    package init(
        classCode: String,
        issuer: String,
        nationality: String,
        number: String,
        expiryDate: CivilDate?,
        birthDateText: String,
        birthDate: CivilDate?,
        sex: Sex,
        verifiedExtension: CivilDate? = nil,
        mrzValid: Bool
    ) {
        self.classCode = classCode
        self.issuer = issuer
        self.nationality = nationality
        self.number = number
        self.expiryDate = expiryDate
        self.birthDateText = birthDateText
        self.birthDate = birthDate
        self.sex = sex
        self.verifiedExtension = verifiedExtension
        self.mrzValid = mrzValid
    }

    /// Decodes a document; what could not be read is absent, and an absent judgement of the MRZ counts as wrong.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            classCode: try container.decodeIfPresent(String.self, forKey: .classCode) ?? "",
            issuer: try container.decodeIfPresent(String.self, forKey: .issuer) ?? "",
            nationality: try container.decodeIfPresent(String.self, forKey: .nationality) ?? "",
            number: try container.decodeIfPresent(String.self, forKey: .number) ?? "",
            expiryDate: try container.decodeIfPresent(CivilDate.self, forKey: .expiryDate),
            birthDateText: try container.decodeIfPresent(String.self, forKey: .birthDateText) ?? "",
            birthDate: try container.decodeIfPresent(CivilDate.self, forKey: .birthDate),
            sex: try container.decodeIfPresent(Sex.self, forKey: .sex) ?? .unspecified,
            verifiedExtension: try container.decodeIfPresent(CivilDate.self, forKey: .verifiedExtension),
            mrzValid: try container.decodeIfPresent(Bool.self, forKey: .mrzValid) ?? false)
    }

    /// The later of the printed expiry and the verified extension (regulation 126 8.3; PA-05); nil when the printed
    /// one is unknown, because an extension of an unknown date proves nothing.
    package var effectiveExpiry: CivilDate? {
        guard let expiryDate else { return nil }
        guard let verifiedExtension else { return expiryDate }
        return max(expiryDate, verifiedExtension)
    }
}

/// Why a document was declared invalid before its time.
package struct Invalidation: Sendable, Codable, Hashable {
    /// Cause in the register's own words or code, such as `lost`.
    package var cause: String
    /// Body that declared it.
    package var body: String?

    /// Names cause and body.
    package init(cause: String, body: String? = nil) {
        self.cause = cause
        self.body = body
    }
}
