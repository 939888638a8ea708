import Harness
import Testing
import TravelDocument

@Suite(.enabled(if: OutsideMaterial.isPresent("lds/tsemrtd"), OutsideMaterial.skipped))
struct DetailOutsideMaterialTests {
    @Test func `personal details with packed digits, empty images and an incomplete list are read`() throws {
        let read = try DG11(parsing: OutsideMaterial.bytes("lds/tsemrtd/EF_DG11.bin"))
        #expect(read.fullName?.primary == "Doe John" && read.otherNames.map(\.text) == ["William"])
        #expect(read.birthDate?.date == CivilDate("1970-01-01") && read.personalNumber == "123")
        #expect(
            read.birthPlace == ["TEST", "TEST"] && read.address == ["TEST", "TEST"] && read.citizenshipProof == nil)
        #expect(read.otherDocuments == ["123", "123"] && read.custody == "TEST")
        #expect(read.defects.contains(.dateInPackedDigits))
    }

    @Test func `document details without a list are read`() throws {
        let read = try DG12(parsing: OutsideMaterial.bytes("lds/tsemrtd/EF_DG12.bin"))
        #expect(read.issuingAuthority == "TEST" && read.issueDate?.date == CivilDate("2024-01-01"))
        #expect(read.otherPersons.map(\.text) == ["William"] && read.personalisationSystem == "123")
        #expect(read.personalisedAt?.text == "20240101123059" && read.frontImage == nil && read.rearImage == nil)
        #expect(read.defects == [.tagListMissing, .dateInPackedDigits])
    }

    @Test(arguments: [(DisplayedImages.Kind.portrait, 5, 14_999), (.signature, 7, 289)])
    func `a portrait and a signature in JPEG 2000 are found`(
        _ kind: DisplayedImages.Kind, _ number: Int, _ count: Int
    ) throws {
        let bytes = try OutsideMaterial.bytes("lds/tsemrtd/EF_DG\(number).bin")
        let read = try DisplayedImages(kind, parsing: bytes)
        #expect(read.images.map(\.format) == [.jpeg2000] && read.images.map(\.bytes.count) == [count])
        #expect(read.defects == [] && read.encoded() == bytes)
    }
}
