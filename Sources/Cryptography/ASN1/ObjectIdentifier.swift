/// Object identifiers between their dotted text and their content bytes (ITU-T X.690 §8.19).
enum ObjectIdentifier {
    /// Longest content in bytes; the longest that we know has 13.
    private static let maximumLength = 64

    /// The dotted form of content bytes, nil when they are not well formed.
    static func dotted(_ content: ArraySlice<UInt8>) -> String? {
        guard !content.isEmpty, content.count <= maximumLength, content.last.map({ $0 < 0x80 }) == true else {
            return nil
        }
        var arcs: [UInt64] = []
        var arc: UInt64 = 0
        for byte in content {
            guard arc < 1 << 56 else { return nil }
            arc = arc << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 {
                arcs.append(arc)
                arc = 0
            }
        }
        guard let first = arcs.first else { return nil }
        let root = min(first / 40, 2)
        return ([root, first - root * 40] + arcs.dropFirst()).map { String($0) }.joined(separator: ".")
    }

    /// The content bytes of a dotted form; empty for a text that is none.
    static func content(_ dotted: String) -> [UInt8] {
        let arcs = dotted.split(separator: ".").compactMap { UInt64($0) }
        guard arcs.count >= 2, arcs[0] <= 2, arcs[1] < 1 << 32 else { return [] }
        return ([arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2)).flatMap { base128($0) }
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
