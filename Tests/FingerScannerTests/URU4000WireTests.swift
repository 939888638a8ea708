import Fingerprint
import Testing

@testable import FingerScanner

struct URU4000WireTests {
    @Test func `the recorded key answer gives the recorded key`() throws {
        let cipher = try URU4000Cipher(answer: [0xF2, 0x28, 0xAE, 0x05], seed: 0x51EA_2124)
        #expect(cipher.key == 0x5444_09D6)
    }

    @Test(arguments: [0, 3, 5]) func `a key answer of another length is refused`(count: Int) {
        #expect(throws: ScannerError(.badFrame, "image key")) {
            try URU4000Cipher(answer: [UInt8](repeating: 0, count: count), seed: 0)
        }
    }

    @Test func `key-stream byte takes its bits from the eight places, lowest first`() {
        for (bit, place) in [4, 8, 11, 14, 18, 21, 24, 29].enumerated() {
            #expect(URU4000Cipher(key: 1 << place).byte == 1 << bit)
        }
        #expect(
            URU4000Cipher(key: ~(1 << 4 | 1 << 8 | 1 << 11 | 1 << 14 | 1 << 18 | 1 << 21 | 1 << 24 | 1 << 29)).byte == 0
        )
    }

    @Test func `a step shifts right and feeds the parity of the taps in`() {
        var odd = URU4000Cipher(key: 0x0000_0001)
        odd.step()
        #expect(odd.key == 0x8000_0000)
        var even = URU4000Cipher(key: 0x0000_0005)
        even.step()
        #expect(even.key == 0x0000_0002)
    }

    @Test func `a block loses its first byte and gives a black last pixel`() {
        var cipher = URU4000Cipher(key: 0)
        #expect(cipher.decrypt([9, 1, 2, 3]) == [1, 2, 3, 0])
        #expect(cipher.decrypt([]) == [])
    }

    @Test(
        arguments: [
            ([0x56, 0xAA, 3], URU4000Report.scanPowerOn), ([0x01, 0x01], .fingerOn), ([0x02, 0x00], .fingerOff),
            ([0x08, 0x00], .death), ([0x12, 0x34], .unknown(0x1234)), ([0x56], nil), ([], nil),
        ] as [([UInt8], URU4000Report?)])
    func `reports are told by their first two bytes`(bytes: [UInt8], report: URU4000Report?) {
        #expect(URU4000Report(bytes) == report)
    }

    @Test(
        arguments: [
            (0x01, false, false, 0x81, 0x01), (0x83, true, false, 0x83, 0x03), (0x84, true, true, 0x84, 0x04),
            (0x04, false, false, 0x84, 0x04),
        ] as [(UInt8, Bool, Bool, UInt8, UInt8)])
    func `the status register is read as noted`(value: UInt8, low: Bool, hangs: Bool, down: UInt8, up: UInt8) {
        let status = URU4000Status(value: value)
        #expect(status.isLowPower == low)
        #expect(status.needsReboot == hangs)
        #expect(status.poweredDown == down)
        #expect(status.poweredUp == up)
    }

    @Test func `only the 4500 is upside down`() {
        #expect(URU4000().models.filter(\.isRotated).map(\.productID) == [0x000A])
    }

    @Test func `an upright sensor's image is inverted only, a rotated one's turned as well`() throws {
        var raw = [UInt8](repeating: 0, count: 384 * 290)
        raw[0] = 255
        #expect(try URU4000.image(raw, isRotated: false).pixels.first == 0)
        #expect(try URU4000.image(raw, isRotated: true).pixels.last == 0)
    }
}
