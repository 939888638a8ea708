import Fingerprint
import ImageFiles

/// Templates and pictures of fingers.
enum Fingers {
    private static let matcher = FingerMatcher()

    static func template(_ bytes: [UInt8]) {
        guard let template = try? FingerTemplate(record: bytes) else { return }
        // What was understood can be matched and written, wherever its minutiae are.
        _ = matcher.score(template, template)
        _ = template.iso19794_2Record()
        _ = template.ansi378Record()
    }

    static func record(_ bytes: [UInt8]) {
        guard let record = try? FingerImageRecord(iso19794_4: bytes) else { return }
        for view in record.views.prefix(2) { _ = try? record.image(view) }
    }

    static func wsq(_ bytes: [UInt8]) {
        _ = try? WSQImage.decode(bytes, pixelsPerInch: 500)
    }

    static func picture(_ bytes: [UInt8]) {
        _ = try? PortableGrayMap.decode(bytes, pixelsPerInch: 500)
        _ = try? FingerImage(png: bytes)
    }
}
