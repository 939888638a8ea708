/// Why a text is no machine-readable zone at all. Wrong check digits and odd contents are not errors:
/// see ``MachineReadableZone/failedCheckDigits`` and ``MachineReadableZone/deviations``.
package struct MRZError: Error, Sendable, Equatable {
    /// The kinds of fault.
    package enum Code: String, Sendable, Hashable {
        /// No line at all.
        case empty
        /// More bytes than any zone can have.
        case tooLong
        /// A character other than A-Z, 0-9 and `<`.
        case invalidCharacter
        /// A number of lines that no format has.
        case lineCount
        /// A line with the wrong number of characters.
        case lineLength
    }

    /// The kind of fault.
    package let code: Code
    /// Line of the fault, from 1; nil when it concerns the whole text.
    package let line: Int?
    /// Position in the line, from 1; nil when it concerns the whole line.
    package let position: Int?
    /// The fault in words, without content of the zone.
    package let reason: String

    /// Names a fault.
    package init(code: Code, line: Int? = nil, position: Int? = nil, reason: String) {
        self.code = code
        self.line = line
        self.position = position
        self.reason = reason
    }
}

extension MRZError: CustomStringConvertible {
    /// Code, place and reason in one line.
    package var description: String {
        var place = ""
        if let line { place += " line \(line)" }
        if let position { place += " position \(position)" }
        return "MRZ \(code.rawValue)\(place): \(reason)"
    }
}
