extension TLV {
    /// Encodes one element with the shortest definite length (DER).
    ///
    /// - Parameters:
    ///   - tag: all tag bytes big-endian, for example 0x7F61.
    ///   - value: the value bytes; at most 4,294,967,295 of them can be expressed.
    package static func encode(tag: UInt32, value: [UInt8]) -> [UInt8] {
        var bytes = tagBytes(tag)
        bytes.reserveCapacity(bytes.count + 5 + value.count)
        bytes += lengthBytes(value.count)
        bytes += value
        return bytes
    }

    /// Encodes one constructed element around elements that are already encoded.
    package static func encode(tag: UInt32, children: [[UInt8]]) -> [UInt8] {
        encode(tag: tag, value: Array(children.joined()))
    }

    /// The element encoded again, with the shortest length.
    package func encoded() -> [UInt8] {
        TLV.encode(tag: tag, value: value)
    }

    /// Tag bytes without leading zero bytes; tag 0 is one zero byte.
    static func tagBytes(_ tag: UInt32) -> [UInt8] {
        var bytes: [UInt8] = []
        for shift in [24, 16, 8, 0] as [UInt32] {
            let byte = UInt8(truncatingIfNeeded: tag >> shift)
            if byte != 0 || !bytes.isEmpty || shift == 0 { bytes.append(byte) }
        }
        return bytes
    }

    /// Length in the short form below 128, else the long form with as few bytes as possible.
    static func lengthBytes(_ length: Int) -> [UInt8] {
        guard length >= 0x80 else { return [UInt8(truncatingIfNeeded: max(0, length))] }
        var digits: [UInt8] = []
        var rest = length
        while rest > 0 {
            digits.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        }
        return [0x80 | UInt8(truncatingIfNeeded: digits.count)] + digits
    }
}
