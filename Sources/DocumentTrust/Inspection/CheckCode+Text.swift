import TravelDocument

extension CheckCode {
    /// The reason for the officer; `detail` is appended where there is one.
    func text(for id: CheckID, detail: String) -> LocalizedText {
        let plain = self == .good ? id.goodText : text
        guard !detail.isEmpty else { return plain }
        return LocalizedText(mn: "\(plain.mn): \(detail)", en: "\(plain.en): \(detail)")
    }

    /// The words of each reason. Terms are those of the officers' glossary.
    private var text: LocalizedText {
        let (mn, en) = words
        return LocalizedText(mn: mn, en: en)
    }

    private var words: (String, String) {
        switch self {
        case .good: ("Зөв", "Good")
        case .noChipData: ("Чипийн өгөгдөл байхгүй", "There are no data from a chip")
        case .readingBroken: ("Чип уншилт тасарсан", "Reading of the chip was broken off")
        case .deviationKnown: ("Мэдэгдсэн зөрүү, ажилтан шийднэ", "A known deviation, for an officer: reason")
        case .accessNotExamined:
            ("Файлуудыг чипээс одоо уншаагүй", "The files were not read from a chip in this inspection")
        case .plainChip: ("Чип хандалтын хамгаалалтгүй", "The chip has no access control")
        case .accessDowngrade:
            ("Чипийг сул протоколоор нээсэн", "The chip was opened by a weaker protocol than it offers")
        case .signedOfferMissing:
            (
                "Гарын үсэгтэй DG14-т бичсэн PACE-ийг чип санал болгоогүй буюу ашиглаагүй: хуулбар байж болзошгүй",
                "The chip did not offer the PACE that its signed DG14 names, or was opened without: it may be a copy"
            )
        case .noMachineReadableZone: ("MRZ байхгүй", "There is no machine-readable zone")
        case .printedCheckDigitsWrong:
            ("Хэвлэсэн MRZ-ийн хяналтын цифр буруу", "Check digits of the printed MRZ are wrong")
        case .chipCheckDigitsWrong:
            ("Чипэн дэх MRZ-ийн хяналтын цифр буруу", "Check digits of the MRZ in the chip are wrong")
        case .printedFieldsWrong:
            (
                "Хэвлэсэн MRZ-д стандартад байхгүй утга бий",
                "The printed MRZ holds values that the standard does not have"
            )
        case .chipFieldsWrong:
            (
                "Чипэн дэх MRZ-д стандартад байхгүй утга бий",
                "The MRZ in the chip holds values that the standard does not have"
            )
        case .chipAuthenticityNotOffered:
            ("Чипийг хуулбарлаагүйг шалгах боломж энэ чипэнд алга", "This chip has no way to be told from a copy")
        case .chipAuthenticityNotChecked:
            ("Чипийг хуулбарлаагүйг одоо шалгаагүй", "Whether the chip is a copy was not examined in this inspection")
        case .chipKeyNotRead:
            (
                "Чип жинхэнэ эсэхийг батлах түлхүүр уншигдаагүй",
                "The key by which the chip would prove itself was not read"
            )
        case .chipAuthenticationFailed:
            (
                "Чип хуулбар байж болзошгүй: чипийн баталгаажуулалт бүтсэнгүй",
                "The chip may be a copy: chip authentication failed"
            )
        case .activeAuthenticationFailed:
            (
                "Чип хуулбар байж болзошгүй: идэвхтэй баталгаажуулалт бүтсэнгүй",
                "The chip may be a copy: active authentication failed"
            )
        case .mappingFailed:
            (
                "Чип хуулбар байж болзошгүй: PACE-CAM баталгаа буруу",
                "The chip may be a copy: its proof of PACE-CAM is wrong"
            )
        case .chipKeyNotSigned:
            ("Чипийн түлхүүр гарын үсгээр баталгаажаагүй", "The key by which the chip proves itself is not signed")
        case .chipAuthenticityUnsupported:
            (
                "Чип жинхэнэ эсэхийг батлах арга танигдсангүй",
                "The chip proves itself by a method that is not known here"
            )
        case .signatureExceedsAnswers:
            (
                "Чипийн гарын үсэг энэ уншигчийн хариунд багтсангүй: өргөтгөсөн урттай уншигч хэрэгтэй",
                "The chip's signature does not fit into the answers of this reader: one with extended length is needed"
            )
        case .chipKeyRevoked:
            (
                "Чипийн түлхүүр алдагдсаныг согогийн жагсаалт мэдээлсэн: чип хуулбар байж болно",
                "The defect list says that keys of such chips became known: the chip may be a copy"
            )
        case .securityObjectKnownInvalid:
            (
                "EF.SOD буруу: олгогчийн мэдэгдсэн согог, ажилтан шийднэ",
                "EF.SOD is invalid, which the defect list knows of these documents: an officer decides"
            )
        case .signerReplaced:
            (
                "Гарын үсэг зурагчийн гэрчилгээг согогийн жагсаалтаар сольсон",
                "The certificate of the document signer is faulty and was replaced, as the defect list says"
            )
        case .signerPurposeUnknown:
            (
                "Гарын үсэг зурагчийн гэрчилгээ өөр зориулалттай",
                "The certificate of the document signer names purposes that are not those of travel documents"
            )
        case .signerListedRevoked:
            (
                "Гарын үсэг зурагчийг согогийн жагсаалтаар хүчингүй болгосон",
                "The document signer has been revoked by the defect list"
            )
        case .commonDataKnownToDiffer:
            (
                "EF.COM, EF.SOD зөрсөн нь олгогчийн мэдэгдсэн согог",
                "EF.COM and EF.SOD differ, which the defect list knows of these documents"
            )
        case .onlyDateFillersDiffer:
            (
                "Төрсөн огнооны үл мэдэгдэх хэсэг өөрөөр бичигдсэн",
                "Unknown parts of the birth date are written differently"
            )
        case .dataGroup1KnownMalformed:
            (
                "DG1-ийн бүтэц буруу нь олгогчийн мэдэгдсэн согог",
                "DG1 is malformed, which the defect list knows of these documents"
            )
        case .cardSecurityKnownMalformed:
            (
                "EF.CardSecurity-ийн бүтэц буруу нь олгогчийн мэдэгдсэн согог",
                "EF.CardSecurity is malformed, which the defect list knows of these documents"
            )
        case .terminalAuthenticationNotChecked:
            ("Хамгаалагдсан өгөгдөлд хандах эрх хүсээгүй", "The protected data groups were not asked for")
        case .terminalAuthenticationFailed:
            (
                "Чип терминалын гэрчилгээ эсвэл гарын үсгийг хүлээн аваагүй",
                "The chip refused the terminal's certificates or signature"
            )
        case .terminalAuthenticationNotAttempted:
            (
                "Хурууны хээ хамгаалагдсан: энэ чипийн итгэх гэрчилгээ терминалд алга",
                "Fingers stay protected: the terminal has no certificates that this chip trusts"
            )
        case .chipAuthenticityTold:
            (
                "Чип жинхэнэ гэж зөвхөн гарын үсэггүй файл хэлж байна",
                "Only an unsigned file tells that the chip is genuine"
            )
        case .terminalAuthenticationTold:
            (
                "Чип хандах эрх олгосон гэж зөвхөн гарын үсэггүй файл хэлж байна",
                "Only an unsigned file tells that the chip granted access"
            )
        case .terminalAuthenticationNotOffered:
            ("Чип терминалаас эрх шаарддаггүй", "The chip asks for no proof of the terminal")
        case .securityObjectMissing: ("EF.SOD байхгүй", "EF.SOD is missing")
        case .securityObjectMalformed: ("EF.SOD-ийн бүтэц буруу", "EF.SOD is malformed")
        case .signerCertificateMissing:
            ("Гарын үсэг зурагчийн гэрчилгээ олдсонгүй", "The certificate of the document signer was not found")
        case .signerIdentifierMismatch:
            (
                "EF.SOD дахь гэрчилгээ гарын үсэг зурагчийнх биш",
                "The certificate in EF.SOD is not the one of its signer"
            )
        case .signatureWrong: ("Чипийн тоон гарын үсэг буруу", "The digital signature of the chip is wrong")
        case .messageDigestWrong:
            ("Гарын үсэг зурсан агуулга өөрчлөгдсөн", "The content that was signed has been changed")
        case .signedAttributesMalformed:
            ("Гарын үсгийн мэдээллийн бүтэц буруу", "The signed attributes are missing or malformed")
        case .signatureAlgorithmUnsupported:
            ("Гарын үсгийн алгоритмыг дэмждэггүй", "The signature algorithm is not supported")
        case .signatureAlgorithmMalformed:
            ("Гарын үсгийн алгоритмыг зөвшөөрдөггүй", "The signature algorithm is not allowed")
        case .contentTypeWrong: ("Гарын үсэг зурсан агуулгын төрөл буруу", "The signed content is of the wrong type")
        case .signerKeyMalformed: ("Гарын үсэг зурагчийн түлхүүр буруу", "The key of the document signer is malformed")
        case .noSigner: ("EF.SOD-д гарын үсэг алга", "EF.SOD has no signature")
        case .signedContentMalformed:
            ("Гарын үсэг зурсан жагсаалтын бүтэц буруу", "The signed list of hashes is malformed")
        default: signerWords
        }
    }

