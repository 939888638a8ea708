internal import BorderLaw
internal import TableFiles
internal import Yams

/// One file: a table, its days, and the lines of its keys.
///
/// ```yaml
/// table: eGate
/// version: A260-2017-11-20.1
/// validFrom: 2017-11-20
/// source: А/260
/// values: { … }
/// ```
struct TableFile {
    /// The table; nil when there are faults.
    private(set) var table: DatedTable?
    /// What is wrong with the file.
    private(set) var faults: [TableFault] = []
    private var lines: [String: Int] = [:]

    /// Reads a file.
    init(yaml: String, file: String) {
        let mapping: Node.Mapping
        do throws(TableFault) {
            mapping = try TableText.mapping(yaml: yaml, file: file)
        } catch {
            faults = [error]
            return
        }
        for (key, _) in mapping { lines[key.string ?? ""] = key.mark?.line }
        note(mapping["values"])
        let list = TableReader.FaultList()
        let reader = TableReader(mapping, line: 1, file: file, list: list)
        let kind = reader.value("table", "not one of \(RulebookTableKind.names)") { RulebookTableKind(rawValue: $0) }
        let version = reader.string("version")
        let from = reader.date("validFrom")
        let until = reader.optionalDate("validUntil")
        let source = reader.value("source", "empty") { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        if let kind, let version {
            let content = reader.section("values") { TableContents.read(kind, version, $0) }
            if let content, let from, let source, list.faults.isEmpty {
                table = DatedTable(validFrom: from, validUntil: until, source: source, content: content)
            }
        } else {
            _ = reader.section("values") { _ in () }
        }
        reader.reportUnknownKeys()
        faults = list.faults
        if !faults.isEmpty { table = nil }
    }

    /// The line of a key, at the top or among the values, such as `rows[3].codes`; where the key itself does not stand
    /// in the file, that of what it would be part of.
    func line(of key: String) -> Int? {
        var path = key[...]
        while !path.isEmpty {
            if let line = lines[String(path)] { return line }
            guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
            path = path[..<end]
        }
        return nil
    }

    /// Notes the lines of all keys and elements of a value, which stands at `path`.
    private mutating func note(_ value: Node?, at path: String = "") {
        for (key, inner) in value?.mapping ?? [:] {
            let place = path.isEmpty ? key.string ?? "" : "\(path).\(key.string ?? "")"
            lines[place] = key.mark?.line
            note(inner, at: place)
        }
        for (index, element) in (value?.sequence ?? []).enumerated() {
            lines["\(path)[\(index)]"] = element.mark?.line
            note(element, at: "\(path)[\(index)]")
        }
    }
}

extension RulebookTableKind {
    /// All names, for messages.
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
