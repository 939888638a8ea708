/// Why a text is no register number.
package struct RegisterNumberError: Error, Sendable, Equatable {
    /// The kinds of fault.
    package enum Code: String, Sendable, Hashable {
        /// Not ten characters.
        case length
        /// One of the first two characters is no letter of the Mongolian alphabet.
        case letter
        /// A letter of another script that looks Cyrillic.
        case lookAlikeLetter
        /// One of the last eight characters is no digit.
        case digit
        /// The digits name no day of the calendar.
        case birthDate
        /// Right after changing case or blanks, but an exact number was asked for.
        case notExact
    }

    /// The kind of fault.
    package let code: Code
    /// Place in the number, from 1, blanks not counted; nil when it concerns the whole text.
    package let position: Int?
    /// The fault in words, without the text.
    package let reason: String

    /// Names a fault.
    package init(code: Code, position: Int?, reason: String) {
        self.code = code
        self.position = position
        self.reason = reason
    }
}

extension RegisterNumberError: CustomStringConvertible {
    /// Code, place and reason in one line.
    package var description: String {
        "register number \(code.rawValue)\(position.map { " position \($0)" } ?? ""): \(reason)"
    }
}
