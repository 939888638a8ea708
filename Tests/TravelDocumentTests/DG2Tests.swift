import Testing
import TravelDocument

@Suite struct DG2Tests {
    @Test(arguments: [
        (FaceSample.jpeg, FaceImage.Format.jpeg), (FaceSample.jp2, .jpeg2000), (FaceSample.codestream, .jpeg2000),
    ])
    func `a face goes into DG2 and comes out`(image: [UInt8], format: FaceImage.Format) throws {
        let file = DG2(images: [FaceImage(bytes: image, width: 413, height: 531)])
        let read = try DG2(parsing: file.encoded())
        #expect(read == file && read.images.first?.format == format && read.defects == [])
        #expect(read.images.first?.width == 413 && read.images.first?.height == 531)
    }

    @Test func `two templates and two images in one record are all read`() throws {
        let two = DG2(images: [FaceImage(bytes: FaceSample.jpeg), FaceImage(bytes: FaceSample.jp2)])
        #expect(try DG2(parsing: two.encoded()) == two)
        let record = FaceSample.with { $0.images = [FaceSample.jpeg, FaceSample.jpeg + [1]] }
        let read = try DG2(parsing: record.file)
        #expect(read.images.map(\.bytes) == record.images && read.defects == [])
    }

    /// Changed samples whose image is still found whole.
    static let tolerated: [(String, FaceSample, [LDSDefect])] = [
        ("as it should be", FaceSample(), []),
        ("with feature points", .with { $0.featurePoints = 5 }, []),
        ("in 7F2E", .with { $0.recordTag = 0x7F2E }, []),
        ("other identifier", .with { $0.identifier = Array("FIR\0".utf8) }, [.facialRecordIdentifierWrong]),
        ("other version", .with { $0.version = Array("030\0".utf8) }, [.facialRecordVersionUnexpected]),
        ("record length", .with { $0.recordLengthError = -8 }, [.facialRecordLengthMismatch]),
        ("no image announced", .with { $0.imageCount = 0 }, [.facialRecordImageCountUnexpected]),
        ("block length short", .with { $0.blockLengthError = -8 }, [.imageBlockLengthWrong]),
        ("block length long", .with { $0.blockLengthError = 8 }, [.imageBlockLengthWrong]),
        ("block length huge", .with { $0.blockLengthError = 0xF000_0000 }, [.imageBlockLengthWrong]),
        ("format differs", .with { $0.dataType = 1 }, [.imageFormatDiffersFromHeader]),
        (
            "too few feature points announced",
            .with {
                $0.featurePoints = 4
                $0.announcedFeaturePoints = 0
            }, [.imageFoundBySearch]
        ),
        (
            "too many feature points announced", .with { $0.announcedFeaturePoints = 9000 },
            [.facialRecordTruncated, .imageFoundBySearch]
        ),
        ("no header", .with { $0.header = nil }, [.biometricHeaderMissing]),
        ("empty header", .with { $0.header = [0xA1, 0] }, [.formatOwnerMissing, .formatTypeMissing]),
        ("broken header", .with { $0.header = [0xA1, 1, 0x80] }, [.biometricHeaderMissing]),
        (
            "wrong header values", .with { $0.header = [0xA1, 11, 0x81, 1, 8, 0x87, 2, 0, 1, 0x88, 2, 0, 9] },
            [.biometricTypeUnexpected, .formatOwnerUnexpected, .formatTypeUnexpected]
        ),
        ("no instance count", .with { $0.instances = nil }, [.instanceCountMissing]),
        ("wrong instance count", .with { $0.instances = [2, 1, 3] }, [.instanceCountMismatch]),
    ]

    @Test(arguments: tolerated.indices)
    func `an image is found whatever its headers say, and every fault is named`(index: Int) throws {
        let (name, sample, defects) = Self.tolerated[index]
        let read = try DG2(parsing: sample.file)
        #expect(read.images.map(\.bytes) == [FaceSample.jpeg], "\(name)")
        #expect(read.defects == defects, "\(name)")
    }

    @Test func `an image of no bytes is a named defect`() throws {
        let read = try DG2(parsing: FaceSample.with { $0.images = [[]] }.file)
        #expect(read.images == [FaceImage(bytes: [], width: 413, height: 531)] && read.defects == [.imageOfZeroBytes])
        let empty = try DG2(parsing: DG2(images: [FaceImage(bytes: [])]).encoded())
        #expect(empty.defects == [.imageOfZeroBytes])
    }

    @Test func `an image of an unknown format is kept`() throws {
        let read = try DG2(parsing: FaceSample.with { $0.images = [[1, 2, 3]] }.file)
        #expect(read.images.first?.format == .unknown && read.images.first?.bytes == [1, 2, 3])
        #expect(read.defects == [.imageFormatUnknown])
    }

    @Test func `a record in ASN.1 gives its image without what follows it`() throws {
        let picture = TLV.encode(tag: 0xA0, children: [TLV.encode(tag: 0x80, value: FaceSample.jp2), [0xA1, 0x00]])
        let record = TLV.encode(
            tag: 0xA1, children: [TLV.encode(tag: 0x65, children: [[0xA0, 3, 0x80, 1, 3], picture])])
        let header: [UInt8] = [0xA1, 0x08, 0x87, 2, 1, 1, 0x88, 2, 0, 0x2A]
        let template = TLV.encode(tag: 0x7F60, children: [header, TLV.encode(tag: 0x7F2E, value: record)])
        let file = TLV.encode(tag: 0x75, children: [TLV.encode(tag: 0x7F61, children: [[2, 1, 1], template])])
        let read = try DG2(parsing: file)
        #expect(read.images == [FaceImage(bytes: FaceSample.jp2)] && read.defects == [])
    }

    @Test(
        arguments: [
            ([0x76, 0x00], .wrongTag), ([0x75, 0x00], .missingElement),
            ([0x75, 0x03, 0x7F, 0x61, 0x00], .missingElement),
            ([0x75, 0x06, 0x7F, 0x61, 0x03, 0x02, 0x01, 0x00], .missingElement),
            ([0x75, 0x06, 0x7F, 0x61, 0x03, 0x7F, 0x60, 0x00], .missingElement),
            ([0x75, 0x06, 0x7F, 0x61, 0x03, 0x7F, 0x60, 0x01], .malformed),
        ] as [([UInt8], LDSError.Code)])
    func `a file without a facial record is refused`(bytes: [UInt8], code: LDSError.Code) {
        let error = #expect(throws: LDSError.self) { try DG2(parsing: bytes) }
        #expect(error?.code == code && error?.file == .dg2)
    }

    @Test func `more images than the limit are refused or left`() throws {
        let many = DG2(images: [FaceImage](repeating: FaceImage(bytes: FaceSample.jpeg), count: 17))
        let error = #expect(throws: LDSError.self) { try DG2(parsing: many.encoded()) }
        #expect(error?.code == .overLimit)
        let record = FaceSample.with { $0.images = [[UInt8]](repeating: FaceSample.jpeg, count: 40) }
        let read = try DG2(parsing: record.file)
        #expect(read.images.count == 16 && read.defects.contains(.facialRecordImageCountUnexpected))
    }
}
