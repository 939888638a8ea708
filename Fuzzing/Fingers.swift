import Fingerprint
import ImageFiles

/// Templates and pictures of fingers.
enum Fingers {
    private static let matcher = FingerMatcher()

    static func template(_ bytes: [UInt8]) {
        guard let template = try? FingerTemplate(record: bytes) else { return }
        // What was understood can be written and matched, wherever its minutiae are. Matching is slow beside parsing:
        // one input in 32 gets there, and which one is told by the input itself, so that a finding can be repeated.
        _ = template.iso19794_2Record()
        _ = template.ansi378Record()
        guard bytes.reduce(0, &+) & 31 == 0 else { return }
        _ = matcher.score(template, template)
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
