/// What the parsers of DG11, DG12 and DG16 share: texts and dates that issuers write in several ways.
///
/// These data groups are optional and real ones break the standard often: each element stands for itself, and what
/// cannot be understood is a defect and never an error.
struct DetailReading {
    /// What breaks the standard, each once.
    private(set) var defects: [LDSDefect] = []

    /// Notes a defect.
    mutating func note(_ defect: LDSDefect) {
        if !defects.contains(defect) { defects.append(defect) }
    }

    /// A text; nil for an empty one. UTF-8 by ICAO 9303-10 §4.7.11; other bytes are read as ISO/IEC 8859-1.
    mutating func text(_ element: TLV?) -> String? {
        guard let element else { return nil }
        var content = element.content
        // Fixed-width fields of old personalisation systems are padded.
        while let last = content.last, last == 0x00 || last == 0x20 { content = content.dropLast() }
        guard !content.isEmpty else { return nil }
        guard content.count <= Limits.detailTextBytes else {
            note(.textTooLong)
            return nil
        }
        if let text = String(validating: content, as: UTF8.self) { return text }
        note(.textNotUTF8)
        return String(String.UnicodeScalarView(content.map { Unicode.Scalar($0) }))
    }

    /// A text in parts: fillers separate the lines of addresses and the numbers of documents.
    mutating func parts(_ element: TLV?) -> [String] {
        text(element).map(DetailReading.parts) ?? []
    }

    /// A name: two fillers part the primary identifier from the secondary one, ICAO 9303-10 §4.7.11.
    mutating func name(_ element: TLV?) -> HolderName? {
        text(element).map(HolderName.init)
    }

    /// A date of eight digits; as packed digits (BCD) before LDS 1.8 and on many chips after.
    mutating func date(_ element: TLV?) -> WrittenDate? {
        digits(element, packed: 4, plain: 8).map(WrittenDate.init)
    }

    /// A moment of fourteen digits, plain or packed.
    mutating func moment(_ element: TLV?) -> WrittenMoment? {
        digits(element, packed: 7, plain: 14).map(WrittenMoment.init)
    }

    /// An image; nil for an empty element, by which a state says that it has none.
    mutating func image(_ element: TLV?) -> FaceImage? {
        guard let element, element.content.count > 1 else { return nil }
        let image = FaceImage(bytes: element.value)
        if image.format == .unknown { note(.imageFormatUnknown) }
        return image
    }

    /// The elements that a group A0 counts, ICAO 9303-10 §4.7.11; those that stand outside of it are taken, too.
    mutating func group(_ tag: UInt32, in elements: [TLV]) -> [TLV] {
        var found: [TLV] = []
        if let group = elements.first(where: { $0.tag == 0xA0 }) {
            let children = (try? group.children()) ?? []
            if children.isEmpty, !group.content.isEmpty { note(.groupUnreadable) }
            found = children.filter { $0.tag == tag }
            if let count = children.first(where: { $0.tag == 0x02 }) {
                if count.value != [UInt8(truncatingIfNeeded: found.count)] { note(.instanceCountMismatch) }
            } else if !children.isEmpty {
                note(.instanceCountMissing)
            }
        }
        let outside = elements.filter { $0.tag == tag }
        if !outside.isEmpty { note(.elementOutsideGroup) }
        found += outside
        guard found.count <= Limits.detailGroupElements else {
            note(.groupTooLong)
            return Array(found.prefix(Limits.detailGroupElements))
        }
        return found
    }

    /// Compares the tag list (5C) with the elements that are there.
    mutating func checkTagList(_ elements: [TLV]) {
        guard let list = elements.first(where: { $0.tag == 0x5C }) else { return note(.tagListMissing) }
        var listed: Set<UInt32> = []
        var rest = list.content
        while let first = rest.popFirst() {
            guard first & 0x1F == 0x1F else {
                listed.insert(UInt32(first))
                continue
            }
            guard let second = rest.popFirst() else { return note(.tagListMismatch) }
            listed.insert(UInt32(first) << 8 | UInt32(second))
        }
        // Some list the members of group A0, some the group.
        let members: Set<UInt32> = [0xA0, 0x5F0F, 0x5F1A]
        let present = Set(elements.map(\.tag)).subtracting([0x5C])
        if listed.subtracting(members) != present.subtracting(members) { note(.tagListMismatch) }
    }

    private mutating func digits(_ element: TLV?, packed: Int, plain: Int) -> String? {
        guard let element, !element.content.isEmpty else { return nil }
        let isPacked = element.content.count == packed
        guard isPacked || element.content.count == plain else {
            note(.dateUnreadable)
            return text(element)
        }
        guard isPacked else { return text(element) }
        note(.dateInPackedDigits)
        let digits = element.content.flatMap { [$0 >> 4, $0 & 0x0F] }
        guard digits.allSatisfy({ $0 <= 9 }) else {
            note(.dateUnreadable)
            return nil
        }
        return String(decoding: digits.map { 0x30 + $0 }, as: UTF8.self)
    }

    /// The parts of a text between fillers.
    static func parts(_ text: String) -> [String] {
        text.split(separator: "<").map(String.init)
    }
}
