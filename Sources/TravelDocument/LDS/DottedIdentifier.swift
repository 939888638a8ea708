/// Object identifiers in DER and in dotted form (ITU-T X.690 §8.19).
///
/// The dotted form is what the rest of the house speaks, so these are functions over strings.
package enum DottedIdentifier {
    /// Dotted form of the content bytes of an OBJECT IDENTIFIER, or nil when they are none, have more than
    /// ``Limits/objectIdentifierArcs`` components or a component beyond 64 bits.
    package static func decode(_ content: some BidirectionalCollection<UInt8>) -> String? {
        guard let last = content.last, last & 0x80 == 0 else { return nil }
        var arcs: [UInt64] = []
        var value: UInt64 = 0
        var isFirstByte = true
        for byte in content {
            if isFirstByte, byte == 0x80 { return nil }
            guard value >> 57 == 0 else { return nil }
            value = value << 7 | UInt64(byte & 0x7F)
            isFirstByte = byte & 0x80 == 0
            guard isFirstByte else { continue }
            if arcs.isEmpty {
                let root = min(value / 40, 2)
                arcs = [root, value - root * 40]
            } else {
                arcs.append(value)
            }
            value = 0
            guard arcs.count <= Limits.objectIdentifierArcs else { return nil }
        }
        return arcs.map { String($0) }.joined(separator: ".")
    }

    /// Content bytes of an OBJECT IDENTIFIER, or nil when the text is no dotted identifier.
    package static func encode(_ dotted: String) -> [UInt8]? {
        guard dotted.utf8.count <= 21 * Limits.objectIdentifierArcs else { return nil }
        var arcs: [UInt64] = []
        for part in dotted.split(separator: ".", omittingEmptySubsequences: false) {
            guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let arc = UInt64(part) else { return nil }
            arcs.append(arc)
        }
        guard (2...Limits.objectIdentifierArcs).contains(arcs.count), arcs[0] <= 2 else { return nil }
        guard arcs[0] == 2 || arcs[1] < 40 else { return nil }
        let (first, overflow) = arcs[1].addingReportingOverflow(arcs[0] * 40)
        guard !overflow else { return nil }
        return base128(first) + arcs.dropFirst(2).flatMap(base128)
    }

    private static func base128(_ value: UInt64) -> [UInt8] {
        var bytes = [UInt8(value & 0x7F)]
        var rest = value >> 7
        while rest > 0 {
            bytes.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
            rest >>= 7
        }
        return bytes
    }
}
