/// What a chip says of itself when it is powered, ISO/IEC 7816-3 §8; contactless chips get one from the reader
/// (PC/SC part 3 §3.1.3.2.3).
struct AnswerToReset: Sendable, Equatable {
    /// Historical bytes: what the chip's maker or issuer wrote, ISO/IEC 7816-4 §8.1.1.
    let historicalBytes: [UInt8]

    /// Reads the interface bytes only to skip them. Nil when the bytes end too early.
    init?(parsing bytes: [UInt8]) {
        guard bytes.count >= 2 else { return nil }
        let count = Int(bytes[1] & 0x0F)
        var position = 2
        var announced: UInt8? = bytes[1]
        // Each TD byte announces the next group by its high half; ATRs have at most 33 bytes, so this ends.
        while let flags = announced {
            announced = nil
            for bit in 4...7 where flags & (1 << UInt8(bit)) != 0 {
                guard position < bytes.count else { return nil }
                if bit == 7 { announced = bytes[position] }
                position += 1
            }
        }
        guard bytes.count >= position + count else { return nil }
        historicalBytes = [UInt8](bytes[position..<position + count])
    }

    /// Whether the card capabilities (compact tag 7, third byte, bit 7) announce extended length fields.
    /// Nil when the historical bytes have no such object.
    var announcesExtendedLength: Bool? {
        guard let category = historicalBytes.first, category == 0x00 || category == 0x80 else { return nil }
        var rest = historicalBytes.dropFirst()
        if category == 0x00 { rest = rest.dropLast(3) }
        while let head = rest.popFirst() {
            let length = Int(head & 0x0F)
            guard rest.count >= length else { return nil }
            let value = [UInt8](rest.prefix(length))
            rest = rest.dropFirst(length)
            if head >> 4 == 7, value.count >= 3 { return value[2] & 0x40 != 0 }
        }
        return nil
    }
}
