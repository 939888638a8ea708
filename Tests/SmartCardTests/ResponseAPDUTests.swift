import SmartCard
import Testing

@Suite struct ResponseAPDUTests {
    @Test func `data and status word are told apart`() throws {
        let response = try ResponseAPDU(parsing: [1, 2, 0x62, 0x82])
        #expect(response.data == [1, 2])
        #expect(response.statusWord == .endOfFile)
        #expect(response.encoded == [1, 2, 0x62, 0x82])
    }

    @Test(arguments: [[], [0x90]] as [[UInt8]])
    func `fewer than two bytes are a failed communication`(_ bytes: [UInt8]) {
        #expect { try ResponseAPDU(parsing: bytes) } throws: { ($0 as? SmartCardError)?.code == .communicationFailed }
    }

    @Test func `an answer beyond the longest APDU is refused`() {
        let bytes = [UInt8](repeating: 0x90, count: ResponseAPDU.maximumEncodedLength + 1)
        #expect { try ResponseAPDU(parsing: bytes) } throws: { ($0 as? SmartCardError)?.code == .malformedAPDU }
    }

    @Test(arguments: [(0x6100, 256), (0x6110, 16), (0x9000, nil)] as [(UInt16, Int?)])
    func `61xx tells how many bytes wait`(_ value: UInt16, _ count: Int?) {
        #expect(StatusWord(rawValue: value).bytesAvailable == count)
    }

    @Test(arguments: [(0x6C00, 256), (0x6CE7, 231), (0x6700, nil)] as [(UInt16, Int?)])
    func `6Cxx tells the right length`(_ value: UInt16, _ count: Int?) {
        #expect(StatusWord(rawValue: value).exactLength == count)
    }

    @Test func `every status word has a text with its four digits`() {
        for value in UInt16.min...UInt16.max {
            let text = StatusWord(rawValue: value).description
            #expect(text.utf8.count > 7 && text.utf8.dropFirst(4).first == UInt8(ascii: " "))
        }
        #expect(StatusWord(rawValue: 0x0A00).description == "0A00 (unknown)")
    }
}
