/// Bytes as pairs of hex digits.
package enum Hexadecimal {
    /// Two digits for each byte, lower case.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Nil unless the text is pairs of hex digits, of whichever case.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let digits = text.map { $0.isASCII ? $0.hexDigitValue.map { UInt8($0) } : nil }
        guard digits.count % 2 == 0, digits.allSatisfy({ $0 != nil }) else { return nil }
        let nibbles = digits.compactMap(\.self)
        return stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }
}
