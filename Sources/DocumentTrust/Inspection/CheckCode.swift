/// The reasons of a check's result. The numbers are stable: they stand in records and logs, and vendors' codes of
/// TR-03135 begin at 1000. A hundred for each check; a number is never used again for something else. What each one
/// means is written beside it in `CheckCode+Text`.
enum CheckCode: Int, Sendable, Hashable, CaseIterable {
    /// All is well.
    case good = 0

    /// Reasons that several checks share.
    case noChipData = 1001
    case readingBroken = 1002
    case deviationKnown = 1003

    /// Reasons of `chipAccess`.
    case accessNotExamined = 1010
    case plainChip = 1011
    case accessDowngrade = 1012
    case signedOfferMissing = 1013

    /// Reasons of `mrzConsistency`.
    case noMachineReadableZone = 1100
    case printedCheckDigitsWrong = 1101
    case chipCheckDigitsWrong = 1102
    case printedFieldsWrong = 1103
    case chipFieldsWrong = 1104

    /// Reasons of `chipAuthenticity`.
    case chipAuthenticityNotOffered = 1200
    case chipAuthenticityNotChecked = 1201
    case chipKeyNotRead = 1202
    case chipAuthenticationFailed = 1203
    case activeAuthenticationFailed = 1204
    case mappingFailed = 1205
    case chipKeyNotSigned = 1206
    case chipAuthenticityUnsupported = 1207
    case signatureExceedsAnswers = 1208
    case chipKeyRevoked = 1209
    case chipAuthenticityTold = 1210

    /// Reasons of `terminalAuthentication`.
    case terminalAuthenticationNotChecked = 1300
    case terminalAuthenticationFailed = 1301
    case terminalAuthenticationNotAttempted = 1302
    case terminalAuthenticationNotOffered = 1303
    case terminalAuthenticationTold = 1304

    /// Reasons of `sodSignature`.
    case securityObjectMissing = 1400
    case securityObjectMalformed = 1401
    case signerCertificateMissing = 1403
    case signerIdentifierMismatch = 1404
    case signatureWrong = 1405
    case messageDigestWrong = 1406
    case signedAttributesMalformed = 1407
    case signatureAlgorithmUnsupported = 1408
    case signatureAlgorithmMalformed = 1409
    case contentTypeWrong = 1410
    case signerKeyMalformed = 1411
    case noSigner = 1412
    case signedContentMalformed = 1413
    case securityObjectKnownInvalid = 1414

    /// Reasons of `signerCertificate`.
    case signerUnknown = 1500
    case signerIssuerUnknown = 1501
    case signerNotIssuedByAuthority = 1502
    case signerIssuedByUnknownKey = 1503
    case signerNotForDocuments = 1504
    case signerAlgorithmUnsupported = 1505
    case signerCriticalExtension = 1506
    case signerIssuerNameWrong = 1507
    case signerCertificateMalformed = 1508
    case signerKeyTooSmall = 1509
    case signerReplaced = 1510
    case signerPurposeUnknown = 1511
    case signerFormWrong = 1512

    /// Reasons of `signerValidity`.
    case signerExpiredAfterSigning = 1601
    case signerExpired = 1602
    case signerNotYetValid = 1603
    case signedOutsideValidity = 1604
    case signedOutsideKeyUsage = 1605
    case authorityExpired = 1606
    case authorityInvalidAtIssuance = 1607
    case authorityValidityUnknown = 1608
    case issuedOutsideKeyUsage = 1609

    /// Reasons of `signerRevocation`.
    case noRevocationLists = 1700
    case revocationListMissing = 1701
    case revocationListStale = 1702
    case signerRevoked = 1703
    case revocationListNotSigned = 1704
    case revocationListPartial = 1705
    case authorityRevoked = 1706
    case signerListedRevoked = 1707

    /// Reasons of `trustStatus`.
    case authorityUnknown = 1800
    case authorityDenied = 1801
    case documentNotSignedBySigner = 1802
    case authorityKeyTooSmall = 1803

    /// Reasons of `comSodConsistency`.
    case commonDataMissing = 1900
    case commonDataMalformed = 1901
    case commonDataDiffers = 1902
    case commonDataVersionDiffers = 1903
    case commonDataKnownToDiffer = 1904
    case commonDataDefective = 1905
    case signedVersionsDisagree = 1906

    /// Reasons of `dataGroupHashes`.
    case signedHashesUnknown = 2000
    case hashMismatch = 2001
    case dataGroupNotSigned = 2002
    case extraDataGroupNotSigned = 2003
    case mandatoryDataGroupNotRead = 2004
    case hashAlgorithmUnsupported = 2005
    case mandatoryHashMissing = 2006
    case hashAlgorithmBroken = 2007

    /// Reasons of `issuerSignerCountry`.
    case issuerUnknown = 2100
    case signerHasNoCountry = 2101
    case issuerHasNoCountry = 2102
    case countryMismatch = 2103
    case authorityCountryMismatch = 2104

