/// Why a compressed picture cannot be shown. Holds nothing of the picture.
package struct PictureError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of failure. Raw values are the names in reports.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The first bytes are of no known format.
        case unknownFormat
        /// More bytes or pixels than are taken.
        case tooLarge
        /// The picture is damaged, cut off, or of a kind that is not decoded.
        case malformed
        /// Decoding took longer than it may; the process was killed.
        case timeExceeded
        /// The decoding process crashed, was stopped by one of its limits, or gave something else than a picture.
        case decoderFailed
        /// The decoding process could not be started: it is not installed, or the system has no room.
        case decoderMissing
    }

    /// The kind of failure.
    package let code: Code
    /// More, in a few English words.
    package let detail: String

    /// An error of a kind.
    package init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// Kind and detail.
    package var description: String { "\(code.rawValue): \(detail)" }
}
