internal import Checkpoint
internal import GRDB
internal import TravelDocument

/// One line of a list as it stands in its table.
struct ListEntry {
    /// Line in the file; order in the table.
    var line: Int
    var key: String
    var values: [DatabaseValue]

    /// What a line of a delta does.
    enum Change {
        case put(ListEntry)
        case remove(key: String)
    }

    /// Judges the fields of a line.
    static func change(_ fields: ListFields, _ header: ListHeader, line: Int) throws(ListFault) -> Change {
        for column in ListColumn.allCases {
            guard let text = fields[column] else { continue }
            guard Limits.isField(text) else {
                throw ListFault(.entry, line: line, "\(column.rawValue) is too long or holds NUL")
            }
        }
        guard let key = fields[.key] else { throw ListFault(.entry, line: line, "key is missing") }
        if fields[.removed] != nil {
            guard header.kind == .delta else { throw ListFault(.entry, line: line, "removed stands in a full list") }
            return .remove(key: key)
        }
        return .put(try ListEntry(fields, header.list, key: key, line: line))
    }

    private init(_ fields: ListFields, _ list: BorderList, key: String, line: Int) throws(ListFault) {
        func needed(_ column: ListColumn) throws(ListFault) -> String {
            guard let text = fields[column] else {
                throw ListFault(.entry, line: line, "\(column.rawValue) is missing")
            }
            return text
        }
        func day(_ column: ListColumn) throws(ListFault) -> CivilDate? {
            guard let text = fields[column] else { return nil }
            guard let day = CivilDate(text) else {
                throw ListFault(.entry, line: line, "\(column.rawValue) is no date YYYY-MM-DD")
            }
            return day
        }
        let ground = try needed(.ground)
        let body = try needed(.issuingBody)
        _ = try needed(.startDate)
        let start = try day(.startDate)
        let end = try day(.endDate)
        let birth = try day(.birthDate)
        if let start, let end, end < start {
            throw ListFault(.entry, line: line, "endDate lies before startDate")
        }
        if let birth, let start, start < birth {
            throw ListFault(.entry, line: line, "startDate lies before birthDate")
        }
        let issuer = fields[.issuer]?.uppercased()
        let register = fields[.registerNumber].flatMap(SearchKey.register)
        let document = fields[.documentNumber].flatMap(SearchKey.document)
        let name = FoldedName(fields[.primaryIdentifier] ?? "", fields[.secondaryIdentifier] ?? "")
        switch list {
        case .invalidDocuments:
            guard document != nil, issuer != nil else {
                throw ListFault(.entry, line: line, "issuer and documentNumber are needed")
            }
        case .exitRestrictions, .wantedPersons:
            guard register != nil || document != nil || name != nil else {
                throw ListFault(.entry, line: line, "nobody can be found by it: a number or a name is needed")
            }
        }
        self.line = line
        self.key = key
        values = [
            key.databaseValue, ground.databaseValue, body.databaseValue,
            (fields[.decisionNumber] ?? "").databaseValue, start?.column.databaseValue ?? .null,
            end?.column.databaseValue ?? .null, fields[.registerNumber]?.databaseValue ?? .null,
            issuer?.databaseValue ?? .null, fields[.documentNumber]?.databaseValue ?? .null,
            fields[.primaryIdentifier]?.databaseValue ?? .null, fields[.secondaryIdentifier]?.databaseValue ?? .null,
            birth?.column.databaseValue ?? .null, register?.databaseValue ?? .null,
            document?.databaseValue ?? .null, name?.key.databaseValue ?? .null,
            (birth == nil ? nil : name?.outline)?.databaseValue ?? .null,
        ]
    }

    /// Takes a row of a table, with the columns of ``ListTable/columns``.
    init(row: Row, line: Int) throws {
        self.line = line
        key = try row.decode(forColumn: "entryKey")
        values = Array(row.databaseValues.dropFirst())
    }
}
