internal import BorderLaw
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
    private(set) var faults: [RulebookFault] = []
    private var lines: [String: Int] = [:]

    /// Reads a file.
    init(yaml: String, file: String) {
        if let fault = Self.shape(yaml, file) {
            faults = [fault]
            return
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            faults = [Self.fault(error, file)]
            return
        }
        guard let root, let mapping = root.mapping else {
            faults = [RulebookFault(file: file, line: 1, key: "file", reason: "is not a group of keys")]
            return
        }
        for (key, value) in mapping {
            lines[key.string ?? ""] = key.mark?.line
            for (inner, _) in value.mapping ?? [:] { lines[inner.string ?? ""] = inner.mark?.line }
        }
        let list = TableReader.FaultList()
        let reader = TableReader(mapping, line: 1, file: file, list: list)
        let kind = reader.value("table", "not one of \(RulebookTableKind.names)") { RulebookTableKind(rawValue: $0) }
        let version = reader.string("version")
        let from = reader.date("validFrom")
        let until = reader.optionalDate("validUntil")
        _ = reader.string("source")
        if let kind, let version {
            let content = reader.section("values") { TableContents.read(kind, version, $0) }
            if let content, let from, list.faults.isEmpty {
                table = DatedTable(validFrom: from, validUntil: until, content: content)
            }
        } else {
            _ = reader.section("values") { _ in () }
        }
        reader.reportUnknownKeys()
        faults = list.faults
        if !faults.isEmpty { table = nil }
    }

    /// The line of a key, at the top or among the values.
    func line(of key: String) -> Int? { lines[key] }

    /// A file must not nest deeper than any table does: the parser would follow it to the end of the stack.
    private static func shape(_ yaml: String, _ file: String) -> RulebookFault? {
        var line = 1
        var column = 0
        var open = 0
        for byte in yaml.utf8 {
            column += 1
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 0
            } else if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
                open += 1
            } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                open = max(0, open - 1)
            }
            if column > Limits.lineBytes {
                return RulebookFault(file: file, line: line, key: "file", reason: "the line is too long")
            }
            if open > Limits.openBrackets {
                return RulebookFault(file: file, line: line, key: "file", reason: "brackets are nested too deep")
            }
        }
        return nil
    }

    private static func fault(_ error: any Error, _ file: String) -> RulebookFault {
        switch error as? YamlError {
        case .duplicatedKeysInMapping(let duplicates, let context)?:
            RulebookFault(
                file: file, line: context.mark.line, key: duplicates.first?.description ?? "file",
                reason: "stands twice")
        case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
            .composer(_, let problem, let mark, _)?:
            RulebookFault(file: file, line: mark.line, key: "file", reason: "is not YAML: \(problem)")
        default:
            RulebookFault(file: file, line: nil, key: "file", reason: "is not YAML")
        }
    }
}

extension RulebookTableKind {
    /// All names, for messages.
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
