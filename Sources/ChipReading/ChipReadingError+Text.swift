package import TravelDocument

extension ChipReadingError {
    /// The fault in words for the officer: what happened and what to do.
    package var text: LocalizedText {
        switch code {
        case .cardRemoved:
            LocalizedText(
                mn: "Чип уншиж дуусахаас өмнө паспортыг авсан. Дахин тавьж уншуулна уу",
                en: "The passport was taken away while its chip was being read. Place it again")
        case .readerRemoved:
            LocalizedText(
                mn: "Чип уншигч салсан. Кабелийг шалгана уу", en: "The chip reader was unplugged. Check its cable")
        case .serviceUnavailable:
            LocalizedText(
                mn: "Чип уншигчийн үйлчилгээ (pcscd) ажиллахгүй байна. Системийн ажилтанд мэдэгдэнэ үү",
                en: "The smart card service (pcscd) does not run. Tell the system administrator")
        case .noAnswer, .timeExceeded:
            LocalizedText(
                mn: "Чип хугацаандаа хариу өгсөнгүй. Паспортыг дахин тавина уу",
                en: "The chip did not answer in time. Place the passport again")
        case .communicationFailed, .sessionLost:
            LocalizedText(
                mn: "Чиптэй холбоо тасарсан. Паспортыг дахин тавина уу",
                en: "The connection to the chip broke. Place the passport again")
        case .notTravelDocument:
            LocalizedText(
                mn: "Уншигч дээрх чип паспортын чип биш байна", en: "The chip on the reader is not a passport's")
        case .wrongKey:
            LocalizedText(
                mn: "MRZ-ийн түлхүүрээр чип нээгдсэнгүй: MRZ буруу уншигдсан эсвэл чип өөр баримт бичгийнх байна",
                en: "The MRZ does not open the chip: it was misread, or the chip belongs to another document")
        case .accessRefused, .unexpectedStatus:
            LocalizedText(
                mn: "Чип уншихыг зөвшөөрсөнгүй", en: "The chip refuses to be read")
        case .secureMessagingBroken:
            LocalizedText(
                mn: "Чипийн хамгаалалттай холбоо зөрчигдсөн: чипийг солисон эсвэл гэмтсэн байж болзошгүй",
                en: "The chip broke its protected channel: it may be exchanged or damaged")
        case .malformedFile, .fileTooLarge, .endlessFile:
            LocalizedText(
                mn: "Чип дэх мэдээлэл буруу бүтэцтэй байна: хуурамч эсвэл гэмтсэн байж болзошгүй",
                en: "The data on the chip are malformed: the chip may be forged or damaged")
        case .cancelled:
            LocalizedText(mn: "Чип унших үйлдлийг зогсоосон", en: "The reading of the chip was stopped")
        case .internalFailure:
            LocalizedText(
                mn: "Чип унших программын алдаа. Системийн ажилтанд мэдэгдэнэ үү",
                en: "The reading program failed. Tell the system administrator")
        }
    }
}
