internal import TravelDocument

/// What EF.ATR/INFO says about lengths, ICAO 9303-10 §3.11.1 and ISO/IEC 7816-4 §12.7.1.
struct ChipCapabilities: Sendable, Equatable {
    /// Room that secure messaging takes in a command or an answer with extended length: header, length fields, data
    /// object headers, padding, status, MAC.
    static let protectionOverhead = 40

    /// Longest command in bytes.
    let longestCommand: Int
    /// Longest answer in bytes.
    let longestResponse: Int

    /// Nil when the file does not announce lengths (DO 7F66 with two integers) in an understandable way.
    init?(atrInfo: [UInt8]) {
        guard let lengths = try? TLV.parse(atrInfo).first(where: { $0.tag == 0x7F66 })?.children(), lengths.count == 2,
            lengths.allSatisfy({ $0.tag == 0x02 && (1...4).contains($0.content.count) })
        else { return nil }
        let numbers = lengths.map { $0.content.reduce(0) { $0 << 8 | Int($1) } }
        longestCommand = numbers[0]
        longestResponse = numbers[1]
    }
}
