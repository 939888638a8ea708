internal import TravelDocument

/// The JSON of one machine-readable zone, or of a block that is none.
enum MRZDocument: Encodable {
    /// A zone with a format.
    case zone(MachineReadableZone)
    /// A block that no format fits, with the reason in words without its content.
    case unreadable(reason: String)

    /// Whether the format is right and every check digit too.
    var isValid: Bool {
        if case .zone(let zone) = self { zone.isValid } else { false }
    }

    private enum CodingKeys: String, CodingKey {
        case format, valid, failed, reason, documentCode, issuer, documentNumber, nationality, birthDate
        case birthDateText, sex, expiryDate, expiryDateText, primaryIdentifier, secondaryIdentifier
        case optionalData, optionalData2, deviations, bacKeyInput
    }

    /// Encodes every key of a zone; dates that are not known are null beside their text.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(isValid, forKey: .valid)
        switch self {
        case .unreadable(let reason):
            try container.encodeNil(forKey: .format)
            try container.encode(["format"], forKey: .failed)
            try container.encode(reason, forKey: .reason)
        case .zone(let zone):
            try container.encode(zone.format, forKey: .format)
            try container.encode(zone.failedCheckDigits, forKey: .failed)
            try container.encode(zone.documentCode, forKey: .documentCode)
            try container.encode(zone.issuer, forKey: .issuer)
            try container.encode(zone.documentNumber, forKey: .documentNumber)
            try container.encode(zone.nationality, forKey: .nationality)
            try container.encode(zone.birthDate.date, forKey: .birthDate)
            try container.encode(zone.birthDate.text, forKey: .birthDateText)
            try container.encode(zone.sex, forKey: .sex)
            try container.encode(zone.expiryDate.date, forKey: .expiryDate)
            try container.encode(zone.expiryDate.text, forKey: .expiryDateText)
            try container.encode(zone.primaryIdentifier, forKey: .primaryIdentifier)
            try container.encode(zone.secondaryIdentifier, forKey: .secondaryIdentifier)
            try container.encode(zone.optionalData, forKey: .optionalData)
            try container.encode(zone.optionalData2, forKey: .optionalData2)
            try container.encode(zone.deviations, forKey: .deviations)
            try container.encode(zone.bacKeyInput, forKey: .bacKeyInput)
        }
    }
}
