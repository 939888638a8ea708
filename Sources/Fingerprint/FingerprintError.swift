/// What was wrong with an image or a template that came from outside.
///
/// Errors carry the name of the field and its place, never pixels or minutiae.
package struct FingerprintError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of fault; compare errors by this.
    package enum Code: String, Sendable {
        /// Width or height below `Limits.minimumImageSide`.
        case imageTooSmall
        /// Width or height above `Limits.maximumImageSide`, before or after resampling to 500 dpi.
        case imageTooLarge
        /// The number of pixels is not width times height.
        case pixelCountMismatch
        /// Resolution outside `Limits.pixelsPerInch`.
        case unsupportedResolution
        /// Not a binary 8-bit portable grey map, or a broken one.
        case malformedGrayMap
        /// A template record that breaks its own format.
        case malformedTemplate
        /// A well-known template format that the reader called does not read; see `FingerTemplate.init(record:)`.
        case unsupportedTemplate
        /// A finger image record that breaks its own format.
        case malformedImageRecord
        /// An image compressed by wavelet scalar quantisation that breaks its own format.
        case malformedWSQ
        /// An image in a well-known form that is not decoded here (JPEG, JPEG 2000, restart intervals).
        case unsupportedImage
    }

    /// The kind of fault.
    package let code: Code
    /// The field at fault, in the words of its format, for example `minutiae count`.
    package let field: String
    /// Where in the input the field stands, in bytes, when it has a place.
    package let offset: Int?

    /// - Parameters:
    ///   - code: the kind of fault.
    ///   - field: the field at fault.
    ///   - offset: its place in the input in bytes, if it has one.
    package init(_ code: Code, field: String, offset: Int? = nil) {
        self.code = code
        self.field = field
        self.offset = offset
    }

    package var description: String {
        guard let offset else { return "\(code.rawValue): \(field)" }
        return "\(code.rawValue): \(field) at byte \(offset)"
    }
}
