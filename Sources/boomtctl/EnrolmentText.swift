internal import Fingerprint

/// What the enrolment of fingers says, in Mongolian and English.
enum EnrolmentText {
    /// The name of a finger.
    static func name(_ position: FingerTemplate.Position) -> String {
        switch position {
        case .unknown: "хуруу · finger"
        case .rightThumb: "баруун эрхий · right thumb"
        case .rightIndex: "баруун долоовор · right index finger"
        case .rightMiddle: "баруун дунд · right middle finger"
        case .rightRing: "баруун ядам · right ring finger"
        case .rightLittle: "баруун чигчий · right little finger"
        case .leftThumb: "зүүн эрхий · left thumb"
        case .leftIndex: "зүүн долоовор · left index finger"
        case .leftMiddle: "зүүн дунд · left middle finger"
        case .leftRing: "зүүн ядам · left ring finger"
        case .leftLittle: "зүүн чигчий · left little finger"
        }
    }

    /// Why a finger was passed over.
    static func words(_ reason: EnrolmentSession.Gap) -> String {
        switch reason {
        case .amputated: "байхгүй · missing"
        case .bandaged: "боолттой · bandaged"
        case .unreachable: "тавих боломжгүй · cannot be laid down"
        case .exhausted: "тод гарсангүй, өөр хуруу авна · not clear enough, another finger is taken"
        case .sameFinger: "өмнөх хуруу мөн байна · the same finger as before"
        }
    }

    /// What an impression led to; nil when there is nothing to say.
    static func words(_ answer: EnrolmentSession.Answer) -> String? {
        switch answer {
        case .finished: nil
        case .enrolled(let position): "\(name(position)): бүртгэгдлээ · enrolled"
        case .passedOver(let position, let reason): "\(name(position)): \(words(reason))"
        case .again(.accepted(let remaining)): "сайн, дахин \(remaining) удаа · good, \(remaining) more"
        case .again(.poor(let reasons, let left)):
            "\(FingerReport.advice(reasons.isEmpty ? [.blurred] : reasons)) (\(left))"
        case .again(.disagrees(let left)): "өмнөхтэй таарахгүй байна · does not agree with the one before (\(left))"
        case .again(.enrolled), .again(.exhausted): nil
        }
    }
}
