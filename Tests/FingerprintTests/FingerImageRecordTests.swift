import Fingerprint
import Simulators
import Testing

/// ISO/IEC 19794-4:2005 finger image records.
struct FingerImageRecordTests {
    private static let pixels = (0..<(70 * 65)).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    private static func image() throws -> FingerImage {
        try FingerImage(width: 70, height: 65, pixelsPerInch: 500, pixels: pixels)
    }

    @Test func `An uncompressed image survives its record unchanged`() throws {
        let record = FingerImageRecord(try Self.image(), position: .leftIndex)
        let bytes = record.iso19794_4Record()
        #expect(bytes.count == 32 + 14 + 70 * 65)
        #expect(FingerImageRecord.isRecord(bytes))
        let read = try FingerImageRecord(iso19794_4: bytes)
        #expect(read == record)
        #expect(read.views.first?.position == .leftIndex)
        #expect(try read.views.map(read.image) == [try Self.image()])
    }

    @Test func `Two fingers compressed by wavelets come out as two images`() throws {
        let prints = try (0..<2).map { try Prints.image(finger: $0, impression: 0) }
        let views = prints.enumerated().map { index, image in
            FingerImageRecord.View(
                position: index == 0 ? .rightIndex : .leftIndex, quality: 80, width: image.width,
                height: image.height, data: WSQWriter(step: 8).encode(image))
        }
        let record = FingerImageRecord(pixelsPerInch: 512, compression: .wsq, views: views)
        let read = try FingerImageRecord(iso19794_4: record.iso19794_4Record())
        #expect(read.views == views)
        let decoded = try read.views.map(read.image)
        #expect(decoded.map(\.width) == prints.map(\.width))
        #expect(decoded.map(\.pixelsPerInch) == prints.map(\.pixelsPerInch))
    }

    @Test func `Forms that are not decoded here say so`() throws {
        for compression in [FingerImageRecord.Compression.jpeg, .jpeg2000, .png] {
            let view = FingerImageRecord.View(
                position: .unknown, quality: 0, width: 70, height: 65, data: [1, 2, 3])
            let record = FingerImageRecord(pixelsPerInch: 500, compression: compression, views: [view])
            let read = try FingerImageRecord(iso19794_4: record.iso19794_4Record())
            let error = #expect(throws: FingerprintError.self) { try read.image(view) }
            #expect(error?.code == .unsupportedImage)
        }
    }

    @Test func `An image of another size than the record says is refused`() throws {
        let image = try Self.image()
        let wrong = FingerImageRecord.View(
            position: .unknown, quality: 0, width: 71, height: 65, data: WSQWriter(step: 8).encode(image))
        let compressed = FingerImageRecord(pixelsPerInch: 500, compression: .wsq, views: [wrong])
        #expect(throws: FingerprintError(.malformedImageRecord, field: "width and height")) {
            try compressed.image(wrong)
        }
        let short = FingerImageRecord.View(position: .unknown, quality: 0, width: 71, height: 65, data: image.pixels)
        #expect(throws: FingerprintError(.pixelCountMismatch, field: "pixels")) {
            try FingerImageRecord(pixelsPerInch: 500, compression: .none, views: [short]).image(short)
        }
    }

    /// Offset, new bytes, field that must be named.
    @Test(arguments: [
        (0, [UInt8](arrayLiteral: 0x47), "format identifier"), (5, [0x32], "version number"),
        (8, [0xFF], "record length"), (18, [0], "number of fingers"), (18, [2], "finger block length"),
        (19, [3], "scale units"), (24, [0, 1], "vertical image resolution"), (28, [1], "pixel depth"),
        (29, [6], "compression algorithm"), (32, [0xFF, 0xFF, 0xFF, 0xFF], "finger block length"),
        (32, [0, 0, 0, 14], "finger block length"), (36, [99], "finger position"), (37, [0], "count of views"),
        (38, [0], "view number"), (38, [2], "view number"),
    ])
    func `A lying field is refused by name`(offset: Int, bytes: [UInt8], field: String) throws {
        var record = FingerImageRecord(try Self.image()).iso19794_4Record()
        record.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
        let error = #expect(throws: FingerprintError.self) { try FingerImageRecord(iso19794_4: record) }
        #expect(error?.field == field)
    }

    @Test func `Truncations and extensions are refused`() throws {
        let record = FingerImageRecord(try Self.image()).iso19794_4Record()
        for length in Array(0..<60) + [record.count - 1] {
            #expect(throws: FingerprintError.self) { try FingerImageRecord(iso19794_4: Array(record[..<length])) }
        }
        #expect(throws: FingerprintError.self) { try FingerImageRecord(iso19794_4: record + [0]) }
    }

    @Test func `Random mutations give an error or images within their bounds`() throws {
        let image = try Self.image()
        let view = FingerImageRecord.View(
            position: .rightThumb, quality: 50, width: 70, height: 65, data: WSQWriter(step: 20).encode(image))
        let record = FingerImageRecord(
            pixelsPerInch: 500, compression: .wsq, views: [view, view]
        ).iso19794_4Record()
        var random = SeededRandom(seed: 31)
        var decoded = 0
        for round in 0..<800 {
            var broken = record
            let reach = round % 2 == 0 ? 46 : record.count
            for _ in 0...Int(random.unit() * 3) {
                broken[Int(random.unit() * Double(reach))] = UInt8(truncatingIfNeeded: random.next())
            }
            guard let read = try? FingerImageRecord(iso19794_4: broken) else { continue }
            for view in read.views {
                guard let image = try? read.image(view) else { continue }
                decoded += 1
                #expect(image.pixels.count == image.width * image.height)
            }
        }
        #expect(decoded > 100)
    }
}
