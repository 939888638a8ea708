import Testing
import TravelDocument

@Suite struct SecurityObjectTests {
    private static let sha256 = "2.16.840.1.101.3.4.2.1"
    private static let hashes: [Int: [UInt8]] = [
        1: [UInt8](repeating: 1, count: 32), 2: [UInt8](repeating: 2, count: 32), 14: [UInt8](repeating: 3, count: 32),
    ]
    private static let version: [UInt8] = [0x02, 0x01, 0x00]
    private static let algorithm: [UInt8] = [0x30, 0x07, 0x06, 0x05, 0x2B, 0x0E, 0x03, 0x02, 0x1A]
    private static let hash1: [UInt8] = [0x30, 0x06, 0x02, 0x01, 0x01, 0x04, 0x01, 0xAA]
    private static let hash2: [UInt8] = [0x30, 0x06, 0x02, 0x01, 0x02, 0x04, 0x01, 0xBB]

    private func parse(_ children: [[UInt8]]) throws -> LDSSecurityObject {
        try LDSSecurityObject(parsing: TLV.encode(tag: 0x30, children: children))
    }

    @Test(arguments: [nil, "0108"])
    func `versions 0 and 1 are written and read`(ldsVersion: String?) throws {
        let object = LDSSecurityObject(digestAlgorithmOID: Self.sha256, hashes: Self.hashes, ldsVersion: ldsVersion)
        let bytes = try #require(object.encoded())
        let read = try LDSSecurityObject(parsing: bytes)
        #expect(read == object && read.version == (ldsVersion == nil ? 0 : 1))
        #expect(read.ldsVersion == ldsVersion && read.unicodeVersion == ldsVersion.map { _ in "040000" })
    }

    @Test func `the order of elements and of hashes does not matter`() throws {
        let straight = try parse([
            Self.version, Self.algorithm, TLV.encode(tag: 0x30, children: [Self.hash1, Self.hash2]),
        ])
        let turned = try parse([
            TLV.encode(tag: 0x30, children: [Self.hash2, Self.hash1]), Self.algorithm, Self.version,
        ])
        #expect(straight == turned && straight.digestAlgorithmOID == "1.3.14.3.2.26")
        #expect(straight.hashes == [1: [0xAA], 2: [0xBB]])
    }

    @Test(
        arguments: [
            ([version, algorithm], .missingElement),
            ([algorithm, TLV.encode(tag: 0x30, children: [hash1])], .missingElement),
            ([version, TLV.encode(tag: 0x30, children: [hash1])], .missingElement),
            ([[2, 1, 2], algorithm, TLV.encode(tag: 0x30, children: [hash1])], .unsupportedVersion),
            ([[2, 1, 0xFF], algorithm, TLV.encode(tag: 0x30, children: [hash1])], .invalidContent),
            ([version, algorithm, TLV.encode(tag: 0x30, children: [hash1, hash1])], .invalidContent),
            ([version, algorithm, algorithm, TLV.encode(tag: 0x30, children: [hash1])], .invalidContent),
            (
                [version, algorithm, TLV.encode(tag: 0x30, children: [[0x30, 6, 2, 1, 17, 4, 1, 0xAA]])],
                .invalidContent
            ),
            (
                [version, algorithm, TLV.encode(tag: 0x30, children: [[0x30, 6, 2, 1, 0, 4, 1, 0xAA]])], .invalidContent
            ),
            ([version, algorithm, TLV.encode(tag: 0x30, children: [[0x30, 5, 2, 1, 1, 4, 0]])], .invalidContent),
            ([version, algorithm, TLV.encode(tag: 0x30, children: [[0x30, 3, 2, 1, 1]])], .invalidContent),
            ([version, algorithm, [0x30, 0x00]], .invalidContent),
            ([version, algorithm, [0x31, 0x00]], .invalidContent),
            ([version, [0x30, 3, 6, 1, 0x80], TLV.encode(tag: 0x30, children: [hash1])], .invalidContent),
            (
                [version, algorithm, TLV.encode(tag: 0x30, children: [[UInt8]](repeating: hash1, count: 17))],
                .overLimit
            ),
        ] as [([[UInt8]], LDSError.Code)])
    func `a structure that leaves doubt about the hashes is refused`(children: [[UInt8]], code: LDSError.Code) {
        let error = #expect(throws: LDSError.self) { try parse(children) }
        #expect(error?.code == code)
    }

    @Test func `the file wraps exactly one sequence`() throws {
        let file = SecurityObjectFile(cms: [0x30, 0x02, 0x05, 0x00])
        #expect(try SecurityObjectFile(parsing: file.encoded()) == file)
        #expect(file.encoded() == [0x77, 0x04, 0x30, 0x02, 0x05, 0x00])
        for bytes in [[0x77, 0x00], [0x77, 0x02, 0x31, 0x00], [0x77, 0x04, 0x30, 0x00, 0x30, 0x00], [0x30, 0x00]]
            as [[UInt8]]
        {
            #expect(throws: LDSError.self) { try SecurityObjectFile(parsing: bytes) }
        }
    }

    @Test(
        arguments: [
            ("2.16.840.1.101.3.4.2.1", [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]),
            ("1.3.14.3.2.26", [0x2B, 0x0E, 0x03, 0x02, 0x1A]),
            ("2.23.136.1.1.1", [0x67, 0x81, 0x08, 0x01, 0x01, 0x01]),
            ("0.4.0.127.0.7", [0x04, 0x00, 0x7F, 0x00, 0x07]), ("2.999", [0x88, 0x37]), ("0.0", [0x00]),
            ("1.39", [0x4F]),
            ("2.0.18446744073709551615", [0x50, 0x81, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]),
        ] as [(String, [UInt8])])
    func `object identifiers are coded both ways`(dotted: String, content: [UInt8]) {
        #expect(DottedIdentifier.encode(dotted) == content && DottedIdentifier.decode(content) == dotted)
    }

    @Test func `what is no object identifier is refused`() {
        for text in [
            "", "1", "3.1", "1.40", "1..2", "1.2.", "a.b", "1.-2", "2.18446744073709551615", "1.2.18446744073709551616",
        ] {
            #expect(DottedIdentifier.encode(text) == nil, "\(text)")
        }
        let long = [UInt8](repeating: 0x01, count: 100)
        let huge = [UInt8](repeating: 0xFF, count: 12) + [0x01]
        for content in [[], [0x80], [0x2A, 0x80, 0x01], [0x2A, 0x81], long, huge] as [[UInt8]] {
            #expect(DottedIdentifier.decode(content) == nil)
        }
        let object = LDSSecurityObject(digestAlgorithmOID: "SHA-256", hashes: [:])
        #expect(object.encoded() == nil)
    }
}
