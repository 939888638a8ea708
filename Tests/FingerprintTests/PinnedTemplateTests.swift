import Fingerprint
import Simulators
import Testing

/// The calibration of scores holds for exactly these templates: whoever changes one must count it anew.
struct PinnedTemplateTests {
    @Test(arguments: [(UInt64(0), UInt64(0x5a7557f3330e15ff)), (1, 0xf99f9f6e9bfe9c25)])
    func `The template of a grown print is the same to the bit as when scores were calibrated`(
        seed: UInt64, expected: UInt64
    ) throws {
        let image = try RidgeGrowth.master(seed: seed).impression(seed: 0)
        let record = try FingerExtractor().extract(image).template.iso19794_2Record()
        // FNV-1a.
        let hash = record.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        #expect(hash == expected)
    }
}