    private var signerWords: (String, String) {
        switch self {
        case .signerUnknown: ("Гарын үсэг зурагч тодорхойгүй", "The document signer is not known")
        case .signerIssuerUnknown:
            ("Гэрчилгээ олгосон CSCA манай санд алга", "The authority of the document signer is not in the trust store")
        case .signerNotIssuedByAuthority:
            (
                "Гарын үсэг зурагчийн гэрчилгээг нэрлэсэн CSCA олгоогүй: хуурамч байж болзошгүй",
                "The authority that the document signer names did not issue it: it may be forged"
            )
        case .signerIssuedByUnknownKey:
            (
                "Ижил нэртэй CSCA манай санд байгаа ч түлхүүр нь өөр",
                "The trust store has an authority of this name, but with another key"
            )
        case .signerNotForDocuments:
            (
                "Гэрчилгээ баримт бичигт гарын үсэг зурах зориулалтгүй",
                "The certificate is not one for signing documents"
            )
        case .signerAlgorithmUnsupported:
            ("Гэрчилгээний алгоритмыг дэмждэггүй", "An algorithm of the certificate is not supported")
        case .signerCriticalExtension:
            (
                "Гэрчилгээнд үл мэдэгдэх заавал шалгах өргөтгөл бий",
                "The certificate has a critical extension that is unknown"
            )
        case .signerIssuerNameWrong:
            (
                "Гэрчилгээ дэх олгогчийн нэр CSCA-ийн нэртэй таарахгүй байна",
                "The issuer's name is not the authority's name"
            )
        case .signerCertificateMalformed:
            ("Гарын үсэг зурагчийн гэрчилгээний бүтэц буруу", "The certificate of the document signer is malformed")
        case .signerExpiredAfterSigning:
            (
                "Гэрчилгээний хугацаа дууссан, гарын үсэг зурахад хүчинтэй байсан",
                "The certificate of the document signer has expired; it was valid at signing"
            )
        case .signerExpired:
            ("Гарын үсэг зурагчийн гэрчилгээний хугацаа дууссан", "The certificate of the document signer has expired")
        case .signerNotYetValid:
            (
                "Гарын үсэг зурагчийн гэрчилгээ хүчинтэй болоогүй",
                "The certificate of the document signer is not valid yet"
            )
        case .signedOutsideValidity:
            (
                "Гэрчилгээний хүчинтэй хугацаанаас гадуур гарын үсэг зурсан",
                "It was signed outside the validity of the certificate"
            )
        case .signedOutsideKeyUsage:
            (
                "Түлхүүр ашиглах хугацаанаас гадуур гарын үсэг зурсан",
                "It was signed outside the usage period of the key"
            )
        case .authorityExpired: ("CSCA-ийн хугацаа дууссан", "The certificate of the authority has expired")
        case .authorityInvalidAtIssuance:
            (
                "Гэрчилгээ олгох үед CSCA хүчинтэй байгаагүй",
                "The authority was not valid when it issued the certificate"
            )
        case .authorityValidityUnknown:
            (
                "Гарын үсэг зурагчийн гэрчилгээ хүчинтэй; CSCA тодорхойгүй",
                "The document signer is in its validity period; its authority is not known"
            )
        case .noRevocationLists:
            (
                "Хүчингүй болсон гэрчилгээний жагсаалт алга: шалгаагүй",
                "There is no revocation list: revocation was not looked at"
            )
        case .signerKeyTooSmall:
            ("Гарын үсэг зурагчийн түлхүүр хэт богино", "The key of the document signer is too small")
        case .signerFormWrong:
            (
                "Гарын үсэг зурагчийн гэрчилгээ стандартын хэлбэрт нийцэхгүй байна",
                "The certificate of the document signer lacks what the standard asks for"
            )
        case .authorityKeyTooSmall: ("CSCA-ийн түлхүүр хэт богино", "The key of the authority is too small")
        case .issuedOutsideKeyUsage:
            (
                "CSCA түлхүүр ашиглах хугацаанаас гадуур гэрчилгээ олгосон",
                "The authority issued the certificate outside the usage period of its key"
            )
        case .revocationListMissing:
            (
                "Энэ CSCA-ийн хүчингүй гэрчилгээний жагсаалт алга",
                "The revocation list of this authority is missing"
            )
        case .revocationListStale:
            (
                "Хүчингүй гэрчилгээний жагсаалтын хугацаа таарахгүй байна",
                "The revocation list of this authority is out of date"
            )
        case .signerRevoked:
            ("Гарын үсэг зурагчийн гэрчилгээг хүчингүй болгосон", "The document signer has been revoked")
        case .revocationListNotSigned:
            (
                "Хүчингүй гэрчилгээний жагсаалтын гарын үсэг баталгаажаагүй",
                "No trusted authority signed the revocation list"
            )
        case .revocationListPartial:
            ("Хүчингүй гэрчилгээний жагсаалт бүрэн биш", "The revocation list is a partial one")
        case .authorityRevoked: ("CSCA-ийн холбоос гэрчилгээг хүчингүй болгосон", "A link of the authority was revoked")
        case .authorityUnknown: ("CSCA манай санд алга", "The signing authority is not in the trust store")
        case .authorityDenied:
            ("Нэрлэсэн CSCA-аас итгэл дамжихгүй", "The trusted authority did not issue this document signer")
        case .documentNotSignedBySigner:
            ("Баримт бичиг гарын үсэг зурагчтай холбогдоогүй", "The document is not bound to a known signer")
        default: contentWords
        }
    }

