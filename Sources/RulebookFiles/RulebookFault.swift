/// Why a table cannot be used, with its place.
package struct RulebookFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// Name of the file, or of the folder when the tables together are at fault.
    package let file: String
    /// Line, counted from 1; nil where no line is to blame.
    package let line: Int?
    /// The key.
    package let key: String
    /// Why.
    package let reason: String

    /// `file:line: key: reason`.
    package var description: String {
        "\(file)\(line.map { ":\($0)" } ?? ""): \(key): \(reason)"
    }
}

/// All faults of a folder at once.
package struct RulebookFaults: Error, Sendable, Equatable, CustomStringConvertible {
    /// Every fault, file by file.
    package let faults: [RulebookFault]

    /// One fault a line.
    package var description: String { faults.map(\.description).joined(separator: "\n") }
}
