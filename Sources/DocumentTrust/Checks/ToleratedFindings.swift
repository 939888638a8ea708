import TravelDocument

extension InspectionHabits {
    /// A finding as it has to be read where its fault is tolerated: undetermined, so that an officer decides.
    func apply(to finding: Finding) -> Finding {
        guard tolerated.contains(where: { $0.code == finding.code }) else { return finding }
        return Finding(.deviationKnown, "\(finding.code.rawValue)")
    }
}

extension ToleratedDeviation {
    /// The reason that it excuses.
    fileprivate var code: CheckCode {
        switch self {
        case .commonDataDiffers: .commonDataDiffers
        case .commonDataVersionDiffers: .commonDataVersionDiffers
        case .commonDataMalformed: .commonDataMalformed
        case .signedVersionsDisagree: .signedVersionsDisagree
        case .signerFormWrong: .signerFormWrong
        case .signerCriticalExtension: .signerCriticalExtension
        case .signerIssuerNameWrong: .signerIssuerNameWrong
        case .chipCheckDigitsWrong: .chipCheckDigitsWrong
        case .signedOutsideValidity: .signedOutsideValidity
        case .cardSecurityMalformed: .cardSecurityMalformed
        }
    }
}
