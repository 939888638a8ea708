import Harness
import Testing
import TravelDocument

@Suite struct DisplayedImagesTests {
    @Test(arguments: DisplayedImages.Kind.allCases)
    func `images go in and come out`(_ kind: DisplayedImages.Kind) throws {
        let images = [FaceSample.jpeg, FaceSample.jp2, FaceSample.codestream].map { FaceImage(bytes: $0) }
        let read = try DisplayedImages(kind, parsing: DisplayedImages(kind, images: images).encoded())
        #expect(
            read.images == images && read.defects == []
                && read.images.map(\.format.rawValue) == ["jpeg", "jpeg2000", "jpeg2000"])
        #expect(throws: LDSError.self) {
            try DisplayedImages(kind == .portrait ? .signature : .portrait, parsing: read.encoded())
        }
    }

    @Test(
        arguments: [
            ([[0x5F, 0x40, 0x00]], [.instanceCountMissing, .imageOfZeroBytes]),
            ([[0x02, 0x01, 0x02], [0x5F, 0x40, 0x01, 0x07]], [.instanceCountMismatch, .imageFormatUnknown]),
        ] as [([[UInt8]], [LDSDefect])])
    func `wrong counts and images are defects`(_ children: [[UInt8]], _ defects: [LDSDefect]) throws {
        let read = try DisplayedImages(.portrait, parsing: TLV.encode(tag: 0x65, children: children))
        #expect(read.defects == defects && read.images.count == 1)
    }

    @Test func `no image, or too many, is refused`() {
        let none = #expect(throws: LDSError.self) {
            try DisplayedImages(.portrait, parsing: DisplayedImages(.portrait, images: []).encoded())
        }
        #expect(none?.code == .missingElement)
        let many = DisplayedImages(.portrait, images: Array(repeating: FaceImage(bytes: FaceSample.jpeg), count: 17))
        let error = #expect(throws: LDSError.self) { try DisplayedImages(.portrait, parsing: many.encoded()) }
        #expect(error?.code == .overLimit)
    }
}

@Suite struct ApplicationDirectoryTests {
    static let both = ApplicationDirectory(applications: [
        .init(identifier: ApplicationDirectory.travelDocument),
        .init(identifier: [0xA0, 0x00, 0x00, 0x02, 0x47, 0x20, 0x02], label: "Visa"),
        .init(identifier: [0xE8, 0x28], label: "Эмнэлэг"),
    ])

    @Test func `applications go in and come out`() throws {
        let read = try ApplicationDirectory(parsing: Self.both.encoded())
        #expect(read == Self.both && read.applications.map(\.name) == ["eMRTD", "visaRecords", nil])
        #expect(try ApplicationDirectory(parsing: []).applications == [])
    }

    @Test(
        arguments: [
            (both.encoded() + [UInt8](repeating: 0xFF, count: 30), [.paddingAtEnd]),
            (both.encoded() + [UInt8](repeating: 0, count: 500), [.paddingAtEnd]),
            (both.encoded() + [0x4F, 0x02, 0xE8, 0x28], [.elementOutsideGroup]),
            (both.encoded() + [0x61, 0x00], [.groupUnreadable]),
            (both.encoded() + [0x61, 0x03, 0x4F, 0x05, 0x00], [.groupUnreadable]),
            (both.encoded() + [0x61, 0x02, 0x4F, 0x00], [.groupUnreadable]),
            (both.encoded() + [0x53, 0x01, 0x00], []), (both.encoded() + both.encoded(), []),
        ] as [([UInt8], [LDSDefect])])
    func `padding, bare identifiers and empty templates are defects`(
        _ file: [UInt8], _ defects: [LDSDefect]
    ) throws {
        let read = try ApplicationDirectory(parsing: file)
        #expect(read.applications == Self.both.applications && read.defects == defects)
    }

    @Test func `a file that is too long or cut is refused, a changed one read or refused`() throws {
        let file = Self.both.encoded()
        #expect(throws: LDSError.self) { try ApplicationDirectory(parsing: Array(file.dropLast())) }
        let long = #expect(throws: LDSError.self) {
            try ApplicationDirectory(parsing: [UInt8](repeating: 0, count: 4097))
        }
        #expect(long?.code == .overLimit && long?.file == .dir)
        var generator = SeededGenerator(seed: 12)
        var refused = 0
        for _ in 0..<3000 {
            do throws(LDSError) {
                #expect(try ApplicationDirectory(parsing: generator.mutate(file)).applications.count <= 32)
            } catch { refused += 1 }
        }
        #expect((1..<3000).contains(refused))
    }
}
