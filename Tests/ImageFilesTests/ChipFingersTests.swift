import Fingerprint
import Foundation
import Harness
import ImageFiles
import Simulators
import Testing
import TravelDocument

@Suite struct ChipFingersTests {
    /// A grown print of a U.are.U 4500, and what our extraction finds in it.
    static let print: Result<FingerImage, FingerprintError> = Result { () throws(FingerprintError) in
        try RidgeGrowth.master(seed: 63).impression(seed: 1)
    }
    static let template = Result { try FingerExtractor().extract(print.get()).template }

    typealias Compression = FingerImageRecord.Compression

    static func bytes(_ image: FingerImage, _ compression: Compression) throws -> [UInt8] {
        switch compression {
        case .none, .packed: return image.pixels
        case .wsq: return WSQWriter(step: 8).encode(image)
        case .jpeg2000: return try #require(JPEG2000Writer.encode(image, ratio: 8))
        case .png: return try image.pngFile()
        case .jpeg: return FaceImage.specimen.bytes
        }
    }

    /// A record of one view; the size of the image unless another one is told.
    static func record(
        _ compression: Compression, _ data: [UInt8]? = nil, width: Int? = nil, height: Int? = nil,
        position: FingerTemplate.Position = .rightIndex
    ) throws -> [UInt8] {
        let image = try print.get()
        let view = FingerImageRecord.View(
            position: position, quality: 70, width: width ?? image.width, height: height ?? image.height,
            data: try data ?? bytes(image, compression))
        return FingerImageRecord(pixelsPerInch: 508, compression: compression, views: [view]).iso19794_4Record()
    }

    static func file(_ records: [UInt8]..., header: DG3.Finger? = .rightIndex) -> [UInt8] {
        DG3(templates: records.map { DG3.Template(finger: header, record: $0) }).encoded(filler: [1])
    }

    /// The error of the only finger of a DG3.
    static func fault(_ file: [UInt8], _ decoder: PictureDecoder = PictureDecoder()) -> ChipFingerError? {
        let fingers = ChipFingers(dg3: file, decoder: decoder).fingers
        guard fingers.count == 1, case .failure(let error) = fingers[0].image else { return nil }
        return error
    }

    @Test(arguments: [Compression.none, .packed, .wsq, .jpeg2000, .png])
    func `a finger comes out in whatever form it is kept, and is the finger that went in`(_ form: Compression) throws {
        let original = try Self.print.get()
        let fingers = ChipFingers(dg3: Self.file(try Self.record(form))).fingers
        let finger = try #require(fingers.first)
        #expect(fingers.count == 1 && finger.template == 1 && finger.view == 1)
        #expect(finger.position == .rightIndex && finger.isConsistent && finger.facts?.compression == form)
        #expect(finger.facts?.statedQuality == 70 && finger.facts?.width == original.width)
        let image = try finger.image.get()
        #expect(image.width == original.width && image.height == original.height)
        // WSQ tells the resolution of the sensor in a comment; the record has 200 pixels a centimetre.
        #expect(image.pixelsPerInch == (form == .wsq ? original.pixelsPerInch : 508))
        if [.none, .packed, .png].contains(form) { #expect(image.pixels == original.pixels) }
        let template = try FingerExtractor().extract(image).template
        #expect(FingerMatcher().score(template, try Self.template.get()).value > 6)
    }

    @Test func `a JPEG is decoded by the process of its own`() throws {
        let record = try Self.record(.jpeg, width: 413, height: 531)
        let finger = try #require(ChipFingers(dg3: Self.file(record)).fingers.first)
        let image = try finger.image.get()
        #expect(image.width == 413 && image.height == 531 && image.pixelsPerInch == 508)
        #expect(Set(image.pixels).count > 50)
    }

    @Test func `an empty DG3 is no fingers, and a header that speaks of another finger is told`() throws {
        let none = ChipFingers(dg3: Self.file())
        #expect(none.fingers.isEmpty && none.defects.isEmpty)
        let other = ChipFingers(dg3: Self.file(try Self.record(.none, position: .leftThumb))).fingers
        #expect(other.first?.position == .leftThumb && other.first?.headerPosition == .rightIndex)
        #expect(other.first?.isConsistent == false)
        let silent = ChipFingers(dg3: Self.file(try Self.record(.none, position: .unknown))).fingers
        #expect(silent.first?.position == .rightIndex && silent.first?.isConsistent == true)
    }

    /// Why a record is wrong, and what has to be said of it.
    struct Fault: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let code: ChipFingerError.Code
        let field: String
        let record: @Sendable () throws -> [UInt8]

        init(
            _ what: String, _ code: ChipFingerError.Code, _ field: String,
            _ record: @escaping @Sendable () throws -> [UInt8]
        ) {
            (testDescription, self.code, self.field, self.record) = (what, code, field, record)
        }
    }

