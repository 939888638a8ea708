/// Why bytes are not the TLV they should be.
package struct TLVError: Error, Sendable, Equatable {
    /// The kinds of fault.
    package enum Code: String, Sendable, Hashable {
        /// The bytes end inside a tag, a length or a value.
        case truncated
        /// A tag with padding bits or of more than four bytes, or an impossible tag number.
        case invalidTag
        /// A length of indefinite form or of more than four length bytes.
        case invalidLength
        /// A length beyond the limit.
        case lengthOverLimit
        /// More elements on one level than the limit.
        case tooManyElements
        /// Nested deeper than the limit.
        case tooDeep
        /// Bytes left over after the last element.
        case trailingBytes
        /// An element other than the expected one, or none.
        case unexpectedTag
    }

    /// The kind of fault.
    package let code: Code
    /// Where it is: index into the parsed bytes.
    package let offset: Int
    /// What was met, in words, without content of the element.
    package let message: String

    /// Names a fault.
    package init(code: Code, offset: Int, message: String) {
        self.code = code
        self.offset = offset
        self.message = message
    }
}

extension TLVError: CustomStringConvertible {
    /// Code, place and message in one line.
    package var description: String {
        "TLV \(code.rawValue) at byte \(offset): \(message)"
    }
}
