/// Why a table cannot be used, with its place.
package struct TableFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// Name of the file, or of the folder when the tables together are at fault.
    package let file: String
    /// Line, counted from 1; nil where no line is to blame.
    package let line: Int?
    /// The key.
    package let key: String
    /// Why.
    package let reason: String

    /// A fault at a place.
    package init(file: String, line: Int?, key: String, reason: String) {
        self.file = file
        self.line = line
        self.key = key
        self.reason = reason
    }

    /// `file:line: key: reason`.
    package var description: String {
        "\(file)\(line.map { ":\($0)" } ?? ""): \(key): \(reason)"
    }
}

/// All faults of a folder at once.
package struct TableFaults: Error, Sendable, Equatable, CustomStringConvertible {
    /// Every fault, file by file.
    package let faults: [TableFault]

    /// These faults.
    package init(faults: [TableFault]) {
        self.faults = faults
    }

    /// One fault a line.
    package var description: String { faults.map(\.description).joined(separator: "\n") }
}
