/// A message of the TouchChip's coprocessor: `"Ciao" | type | sequence and length | length | payload | CRC`.
///
/// The sequence stands in the high half of its byte, bits 11 to 8 of the length in the low half. The checksum is
/// CRC-16 with the polynomial 0x1021 and start 0 (XMODEM), little endian, over everything after the magic.
struct CiaoMessage: Sendable, Equatable {
    /// Bytes around the payload.
    static let overhead = 9
    /// What is read first; a longer message goes on in one more transfer.
    static let firstRead = 64
    /// Longest message: the length has 12 bits, but the device never sends more than these 2052 bytes in two transfers.
    static let longest = 2052

    let type: UInt8
    /// 0...15.
    let sequence: UInt8
    let payload: [UInt8]

    init(_ type: UInt8, sequence: UInt8 = 0, _ payload: [UInt8]) {
        self.type = type
        self.sequence = sequence & 0x0F
        self.payload = payload
    }

    /// The message on the wire.
    var bytes: [UInt8] {
        let body =
            [type, sequence << 4 | UInt8(truncatingIfNeeded: payload.count >> 8 & 0x0F)]
            + [UInt8(truncatingIfNeeded: payload.count)] + payload
        let checksum = Self.checksum(body[...])
        return Self.magic + body + [UInt8(truncatingIfNeeded: checksum), UInt8(truncatingIfNeeded: checksum >> 8)]
    }

    /// Length of the whole message by its first bytes.
    static func length(_ head: [UInt8]) throws(ScannerError) -> Int {
        guard head.count >= overhead, head.starts(with: magic) else { throw ScannerError(.badFrame, "message") }
        let length = overhead + (Int(head[5] & 0x0F) << 8 | Int(head[6]))
        guard length <= longest else { throw ScannerError(.badFrame, "message length") }
        return length
    }

    /// Reads a message; bytes after its end mean nothing (short messages fill a whole transfer).
    init(parsing bytes: [UInt8]) throws(ScannerError) {
        let length = try Self.length(bytes)
        guard bytes.count >= length else { throw ScannerError(.badFrame, "message length") }
        let body = bytes[4..<(length - 2)]
        let checksum = UInt16(bytes[length - 2]) | UInt16(bytes[length - 1]) << 8
        guard Self.checksum(body) == checksum else { throw ScannerError(.badFrame, "message checksum") }
        self.init(bytes[4], sequence: bytes[5] >> 4, Array(bytes[7..<(length - 2)]))
    }

    private static let magic = Array("Ciao".utf8)

    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt16 {
        var value: UInt16 = 0
        for byte in bytes {
            value ^= UInt16(byte) << 8
            for _ in 0..<8 { value = value & 0x8000 != 0 ? value << 1 ^ 0x1021 : value << 1 }
        }
        return value
    }
}
