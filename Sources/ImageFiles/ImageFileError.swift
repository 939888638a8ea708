/// Why an image file cannot be read or written.
package struct ImageFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, for programs.
    package enum Code: String, Sendable {
        /// The file does not begin as a PNG file does.
        case notPNG
        /// The file breaks the rules of PNG.
        case malformed
        /// The file is cut off.
        case truncated
        /// A correct PNG of a kind that is not read here (interlaced, 16 bit colour).
        case unsupported
        /// More pixels or bytes than are taken.
        case tooLarge
        /// The pixels do not make a `FingerImage` (too small, for instance).
        case notAFingerImage
    }

    /// What is wrong.
    package let code: Code
    /// The part of the file that is wrong.
    package let part: String

    /// An error in a part of the file.
    package init(_ code: Code, _ part: String) {
        self.code = code
        self.part = part
    }

    /// Code and part, for the user.
    package var description: String { "\(code.rawValue): \(part)" }
}
