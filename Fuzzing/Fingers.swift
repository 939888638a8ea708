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

    /// DG3 with its records and images, all but those that another process decodes: of these the headers. Two images
    /// are enough, since the largest take long.
    static func chip(_ file: [UInt8]) {
        var limits = ChipFingerLimits()
        limits.views = 2
        let nobody = PictureDecoder(program: "/nonexistent/boomt-image")
        for finger in ChipFingers(dg3: file, decoder: nobody, limits: limits).fingers {
            switch finger.image {
            case .success(let image):
                precondition(finger.facts.map { $0.width == image.width && $0.height == image.height } == true)
            case .failure(let error): precondition(!error.field.isEmpty && error.code != .decoderFailed)
            }
        }
    }

    static func wsq(_ bytes: [UInt8]) {
        _ = try? WSQImage.decode(bytes, pixelsPerInch: 500)
    }

    static func picture(_ bytes: [UInt8]) {
        _ = try? PortableGrayMap.decode(bytes, pixelsPerInch: 500)
        _ = try? FingerImage(png: bytes)
    }
}