    static func patched(_ record: [UInt8], _ offset: Int, _ bytes: [UInt8]) -> [UInt8] {
        var record = record
        record.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
        return record
    }

    /// A bare codestream whose own header tells 60,000 x 60,000 pixels.
    static func enormous() throws -> [UInt8] {
        let small = try #require(JPEG2000Sample.picture(width: 70, height: 70, components: 1, isFile: false))
        return patched(small, 8, [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60])
    }

    static let faults = [
        Fault("nothing", .malformedRecord, "format identifier at byte 0") { [] },
        Fault("another format", .malformedRecord, "format identifier at byte 0") { Array("FMR\0 20\0".utf8) },
        Fault("another edition", .malformedRecord, "version number at byte 4") {
            patched(try record(.none), 5, [0x32])
        },
        Fault("cut off", .malformedRecord, "record length at byte 8") { try record(.wsq).dropLast(100) },
        Fault("a length that lies", .malformedRecord, "record length at byte 8") {
            patched(try record(.none), 8, [0, 0, 0xFF, 0xFF, 0xFF, 0xFF])
        },
        Fault("more fingers than there are", .malformedRecord, "finger block length at byte 111406") {
            patched(try record(.none), 18, [2])
        },
        Fault("no fingers", .malformedRecord, "number of fingers at byte 18") { patched(try record(.none), 18, [0]) },
        Fault("a block that lies", .malformedRecord, "finger block length at byte 32") {
            patched(try record(.none), 32, [0x7F, 0xFF, 0xFF, 0xFF])
        },
        Fault("a resolution that nobody has", .unsupported, "horizontal image resolution at byte 24") {
            patched(try record(.none), 24, [0xFF, 0xFF, 0xFF, 0xFF])
        },
        Fault("16 bits", .unsupported, "pixel depth at byte 28") { patched(try record(.none), 28, [16]) },
        Fault("a form that is not", .malformedRecord, "compression algorithm at byte 29") {
            patched(try record(.none), 29, [9])
        },
        Fault("JPEG 2000 that is WSQ", .malformedRecord, "compression algorithm") {
            patched(try record(.wsq), 29, [4])
        },
        Fault("WSQ that is JPEG 2000", .malformedRecord, "compression algorithm") {
            patched(try record(.jpeg2000), 29, [2])
        },
        Fault("JPEG that is JPEG 2000", .malformedRecord, "compression algorithm") {
            patched(try record(.jpeg2000), 29, [3])
        },
        Fault("pixels that are WSQ", .malformedRecord, "pixels") { patched(try record(.wsq), 29, [0]) },
        Fault("65,535 columns", .outOfBounds, "width") { try record(.none, width: 65_535) },
        Fault("65,535 lines of WSQ", .outOfBounds, "height") { try record(.wsq, height: 65_535) },
        Fault("no columns", .outOfBounds, "width") { try record(.jpeg2000, width: 0) },
        Fault("another size than the WSQ", .malformedRecord, "width and height") { try record(.wsq, width: 354) },
        Fault("another size than the JPEG 2000", .malformedRecord, "width and height") {
            try record(.jpeg2000, width: 354)
        },
        Fault("another size than the PNG", .malformedRecord, "width and height") { try record(.png, height: 391) },
        Fault("another resolution than the WSQ", .malformedRecord, "horizontal image resolution") {
            let image = try print.get()
            let finer = try FingerImage(
                width: image.width, height: image.height, pixelsPerInch: 1000, pixels: image.pixels)
            return try record(.wsq, WSQWriter(step: 8).encode(finer))
        },
        Fault("a codestream of 60,000 lines", .outOfBounds, "image data: 60000 x 60000 pixels") {
            try record(.jpeg2000, enormous(), width: 70, height: 70)
        },
        Fault("WSQ cut off", .malformedImage, "marker") { try record(.wsq, [0xFF, 0xA0]) },
        Fault("JPEG 2000 cut off", .malformedImage, "image data: damaged") {
            let whole = try bytes(print.get(), .jpeg2000)
            return try record(.jpeg2000, Array(whole.prefix(whole.count / 2)))
        },
        Fault("PNG cut off", .malformedImage, "image data: ") {
            try record(.png, Array(bytes(print.get(), .png).prefix(4000)))
        },
    ]

    @Test(arguments: faults)
    func `a record that lies costs its own finger, and the error names the field`(_ fault: Fault) throws {
        let record = try fault.record()
        let error = try #require(Self.fault(Self.file(record)))
        #expect(error.code == fault.code && error.field.hasPrefix(fault.field), "\(error)")
        let both = ChipFingers(dg3: Self.file(record, try Self.record(.wsq))).fingers
        #expect(both.count == 2 && (try? both.last?.image.get()) != nil)
    }

