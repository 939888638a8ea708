internal import TravelDocument
internal import Yams

/// Walks through one mapping of a table file: every key has to be there, and none that nobody asked for.
///
/// Faults are collected, never thrown: whoever edits the file sees all of them at once.
final class TableReader {
    /// Faults of this reader and of all its parts.
    final class FaultList { var faults: [RulebookFault] = [] }

    private let mapping: Node.Mapping
    private let line: Int?
    private let file: String
    private let path: String
    private let list: FaultList
    private var known: Set<String> = []

    init(_ mapping: Node.Mapping, line: Int?, file: String, path: String = "", list: FaultList) {
        self.mapping = mapping
        self.line = line
        self.file = file
        self.path = path
        self.list = list
    }

    /// The text of a key; nil after a fault.
    func string(_ key: String) -> String? {
        guard let node = required(key) else { return nil }
        guard let scalar = node.scalar else { return fault(key, "is not a single value", node) }
        return scalar.string
    }

    /// The text of a key that may be left out.
    func optionalString(_ key: String) -> String? {
        known.insert(key)
        return mapping[key] == nil ? nil : string(key)
    }

    /// A value that a text stands for.
    func value<Value>(_ key: String, _ what: String, _ read: (String) -> Value?) -> Value? {
        guard let text = string(key) else { return nil }
        guard let value = read(text) else { return fault(key, "is \(what)", mapping[key]) }
        return value
    }

    func integer(_ key: String) -> Int? { value(key, "not a whole number") { Int($0) } }

    func decimal(_ key: String) -> Double? {
        value(key, "not a number") { text in Double(text).flatMap { $0.isFinite ? $0 : nil } }
    }

    func boolean(_ key: String) -> Bool? {
        value(key, "neither true nor false") { $0 == "true" ? true : $0 == "false" ? false : nil }
    }

    func date(_ key: String) -> CivilDate? { value(key, "not a day of the form YYYY-MM-DD") { CivilDate($0) } }

    func optionalDate(_ key: String) -> CivilDate? {
        known.insert(key)
        return mapping[key] == nil ? nil : date(key)
    }

    /// A list of values that texts stand for.
    func list<Value>(_ key: String, _ what: String, _ read: (String) -> Value?) -> [Value]? {
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

    func strings(_ key: String) -> [String]? { list(key, "not a single value") { $0 } }

    /// A list of mappings.
    func sections<Value>(_ key: String, _ read: (TableReader) -> Value?) -> [Value]? {
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
    func section<Value>(_ key: String, _ read: (TableReader) -> Value?) -> Value? {
        guard let node = required(key) else { return nil }
        guard let mapping = node.mapping else { return fault(key, "is not a group of keys", node) }
        let part = TableReader(mapping, line: node.mark?.line, file: file, path: "\(path)\(key).", list: list)
        let value = read(part)
        part.reportUnknownKeys()
        return value
    }

    func reportUnknownKeys() {
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
        list.faults.append(RulebookFault(file: file, line: node?.mark?.line ?? line, key: path + key, reason: reason))
        return nil
    }
}
