internal import Fingerprint
internal import ImageFiles

/// A file with a finger: an image or a template, told apart by its first bytes and not by its name.
enum FingerInput {
    /// A grey image: PGM, PNG, WSQ, or the first view of an ISO/IEC 19794-4:2005 record in any of its forms.
    case image(FingerImage)
    /// A minutiae record: ISO/IEC 19794-2:2005 or 2011, ANSI/INCITS 378-2004.
    case template(FingerTemplate)

    /// Reads a file.
    ///
    /// - Parameter dpi: the resolution of an image that does not tell its own.
    /// - Throws: `unusable` for anything that is neither image nor template.
    init(path: String, dpi: Int) throws(CommandFailure) {
        let bytes = try InputFile.read(path, limit: Limits.fingerFileBytes)
        do {
            guard let input = try Self.parsed(bytes, dpi: dpi) else {
                throw CommandFailure(
                    .unusable,
                    "\(path) is neither an image (PNG, binary PGM, WSQ, ISO/IEC 19794-4) nor a template "
                        + "(ISO/IEC 19794-2, ANSI 378)")
            }
            self = input
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.unusable, "\(path) cannot be used: \(error)")
        }
    }

    private static func parsed(_ bytes: [UInt8], dpi: Int) throws -> FingerInput? {
        if bytes.starts(with: [0x46, 0x4D, 0x52, 0x00]) { return .template(try FingerTemplate(record: bytes)) }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
            return .image(try FingerImage(png: bytes, pixelsPerInch: dpi))
        }
        if bytes.starts(with: [0x50, 0x35]) {
            return .image(try PortableGrayMap.decode(bytes, pixelsPerInch: dpi))
        }
        if bytes.starts(with: WSQImage.magic) { return .image(try WSQImage.decode(bytes, pixelsPerInch: dpi)) }
        if FingerImageRecord.isRecord(bytes) {
            let record = try FingerImageRecord(iso19794_4: bytes)
            return try record.views.first.map { .image(try record.decoded($0, by: PictureDecoder())) }
        }
        return nil
    }

    /// The template: the file's own, or the one extracted from its image.
    func template(path: String) throws(CommandFailure) -> FingerTemplate {
        switch self {
        case .template(let template): return template
        case .image(let image):
            let extraction = try Self.extract(image, path: path)
            if !extraction.isUsable {
                Output.note("\(path): poor image (\(FingerReport.advice(extraction.reasons)))")
            }
            return extraction.template
        }
    }

    /// Extracts an image.
    static func extract(_ image: FingerImage, path: String) throws(CommandFailure) -> FingerExtraction {
        do throws(FingerprintError) {
            return try FingerExtractor().extract(image)
        } catch {
            throw CommandFailure(.unusable, "\(path) cannot be used: \(error)")
        }
    }
}

/// Resolutions of the command line.
enum Resolution {
    /// The resolution that nearly every scanner has, in pixels per inch.
    static let usual = 500

    /// Refuses a resolution that no scanner has.
    static func check(_ dpi: Int) throws(CommandFailure) {
        let range = Fingerprint.Limits.pixelsPerInch
        guard range.contains(dpi) else {
            throw CommandFailure(.unusable, "--dpi takes \(range.lowerBound) to \(range.upperBound)")
        }
    }
}
