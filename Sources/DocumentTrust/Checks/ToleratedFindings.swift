import TravelDocument

extension InspectionHabits {
    /// A finding as it has to be read where its fault is tolerated: undetermined, so that an officer decides.
    func apply(to finding: Finding) -> Finding {
        guard tolerated.contains(where: { $0.codes.contains(finding.code) }) else { return finding }
        return Finding(.deviationKnown, "\(finding.code.rawValue)")
    }
}

extension ToleratedDeviation {
    /// The reasons that it excuses.
    fileprivate var codes: [CheckCode] {
        switch self {
        case .commonDataDiffers: [.commonDataDiffers]
        case .commonDataVersionDiffers: [.commonDataVersionDiffers]
        case .commonDataMalformed: [.commonDataMalformed]
        case .signedVersionsDisagree: [.signedVersionsDisagree]
        case .signerFormWrong: [.signerFormWrong]
        case .signerCriticalExtension: [.signerCriticalExtension]
        case .signerIssuerNameWrong: [.signerIssuerNameWrong]
        case .chipCheckDigitsWrong: [.chipCheckDigitsWrong]
        case .zoneFieldsWrong: [.printedFieldsWrong, .chipFieldsWrong]
        case .signedOutsideValidity: [.signedOutsideValidity]
        case .cardSecurityMalformed: [.cardSecurityMalformed]
        }
    }
}
