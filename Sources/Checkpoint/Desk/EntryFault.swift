package import TravelDocument

/// Why something that an officer enters is refused, and at which field.
package struct EntryFault: Error, Sendable, Equatable {
    package enum Reason: Sendable, Equatable, CaseIterable {
        /// Nothing stands there although it is needed.
        case missing
        /// Too long, or not of the form that the field has.
        case malformed
        /// The field does not belong to an entry of this kind.
        case misplaced
        /// A day that has not come yet.
        case future
        /// A day that nobody alive has on paper, or that lies decades ahead.
        case implausible
        /// It ends before it begins.
        case reversed
        /// A count that nobody grants.
        case outOfRange
        /// Another entry in force has it already.
        case taken
        /// It is in force no longer.
        case withdrawn
        /// Another entry in force covers some of the same days.
        case overlapping
        /// Both are the same.
        case same
        /// What is on record says otherwise.
        case contradicted
    }

    /// The field by its name in the interface.
    package let field: String
    package let reason: Reason

    package init(_ field: String, _ reason: Reason) {
        self.field = field
        self.reason = reason
    }

    /// The reason for an officer.
    package var text: LocalizedText {
        switch reason {
        case .missing: LocalizedText(mn: "заавал бөглөнө", en: "is needed")
        case .malformed:
            LocalizedText(mn: "хэлбэр буруу эсвэл хэт урт", en: "does not have the right form or is too long")
        case .misplaced: LocalizedText(mn: "энэ төрөлд хамаарахгүй", en: "does not belong to this kind")
        case .future: LocalizedText(mn: "ирээдүйн огноо", en: "lies in the future")
        case .implausible: LocalizedText(mn: "боломжгүй огноо", en: "is an impossible day")
        case .reversed: LocalizedText(mn: "эхлэхээсээ өмнө дууссан", en: "lies before the beginning")
        case .outOfRange: LocalizedText(mn: "боломжгүй тоо", en: "is out of range")
        case .taken: LocalizedText(mn: "аль хэдийн бүртгэгдсэн", en: "is on record already")
        case .withdrawn: LocalizedText(mn: "аль хэдийн хүчингүй болгосон", en: "was withdrawn before")
        case .overlapping:
            LocalizedText(
                mn: "өөр бүртгэлийн хугацаатай давхцсан", en: "overlaps with another entry: end that one first")
        case .same: LocalizedText(mn: "хоёулаа нэг баримт бичиг", en: "is the same document")
        case .contradicted: LocalizedText(mn: "бүртгэлтэй зөрчилдсөн", en: "contradicts what is on record")
        }
    }
}

extension EntryFault: CustomStringConvertible {
    /// `validUntil: эхлэхээсээ өмнө дууссан · lies before the beginning`
    package var description: String { "\(field): \(text.mn) · \(text.en)" }
}
