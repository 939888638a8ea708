import Harness
import Testing
import TravelDocument

@Suite struct DetailGroupTests {
    static let jpeg = FaceImage(bytes: FaceSample.jpeg)

    /// Every element, in Cyrillic where a Mongolian passport writes so.
    static func person() -> DG11 {
        var person = DG11()
        person.fullName = HolderName("БАТ<ЭРДЭНЭ<<САРАНЦЭЦЭГ")
        person.otherNames = [HolderName("САРАА"), HolderName("SPECIMEN<<ANNA<MARIA")]
        person.personalNumber = "УБ99123100"
        person.birthDate = WrittenDate("19991231")
        person.birthPlace = ["Улаанбаатар", "Монгол"]
        person.address = ["Сүхбаатар дүүрэг", "8-р хороо"]
        person.telephone = "+97611000000"
        person.profession = "Инженер"
        person.title = "Dr."
        person.summary = "—"
        person.citizenshipProof = jpeg
        person.otherDocuments = ["E0000001", "E0000002"]
        person.custody = "none"
        return person
    }

    static func document() -> DG12 {
        var document = DG12()
        document.issuingAuthority = "Улсын бүртгэл"
        document.issueDate = WrittenDate("20240229")
        document.otherPersons = [HolderName("БАТ<<ТЭМҮҮЖИН")]
        document.endorsements = "none"
        document.taxRequirements = "none"
        document.frontImage = jpeg
        document.rearImage = jpeg
        document.personalisedAt = WrittenMoment("20240229123059")
        document.personalisationSystem = "SIM-1"
        return document
    }

    static let notified = DG16(persons: [
        DG16.Person(
            recorded: WrittenDate("20240101"), name: HolderName("БАТ<<БОЛД"), telephone: "99110000", address: ["УБ"]),
        DG16.Person(name: HolderName("ONLY<NAME")),
    ])

    @Test func `what is written is read again without a defect`() throws {
        #expect(try DG11(parsing: Self.person().encoded()) == Self.person())
        #expect(try DG11(parsing: DG11().encoded()) == DG11())
        #expect(try DG12(parsing: Self.document().encoded()) == Self.document())
        #expect(try DG12(parsing: DG12().encoded()) == DG12())
        #expect(try DG16(parsing: Self.notified.encoded()) == Self.notified)
        #expect(try DG13(parsing: DG13(content: [1, 2, 3]).encoded()).content == [1, 2, 3])
    }

    @Test(arguments: [
        ("БАТ<ЭРДЭНЭ<<САРАНЦЭЦЭГ", "БАТ ЭРДЭНЭ", "САРАНЦЭЦЭГ"), ("Doe John", "Doe John", ""),
        ("DOE<JOHN", "DOE JOHN", ""), ("<<JOHN", "", "JOHN"), ("DOE<<", "DOE", ""), ("<", "", ""),
        ("A<<B<<C", "A", "B C"), ("", "", ""),
    ])
    func `a name has two halves`(_ text: String, _ primary: String, _ secondary: String) {
        let name = HolderName(text)
        #expect(name.primary == primary && name.secondary == secondary)
    }

    /// A DG11 of one element beside its right tag list.
    static func dg11(_ tag: UInt32, _ value: [UInt8]) -> [UInt8] {
        let list = TLV.encode(tag: 0x5C, value: [UInt8(tag >> 8), UInt8(tag & 0xFF)])
        return TLV.encode(tag: 0x6B, children: [list, TLV.encode(tag: tag, value: value)])
    }

    @Test(
        arguments: [
            (Array("19991231".utf8), "19991231", "1999-12-31", []),
            ([0x19, 0x99, 0x12, 0x31], "19991231", "1999-12-31", [.dateInPackedDigits]),
            (Array("19990000".utf8), "19990000", nil, []), (Array("1999<<<<".utf8), "1999<<<<", nil, []),
            (Array("20230229".utf8), "20230229", nil, []), (Array("991231".utf8), "991231", nil, [.dateUnreadable]),
            ([0x19, 0xAA, 0x12, 0x31], nil, nil, [.dateInPackedDigits, .dateUnreadable]), ([], nil, nil, []),
        ] as [([UInt8], String?, String?, [LDSDefect])])
    func `dates are read in each form that is met`(
        _ value: [UInt8], _ text: String?, _ date: String?, _ defects: [LDSDefect]
    ) throws {
        let read = try DG11(parsing: Self.dg11(0x5F2B, value))
        #expect(read.birthDate?.text == text)
        #expect(read.birthDate?.date == date.flatMap { CivilDate($0) })
        #expect(read.defects == defects)
    }

    @Test(arguments: [
        ("20240229123059", true, true), ("20240229246059", true, false), ("20230229000000", false, true),
        ("2024", false, false), ("", false, false),
    ])
    func `a moment has a day and a time where there are such`(_ text: String, _ hasDay: Bool, _ hasTime: Bool) {
        let moment = WrittenMoment(text)
        #expect((moment.date != nil) == hasDay && (moment.time != nil) == hasTime)
    }

