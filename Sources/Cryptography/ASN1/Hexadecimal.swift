/// Bytes as hex digits.
enum Hexadecimal {
    static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// Nil unless the text is pairs of hex digits.
    static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let digits = text.map { $0.isASCII ? $0.hexDigitValue.map { UInt8($0) } : nil }
        guard digits.count % 2 == 0, digits.allSatisfy({ $0 != nil }) else { return nil }
        let nibbles = digits.compactMap(\.self)
        return stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }
}
