import COpenSSL

extension CryptographyError {
    /// The error for an OpenSSL call that failed while doing `what`.
    ///
    /// Takes the library's short reason (a fixed text, never data) and empties the thread's error queue, so that a
    /// later failure is not explained by an older one.
    static func library(_ what: String, code: Code = .libraryFailure) -> CryptographyError {
        let packed = ERR_peek_last_error()
        defer { ERR_clear_error() }
        guard packed != 0, let reason = ERR_reason_error_string(packed) else {
            return CryptographyError(code, what)
        }
        return CryptographyError(code, "\(what): \(String(cString: reason))")
    }
}
