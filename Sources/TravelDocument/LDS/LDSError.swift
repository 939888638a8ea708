/// Why a file of the chip cannot be understood. Faults that leave the content usable are defects
/// (``LDSDefect``), not errors.
package struct LDSError: Error, Sendable, Equatable {
    /// The kinds of fault.
    package enum Code: String, Sendable, Hashable {
        /// The bytes are not TLV.
        case malformed
        /// The file begins with another tag than its own.
        case wrongTag
        /// A required element is missing.
        case missingElement
        /// An element's content is not what it must be.
        case invalidContent
        /// A version that is not known.
        case unsupportedVersion
        /// More than the limits allow.
        case overLimit
    }

    /// The kind of fault.
    package let code: Code
    /// The file.
    package let file: LDSFile
    /// Index into the bytes of the file.
    package let offset: Int
    /// The fault in words, without content of the file.
    package let message: String

    /// Names a fault.
    package init(code: Code, file: LDSFile, offset: Int, message: String) {
        self.code = code
        self.file = file
        self.offset = offset
        self.message = message
    }

    /// Takes over a TLV fault.
    package init(_ error: TLVError, in file: LDSFile) {
        let code: Code =
            switch error.code {
            case .tooDeep, .tooManyElements, .lengthOverLimit: .overLimit
            case .unexpectedTag: .wrongTag
            case .truncated, .invalidTag, .invalidLength, .trailingBytes: .malformed
            }
        self.init(code: code, file: file, offset: error.offset, message: error.message)
    }
}

extension LDSError: CustomStringConvertible {
    /// File, code, place and message in one line.
    package var description: String {
        "\(file.name) \(code.rawValue) at byte \(offset): \(message)"
    }
}
