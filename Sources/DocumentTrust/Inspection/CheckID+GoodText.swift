import TravelDocument

extension CheckID {
    /// What a check says when all is well.
    var goodText: LocalizedText {
        switch self {
        case .chipAccess: both("Чипийг нээсэн", "The chip was opened")
        case .mrzConsistency:
            both("MRZ-ийн хяналтын цифр, утга зөв", "The check digits and values of the MRZ are right")
        case .chipAuthenticity: both("Чип жинхэнэ", "The chip is genuine")
        case .terminalAuthentication: both("Чип хандах эрх олгосон", "The chip granted access")
        case .sodSignature: both("Чипийн тоон гарын үсэг зөв", "The digital signature of the chip is right")
        case .signerCertificate:
            both("Гарын үсэг зурагчийн гэрчилгээ зөв", "The certificate of the document signer is right")
        case .signerValidity:
            both(
                "Гарын үсэг зурагчийн гэрчилгээ хүчинтэй хугацаандаа",
                "The certificate of the document signer is in its validity period")
        case .signerRevocation:
            both("Гарын үсэг зурагчийн гэрчилгээ хүчингүй болоогүй", "The document signer has not been revoked")
        case .trustStatus:
            both("Олгосон улсын CSCA итгэмжлэгдсэн", "The signing authority of the issuing state is trusted")
        case .comSodConsistency:
            both("EF.COM, EF.SOD хоёрын жагсаалт таарсан", "EF.COM and EF.SOD list the same data groups")
        case .dataGroupHashes:
            both("Чипийн өгөгдөл өөрчлөгдөөгүй", "The data of the chip are unchanged")
        case .issuerSignerCountry:
            both("Олгосон улс, гарын үсэг зурсан улс таарсан", "Issuing state and signing state are the same")
        case .expiry: both("Баримт бичгийн хугацаа дуусаагүй", "The document has not expired")
        case .mrzDg1Comparison: both("Хэвлэсэн MRZ чиптэй таарсан", "The printed MRZ and the chip say the same")
        case .cardSecurity: both("EF.CardSecurity зөв", "EF.CardSecurity is right")
        }
    }

    private func both(_ mn: String, _ en: String) -> LocalizedText { LocalizedText(mn: mn, en: en) }
}
