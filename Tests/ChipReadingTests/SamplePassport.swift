import Simulators
import TravelDocument

/// Files of a passport that exists nowhere, sound as TLV; nobody signs them here.
enum SamplePassport {
    static let key = "UT00000017401011300101" + "5"

    static let com = TLV.encode(
        tag: 0x60,
        children: [
            TLV.encode(tag: 0x5F01, value: [0x30, 0x31, 0x30, 0x37]),
            TLV.encode(tag: 0x5F36, value: [0x30, 0x34, 0x30, 0x30, 0x30, 0x30]),
            TLV.encode(tag: 0x5C, value: [0x61, 0x75]),
        ])
    static let dg1 = TLV.encode(
        tag: 0x61, value: TLV.encode(tag: 0x5F1F, value: [UInt8](repeating: UInt8(ascii: "<"), count: 88)))
    static let sod = TLV.encode(tag: 0x77, value: pattern(1800))
    static let dg11 = TLV.encode(tag: 0x6B, value: pattern(200))

    /// A DG2 whose value has `count` bytes.
    static func dg2(_ count: Int = 15_000) -> [UInt8] {
        TLV.encode(tag: 0x75, value: pattern(count))
    }

    /// Bytes that do not repeat with any block length in use.
    static func pattern(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    }

    static func profile(dg2Bytes: Int = 15_000, key: String? = key) -> PassportProfile {
        PassportProfile(
            files: ChipFiles(files: [.com: com, .sod: sod, .dg1: dg1, .dg2: dg2(dg2Bytes)]), bacKeyInput: key)
    }
}
