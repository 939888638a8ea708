/// The cipher-based MAC with AES (NIST SP 800-38B §6), cut to the 8 bytes that chips use (ICAO 9303-11 §9.8.6.2).
package struct AESCMAC: Sendable, Equatable {
    /// Length of a MAC in bytes.
    package static let length = 8

    private let key: [UInt8]
    /// Marks the last block of a message of whole blocks, and of a padded one (SP 800-38B §6.1).
    private let marks: (whole: [UInt8], padded: [UInt8])

    /// Prepares a key of 16, 24 or 32 bytes, for any number of messages.
    package init(key: [UInt8]) throws(CryptographyError) {
        self.key = key
        let whole = Self.doubled(try AES.encryptCBC(key: key, [UInt8](repeating: 0, count: AES.blockLength)))
        marks = (whole, Self.doubled(whole))
    }

    package static func == (one: AESCMAC, other: AESCMAC) -> Bool { one.key == other.key }

    /// The MAC of a message of any length.
    package func authenticate(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
        var marked = message
        mark(&marked)
        let chained = try AES.encryptCBC(key: key, marked)
        return [UInt8](chained.suffix(AES.blockLength).prefix(Self.length))
    }

    /// Makes of a message what goes through the cipher: whole blocks, the last of them marked.
    fileprivate func mark(_ message: inout [UInt8]) {
        let block = AES.blockLength
        let isWhole = !message.isEmpty && message.count.isMultiple(of: block)
        if !isWhole {
            message.append(0x80)
            message.append(contentsOf: repeatElement(0, count: (block - message.count % block) % block))
        }
        let mark = isWhole ? marks.whole : marks.padded
        let start = message.count - block
        for index in mark.indices { message[start + index] ^= mark[index] }
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

/// The same MAC as a number, by one thread for very many messages under one key: to whoever does not have the key, the
/// MACs of different messages are random numbers.
package struct RunningCMAC: ~Copyable {
    private let form: AESCMAC
    private let context: CipherContext

    /// Prepares a key of 16, 24 or 32 bytes.
    package init(key: [UInt8]) throws(CryptographyError) {
        let form = try AESCMAC(key: key)
        let context = try AES.encryption(key: key)
        self.form = form
        self.context = context
    }

    /// The MAC of a message of any length: its 8 bytes as a number, the first of them the most significant.
    package func number(of message: consuming [UInt8]) throws(CryptographyError) -> UInt64 {
        form.mark(&message)
        try context.restart(iv: Self.zeros)
        try context.transform(inPlace: &message)
        return message.suffix(AES.blockLength).prefix(AESCMAC.length).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static let zeros = [UInt8](repeating: 0, count: AES.blockLength)
}
