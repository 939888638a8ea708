import Harness
import Testing
import TravelDocument

@Suite struct LDSHostileTests {
    /// A kind of file with a valid example and the parser to try on broken ones.
    struct Kind: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let example: [UInt8]
        let parse: @Sendable ([UInt8]) throws(LDSError) -> Void

        static let all: [Kind] = [
            Kind(testDescription: "EF.COM", example: CommonData(dataGroups: [.dg1, .dg2, .dg14]).encoded()) {
                bytes throws(LDSError) in _ = try CommonData(parsing: bytes)
            },
            Kind(testDescription: "DG1", example: DG1(mrzText: MRZSample.all[0].lines.joined()).encoded()) {
                bytes throws(LDSError) in _ = try DG1(parsing: bytes)
            },
            Kind(testDescription: "DG2", example: FaceSample.with { $0.featurePoints = 3 }.file) {
                bytes throws(LDSError) in _ = try DG2(parsing: bytes)
            },
            Kind(testDescription: "EF.SOD", example: SecurityObjectFile(cms: [0x30, 0x03, 0x02, 0x01, 0x01]).encoded())
            {
                bytes throws(LDSError) in _ = try SecurityObjectFile(parsing: bytes)
            },
            Kind(
                testDescription: "LDSSecurityObject",
                example: LDSSecurityObject(
                    digestAlgorithmOID: "1.3.14.3.2.26", hashes: [1: [1, 2, 3], 2: [4, 5, 6]], ldsVersion: "0108"
                ).encoded() ?? []
            ) { bytes throws(LDSError) in _ = try LDSSecurityObject(parsing: bytes) },
        ]
    }

    @Test(arguments: Kind.all)
    func `the example is right, and cut at any byte it is refused`(kind: Kind) throws {
        try kind.parse(kind.example)
        for count in kind.example.indices {
            let error = #expect(throws: LDSError.self) { try kind.parse(Array(kind.example.prefix(count))) }
            #expect(error?.code == .malformed)
            #expect((0...count).contains(error?.offset ?? -1))
        }
        #expect(throws: LDSError.self) { try kind.parse(kind.example + [0]) }
    }

    @Test(arguments: Kind.all)
    func `one byte changed is read or refused with a place inside the file`(kind: Kind) {
        var refused = 0
        for index in kind.example.indices {
            for value in [0x00, 0x01, 0x30, 0x7F, 0x80, 0x84, 0xFF] as [UInt8] where kind.example[index] != value {
                var bytes = kind.example
                bytes[index] = value
                do throws(LDSError) {
                    try kind.parse(bytes)
                } catch {
                    refused += 1
                    #expect((0...bytes.count).contains(error.offset))
                }
            }
        }
        #expect(refused > 0)
    }

    @Test(arguments: Kind.all)
    func `random bytes behind the right tag are refused`(kind: Kind) throws {
        var generator = SeededGenerator(seed: 1104)
        let tag = try #require(kind.example.first)
        for _ in 0..<500 {
            let bytes = generator.bytes(Int.random(in: 0...120, using: &generator))
            let file = TLV.encode(tag: UInt32(tag), value: bytes)
            #expect(throws: LDSError.self) { try kind.parse(file) }
        }
    }

    @Test(arguments: Kind.all)
    func `length bombs and nested bombs are refused`(kind: Kind) throws {
        let tag = try #require(kind.example.first)
        for length in [[0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x84, 0x00, 0x60, 0x00, 0x00], [0x83, 0x60, 0x00, 0x00]]
            as [[UInt8]]
        {
            let error = #expect(throws: LDSError.self) { try kind.parse([tag] + length + [0x30, 0x00]) }
            #expect(error?.code == .overLimit)
        }
        var bomb: [UInt8] = []
        for _ in 0..<2000 { bomb = TLV.encode(tag: UInt32(tag), value: bomb) }
        if kind.testDescription != "EF.SOD" { #expect(throws: LDSError.self) { try kind.parse(bomb) } }
        let long = TLV.encode(tag: UInt32(tag), value: [UInt8](repeating: 0x30, count: 3 * 1024 * 1024))
        let error = #expect(throws: LDSError.self) { try kind.parse(long) }
        #expect(error?.code == .overLimit)
    }

    @Test func `random facial records give images that lie inside the file`() throws {
        var generator = SeededGenerator(seed: 197_945)
        for _ in 0..<500 {
            var sample = FaceSample()
            sample.images = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                generator.bytes(Int.random(in: 0...40, using: &generator))
            }
            sample.imageCount = Int.random(in: 0...70_000, using: &generator)
            sample.announcedFeaturePoints = Int.random(in: 0...9, using: &generator)
            sample.blockLengthError = Int.random(in: -100...100, using: &generator)
            let file = sample.file
            let read = try DG2(parsing: file)
            #expect((1...16).contains(read.images.count))
            #expect(read.images.reduce(0) { $0 + $1.bytes.count } <= file.count)
        }
    }

    @Test func `an ASN.1 record of many levels and elements ends`() throws {
        var deep: [UInt8] = []
        for _ in 0..<3000 { deep = TLV.encode(tag: 0xA1, value: deep) }
        let wide = TLV.encode(
            tag: 0xA1, value: [UInt8](repeating: 0xA1, count: 40_000).enumerated().map { $0.offset % 2 == 0 ? 0xA1 : 0 }
        )
        for record in [deep, wide] {
            let template = TLV.encode(tag: 0x7F60, children: [TLV.encode(tag: 0x7F2E, value: record)])
            let file = TLV.encode(tag: 0x75, children: [TLV.encode(tag: 0x7F61, children: [template])])
            #expect(try DG2(parsing: file).defects.contains(.imageOfZeroBytes))
        }
    }
}
