/// Why a card-verifiable certificate cannot be understood.
package struct CardVerifiableError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of fault.
    package enum Code: String, Sendable, CaseIterable {
        /// The bytes are not TLV, or have another outermost tag.
        case malformed
        /// A required data object is missing.
        case missingObject
        /// A data object's content is not what it must be.
        case invalidContent
        /// A version that is not known.
        case unsupportedVersion
        /// More than the limits allow.
        case overLimit
    }

    /// The kind of fault.
    package let code: Code
    /// The fault in words, without content of the certificate.
    package let message: String

    /// Names a fault.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Takes over a TLV fault.
    init(_ error: TLVError) {
        let isOverLimit = [.tooDeep, .tooManyElements, .lengthOverLimit].contains(error.code)
        self.init(isOverLimit ? .overLimit : .malformed, "\(error.message) at byte \(error.offset)")
    }

    package var description: String { "card-verifiable certificate: \(code.rawValue), \(message)" }
}
