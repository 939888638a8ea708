internal import Fingerprint

/// What an image of a finger is worth, as JSON and for people.
struct FingerReport: Encodable {
    /// Number of minutiae in the template.
    var minutiae: Int
    /// Our own quality, 0 to 100.
    var quality: Int
    /// Whether the template may be stored or compared.
    var usable: Bool
    /// What to do better, as `FingerQuality.Reason`, the most telling first.
    var reasons: [FingerQuality.Reason.RawValue]
    /// Area of trusted ridges in square millimetres, rounded to a tenth.
    var area: Double
    /// Width of the image in pixels.
    var width: Int
    /// Height of the image in pixels.
    var height: Int
    /// Resolution of the image.
    var pixelsPerInch: Int
    /// Id of the scanner that took the image; nil for a file.
    var scanner: String?
    /// Product name of that scanner.
    var product: String?

    /// The report of an image and what was found in it.
    init(_ image: FingerImage, _ extraction: FingerExtraction) {
        minutiae = extraction.template.minutiae.count
        quality = extraction.quality
        usable = extraction.isUsable
        reasons = extraction.reasons.map(\.rawValue)
        area = (extraction.verdict.area * 10).rounded() / 10
        width = image.width
        height = image.height
        pixelsPerInch = image.pixelsPerInch
    }

    /// The report for people.
    var text: String {
        var table = TextTable()
        table.add(["Чанар · Quality", "\(quality) / 100", usable ? "" : "ашиглах боломжгүй · not usable"])
        table.add(["Онцлог цэг · Minutiae", "\(minutiae)"])
        table.add(["Талбай · Area", "\(area) mm²"])
        table.add(["Зураг · Image", "\(width) x \(height), \(pixelsPerInch) dpi"])
        if let product { table.add(["Уншигч · Scanner", product]) }
        let known = reasons.compactMap(FingerQuality.Reason.init(rawValue:))
        return known.isEmpty ? table.text : table.text + "\n" + Self.advice(known)
    }

    /// What to do about the reasons, in one line.
    static func advice(_ reasons: [FingerQuality.Reason]) -> String {
        reasons.map { reason in
            switch reason {
            case .noFinger: "хуруу алга · no finger: lay the finger on the window"
            case .tooSmall: "хуруугаа хавтгай тавина уу · lay the finger flat and press a little more"
            case .tooDry: "хуруу хуурай · too dry: moisten the finger or press harder"
            case .tooWet: "хуруу нойтон · too wet: wipe the finger and press less"
            case .lowContrast: "уншигчийн шилийг цэвэрлэнэ үү · low contrast: clean the window"
            case .blurred: "хуруугаа бүү хөдөлгө · blurred: hold the finger still"
            case .fewMinutiae: "өөр хуруу дарна уу · few minutiae: use another part or another finger"
            }
        }.joined(separator: "; ")
    }
}