    @Test func `a DG3 that is no group of templates is one error with its place`() throws {
        let file = Self.file(try Self.record(.none))
        let cut: [[UInt8]] = [[], [0x63], file.dropLast(), [0x64] + file.dropFirst(), file + [0]]
        for bytes in cut { #expect(Self.fault(bytes)?.code == .malformedGroup, "\(bytes.count)") }
        #expect(Self.fault(changed(file, [0x5F, 0x2E], [0x5F, 0x2D]))?.field.contains("5F2E") == true)
        let many = DG3(templates: [DG3.Template](repeating: .init(finger: nil, record: [1]), count: 17)).encoded()
        #expect(Self.fault(many)?.code == .outOfBounds && Self.fault(many)?.field.contains("16 fingers") == true)
        let lie = ChipFingers(dg3: changed(file, [0x02, 0x01, 0x01], [0x02, 0x01, 0x07]))
        #expect(lie.defects == [.instanceCountMismatch] && lie.fingers.count == 1)
        #expect((try? lie.fingers.first?.image.get()) != nil)
    }

    /// The file with the first place of these bytes changed.
    private func changed(_ file: [UInt8], _ old: [UInt8], _ new: [UInt8]) -> [UInt8] {
        guard let place = file.indices.first(where: { file[$0...].starts(with: old) }) else { return [] }
        return Self.patched(file, place, new)
    }

    @Test func `more views than people have fingers are counted, and time is bounded for all together`() throws {
        let view = FingerImageRecord.View(
            position: .rightIndex, quality: 255, width: 64, height: 64, data: [UInt8](repeating: 9, count: 4096))
        let record = FingerImageRecord(
            pixelsPerInch: 500, compression: .none, views: [FingerImageRecord.View](repeating: view, count: 10)
        ).iso19794_4Record()
        let fingers = ChipFingers(dg3: Self.file(record, record)).fingers
        #expect(fingers.count == 20 && fingers.filter { (try? $0.image.get()) != nil }.count == 16)
        #expect(fingers.first?.facts?.statedQuality == nil)
        if case .failure(let error)? = fingers.last?.image { #expect(error.field == "number of views") }
        var limits = ChipFingerLimits()
        limits.time = .zero
        let late = ChipFingers(dg3: Self.file(record), limits: limits).fingers
        for finger in late { #expect(throws: ChipFingerError(.timeExceeded, "DG3")) { try finger.image.get() } }
    }

    @Test func `without the decoding process only its forms are missing`() throws {
        let missing = PictureDecoder(program: "/nonexistent/boomt-image")
        let file = Self.file(try Self.record(.jpeg2000), try Self.record(.wsq), try Self.record(.none))
        let fingers = ChipFingers(dg3: file, decoder: missing).fingers
        #expect(fingers.map { (try? $0.image.get()) != nil } == [false, true, true])
        #expect(Self.fault(Self.file(try Self.record(.jpeg2000)), missing)?.code == .decoderMissing)
        // What lies is refused before a process is even asked for.
        #expect(Self.fault(Self.file(try Self.record(.jpeg2000, width: 99)), missing)?.code == .malformedRecord)
    }

    @Test func `changed files give images within their bounds, or errors`() throws {
        let missing = PictureDecoder(program: "/nonexistent/boomt-image")
        let small = try FingerImage(
            width: 70, height: 66, pixelsPerInch: 500, pixels: (0..<4620).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        func record(_ form: Compression) throws -> [UInt8] {
            let data = try Self.bytes(small, form)
            let view = FingerImageRecord.View(position: .leftIndex, quality: 1, width: 70, height: 66, data: data)
            return FingerImageRecord(pixelsPerInch: 500, compression: form, views: [view]).iso19794_4Record()
        }
        let file = Self.file(try record(.none), try record(.wsq), try record(.png), try record(.jpeg2000))
        var generator = SeededGenerator(seed: 3)
        var (decoded, refused) = (0, 0)
        for _ in 0..<300 {
            for finger in ChipFingers(dg3: generator.mutate(file), decoder: missing).fingers {
                switch finger.image {
                case .success(let image):
                    decoded += 1
                    #expect(image.pixels.count == image.width * image.height && image.width <= 2000)
                case .failure(let error):
                    refused += 1
                    #expect(!error.field.isEmpty && error.field.utf8.count < 200)
                }
            }
        }
        #expect(decoded > 20 && refused > 20, "\(decoded) \(refused)")
    }

    @Test(
        .enabled(if: OutsideMaterial.isPresent("lds"), OutsideMaterial.skipped),
        arguments: ["bsi-tr03105-5-reference/Datagroup3.bin", "tsemrtd/EF_DG3.bin"])
    func `the fingers of published files come out`(_ name: String) throws {
        let fingers = ChipFingers(dg3: try OutsideMaterial.bytes("lds/" + name)).fingers
        #expect(fingers.map(\.position) == [.rightIndex, .leftIndex])
        for finger in fingers {
            let image = try finger.image.get()
            #expect(image.width == finger.facts?.width && Set(image.pixels).count > 50)
        }
    }
}
