import Testing
import TravelDocument

@Suite struct CodeTests {
    @Test(
        arguments: [
            ("MNG", .state, "MN"), ("D", .state, nil), ("GBR", .state, "GB"), ("GBO", .britishVariant, nil),
            ("RKS", .userAssigned, nil), ("UNO", .organisation, nil), ("EUE", .organisation, nil),
            ("XXA", .stateless, nil),
            ("XXB", .refugee, nil), ("XXC", .otherRefugee, nil), ("XXX", .unspecified, nil),
            ("XOM", .organisation, nil),
            ("UTO", .specimen, nil), ("VAT", .state, "VA"), ("TWN", .state, "TW"), ("ZIM", .legacy, "ZW"),
            ("AFG", .state, "AF"),
            ("ZWE", .state, "ZW"),
        ] as [(String, CountryCode.Kind, String?)])
    func `known codes say what they stand for`(text: String, kind: CountryCode.Kind, country: String?) {
        #expect(CountryCode(text).kind == kind)
        #expect(CountryCode(text).certificateCountry == country)
    }

    @Test(arguments: ["", "M", "MN", "MNGX", "mng", "QQQ", "D<<", "МНГ", "\u{0}MN"])
    func `anything else is unknown`(text: String) {
        #expect(CountryCode(text).kind == nil)
        #expect(CountryCode(text).certificateCountry == nil)
    }

    @Test(
        arguments: [
            ("P", .passport), ("PD", .passport), ("PO", .passport), ("V", .visa), ("VN", .visa),
            ("I", .officialTravelDocument), ("ID", .officialTravelDocument), ("AC", .crewMemberCertificate),
            ("IP", .passportCard), ("C", .officialTravelDocument), ("X", nil), ("", nil), ("1", nil),
        ] as [(String, DocumentCode.Kind?)])
    func `the first letter of a document code names its kind`(text: String, kind: DocumentCode.Kind?) {
        #expect(DocumentCode(text).kind == kind)
    }

    @Test func `files have the identifiers, tags and names of the standard`() {
        #expect(
            LDSFile.com.fileIdentifier == 0x011E && LDSFile.com.tag == 0x60 && LDSFile.com.shortFileIdentifier == 0x1E)
        #expect(LDSFile.sod.fileIdentifier == 0x011D && LDSFile.sod.tag == 0x77)
        #expect(LDSFile.cardAccess.fileIdentifier == 0x011C && LDSFile.cardAccess.shortFileIdentifier == 0x1C)
        #expect(LDSFile.cardSecurity.fileIdentifier == 0x011D && LDSFile.cardSecurity.isUnderMasterFile)
        #expect(LDSFile.atrInfo.fileIdentifier == 0x2F01 && LDSFile.dir.fileIdentifier == 0x2F00)
        let tags: [UInt8] = [
            0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70,
        ]
        for (index, tag) in tags.enumerated() {
            let file = LDSFile(dataGroupNumber: index + 1)
            #expect(file?.tag == tag && LDSFile(tag: tag) == file)
            #expect(file?.fileIdentifier == UInt16(0x0101 + index) && file?.shortFileIdentifier == UInt8(index + 1))
            #expect(file?.diskName == "DG\(index + 1).bin" && file?.dataGroupNumber == index + 1)
        }
        #expect(LDSFile(dataGroupNumber: 0) == nil && LDSFile(dataGroupNumber: 17) == nil && LDSFile(tag: 0x62) == nil)
        #expect(LDSFile.dataGroups.count == 16)
    }

    @Test func `files are in one order and are found by their names on disk`() {
        #expect(LDSFile.allCases.sorted() == LDSFile.allCases)
        #expect(LDSFile.allCases.allSatisfy { LDSFile(diskName: $0.diskName) == $0 })
        #expect(Set(LDSFile.allCases.map(\.diskName)).count == LDSFile.allCases.count)
        #expect(LDSFile.com.diskName == "EF.COM.bin" && LDSFile.cardAccess.diskName == "EF.CardAccess.bin")
        #expect(LDSFile(diskName: "../EF.COM.bin") == nil)
    }

    @Test func `chip files list what is present in order`() {
        var files = ChipFiles()
        files[.dg2] = [1, 2]
        files[.com] = [3]
        files[.dg1] = []
        #expect(files.present == [.com, .dg1, .dg2] && files.byteCount == 3)
        files[.dg1] = nil
        #expect(files == ChipFiles(files: [.com: [3], .dg2: [1, 2]]))
    }
}
