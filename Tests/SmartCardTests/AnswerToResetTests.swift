import Testing

@testable import SmartCard

@Suite struct AnswerToResetTests {
    @Test func `historical bytes come after all groups of interface bytes`() {
        // T0 announces TA1 and TD1, TD1 announces TB2 and TD2, TD2 nothing.
        let bytes: [UInt8] = [0x3B, 0x93, 0x11, 0xA1, 0x22, 0x01, 0xC1, 0xC2, 0xC3, 0x00]
        #expect(AnswerToReset(parsing: bytes)?.historicalBytes == [0xC1, 0xC2, 0xC3])
    }

    @Test(arguments: [[], [0x3B], [0x3B, 0x05, 1], [0x3B, 0xF0, 1, 2], [0x3B, 0x80, 0x80, 0x80]] as [[UInt8]])
    func `bytes that end too early are none`(_ bytes: [UInt8]) {
        #expect(AnswerToReset(parsing: bytes) == nil)
    }

    @Test(
        arguments: [
            ([0x80, 0x73, 0x00, 0x00, 0x40], true),
            ([0x80, 0x73, 0xFF, 0xFF, 0xBF], false),
            ([0x80, 0x31, 0x00, 0x73, 0x00, 0x00, 0x40], true),
            ([0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x90, 0x00], true),
            ([0x80, 0x71, 0x00], nil),
            ([0x80, 0x75, 0x00, 0x00], nil),
            ([0x4F, 0x73, 0x00, 0x00, 0x40], nil),
            ([], nil),
        ] as [([UInt8], Bool?)])
    func `card capabilities tell about extended length`(_ historical: [UInt8], _ expected: Bool?) {
        let answer = AnswerToReset(parsing: [0x3B, UInt8(historical.count)] + historical)
        #expect(answer != nil)
        #expect(answer?.announcesExtendedLength == expected)
    }
}
