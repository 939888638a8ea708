import Testing

@testable import Cryptography

@Suite struct ASN1Tests {
    @Test(arguments: ["2.16.840.1.101.3.4.2.1", "0.4.0.127.0.7.2.2.4.2.2", "1.2.840.113549.1.7.2", "2.999.3"])
    func `Object identifiers survive both ways`(dotted: String) {
        let content = ObjectIdentifier.content(dotted)
        #expect(ObjectIdentifier.dotted(content[...]) == dotted)
    }

    @Test(arguments: ["", "80", "2A86", "2AFFFFFFFFFFFFFFFFFFFF7F"])
    func `Broken object identifiers are none`(content: String) {
        #expect(ObjectIdentifier.dotted(hex(content)[...]) == nil)
    }

    @Test(arguments: [
        "", "30", "3001", "308000", "30840000", "3085000000000100", "1F810100", "0480", "30FF",
        "3084FFFFFFFF00", "048200",
    ])
    func `Cut off and overlong values are refused`(bytes: String) {
        #expect(throws: CryptographyError.self) {
            var reader = ASN1Reader(hex(bytes))
            _ = try reader.next()
        }
    }

    @Test func `Indefinite lengths and strings in pieces are read`() throws {
        var reader = ASN1Reader(hex("3080 2480 0402AABB 0401CC 0000 0000"))
        let sequence = try reader.next(ASN1.sequence)
        try reader.finish()
        var inner = sequence.reader
        #expect(try inner.next().octets() == hex("AABBCC"))
        #expect(inner.isAtEnd)
    }

    @Test func `A tower of indefinite lengths ends at the depth limit`() {
        #expect(throws: CryptographyError(.limitExceeded, "ASN.1 depth")) {
            var reader = ASN1Reader(
                [UInt8](repeating: 0, count: 200_000).enumerated().map { $0.0 % 2 == 0 ? 0x30 : 0x80 })
            _ = try reader.next()
        }
    }

    @Test(arguments: [
        ("170D3232313231323033313135335A", 1_670_814_713 as Int64),
        ("180F32303337303230363033313135325A", 2_117_502_712),
        ("170B373030313031303030305A", 0),
        ("170F373030313031303130302B30313030", 0),
        ("170D3530303130313030303030305A", -631_152_000),
        ("180F32303234303232393132303030305A", 1_709_208_000),
    ])
    func `Times are read`(encoding: String, seconds: Int64) throws {
        var reader = ASN1Reader(hex(encoding))
        #expect(try ASN1Time.unixSeconds(reader.next()) == seconds)
    }

    @Test(arguments: [0, 1_670_814_713, 2_524_607_999, 2_524_608_000, 4_102_444_800, -1, 951_782_400] as [Int64])
    func `Times survive both ways`(seconds: Int64) throws {
        var reader = ASN1Reader(ASN1Time.encode(unixSeconds: seconds))
        #expect(try ASN1Time.unixSeconds(reader.next()) == seconds)
    }

    @Test(arguments: [
        "9913010000Z", "991301000000Z", "9901320000Z", "990101000000", "99010100000", "", "990101000000+1",
    ])
    func `Times that are none are refused`(text: String) {
        #expect(throws: CryptographyError.self) {
            var reader = ASN1Reader(DER.encode(ASN1.utcTime, [UInt8](text.utf8)))
            _ = try ASN1Time.unixSeconds(reader.next())
        }
    }

    @Test func `PEM blocks are found between other text`() throws {
        let text =
            "note\r\n-----BEGIN X-----\r\nAQID\r\nBA==\r\n-----END X-----\r\nrest\n-----BEGIN Y-----\n/w==\n-----END Y-----\n"
        let blocks = try PEM.blocks(in: [UInt8](text.utf8))
        #expect(blocks.map(\.label) == ["X", "Y"])
        #expect(blocks.map(\.bytes) == [[1, 2, 3, 4], [255]])
        #expect(PEM.looksLikeText([UInt8](text.utf8)))
        #expect(!PEM.looksLikeText([0x30, 0x82]))
    }

    @Test(arguments: [
        "-----BEGIN X-----\nAQID", "-----BEGIN X-----\nAQ!D\n-----END X-----",
        "-----BEGIN X-----\nAQID\n-----END Y-----",
    ])
    func `Broken PEM is refused`(text: String) {
        #expect(throws: CryptographyError.self) { try PEM.blocks(in: [UInt8](text.utf8)) }
    }
}
