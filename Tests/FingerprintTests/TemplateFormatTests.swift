import Fingerprint
import Simulators
import Testing

/// Templates in the forms of other standards and editions.
struct TemplateFormatTests {
    @Test(arguments: TemplateFormat.allCases, [0, 1, 40, 255])
    func `A template survives its record in every format and is told by its structure`(
        format: TemplateFormat, count: Int
    ) throws {
        var template = Prints.template(seed: UInt64(count), count: count)
        template.position = .rightMiddle
        let record = template.record(format)
        #expect(TemplateFormat(of: record) == format)
        let read = try FingerTemplate(record: record)
        guard format == .ansi2004 else {
            #expect(read == template)
            return
        }
        // Steps of 2 degrees: an angle may turn by one, and stays from then on.
        #expect(read.minutiae.count == template.minutiae.count)
        for (a, b) in zip(read.minutiae, template.minutiae) {
            #expect(a.x == b.x && a.y == b.y && a.kind == b.kind && a.quality == b.quality)
            #expect(abs(Int(Int8(bitPattern: a.angle &- b.angle))) <= 1)
        }
        #expect(read.ansi378Record() == record)
    }

    @Test func `The fields of ANSI 378 stand where the standard puts them`() {
        let minutia = Minutia(x: 0x0123, y: 0x0145, angle: 64, kind: .bifurcation, quality: 90)
        let template = FingerTemplate(width: 384, height: 400, position: .rightIndex, quality: 77, minutiae: [minutia])
        let expected: [UInt8] =
            [0x46, 0x4D, 0x52, 0, 0x20, 0x32, 0x30, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0x01, 0x80, 0x01, 0x90]
            + [0, 197, 0, 197, 1, 0, 2, 0, 77, 1, 0x81, 0x23, 0x01, 0x45, 45, 90, 0, 0]
        #expect(template.ansi378Record() == expected)
    }

    @Test func `The fields of the 2011 edition stand where the standard puts them`() {
        let minutia = Minutia(x: 0x0123, y: 0x0145, angle: 64, kind: .bifurcation, quality: 90)
        let template = FingerTemplate(width: 384, height: 400, position: .rightIndex, quality: 77, minutiae: [minutia])
        let expected: [UInt8] =
            [0x46, 0x4D, 0x52, 0, 0x30, 0x33, 0x30, 0, 0, 0, 0, 60, 0, 1, 0, 0, 0, 0, 45]
            + [UInt8](repeating: 0xFF, count: 9) + [0, 0, 0, 0, 0, 1, 77, 0, 0, 0, 0, 2, 0]
            + [0, 197, 0, 197, 0, 0x01, 0x80, 0x01, 0x90, 0x61, 1, 0x81, 0x23, 0x01, 0x45, 64, 90, 0, 0]
        #expect(template.iso19794_2Edition2011Record() == expected)
    }

    @Test func `ANSI 378 with the length in four bytes is read`() throws {
        let template = Prints.template(seed: 5, count: 7)
        var record = template.ansi378Record()
        record.replaceSubrange(8..<10, with: [0, 0, 0, 0, 0, UInt8(record.count + 4)])
        #expect(TemplateFormat(of: record) == .ansi2004)
        #expect(try FingerTemplate(record: record).minutiae.count == 7)
    }

    @Test func `The 2011 edition without quality bytes, with certification and unknown quality is read`() throws {
        let template = Prints.template(seed: 6, count: 3)
        let source = template.iso19794_2Edition2011Record()
        var body = Array(source[19..<33]) + [2, 255, 0, 0, 0, 0, 50, 0, 0, 0, 0]
        body += [1, 0, 1, 2]
        body += Array(source[39..<50]) + [0x50, 3]
        for index in 0..<3 { body += source[(52 + 6 * index)..<(57 + 6 * index)] }
        body += [0, 0]
        let record =
            Array(source[..<8]) + [0, 0, 0, UInt8(19 + body.count), 0, 1, 1, 0, 0, 0, UInt8(4 + body.count)] + body
        let read = try FingerTemplate(record: record)
        #expect(read.quality == 0)
        #expect(read.minutiae.map(\.x) == template.minutiae.map(\.x))
        #expect(read.minutiae.allSatisfy { $0.quality == 0 })
    }