    private var contentWords: (String, String) {
        switch self {
        case .commonDataMissing: ("EF.COM уншигдаагүй", "EF.COM was not read")
        case .commonDataMalformed: ("EF.COM-ийн бүтэц буруу", "EF.COM is malformed")
        case .commonDataDiffers:
            ("EF.COM, EF.SOD хоёрын жагсаалт таарахгүй байна", "EF.COM and EF.SOD do not list the same data groups")
        case .commonDataVersionDiffers:
            ("EF.COM, EF.SOD хоёрын LDS хувилбар таарахгүй байна", "EF.COM and EF.SOD name different LDS versions")
        case .commonDataDefective:
            ("EF.COM стандартад нийцэхгүй байна", "EF.COM does not follow the standard")
        case .signedVersionsDisagree:
            (
                "EF.SOD доторх жагсаалтын хувилбар, LDS хувилбар хоёр зөрчилдөж байна",
                "The version of the signed list and its LDS version contradict each other"
            )
        case .signedHashesUnknown:
            ("Гарын үсэг зурсан жагсаалт уншигдаагүй", "The signed list of hashes could not be read")
        case .hashMismatch:
            (
                "Чипийн өгөгдөл өөрчлөгдсөн, хуурамч байж болзошгүй",
                "Data of the chip have been changed: it may be forged"
            )
        case .dataGroupNotSigned:
            ("Гарын үсэг зураагүй өгөгдөл чипэнд бий", "The chip has data that the issuer did not sign")
        case .extraDataGroupNotSigned:
            (
                "Жагсаалтад байхгүй, гарын үсэг зураагүй файл чипэнд бий",
                "The chip has an unlisted file that the issuer did not sign"
            )
        case .mandatoryDataGroupNotRead: ("Заавал байх өгөгдөл уншигдаагүй", "Mandatory data groups were not read")
        case .hashAlgorithmUnsupported: ("Хураангуйн алгоритмыг дэмждэггүй", "The hash algorithm is not supported")
        case .hashAlgorithmBroken: ("Хураангуйн алгоритмыг зөвшөөрдөггүй", "The hash algorithm is not allowed")
        case .mandatoryHashMissing:
            ("Заавал байх өгөгдөл гарын үсгийн жагсаалтад алга", "A mandatory data group is not in the signed list")
        case .issuerUnknown:
            ("Олгосон улс тодорхойгүй: DG1 уншигдаагүй", "The issuing state is unknown: DG1 was not read")
        case .signerHasNoCountry:
            ("Гэрчилгээнд улс заагаагүй", "The certificate of the document signer names no country")
        case .issuerHasNoCountry: ("Олгосон улсын код танигдсангүй", "The code of the issuing state is not known")
        case .countryMismatch:
            ("Олгосон улс, гарын үсэг зурсан улс таарахгүй байна", "The document signer is not of the issuing state")
        case .authorityCountryMismatch:
            (
                "Гарын үсэг зурагч, CSCA хоёрын улс таарахгүй байна",
                "The document signer and its authority are of different countries"
            )
        case .expired: ("Баримт бичгийн хугацаа дууссан", "The document has expired")
        case .expiryUnknown: ("Дуусах огноо уншигдахгүй байна", "The date of expiry cannot be told")
        case .noPrintedZone: ("Хэвлэсэн MRZ байхгүй", "There is no printed MRZ to compare")
        case .dataGroup1NotRead: ("DG1 уншигдаагүй", "DG1 was not read")
        case .zonesDiffer: ("Хэвлэсэн MRZ чиптэй таарахгүй байна", "The printed MRZ and the chip differ")
        case .onlyOptionalDataDiffer:
            ("Зөвхөн нэмэлт мэдээлэл таарахгүй байна", "Only the optional data of printed MRZ and chip differ")
        case .dataGroup1Malformed: ("DG1-ийн бүтэц буруу", "DG1 is malformed")
        case .noCardSecurity: ("EF.CardSecurity байхгүй", "There is no EF.CardSecurity")
        case .cardSecurityNotRead: ("EF.CardSecurity уншигдаагүй", "EF.CardSecurity was not read")
        case .cardSecurityMalformed: ("EF.CardSecurity-ийн бүтэц буруу", "EF.CardSecurity is malformed")
        case .cardSecuritySignatureWrong:
            ("EF.CardSecurity-ийн гарын үсэг буруу", "The signature of EF.CardSecurity is wrong")
        case .cardSecurityAuthorityUnknown:
            ("EF.CardSecurity-г баталсан CSCA танигдсангүй", "The authority behind EF.CardSecurity is unknown")
        case .cardSecurityAuthorityDenied:
            (
                "EF.CardSecurity-г CSCA баталгаажуулаагүй",
                "The authority named in EF.CardSecurity did not issue its signer"
            )
        case .cardSecurityCountryDiffers:
            (
                "EF.CardSecurity, EF.SOD хоёрт өөр өөр улс гарын үсэг зурсан",
                "EF.CardSecurity and EF.SOD are signed by different states"
            )
        case .cardAccessDiffers:
            ("EF.CardAccess, EF.CardSecurity хоёр зөрсөн", "EF.CardAccess offers what EF.CardSecurity does not")
        default: ("", "")
        }
    }
}
