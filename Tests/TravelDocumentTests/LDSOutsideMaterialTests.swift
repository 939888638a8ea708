import Harness
import Testing
import TravelDocument

@Suite(.enabled(if: OutsideMaterial.isPresent, "skipped: outside material not present"))
struct LDSOutsideMaterialTests {
    /// Folder of a chip and the prefix of its data-group files.
    static let chips = [("lds/bsi-tr03105-5-reference", "Datagroup"), ("lds/tsemrtd", "EF_DG")]

    @Test(arguments: chips)
    func `the list of data groups of a test chip is read`(folder: String, prefix: String) throws {
        let bytes = try OutsideMaterial.bytes(folder + "/EF_COM.bin")
        let common = try CommonData(parsing: bytes)
        #expect(common.ldsVersion == "0107" && common.unicodeVersion == "040000" && common.defects == [])
        #expect(common.dataGroups.prefix(3) == [.dg1, .dg2, .dg3])
        #expect(common.encoded() == bytes)
        #expect(try TLV.fileLength(header: Array(bytes.prefix(4))) == bytes.count)
    }

    @Test(arguments: chips)
    func `the zone of a test chip is read`(folder: String, prefix: String) throws {
        let bytes = try OutsideMaterial.bytes(folder + "/\(prefix)1.bin")
        let file = try DG1(parsing: bytes)
        let zone = try file.machineReadableZone(today: MRZSample.today)
        #expect(zone.isValid && zone.documentNumber == "C11T002JM" && zone.issuer == "D")
        #expect(zone.primaryIdentifier == "MUSTERMANN" && zone.secondaryIdentifier == "ERIKA")
        #expect(file.encoded() == bytes)
    }

    @Test(arguments: chips)
    func `the face of a test chip is read`(folder: String, prefix: String) throws {
        let file = try DG2(parsing: OutsideMaterial.bytes(folder + "/\(prefix)2.bin"))
        let image = try #require(file.images.first)
        #expect(file.images.count == 1 && image.format == .jpeg2000 && file.defects == [])
        #expect(image.bytes.count == 14_999 && image.width == 337 && image.height == 449)
    }

    @Test func `a face record of ISO 39794-5 gives the image that was put in`() throws {
        let file = try DG2(parsing: OutsideMaterial.bytes("faces/dg2_silver_mandatory_fields.bin"))
        #expect(file.images.map(\.bytes) == [try OutsideMaterial.bytes("faces/silver.jp2")])
        #expect(file.defects == [])
    }

    @Test(
        arguments: [
            ("lds/bsi-tr03105-5-reference", "2.16.840.1.101.3.4.2.1", 32, [1, 2, 3, 4, 14]),
            ("lds/tsemrtd", "1.3.14.3.2.26", 20, [1, 2, 3, 14]),
        ] as [(String, String, Int, Set<Int>)])
    func `the signed hash list of a test chip is read`(
        folder: String, algorithm: String, length: Int, dataGroups: Set<Int>
    ) throws {
        let file = try SecurityObjectFile(parsing: OutsideMaterial.bytes(folder + "/EF_SOD.bin"))
        let info = try TLV.parseOne(file.cms).children()
        let signed = try #require(try info.last?.child(0x30)).children()
        let content = try #require(try signed[2].child(0xA0)?.child(0x04)).value
        let object = try LDSSecurityObject(parsing: content)
        #expect(object.digestAlgorithmOID == algorithm && object.version == 0)
        #expect(Set(object.hashes.keys) == dataGroups)
        #expect(object.hashes.values.allSatisfy { $0.count == length })
        #expect(file.encoded() == (try OutsideMaterial.bytes(folder + "/EF_SOD.bin")))
    }

    @Test func `a real face file cut anywhere is refused and changed anywhere is survived`() throws {
        let bytes = try OutsideMaterial.bytes("lds/bsi-tr03105-5-reference/Datagroup2.bin")
        for count in Array(0..<200) + Array(stride(from: 200, to: bytes.count, by: 97)) {
            #expect(throws: LDSError.self) { try DG2(parsing: Array(bytes.prefix(count))) }
        }
        for index in 0..<120 {
            var changed = bytes
            changed[index] ^= 0xFF
            if let read = try? DG2(parsing: changed) { #expect((read.images.first?.bytes.count ?? 0) <= bytes.count) }
        }
    }
}