    @Test func `A quality that was not reported is 0`() throws {
        var record = Prints.template(seed: 6, count: 3).iso19794_2Edition2011Record()
        record[57] = 254
        #expect(try FingerTemplate(record: record).minutiae.contains { $0.quality == 0 })
        record[57] = 253
        #expect(throws: FingerprintError(.malformedTemplate, field: "minutia quality", offset: 57)) {
            try FingerTemplate(record: record)
        }
    }

    /// Format, offset, new bytes, field that must be named.
    @Test(arguments: [
        (TemplateFormat.ansi2004, 16, [UInt8](arrayLiteral: 0, 0), "image width"),
        (.ansi2004, 20, [0, 0], "horizontal resolution"), (.ansi2004, 24, [0], "number of finger views"),
        (.ansi2004, 24, [2], "finger position"), (.ansi2004, 25, [1], "reserved byte"),
        (.ansi2004, 26, [11], "finger position"), (.ansi2004, 28, [101], "finger quality"),
        (.ansi2004, 29, [255], "minutiae count"), (.ansi2004, 34, [180], "minutia angle"),
        (.ansi2004, 30, [0x7F, 0xFF], "minutia x"), (.ansi2004, 35, [101], "minutia quality"),
        (.iso2011, 8, [0, 0, 0, 1], "record length"), (.iso2011, 12, [0, 0], "number of representations"),
        (.iso2011, 12, [0xFF, 0xFF], "number of representations"), (.iso2011, 14, [2], "certification flag"),
        (.iso2011, 15, [0xFF, 0xFF, 0xFF, 0xFF], "representation length"),
        (.iso2011, 15, [0, 0, 0, 0], "representation length"),
        (.iso2011, 33, [200], "number of quality blocks"), (.iso2011, 34, [101], "finger quality"),
        (.iso2011, 39, [11], "finger position"), (.iso2011, 41, [0, 98], "horizontal resolution"),
        (.iso2011, 46, [0, 0], "image width"), (.iso2011, 50, [0x71], "minutia size"),
        (.iso2011, 51, [255], "minutiae count"),
    ])
    func `A lying field is refused by name`(format: TemplateFormat, offset: Int, bytes: [UInt8], field: String) {
        let minutiae = (0..<5).map { Minutia(x: 40 * $0, y: 30 * $0, angle: 255, kind: .ending, quality: 100) }
        var record = FingerTemplate(width: 350, height: 350, quality: 80, minutiae: minutiae).record(format)
        record.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
        let error = #expect(throws: FingerprintError.self) { try FingerTemplate(record: record) }
        #expect(error?.field == field)
    }

    @Test(arguments: TemplateFormat.allCases)
    func `Every truncation and every extension is refused`(format: TemplateFormat) {
        let record = Prints.template(seed: 9, count: 12).record(format)
        for length in 0..<record.count {
            #expect(throws: FingerprintError.self) { try FingerTemplate(record: Array(record[..<length])) }
        }
        #expect(throws: FingerprintError.self) { try FingerTemplate(record: record + [0]) }
    }

    @Test(arguments: TemplateFormat.allCases)
    func `Random mutations give an error or a template within its bounds`(format: TemplateFormat) {
        let record = Prints.template(seed: 21, count: 20).record(format)
        var random = SeededRandom(seed: 77)
        var accepted = 0
        for _ in 0..<2000 {
            var broken = record
            for _ in 0...Int(random.unit() * 4) {
                broken[Int(random.unit() * Double(broken.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            guard let template = try? FingerTemplate(record: broken) else { continue }
            accepted += 1
            #expect(template.minutiae.allSatisfy { $0.x < template.width && $0.y < template.height })
            #expect(template.quality <= 100)
        }
        #expect(accepted > 100)
    }
}
