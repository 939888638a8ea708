package import TravelDocument
package import Yams

/// Walks through one mapping of a table file: every key has to be there, and none that nobody asked for.
///
/// Faults are collected, never thrown: whoever edits the file sees all of them at once.
package final class TableReader {
    /// Faults of this reader and of all its parts.
    package final class FaultList {
        /// In the order in which they were found.
        package var faults: [TableFault] = []

        /// No faults yet.
        package init() {}
    }

    private let mapping: Node.Mapping
    private let line: Int?
    private let file: String
    private let path: String
    private let list: FaultList
    private var known: Set<String> = []

    /// A reader of `mapping`, which begins at `line` of `file`; `path` leads to it from the top.
    package init(
        _ mapping: Node.Mapping, line: Int?, file: String, path: String = "", list: FaultList
    ) {
        self.mapping = mapping
        self.line = line
        self.file = file
        self.path = path
        self.list = list
    }

    /// The text of a key; nil after a fault.
    package func string(_ key: String) -> String? {
        guard let node = required(key) else { return nil }
        guard let scalar = node.scalar else { return fault(key, "is not a single value", node) }
        return scalar.string
    }

    /// The text of a key that may be left out.
    package func optionalString(_ key: String) -> String? {
        known.insert(key)
        return mapping[key] == nil ? nil : string(key)
    }

    /// What `read` makes of a key that may be left out; nil without the key.
    package func optional<Value>(_ key: String, _ read: (String) -> Value?) -> Value? {
        known.insert(key)
        return mapping[key] == nil ? nil : read(key)
    }

    /// A whole number in a range.
    package func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        value(key, "not a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// One of the cases of a type, by its raw value.
    package func choice<Choice: RawRepresentable & CaseIterable>(_ key: String) -> Choice?
    where Choice.RawValue == String {
        value(key, "not one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))") { Choice(rawValue: $0) }
    }

    /// Notes a fault of a key that could be read and cannot be used.
    package func refuse(_ key: String, _ reason: String) {
        let _: Void? = fault(key, reason, mapping[key])
    }

    /// A value that a text stands for.
    package func value<Value>(_ key: String, _ what: String, _ read: (String) -> Value?) -> Value? {
        guard let text = string(key) else { return nil }
        guard let value = read(text) else { return fault(key, "is \(what)", mapping[key]) }
        return value
    }

    /// A whole number.
    package func integer(_ key: String) -> Int? { value(key, "not a whole number") { Int($0) } }

    /// A finite number.
    package func decimal(_ key: String) -> Double? {
        value(key, "not a number") { text in Double(text).flatMap { $0.isFinite ? $0 : nil } }
    }

    /// `true` or `false`.
    package func boolean(_ key: String) -> Bool? {
        value(key, "neither true nor false") { $0 == "true" ? true : $0 == "false" ? false : nil }
    }

    /// A day.
    package func date(_ key: String) -> CivilDate? { value(key, "not a day of the form YYYY-MM-DD") { CivilDate($0) } }

    /// A day that may be left out.
    package func optionalDate(_ key: String) -> CivilDate? {
        known.insert(key)
        return mapping[key] == nil ? nil : date(key)
    }

    /// A list of values that texts stand for.
    package func list<Value>(_ key: String, _ what: String, _ read: (String) -> Value?) -> [Value]? {
        guard let nodes = sequence(key) else { return nil }
        var values: [Value] = []
        for (index, node) in nodes.enumerated() {
            guard let text = node.scalar?.string, let value = read(text) else {
                let _: Void? = fault("\(key)[\(index)]", "is \(what)", node)
                continue
            }
            values.append(value)
        }
        return values
    }

    /// A list of texts.
    package func strings(_ key: String) -> [String]? { list(key, "not a single value") { $0 } }

    /// A list of mappings.
    package func sections<Value>(_ key: String, _ read: (TableReader) -> Value?) -> [Value]? {
        guard let nodes = sequence(key) else { return nil }
        var values: [Value] = []
        for (index, node) in nodes.enumerated() {
            guard let mapping = node.mapping else {
                let _: Void? = fault("\(key)[\(index)]", "is not a group of keys", node)
                continue
            }
            let part = TableReader(
                mapping, line: node.mark?.line, file: file, path: "\(path)\(key)[\(index)].", list: list)
            if let value = read(part) { values.append(value) }
            part.reportUnknownKeys()
        }
        return values
    }

    /// A mapping inside this one.
    package func section<Value>(_ key: String, _ read: (TableReader) -> Value?) -> Value? {
        guard let node = required(key) else { return nil }
        guard let mapping = node.mapping else { return fault(key, "is not a group of keys", node) }
        let part = TableReader(mapping, line: node.mark?.line, file: file, path: "\(path)\(key).", list: list)
        let value = read(part)
        part.reportUnknownKeys()
        return value
    }

    /// Notes every key that nobody asked for.
    package func reportUnknownKeys() {
        for (key, _) in mapping where !known.contains(key.string ?? "") {
            let _: Void? = fault(key.string ?? "?", "is not a key of this table", key)
        }
    }

    private func sequence(_ key: String) -> Node.Sequence? {
        guard let node = required(key) else { return nil }
        guard let sequence = node.sequence else { return fault(key, "is not a list", node) }
        guard sequence.count <= Limits.listElements else {
            return fault(key, "has over \(Limits.listElements) elements", node)
        }
        return sequence
    }

    private func required(_ key: String) -> Node? {
        known.insert(key)
        guard let node = mapping[key] else { return fault(key, "is missing", nil) }
        return node
    }

    private func fault<Value>(_ key: String, _ reason: String, _ node: Node?) -> Value? {
        list.faults.append(TableFault(file: file, line: node?.mark?.line ?? line, key: path + key, reason: reason))
        return nil
    }
}
