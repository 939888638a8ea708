/// Why virtual readers cannot be had.
package struct ReaderSimulationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of failure.
    package enum Code: String, Sendable {
        /// A program or driver is not installed; the text names the Debian package.
        case notInstalled
        /// The service did not come up; the text ends with what it said.
        case notStarted
        /// The virtual reader does not take the connection.
        case notConnected
        /// Files or processes could not be made.
        case systemFailure
    }

    /// The kind of failure.
    package var code: Code
    /// What was being done and why it failed.
    package var what: String

    package var description: String { "\(code.rawValue): \(what)" }
}
