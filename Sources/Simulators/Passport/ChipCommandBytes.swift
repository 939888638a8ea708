/// A command as the chip understands it: its own reading of ISO/IEC 7816-4 §5.1, apart from the terminal's.
struct ChipCommandBytes: Sendable, Equatable {
    var cla: UInt8
    var ins: UInt8
    var p1: UInt8
    var p2: UInt8
    var data: [UInt8] = []
    /// Bytes of answer that the terminal takes; nil without Le.
    var expected: Int?
    /// Came with extended length fields.
    var isExtended = false

    /// Nil when the length fields do not fit.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 4 else { return nil }
        (cla, ins, p1, p2) = (bytes[0], bytes[1], bytes[2], bytes[3])
        var rest = bytes.dropFirst(4)
        if rest.isEmpty { return }
        if rest.count == 1 {
            expected = Self.orMost(rest[4], 256)
            return
        }
        if rest.count >= 3 && rest[4] == 0 {
            isExtended = true
            rest = rest.dropFirst()
        }
        let width = isExtended ? 2 : 1
        let first = rest.prefix(width).reduce(0) { $0 << 8 | Int($1) }
        if rest.count == width {
            expected = first == 0 ? 65_536 : first
            return
        }
        rest = rest.dropFirst(width)
        guard first > 0, rest.count == first || rest.count == first + width else { return nil }
        data = [UInt8](rest.prefix(first))
        if rest.count > first {
            let last = rest.suffix(width).reduce(0) { $0 << 8 | Int($1) }
            expected = last == 0 ? (isExtended ? 65_536 : 256) : last
        }
    }

    private static func orMost(_ byte: UInt8, _ most: Int) -> Int {
        byte == 0 ? most : Int(byte)
    }
}

/// Answer of the chip before protection.
struct ChipReply: Sendable, Equatable {
    var data: [UInt8] = []
    var status: UInt16

    /// Without data.
    static func status(_ value: UInt16) -> ChipReply { ChipReply(status: value) }

    var bytes: [UInt8] { data + [UInt8(truncatingIfNeeded: status >> 8), UInt8(truncatingIfNeeded: status)] }
}
