/// Padding method 2 of ISO/IEC 9797-1, which ISO/IEC 7816-4 uses: a byte 80, then zeros up to a whole block.
package enum ISO7816Padding {
    /// `bytes` with padding; always at least one byte longer.
    package static func pad(_ bytes: [UInt8], blockLength: Int = TripleDES.blockLength) -> [UInt8] {
        let block = max(blockLength, 1)
        let zeros = block - 1 - bytes.count % block
        var padded: [UInt8] = []
        padded.reserveCapacity(bytes.count + 1 + zeros)
        padded += bytes
        padded.append(0x80)
        padded.append(contentsOf: repeatElement(0, count: zeros))
        return padded
    }

    /// `bytes` without their padding.
    ///
    /// Throws `invalidPadding` when the end is not 80 and fewer zeros than a block. Only for data whose MAC has been
    /// verified before: the answer tells about the plaintext.
    package static func unpad(
        _ bytes: [UInt8], blockLength: Int = TripleDES.blockLength
    ) throws(CryptographyError) -> [UInt8] {
        guard let end = bytes.lastIndex(where: { $0 != 0 }), bytes[end] == 0x80,
            bytes.count - end <= max(blockLength, 1)
        else { throw CryptographyError(.invalidPadding, "ISO 7816 padding") }
        return [UInt8](bytes[..<end])
    }
}
