import Testing
import TravelDocument

@Suite struct CommonDataTests {
    private static let version: [UInt8] = TLV.encode(tag: 0x5F01, value: Array("0107".utf8))
    private static let unicode: [UInt8] = TLV.encode(tag: 0x5F36, value: Array("040000".utf8))

    private func parse(_ children: [[UInt8]]) throws -> CommonData {
        try CommonData(parsing: TLV.encode(tag: 0x60, children: children))
    }

    @Test func `a list of data groups is read back`() throws {
        let common = CommonData(dataGroups: [.dg1, .dg2, .dg14, .dg16], ldsVersion: "0108")
        let read = try CommonData(parsing: common.encoded())
        #expect(read == common && read.ldsVersion == "0108" && read.unicodeVersion == "040000")
        #expect(common.encoded().suffix(6) == [0x5C, 0x04, 0x61, 0x75, 0x6E, 0x70])
    }

    @Test(
        arguments: [
            ([unicode, [0x5C, 2, 0x61, 0x75]], [.ldsVersionMissing]),
            ([version, [0x5C, 2, 0x61, 0x75]], [.unicodeVersionMissing]),
            (
                [TLV.encode(tag: 0x5F01, value: Array("0300".utf8)), unicode, [0x5C, 2, 0x61, 0x75]],
                [.ldsVersionUnexpected]
            ),
            (
                [version, TLV.encode(tag: 0x5F36, value: Array("050000".utf8)), [0x5C, 2, 0x61, 0x75]],
                [.unicodeVersionUnexpected]
            ),
            ([version, unicode, [0x5C, 1, 0x75]], [.mandatoryDataGroupNotListed]),
            ([version, unicode, [0x5C, 3, 0x61, 0x75, 0x99]], [.unknownDataGroupTag]),
            ([version, unicode, [0x5C, 3, 0x61, 0x75, 0x61]], [.repeatedDataGroupTag]),
            ([version, unicode, [0x5C, 3, 0x61, 0x75, 0x60]], [.unknownDataGroupTag]),
        ] as [([[UInt8]], [LDSDefect])])
    func `faults that leave the list readable are defects`(children: [[UInt8]], defects: [LDSDefect]) throws {
        #expect(try parse(children).defects == defects)
    }

    @Test(
        arguments: [
            ([0x61, 0x00], .wrongTag), ([], .malformed), ([0x60, 0x00], .missingElement),
            ([0x60, 0x02, 0x5C], .malformed),
            ([0x60, 0x02, 0x5C, 0x00, 0x00], .malformed), ([0x60, 0x84, 0x7F, 0xFF, 0xFF, 0xFF], .overLimit),
            ([0x60, 0x05, 0x5F, 0x01, 0x02, 0x30, 0x31], .invalidContent),
        ] as [([UInt8], LDSError.Code)])
    func `a file that is no list is refused`(bytes: [UInt8], code: LDSError.Code) {
        let error = #expect(throws: LDSError.self) { try CommonData(parsing: bytes) }
        #expect(error?.code == code && error?.file == .com)
    }

    @Test func `a list beyond all data groups is refused`() {
        let error = #expect(throws: LDSError.self) {
            try parse([TLV.encode(tag: 0x5C, value: [UInt8](repeating: 0x61, count: 33))])
        }
        #expect(error?.code == .overLimit)
    }
}
