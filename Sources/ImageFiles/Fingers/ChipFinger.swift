package import Fingerprint
internal import TravelDocument

/// One finger image of DG3, or the reason why there is none.
package struct ChipFinger: Sendable {
    /// What the record says of an image before it is decoded (ISO/IEC 19794-4:2005 §7).
    package struct Facts: Sendable, Equatable {
        /// How the pixels are kept.
        package let compression: FingerImageRecord.Compression
        /// Width in pixels.
        package let width: Int
        /// Height in pixels.
        package let height: Int
        /// Resolution in pixels per inch.
        package let pixelsPerInch: Int
        /// Quality by the record's word, 0...100; nil where it is not known.
        package let statedQuality: Int?
    }

    /// Place of the biometric template in DG3, from 1; 0 for what is wrong with DG3 as a whole.
    package let template: Int
    /// Place of the view in the template's record, from 1; 0 for what is wrong with the record as a whole.
    package let view: Int
    /// Which finger it is by the record's word, else by the header's.
    package let position: FingerTemplate.Position
    /// Which finger the header of the template tells; nil when it does not.
    package let headerPosition: FingerTemplate.Position?
    /// What the record says of the image; nil for a record that cannot be read.
    package let facts: Facts?
    /// The grey image, in the resolution that WSQ tells itself, else in that of the record.
    package let image: Result<FingerImage, ChipFingerError>

    /// Whether header and record speak of the same finger, as far as both speak.
    package var isConsistent: Bool {
        headerPosition.map { $0 == position } ?? true
    }
}

/// Why a finger of a chip has no image. Holds nothing of the image.
package struct ChipFingerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of fault. Raw values are the names in reports.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// DG3 is no group of biometric templates.
        case malformedGroup
        /// A record of ISO/IEC 19794-4 that breaks its form, or that does not fit the image in it.
        case malformedRecord
        /// The compressed image is damaged, cut off, or of a kind that is not decoded.
        case malformedImage
        /// A form or a resolution that is not taken.
        case unsupported
        /// Larger, smaller or more than is taken.
        case outOfBounds
        /// Decoding took longer than it may.
        case timeExceeded
        /// The decoding process crashed, was stopped, or gave something else than the picture.
        case decoderFailed
        /// The decoding process could not be started.
        case decoderMissing
        /// DG3 does not have the hash that the state has signed, or nobody has signed it: it is not looked at.
        case notGenuine
    }

    /// The kind of fault.
    package let code: Code
    /// The field at fault, in the words of its standard.
    package let field: String

    /// A fault of a field.
    package init(_ code: Code, _ field: String) {
        self.code = code
        self.field = field
    }

    /// Code and field.
    package var description: String { "\(code.rawValue): \(field)" }
}

extension ChipFingerError {
    /// What is wrong with DG3 itself.
    init(_ error: LDSError) {
        self.init(error.code == .overLimit ? .outOfBounds : .malformedGroup, "\(error.message) at byte \(error.offset)")
    }

    /// What is wrong with a record, or with an image that is decoded in this process.
    init(_ error: FingerprintError) {
        let code: Code =
            switch error.code {
            case .malformedWSQ, .malformedGrayMap: .malformedImage
            case .imageTooSmall, .imageTooLarge: .outOfBounds
            case .unsupportedResolution, .unsupportedImage: .unsupported
            case .pixelCountMismatch, .malformedImageRecord, .malformedTemplate, .unsupportedTemplate: .malformedRecord
            }
        self.init(code, error.field + (error.offset.map { " at byte \($0)" } ?? ""))
    }

    /// What is wrong with an image that is decoded in a process of its own.
    init(_ error: PictureError) {
        let code: Code =
            switch error.code {
            case .unknownFormat: .malformedRecord
            case .tooLarge: .outOfBounds
            case .malformed: .malformedImage
            case .timeExceeded: .timeExceeded
            case .decoderFailed: .decoderFailed
            case .decoderMissing: .decoderMissing
            }
        self.init(code, error.code == .unknownFormat ? "compression algorithm" : "image data: \(error.detail)")
    }

    /// What is wrong with a PNG.
    init(_ error: ImageFileError) {
        let code: Code =
            switch error.code {
            case .notPNG, .malformed, .truncated: .malformedImage
            case .unsupported: .unsupported
            case .tooLarge, .notAFingerImage: .outOfBounds
            }
        self.init(code, "image data: \(error.part)")
    }
}
