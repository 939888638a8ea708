internal import Fingerprint
internal import ImageFiles

/// What DG3 holds, without the images: one row for each, and one for each record that cannot be read.
struct FingerFacts: Codable, Equatable {
    /// Which finger, 1 right thumb … 10 left little; 0 unknown. The record's word, else the header's.
    var position: Int
    /// Which finger the header tells, where that is another one.
    var headerPosition: Int?
    /// `none packed wsq jpeg jpeg2000 png`; null for a record that cannot be read.
    var compression: String?
    /// Width in pixels as the record says.
    var width: Int?
    /// Height in pixels as the record says.
    var height: Int?
    /// Resolution in pixels per inch as the record says.
    var pixelsPerInch: Int?
    /// Quality by the record's word, 0 to 100.
    var statedQuality: Int?
    /// Whether the image was decoded.
    var decoded: Bool
    /// Why not: the kind of fault and the field.
    var reason: String?
    /// What the image is worth; null where there is none.
    var found: Found?
    /// The file that `--finger-pictures` wrote.
    var picture: String?
    /// How the finger of `--match` compares.
    var comparison: Comparison?

    /// What our own extraction finds in an image.
    struct Found: Codable, Equatable {
        /// Our own quality, 0 to 100.
        var quality: Int
        /// Number of minutiae.
        var minutiae: Int
        /// Whether the image is good enough to be compared.
        var usable: Bool
    }

    /// The comparison of a finger with this one.
    struct Comparison: Codable, Equatable {
        /// -log10 of the false-match rate.
        var score: Double
        /// Whether the score is high enough.
        var match: Bool
    }

    /// The row of a DG3 that could not be read off the chip.
    init(unreadable reason: String) {
        (position, decoded, self.reason) = (0, false, "DG3: \(reason)")
    }

    /// The row of a finger of the chip.
    init(_ finger: ChipFinger) {
        position = Int(finger.position.rawValue)
        if !finger.isConsistent { headerPosition = finger.headerPosition.map { Int($0.rawValue) } }
        compression = finger.facts.map { "\($0.compression)" }
        width = finger.facts?.width
        height = finger.facts?.height
        pixelsPerInch = finger.facts?.pixelsPerInch
        statedQuality = finger.facts?.statedQuality
        switch finger.image {
        case .success: decoded = true
        case .failure(let error): (decoded, reason) = (false, error.description)
        }
    }

    /// The cells of a table for people.
    var cells: [String] {
        let name = EnrolmentText.name(FingerTemplate.Position(rawValue: UInt8(position)) ?? .unknown)
        let image = [width.map { "\($0) x \(height ?? 0)" }, pixelsPerInch.map { "\($0) dpi" }, compression]
            .compactMap { $0 }.joined(separator: ", ")
        var last = reason.map { "уншигдсангүй · not decoded: \($0)" } ?? ""
        if let found { last = "чанар · quality \(found.quality), \(found.minutiae) minutiae" }
        if let comparison {
            let rounded = (comparison.score * 100).rounded() / 100
            last += comparison.match ? ", таарсан · match \(rounded)" : ", таараагүй · no match \(rounded)"
        }
        return [name, image, last]
    }
}
