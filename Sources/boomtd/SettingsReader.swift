internal import Yams

/// A value in the settings file that cannot be used.
struct SettingsFault: Error, Equatable, CustomStringConvertible {
    /// Line in the file, counted from 1; nil for environment variables and missing parts.
    let line: Int?
    /// Path of the key, for example `kiosk.port`.
    let key: String
    let reason: String

    var description: String {
        (line.map { "line \($0): " } ?? "") + "\(key): \(reason)"
    }
}

/// All faults of the settings at once.
struct SettingsFaults: Error, CustomStringConvertible {
    let faults: [SettingsFault]

    var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// Walks through one mapping of the settings file: typed values with bounds, environment variables over them, and
/// in the end every key that nobody asked for.
///
/// Faults are collected, never thrown: whoever edits the file sees all of them at once.
final class SettingsReader {
    /// Faults of this reader and of all its sections.
    final class FaultList { var faults: [SettingsFault] = [] }

    private let mapping: Node.Mapping?
    private let path: [String]
    private let environment: [String: String]
    private let list: FaultList
    private var known: Set<String> = []

    init(mapping: Node.Mapping?, path: [String] = [], environment: [String: String], list: FaultList) {
        self.mapping = mapping
        self.path = path
        self.environment = environment
        self.list = list
    }

    /// A nested mapping; an absent one reads as empty.
    func section(_ key: String, _ read: (SettingsReader) -> Void) {
        known.insert(key)
        let node = mapping?[key]
        if let node, node.mapping == nil {
            fault(key, "is not a group of keys", node)
            return
        }
        let reader = SettingsReader(
            mapping: node?.mapping, path: path + [key], environment: environment, list: list)
        read(reader)
        reader.reportUnknownKeys()
    }

    /// A list of mappings; an absent one reads as empty.
    func sections(_ key: String, _ read: (SettingsReader) -> Void) {
        known.insert(key)
        guard let node = mapping?[key] else { return }
        guard let sequence = node.sequence else { return fault(key, "is not a list", node) }
        for (index, element) in sequence.enumerated() {
            guard let mapping = element.mapping else {
                fault("\(key)[\(index)]", "is not a group of keys", element)
                continue
            }
            let reader = SettingsReader(
                mapping: mapping, path: path + ["\(key)[\(index)]"], environment: [:], list: list)
            read(reader)
            reader.reportUnknownKeys()
        }
    }

    func string(_ key: String, _ value: inout String, fault reason: (String) -> String? = { _ in nil }) {
        guard let (text, node) = scalar(key) else { return }
        if let reason = reason(text) { return fault(key, reason, node) }
        value = text
    }

    func integer(_ key: String, _ value: inout Int, in range: ClosedRange<Int>) {
        guard let (text, node) = scalar(key) else { return }
        guard let number = Int(text), range.contains(number) else {
            return fault(key, "is not a whole number from \(range.lowerBound) to \(range.upperBound)", node)
        }
        value = number
    }

    func decimal(_ key: String, _ value: inout Double, in range: ClosedRange<Double>) {
        guard let (text, node) = scalar(key) else { return }
        guard let number = Double(text), range.contains(number) else {
            return fault(key, "is not a number from \(range.lowerBound) to \(range.upperBound)", node)
        }
        value = number
    }

    func boolean(_ key: String, _ value: inout Bool) {
        guard let (text, node) = scalar(key) else { return }
        guard ["true", "false"].contains(text) else { return fault(key, "is neither true nor false", node) }
        value = text == "true"
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ value: inout Choice)
    where Choice.RawValue == String {
        guard let (text, node) = scalar(key) else { return }
        guard let choice = Choice(rawValue: text) else {
            return fault(key, "is not one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))", node)
        }
        value = choice
    }

    /// Whether the file has the key, with whatever value.
    func has(_ key: String) -> Bool {
        mapping?[key] != nil
    }

    func fault(_ key: String, _ reason: String) {
        fault(key, reason, mapping?[key])
    }

    func reportUnknownKeys() {
        for (key, _) in mapping ?? [:] {
            guard let name = key.string, known.contains(name) else {
                fault(key.string ?? "?", "is not a key that boomt knows", key)
                continue
            }
        }
    }

    /// The text of a key: the environment's if it is set there, else the file's.
    private func scalar(_ key: String) -> (String, Node?)? {
        known.insert(key)
        if let text = environment[variable(key)] { return (text, nil) }
        guard let node = mapping?[key] else { return nil }
        guard let scalar = node.scalar else {
            fault(key, "is not a single value", node)
            return nil
        }
        return (scalar.string, node)
    }

    /// `kiosk.port` is `BOOMT_KIOSK_PORT`, `database.keyFile` is `BOOMT_DATABASE_KEY_FILE`.
    private func variable(_ key: String) -> String {
        var name = "BOOMT"
        for part in path + [key] {
            name += "_"
            for character in part {
                if character.isUppercase { name += "_" }
                name += character.uppercased()
            }
        }
        return name
    }

    private func fault(_ key: String, _ reason: String, _ node: Node?) {
        list.faults.append(
            SettingsFault(line: node?.mark?.line, key: (path + [key]).joined(separator: "."), reason: reason))
    }
}
