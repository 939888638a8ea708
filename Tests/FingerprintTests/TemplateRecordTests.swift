import Fingerprint
import Simulators
import Testing

/// ISO/IEC 19794-2:2005 records.
struct TemplateRecordTests {
    @Test(arguments: [0, 1, 2, 40, 128, 255])
    func `A template survives its record unchanged`(count: Int) throws {
        var template = Prints.template(seed: UInt64(count), count: count)
        template.position = .leftRing
        let record = template.iso19794_2Record()
        #expect(record.count == 24 + 4 + 6 * count + 2)
        #expect(try FingerTemplate(iso19794_2: record) == template)
    }

    @Test func `The fields stand where the standard puts them`() {
        let minutia = Minutia(x: 0x0123, y: 0x0145, angle: 64, kind: .bifurcation, quality: 90)
        let template = FingerTemplate(width: 384, height: 400, position: .rightIndex, quality: 77, minutiae: [minutia])
        let expected: [UInt8] =
            [0x46, 0x4D, 0x52, 0, 0x20, 0x32, 0x30, 0, 0, 0, 0, 36, 0, 0, 0x01, 0x80, 0x01, 0x90]
            + [0, 197, 0, 197, 1, 0, 2, 0, 77, 1, 0x81, 0x23, 0x01, 0x45, 64, 90, 0, 0]
        #expect(template.iso19794_2Record() == expected)
    }

    @Test func `A record at 1000 dpi is brought to 500`() throws {
        var record = FingerTemplate(
            width: 800, height: 600, quality: 50,
            minutiae: [Minutia(x: 700, y: 500, angle: 10, kind: .ending, quality: 60)]
        ).iso19794_2Record()
        for place in [18, 20] { record.replaceSubrange(place..<(place + 2), with: [0x01, 0x8A]) }
        let template = try FingerTemplate(iso19794_2: record)
        #expect(template.width == 400)
        #expect(template.height == 300)
        #expect(template.minutiae.first?.x == 350)
        #expect(template.minutiae.first?.y == 250)
    }

    @Test func `Extended data and further views are read over`() throws {
        let template = Prints.template(seed: 3, count: 5)
        let single = template.iso19794_2Record()
        let view = Array(single[24..<(single.count - 2)])
        var record = Array(single[..<24]) + view + [0, 6, 1, 1, 0, 6, 9, 9] + view + [0, 0]
        record[22] = 2
        record[11] = UInt8(record.count)
        #expect(try FingerTemplate(iso19794_2: record) == template)
    }

    /// Offset, new bytes, field that must be named.
    @Test(arguments: [
        (0, [0x47], "format identifier"), (5, [0x33], "version number"), (8, [0, 0, 0, 59], "record length"),
        (8, [0xFF, 0xFF, 0xFF, 0xFF], "record length"), (14, [0, 0], "image width"), (16, [0, 0], "image height"),
        (18, [0, 0], "horizontal resolution"), (20, [0xFF, 0xFF], "vertical resolution"),
        (22, [0], "number of finger views"), (22, [255], "number of finger views"), (22, [2], "finger position"),
        (23, [1], "reserved byte"), (24, [11], "finger position"), (26, [101], "finger quality"),
        (27, [255], "minutiae count"), (27, [6], "minutiae count"), (27, [4], "extended data length"),
        (28, [0xC0], "minutia type"), (28, [0x7F, 0xFF], "minutia x"), (30, [0x3F, 0xFF], "minutia y"),
        (33, [101], "minutia quality"), (58, [0, 1], "extended data length"),
    ])
    func `A lying field is refused by name`(offset: Int, bytes: [UInt8], field: String) {
        let minutiae = (0..<5).map { Minutia(x: 40 * $0, y: 30 * $0, angle: 255, kind: .ending, quality: 100) }
        var record = FingerTemplate(width: 350, height: 350, quality: 80, minutiae: minutiae).iso19794_2Record()
        record.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
        let error = #expect(throws: FingerprintError.self) { try FingerTemplate(iso19794_2: record) }
        #expect(error?.field == field)
        #expect(error?.offset != nil)
    }

    @Test func `ANSI 378 and ISO 2011 records are told apart`() {
        var ansi = Prints.template(seed: 3, count: 5).iso19794_2Record()
        ansi.replaceSubrange(8..<10, with: [0, UInt8(ansi.count)])
        #expect(throws: FingerprintError(.unsupportedTemplate, field: "record length", offset: 8)) {
            try FingerTemplate(iso19794_2: ansi)
        }
        var newer = Prints.template(seed: 3, count: 5).iso19794_2Record()
        newer.replaceSubrange(4..<7, with: Array("030".utf8))
        #expect(throws: FingerprintError(.unsupportedTemplate, field: "version number", offset: 4)) {
            try FingerTemplate(iso19794_2: newer)
        }
    }

    @Test func `Every truncation and every extension is refused`() {
        let record = Prints.template(seed: 9, count: 12).iso19794_2Record()
        for length in 0..<record.count {
            #expect(throws: FingerprintError.self) { try FingerTemplate(iso19794_2: Array(record[..<length])) }
        }
        #expect(throws: FingerprintError.self) { try FingerTemplate(iso19794_2: record + [0]) }
    }

    @Test func `A truncated record with an honest length is refused too`() {
        let record = Prints.template(seed: 9, count: 12).iso19794_2Record()
        for length in 12..<record.count {
            var short = Array(record[..<length])
            short[11] = UInt8(length)
            #expect(throws: FingerprintError.self) { try FingerTemplate(iso19794_2: short) }
        }
    }

    @Test func `A record longer than the limit is refused`() {
        let record = [UInt8](repeating: 0x46, count: Limits.maximumTemplateRecord + 1)
        #expect(throws: FingerprintError(.malformedTemplate, field: "record length", offset: 0)) {
            try FingerTemplate(iso19794_2: record)
        }
    }

    @Test func `Random mutations give an error or a template within its bounds that can be matched`() {
        let record = Prints.template(seed: 21, count: 20).iso19794_2Record()
        let probe = PreparedTemplate(Prints.template(seed: 22, count: 20))
        var random = SeededRandom(seed: 99)
        var accepted = 0
        for _ in 0..<3000 {
            var broken = record
            for _ in 0...Int(random.unit() * 4) {
                broken[Int(random.unit() * Double(broken.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            guard let template = try? FingerTemplate(iso19794_2: broken) else { continue }
            accepted += 1
            #expect(template.minutiae.allSatisfy { $0.x < template.width && $0.y < template.height })
            if accepted % 20 == 0 {
                let score = FingerMatcher().score(probe, PreparedTemplate(template))
                #expect(score.value.isFinite)
            }
        }
        #expect(accepted > 100)
    }
}