    /// Reasons of `expiry`.
    case expired = 2201
    case expiryUnknown = 2202

    /// Reasons of `mrzDg1Comparison`.
    case noPrintedZone = 2300
    case dataGroup1NotRead = 2301
    case zonesDiffer = 2302
    case onlyOptionalDataDiffer = 2303
    case dataGroup1Malformed = 2304
    case dataGroup1KnownMalformed = 2305
    case onlyDateFillersDiffer = 2306

    /// Reasons of `cardSecurity`.
    case noCardSecurity = 2400
    case cardSecurityNotRead = 2402
    case cardSecurityMalformed = 2403
    case cardSecuritySignatureWrong = 2404
    case cardSecurityAuthorityUnknown = 2405
    case cardSecurityAuthorityDenied = 2406
    case cardAccessDiffers = 2407
    case cardSecurityKnownMalformed = 2408
    case cardSecurityCountryDiffers = 2409

    /// The result that goes with the reason.
    var result: CheckResult {
        switch self {
        case .good, .plainChip, .authorityValidityUnknown, .commonDataKnownToDiffer:
            .successful
        case .readingBroken:
            .aborted
        case .noChipData, .accessNotExamined, .noMachineReadableZone, .chipAuthenticityNotOffered,
            .chipAuthenticityNotChecked, .terminalAuthenticationNotChecked,
            .terminalAuthenticationNotAttempted, .terminalAuthenticationNotOffered, .noRevocationLists, .noPrintedZone,
            .noCardSecurity:
            .notSupported
        // An algorithm that is missing here leaves the document undetermined. `notSupported` would not count in the
        // sum, and an unchecked signature would then look like a good document.
        case .signatureAlgorithmUnsupported, .signerAlgorithmUnsupported, .hashAlgorithmUnsupported,
            .chipAuthenticityUnsupported, .signatureExceedsAnswers, .chipKeyNotRead, .chipKeyNotSigned,
            .cardSecurityNotRead,
            .cardSecurityAuthorityUnknown,
            // What a defect list excuses is left to the officer; a key that became known proves nothing.
            .chipKeyRevoked, .securityObjectKnownInvalid, .signerReplaced, .dataGroup1KnownMalformed,
            .cardSecurityKnownMalformed, .signerPurposeUnknown,
            // Whoever can write a file can write into it what he likes.
            .chipAuthenticityTold, .terminalAuthenticationTold,
            // So is what a table of quirks excuses.
            .deviationKnown, .onlyDateFillersDiffer:
            .undetermined
        case .accessDowngrade, .signedOfferMissing, .signerCertificateMissing, .signerUnknown, .signerIssuerUnknown,
            .signerIssuedByUnknownKey, .signerExpiredAfterSigning, .signedOutsideKeyUsage, .authorityExpired,
            .authorityUnknown, .documentNotSignedBySigner, .commonDataMissing, .commonDataDefective,
            .signedHashesUnknown,
            .extraDataGroupNotSigned, .mandatoryDataGroupNotRead, .issuerUnknown, .signerHasNoCountry,
            .issuerHasNoCountry, .expiryUnknown, .dataGroup1NotRead, .onlyOptionalDataDiffer,
            // What a small key or an authority outside its time has signed may be good, but proves nothing.
            .signerKeyTooSmall, .authorityKeyTooSmall, .issuedOutsideKeyUsage, .revocationListMissing,
            .revocationListStale, .revocationListNotSigned, .revocationListPartial:
            .undetermined
        case .printedCheckDigitsWrong, .chipCheckDigitsWrong, .printedFieldsWrong, .chipFieldsWrong,
            .securityObjectMissing, .securityObjectMalformed,
            .signerIdentifierMismatch, .signatureWrong, .messageDigestWrong, .signedAttributesMalformed,
            .signatureAlgorithmMalformed, .contentTypeWrong, .signerKeyMalformed, .noSigner, .signedContentMalformed,
            .signerNotIssuedByAuthority, .signerNotForDocuments, .signerCriticalExtension, .signerIssuerNameWrong,
            .signerCertificateMalformed, .signerFormWrong, .signedVersionsDisagree, .signerExpired, .signerNotYetValid,
            .signedOutsideValidity,
            .authorityInvalidAtIssuance, .signerRevoked, .signerListedRevoked, .authorityRevoked, .authorityDenied,
            .commonDataMalformed,
            .commonDataDiffers,
            .commonDataVersionDiffers, .hashMismatch, .dataGroupNotSigned, .mandatoryHashMissing, .hashAlgorithmBroken,
            .countryMismatch,
            .chipAuthenticationFailed, .activeAuthenticationFailed, .mappingFailed, .terminalAuthenticationFailed,
            .cardSecurityMalformed,
            .cardSecuritySignatureWrong, .cardSecurityAuthorityDenied, .cardSecurityCountryDiffers, .cardAccessDiffers,
            .authorityCountryMismatch, .expired, .zonesDiffer, .dataGroup1Malformed:
            .failed
        }
    }
}
