/// Writes the elements of DG11 and DG12 with the tag list in front of them.
struct DetailWriting {
    private var tags: [UInt8] = []
    private var elements: [[UInt8]] = []

    /// An element of bytes; none for nil.
    mutating func bytes(_ tag: UInt32, _ value: [UInt8]?) {
        guard let value else { return }
        tags += TLV.tagBytes(tag)
        elements.append(TLV.encode(tag: tag, value: value))
    }

    /// An element of text; none for nil.
    mutating func text(_ tag: UInt32, _ value: String?) {
        bytes(tag, value.map { Array($0.utf8) })
    }

    /// An element of parts between fillers; none for no parts.
    mutating func parts(_ tag: UInt32, _ value: [String]) {
        text(tag, value.isEmpty ? nil : value.joined(separator: "<"))
    }

    /// A group A0 with a count; none for no texts.
    mutating func group(_ tag: UInt32, _ texts: [String]) {
        guard !texts.isEmpty else { return }
        tags.append(0xA0)
        let count = TLV.encode(tag: 0x02, value: [UInt8(truncatingIfNeeded: texts.count)])
        elements.append(
            TLV.encode(tag: 0xA0, children: [count] + texts.map { TLV.encode(tag: tag, value: Array($0.utf8)) }))
    }

    /// The file.
    func file(tag: UInt32) -> [UInt8] {
        TLV.encode(tag: tag, children: [TLV.encode(tag: 0x5C, value: tags)] + elements)
    }
}
