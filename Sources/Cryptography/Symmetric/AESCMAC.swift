/// The cipher-based MAC with AES (NIST SP 800-38B §6), cut to the 8 bytes that chips use (ICAO 9303-11 §9.8.6.2).
package enum AESCMAC {
    /// Length of a MAC in bytes.
    package static let length = 8

    /// The MAC of a message of any length under a key of 16, 24 or 32 bytes.
    package static func authenticate(key: [UInt8], message: [UInt8]) throws(CryptographyError) -> [UInt8] {
        let block = AES.blockLength
        let zero = try AES.encryptCBC(key: key, [UInt8](repeating: 0, count: block))
        let whole = doubled(zero)
        let isWhole = !message.isEmpty && message.count.isMultiple(of: block)
        var padded = isWhole ? message : ISO7816Padding.pad(message, blockLength: block)
        // The last block is marked with a subkey that tells padded messages from whole ones.
        let mark = isWhole ? whole : doubled(whole)
        let start = padded.count - block
        for index in mark.indices { padded[start + index] ^= mark[index] }
        let chained = try AES.encryptCBC(key: key, padded)
        return [UInt8](chained[start..<start + length])
    }

    /// Multiplication by x in GF(2^128), SP 800-38B §6.1.
    private static func doubled(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for index in bytes.indices {
            let carry = index + 1 < bytes.count ? bytes[index + 1] >> 7 : 0
            result[index] = bytes[index] << 1 | carry
        }
        if let first = bytes.first, first & 0x80 != 0 { result[bytes.count - 1] ^= 0x87 }
        return result
    }
}
