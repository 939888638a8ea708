/// Why a list file is refused as a whole: the place and the reason, without what stands there, which may be personal.
package struct ListFault: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Code: String, Sendable, CaseIterable {
        /// The file cannot be opened or read.
        case unreadable
        /// The first line is no header, or says something impossible.
        case header
        /// No signature, or not that of a known signer.
        case signature
        /// A line is no entry: not its form, unknown columns, impossible dates, no key.
        case entry
        /// Two entries have the same key.
        case duplicate
        /// Fewer or more entries than the header says.
        case count
        /// The list is older than the one in force, or does not follow from it.
        case order
        /// The file changed while it was read.
        case changed
    }

    package let code: Code
    /// Counted from 1; nil when the file as a whole is meant.
    package let line: Int?
    package let reason: String

    init(_ code: Code, line: Int? = nil, _ reason: String) {
        self.code = code
        self.line = line
        self.reason = reason
    }

    package var description: String {
        line.map { "line \($0): \(reason)" } ?? reason
    }
}
