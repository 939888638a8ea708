import SmartCard
import Testing
import TravelDocument

@testable import ChipReading

@Suite struct ReadLengthsTests {
    @Test func `protected reads leave room for their protection`() {
        #expect(ReadLengths(protected: true, extended: nil).current == 231)
        #expect(ReadLengths(protected: false, extended: nil).current == 256)
    }

    @Test func `steps go down to 128 and no further`() {
        var lengths = ReadLengths(protected: true, extended: 4096)
        var seen = [lengths.current]
        while lengths.stepDown() { seen.append(lengths.current) }
        #expect(seen == [4096, 231, 223, 192, 160, 128])
    }

    @Test(arguments: [Int.min, 0, 65_536, Int.max]) func `an odd wish for extended length is brought into bounds`(
        _ wish: Int
    ) {
        #expect((257...65_280).contains(ReadLengths(protected: true, extended: wish).current))
    }
}

@Suite struct ChipCapabilitiesTests {
    @Test func `announced lengths are read`() {
        let file = TLV.encode(
            tag: 0x7F66, children: [TLV.encode(tag: 2, value: [0x03, 0xE8]), TLV.encode(tag: 2, value: [1, 0, 0])])
        let capabilities = ChipCapabilities(atrInfo: [0x47, 0x01, 0x00] + file)
        #expect(capabilities?.longestCommand == 1000)
        #expect(capabilities?.longestResponse == 65_536)
    }

    @Test(
        arguments: [
            [], [0x7F, 0x66], [0x7F, 0x66, 0x00], [0x7F, 0x66, 0x03, 0x02, 0x01, 0x05], [0x47, 0x01, 0x00],
            [0x7F, 0x66, 0x08, 0x02, 0x00, 0x02, 0x00], [0xFF, 0xFF, 0xFF],
        ] as [[UInt8]])
    func `anything else announces nothing`(_ bytes: [UInt8]) {
        #expect(ChipCapabilities(atrInfo: bytes) == nil)
    }
}

@Suite struct ChipCommandTests {
    @Test(arguments: [(0x8000, "00B10000045402800064"), (0x01_0000, "00B100000554030100" + "0064")])
    func `the odd instruction carries its offset in a data object`(_ offset: Int, _ bytes: String) throws {
        #expect(try ChipCommand.readFar(offset: offset, ne: 100).encoded() == hex(bytes))
    }

    @Test func `short identifiers and offsets stand in P1 and P2`() throws {
        #expect(try ChipCommand.readStart(of: .com, ne: 6).encoded() == hex("00B09E0006"))
        #expect(try ChipCommand.read(offset: 0x7FFF, ne: 256).encoded() == hex("00B07FFF00"))
        #expect(try ChipCommand.select(.dg16).encoded() == hex("00A4020C020110"))
    }
}
