import TravelDocument

/// Files of usual sizes: what is in them does not matter to the reading.
enum SampleFiles {
    static let files = ChipFiles(files: [
        .com: TLV.encode(
            tag: 0x60,
            children: [
                TLV.encode(tag: 0x5F01, value: [0x30, 0x31, 0x30, 0x37]),
                TLV.encode(tag: 0x5F36, value: [0x30, 0x34, 0x30, 0x30, 0x30, 0x30]),
                TLV.encode(tag: 0x5C, value: [0x61, 0x75]),
            ]),
        .sod: TLV.encode(tag: 0x77, value: pattern(2000)),
        .dg1: TLV.encode(tag: 0x61, value: TLV.encode(tag: 0x5F1F, value: pattern(88))),
        .dg2: TLV.encode(tag: 0x75, value: pattern(15 * 1024)),
    ])

    private static func pattern(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    }
}
