/// Why a cryptographic operation could not be carried out.
///
/// A signature that does not verify is not an error: it is a `SignatureOutcome`. Neither the code nor the text ever
/// holds key material, plaintext or bytes of the input.
package struct CryptographyError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of failure; what callers decide by.
    package enum Code: String, Sendable, CaseIterable {
        /// A key, an initialisation vector or a message has a length that the operation does not take.
        case invalidLength
        /// The padding at the end of a message is not there or not well formed.
        case invalidPadding
        /// An authentication tag does not fit: wrong key or changed data.
        case authenticationFailed
        /// The input is not the structure that it should be.
        case malformed
        /// The input is well formed but uses an algorithm, curve or form that we do not handle.
        case unsupported
        /// The input is larger or deeper than `Limits` allows.
        case limitExceeded
        /// The library failed for a reason of its own (memory, random source).
        case libraryFailure
    }

    /// The kind of failure.
    package var code: Code

    /// What was being done, and the reason, in a few English words for the log.
    package var what: String

    /// An error of kind `code` met while doing `what`.
    package init(_ code: Code, _ what: String) {
        self.code = code
        self.what = what
    }

    package var description: String { "\(code.rawValue): \(what)" }
}
