package import Yams

/// The text of a table as a group of keys.
package enum TableText {
    /// Parses a text whose top is a group of keys, each of which stands once.
    package static func mapping(yaml: String, file: String) throws(TableFault) -> Node.Mapping {
        if let fault = shape(yaml, file) { throw fault }
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            throw fault(error, file)
        }
        guard let mapping = root?.mapping else {
            throw TableFault(file: file, line: 1, key: "file", reason: "is not a group of keys")
        }
        return mapping
    }

    /// A reader of a text whose top is a group of keys.
    package static func reader(
        yaml: String, file: String, list: TableReader.FaultList
    ) throws(TableFault) -> TableReader {
        TableReader(try mapping(yaml: yaml, file: file), line: 1, file: file, list: list)
    }

    /// A file must not nest deeper than any table does: the parser would follow it to the end of the stack.
    private static func shape(_ yaml: String, _ file: String) -> TableFault? {
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
                return TableFault(file: file, line: line, key: "file", reason: "the line is too long")
            }
            if open > Limits.openBrackets {
                return TableFault(file: file, line: line, key: "file", reason: "brackets are nested too deep")
            }
        }
        return nil
    }

    private static func fault(_ error: any Error, _ file: String) -> TableFault {
        switch error as? YamlError {
        case .duplicatedKeysInMapping(let duplicates, let context)?:
            TableFault(
                file: file, line: context.mark.line, key: duplicates.first?.description ?? "file",
                reason: "stands twice")
        case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
            .composer(_, let problem, let mark, _)?:
            TableFault(file: file, line: mark.line, key: "file", reason: "is not YAML: \(problem)")
        default:
            TableFault(file: file, line: nil, key: "file", reason: "is not YAML")
        }
    }
}
