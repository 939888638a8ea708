import Testing

@testable import TravelDocument

@Suite struct TLVTests {
    @Test(
        arguments: [
            ([0x5A, 0x00], 0x5A, 0), ([0x5F, 0x1F, 0x01, 0xAA], 0x5F1F, 1),
            ([0x7F, 0x61, 0x81, 0x01, 0xAA], 0x7F61, 1),
            ([0x30, 0x82, 0x00, 0x01, 0xAA], 0x30, 1), ([0x30, 0x84, 0, 0, 0, 1, 0xAA], 0x30, 1),
            ([0x5F, 0x81, 0x82, 0x03, 0x00], 0x5F81_8203, 0),
        ] as [([UInt8], UInt32, Int)])
    func `tags of up to four bytes and lengths of up to five are read`(
        bytes: [UInt8], tag: UInt32, length: Int
    ) throws {
        let element = try TLV.parseOne(bytes)
        #expect(element.tag == tag && element.value.count == length && element.endOffset == bytes.count)
    }

    @Test(
        arguments: [
            ([], .truncated), ([0x30], .truncated), ([0x5F], .truncated), ([0x30, 0x01], .truncated),
            ([0x30, 0x82, 0x01], .truncated), ([0x30, 0x80, 0x00, 0x00], .invalidLength),
            ([0x30, 0x85, 0, 0, 0, 0, 1, 0xAA], .invalidLength), ([0x30, 0xFF], .invalidLength),
            ([0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], .lengthOverLimit),
            ([0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF], .lengthOverLimit),
            ([0x00, 0x00], .invalidTag), ([0x5F, 0x80, 0x01, 0x00], .invalidTag),
            ([0x5F, 0x81, 0x81, 0x81, 0x01, 0x00], .invalidTag), ([0x04, 0x01, 0xAA, 0x04], .trailingBytes),
        ] as [([UInt8], TLVError.Code)])
    func `faults are named`(bytes: [UInt8], code: TLVError.Code) {
        let error = #expect(throws: TLVError.self) { try TLV.parseOne(bytes) }
        #expect(error?.code == code)
    }

    @Test func `children know their place in the first array`() throws {
        let file: [UInt8] = [0x61, 0x06, 0x80, 0x01, 0xAA, 0xA1, 0x01, 0x05]
        let root = try TLV.parseOne(file)
        let children = try root.children()
        #expect(children.map(\.tag) == [0x80, 0xA1] && children.map(\.offset) == [2, 5])
        #expect(try root.child(0xA1)?.value == [0x05] && root.child(0x99) == nil)
        let error = #expect(throws: TLVError.self) { try children[1].children() }
        #expect(error == TLVError(code: .truncated, offset: 8, message: error?.message ?? ""))
    }

    @Test func `a constructed element is told by its tag`() throws {
        #expect(try TLV.parseOne([0x7F, 0x61, 0x00]).isConstructed)
        #expect(try !TLV.parseOne([0x5F, 0x61, 0x00]).isConstructed)
        #expect(try TLV.parseOne([0xA0, 0x00]).isConstructed)
    }

    @Test(arguments: [0, 1, 127, 128, 255, 256, 65_535, 65_536])
    func `what is encoded is parsed again, with the shortest length`(count: Int) throws {
        let value = [UInt8](repeating: 0x41, count: count)
        let bytes = TLV.encode(tag: 0x7F61, value: value)
        let element = try TLV.parseOne(bytes)
        #expect(element.tag == 0x7F61 && element.value == value && element.encoded() == bytes)
        let lengthBytes = count < 128 ? 1 : count < 256 ? 2 : count < 65_536 ? 3 : 4
        #expect(bytes.count == 2 + lengthBytes + count)
    }

    @Test(
        arguments: [
            ([], nil), ([0x60], nil), ([0x60, 0x14], 22), ([0x61, 0x81], nil), ([0x61, 0x81, 0x80], 131),
            ([0x75, 0x82, 0x3A], nil), ([0x75, 0x82, 0x3A, 0xE7, 0x7F], 15_083), ([0x7F, 0x61, 0x02], 5),
            ([0x77, 0x00], 2),
        ] as [([UInt8], Int?)])
    func `the length of a file is known from its first bytes`(header: [UInt8], length: Int?) throws {
        #expect(try TLV.fileLength(header: header) == length)
    }

    @Test(
        arguments: [
            ([0x75, 0x84, 0x00, 0x60, 0x00, 0x00], .lengthOverLimit),
            ([0x75, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], .lengthOverLimit),
            ([0x75, 0x80], .invalidLength), ([0x75, 0x89], .invalidLength), ([0x00, 0x00, 0x00], .invalidTag),
            ([0xFF, 0xFF, 0xFF], .invalidTag), ([0xFF], .invalidTag),
        ] as [([UInt8], TLVError.Code)])
    func `an absurd file header is an error`(header: [UInt8], code: TLVError.Code) {
        let error = #expect(throws: TLVError.self) { try TLV.fileLength(header: header) }
        #expect(error?.code == code)
    }

    @Test func `a file may be as long as the limit and no longer`() throws {
        #expect(try TLV.fileLength(header: [0x75, 0x82, 0x01, 0x00], limit: 260) == 260)
        #expect(throws: TLVError.self) { try TLV.fileLength(header: [0x75, 0x82, 0x01, 0x00], limit: 259) }
    }
}