    @Test(
        arguments: [
            ([0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72], "Müller", [.textNotUTF8]), (Array("Müller".utf8), "Müller", []),
            (Array("A  ".utf8) + [0, 0], "A", []), ([], nil, []), ([0, 0], nil, []),
            ([UInt8](repeating: 0x41, count: 2049), nil, [.textTooLong]),
        ] as [([UInt8], String?, [LDSDefect])])
    func `texts of other encodings, padded or endless, are no faults`(
        _ value: [UInt8], _ text: String?, _ defects: [LDSDefect]
    ) throws {
        let read = try DG11(parsing: Self.dg11(0x5F13, value))
        #expect(read.profession == text && read.defects == defects)
    }

    @Test func `other names without their group, miscounted, or too many, are read as far as they go`() throws {
        func names(_ elements: [[UInt8]]) throws -> DG11 {
            try DG11(parsing: TLV.encode(tag: 0x6B, children: [TLV.encode(tag: 0x5C, value: [0xA0])] + elements))
        }
        let name = TLV.encode(tag: 0x5F0F, value: Array("X".utf8))
        let bare = try names([name])
        #expect(bare.otherNames.map(\.text) == ["X"] && bare.defects == [.elementOutsideGroup])
        let miscounted = try names([TLV.encode(tag: 0xA0, children: [[0x02, 0x01, 0x05], name, name])])
        #expect(miscounted.otherNames.count == 2 && miscounted.defects == [.instanceCountMismatch])
        let uncounted = try names([TLV.encode(tag: 0xA0, children: [name])])
        #expect(uncounted.otherNames.count == 1 && uncounted.defects == [.instanceCountMissing])
        let broken = try names([TLV.encode(tag: 0xA0, value: [0x5F])])
        #expect(broken.otherNames == [] && broken.defects == [.groupUnreadable])
        let many = try names([TLV.encode(tag: 0xA0, children: [[2, 1, 40]] + Array(repeating: name, count: 40))])
        #expect(many.otherNames.count == 32 && many.defects == [.groupTooLong])
    }

    @Test func `a tag list that is missing or wrong is a defect and the details are read`() throws {
        let name = TLV.encode(tag: 0x5F0E, value: Array("A<<B".utf8))
        let without = try DG11(parsing: TLV.encode(tag: 0x6B, children: [name]))
        #expect(without.fullName?.text == "A<<B" && without.defects == [.tagListMissing])
        for list in [[0x5F, 0x10], [0x5F], []] as [[UInt8]] {
            let wrong = try DG11(parsing: TLV.encode(tag: 0x6B, children: [TLV.encode(tag: 0x5C, value: list), name]))
            #expect(wrong.fullName?.text == "A<<B" && wrong.defects == [.tagListMismatch])
        }
    }

    static let kinds: [(String, [UInt8], @Sendable ([UInt8]) throws(LDSError) -> Void)] = [
        (
            "DG5", DisplayedImages(.portrait, images: [jpeg]).encoded(),
            { bytes throws(LDSError) in
                _ = try DisplayedImages(.portrait, parsing: bytes)
            }
        ),
        (
            "DG7", DisplayedImages(.signature, images: [jpeg, jpeg]).encoded(),
            { bytes throws(LDSError) in
                _ = try DisplayedImages(.signature, parsing: bytes)
            }
        ),
        ("DG11", person().encoded(), { bytes throws(LDSError) in _ = try DG11(parsing: bytes) }),
        ("DG12", document().encoded(), { bytes throws(LDSError) in _ = try DG12(parsing: bytes) }),
        ("DG13", DG13(content: [9]).encoded(), { bytes throws(LDSError) in _ = try DG13(parsing: bytes) }),
        ("DG16", notified.encoded(), { bytes throws(LDSError) in _ = try DG16(parsing: bytes) }),
    ]

    @Test(arguments: kinds.indices)
    func `a file cut anywhere is refused, and a changed one is read or refused`(_ kind: Int) throws {
        let (name, file, parse) = Self.kinds[kind]
        try parse(file)
        for count in file.indices {
            let error = #expect(throws: LDSError.self) { try parse(Array(file.prefix(count))) }
            #expect(error?.code == .malformed && error?.file.name == name)
        }
        var generator = SeededGenerator(seed: 1611)
        var refused = 0
        for _ in 0..<2000 {
            let changed = generator.mutate(file)
            do throws(LDSError) { try parse(changed) } catch {
                refused += 1
                #expect((0...changed.count).contains(error.offset))
            }
        }
        #expect((1..<2000).contains(refused))
        #expect(throws: LDSError.self) { try parse([0x6E] + file.dropFirst()) }
        let bomb = [file[0], 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x00]
        #expect(#expect(throws: LDSError.self) { try parse(bomb) }?.code == .overLimit)
    }
}
