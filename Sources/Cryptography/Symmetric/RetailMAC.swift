/// The retail MAC: ISO/IEC 9797-1 MAC algorithm 3 with DES, zero initialisation vector and 8 bytes of output.
///
/// ICAO 9303-11 §4.3.3.2 and §9.8.6.1. The message comes padded (`ISO7816Padding`), because secure messaging pads
/// the header and the data apart.
package enum RetailMAC {
    /// Length of a MAC in bytes.
    package static let length = 8

    /// The MAC of `paddedMessage`, at least one block and a whole number of blocks of 8 bytes, under the two-key
    /// `key` of 16 bytes.
    package static func authenticate(
        key: [UInt8], paddedMessage: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        let block = TripleDES.blockLength
        guard key.count == TripleDES.keyLength else { throw CryptographyError(.invalidLength, "retail MAC key") }
        guard !paddedMessage.isEmpty, paddedMessage.count.isMultiple(of: block) else {
            throw CryptographyError(.invalidLength, "retail MAC message is not a whole number of blocks")
        }
        // Every block but the last is chained by single DES under the first half of the key. Triple DES with equal
        // halves is single DES, and unlike single DES it needs no legacy provider of the library.
        let firstHalf = [UInt8](key.prefix(block))
        let head = [UInt8](paddedMessage.dropLast(block))
        let last = [UInt8](paddedMessage.suffix(block))
        let chained = try TripleDES.encryptCBC(key: firstHalf + firstHalf, head)
        let chain = chained.isEmpty ? [UInt8](repeating: 0, count: block) : [UInt8](chained.suffix(block))
        // The last block goes through encrypt-decrypt-encrypt: the output transformation of algorithm 3.
        return try TripleDES.encryptCBC(key: key, iv: chain, last)
    }
}
