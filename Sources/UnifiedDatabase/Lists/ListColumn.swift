/// What an entry of a list may say.
enum ListColumn: Int, CaseIterable {
    /// Names the entry for ever, within its list: deltas speak of it.
    case key
    /// Reason code, or cause of an invalidation.
    case ground
    case issuingBody, decisionNumber, startDate, endDate
    case registerNumber
    /// Issuing state of the document, three letters.
    case issuer
    case documentNumber, primaryIdentifier, secondaryIdentifier, birthDate
    /// `true` in a delta: the entry of this key is gone.
    case removed

    /// The JSON member or CSV column.
    var name: String { Self.names[rawValue] }

    init?(name: String) {
        guard let place = Self.names.firstIndex(of: name) else { return nil }
        self.init(rawValue: place)
    }

    private static let names = allCases.map { "\($0)" }

    /// A name out of a file for a message: only if it looks like one, since anything may stand there.
    static func shown(_ name: String) -> String {
        let isName =
            name.utf8.count <= 32 && name.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
        return isName ? "\"\(name)\"" : "that is no word"
    }
}

/// The texts of one entry by column; empty texts count as absent.
struct ListFields {
    private var texts = [String?](repeating: nil, count: ListColumn.allCases.count)

    subscript(column: ListColumn) -> String? {
        get { texts[column.rawValue] }
        set { texts[column.rawValue] = newValue.flatMap { $0.isEmpty ? nil : $0 } }
    }

    /// Reads a line of JSON.
    init(json line: ArraySlice<UInt8>, number: Int) throws(ListFault) {
        let object: FlatObject
        do throws(FlatObjectError) {
            object = try FlatObject(parsing: line)
        } catch {
            throw ListFault(.entry, line: number, error.reason)
        }
        for (name, value) in object.members {
            guard let column = ListColumn(name: name) else {
                throw ListFault(.entry, line: number, "unknown column \(ListColumn.shown(name))")
            }
            switch (column, value) {
            case (_, .null): break
            case (.removed, .truth(let isRemoved)): self[.removed] = isRemoved ? "true" : nil
            case (.removed, _): throw ListFault(.entry, line: number, "removed is neither true nor false")
            case (_, .text(let text)): self[column] = text
            default: throw ListFault(.entry, line: number, "\(column.name) is no text")
            }
        }
    }

    /// Reads a line of CSV (RFC 4180; a field has no line end in it).
    init(csv line: ArraySlice<UInt8>, columns: [ListColumn], number: Int) throws(ListFault) {
        let texts = try Self.split(line, number: number)
        guard texts.count == columns.count else {
            throw ListFault(.entry, line: number, "\(texts.count) fields instead of \(columns.count)")
        }
        for (column, text) in zip(columns, texts) { self[column] = text }
        if let removed = self[.removed], removed != "true" {
            guard removed == "false" else { throw ListFault(.entry, line: number, "removed is neither true nor false") }
            self[.removed] = nil
        }
    }

    /// Reads the line of column names of a CSV file.
    static func columns(_ line: ArraySlice<UInt8>, number: Int) throws(ListFault) -> [ListColumn] {
        var columns: [ListColumn] = []
        for name in try split(line, number: number) {
            guard let column = ListColumn(name: name) else {
                throw ListFault(.entry, line: number, "unknown column \(ListColumn.shown(name))")
            }
            guard !columns.contains(column) else {
                throw ListFault(.entry, line: number, "column \(column.name) stands twice")
            }
            columns.append(column)
        }
        return columns
    }

    private static func split(_ line: ArraySlice<UInt8>, number: Int) throws(ListFault) -> [String] {
        let quote = UInt8(ascii: "\"")
        let comma = UInt8(ascii: ",")
        var fields: [String] = []
        var rest = line
        while true {
            var bytes: [UInt8] = []
            if rest.first == quote {
                rest.removeFirst()
                while true {
                    guard let end = rest.firstIndex(of: quote) else {
                        throw ListFault(.entry, line: number, "a quoted field does not end")
                    }
                    bytes += rest[..<end]
                    rest = rest[(end + 1)...]
                    guard rest.first == quote else { break }
                    bytes.append(quote)
                    rest.removeFirst()
                }
                guard rest.isEmpty || rest.first == comma else {
                    throw ListFault(.entry, line: number, "something follows a quoted field")
                }
            } else {
                let field = rest.prefix { $0 != comma }
                guard !field.contains(quote) else {
                    throw ListFault(.entry, line: number, "a quotation mark inside a field")
                }
                bytes = Array(field)
                rest = rest[field.endIndex...]
            }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw ListFault(.entry, line: number, "a field is not UTF-8")
            }
            fields.append(text)
            guard rest.popFirst() == comma else { return fields }
            guard fields.count < Limits.listColumns else { throw ListFault(.entry, line: number, "too many fields") }
        }
    }
}
