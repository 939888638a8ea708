import TravelDocument

/// What is wrong with one value of a rulebook: where it stands, and why it cannot be used.
package struct ValueFault: Sendable, Hashable, CustomStringConvertible {
    /// Where: the key as the files write it, with the place in a list, such as `rows[3].codes`.
    package let key: String
    /// Why, in words that go on from the key: `must be 0...120`.
    package let reason: String

    /// Names a fault.
    init(_ key: String, _ reason: String) {
        self.key = key
        self.reason = reason
    }

    /// The same fault where the value is part of something larger.
    func inside(_ table: String) -> ValueFault { ValueFault("\(table).\(key)", reason) }

    /// `key: reason`.
    package var description: String { "\(key): \(reason)" }
}

extension [ValueFault] {
    /// Notes a number outside its bounds.
    mutating func check<Number: Comparable>(_ key: String, _ value: Number, in bounds: ClosedRange<Number>) {
        if !bounds.contains(value) { append(ValueFault(key, "must be \(bounds.lowerBound)...\(bounds.upperBound)")) }
    }

    /// Notes an edition without a name: records could not tell what they were judged by.
    mutating func checkVersion(_ version: String) {
        if version.isEmpty { append(ValueFault("version", "must not be empty")) }
    }

    /// Notes a code of a state that no machine-readable zone prints: no document would ever have it.
    mutating func checkState(_ key: String, _ code: String) {
        guard !CountryCode(code).isPrintable else { return }
        append(ValueFault(key, "\(code.shown(atMost: 20)) is no code of a state: three capital letters, or D"))
    }

    /// Notes each code of documents that no machine-readable zone prints.
    mutating func checkClasses(_ key: String, _ codes: [String]) {
        for (index, code) in codes.enumerated() where !DocumentCode(code).isPrintable {
            let rule = "a capital letter, and perhaps another one or a digit"
            append(ValueFault("\(key)[\(index)]", "\(code.shown(atMost: 20)) is no document code: \(rule)"))
        }
    }
}
