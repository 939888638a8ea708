internal import Checkpoint
internal import TravelDocument

/// One entry of a list, in the clear only while it is read, judged or shown.
struct ListEntry: Equatable {
    let key: String
    let ground: String
    let issuingBody: String
    let decisionNumber: String
    let startDate: String
    let endDate: String?
    let registerNumber: String?
    let issuer: String?
    let documentNumber: String?
    let primaryIdentifier: String?
    let secondaryIdentifier: String?
    let birthDate: String?
    let search: Search

    /// By what an entry is found.
    struct Search: Equatable {
        let register: String?
        let document: String?
        let name: String?
        /// Only where there is a birth date, with which it is looked for.
        let outline: String?
    }

    /// - Parameters:
    ///   - text: what the entry says in a column, for those that this type has; a missing key, ground, issuing body or
    ///     start is no text.
    ///   - search: by what it is found; made from the texts when it is not given.
    init(search: Search? = nil, _ text: (ListColumn) throws -> String?) rethrows {
        key = try text(.key) ?? ""
        ground = try text(.ground) ?? ""
        issuingBody = try text(.issuingBody) ?? ""
        decisionNumber = try text(.decisionNumber) ?? ""
        startDate = try text(.startDate) ?? ""
        endDate = try text(.endDate)
        registerNumber = try text(.registerNumber)
        issuer = try text(.issuer)
        documentNumber = try text(.documentNumber)
        primaryIdentifier = try text(.primaryIdentifier)
        secondaryIdentifier = try text(.secondaryIdentifier)
        birthDate = try text(.birthDate)
        if let search {
            self.search = search
        } else {
            let name = FoldedName(primaryIdentifier ?? "", secondaryIdentifier ?? "")
            self.search = Search(
                register: registerNumber.flatMap(SearchKey.register),
                document: documentNumber.flatMap(SearchKey.document),
                name: name?.key, outline: birthDate == nil ? nil : name?.outline)
        }
    }
}

extension ListEntry {
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
                throw ListFault(.entry, line: line, "\(column.name) is too long or holds NUL")
            }
        }
        guard let key = fields[.key] else { throw ListFault(.entry, line: line, "key is missing") }
        if fields[.removed] != nil {
            guard header.kind == .delta else { throw ListFault(.entry, line: line, "removed stands in a full list") }
            return .remove(key: key)
        }
        return .put(try ListEntry(fields, header.list, line: line))
    }

    private init(_ fields: ListFields, _ list: BorderList, line: Int) throws(ListFault) {
        func needed(_ column: ListColumn) throws(ListFault) {
            guard fields[column] != nil else {
                throw ListFault(.entry, line: line, "\(column.name) is missing")
            }
        }
        func day(_ column: ListColumn) throws(ListFault) -> CivilDate? {
            guard let text = fields[column] else { return nil }
            guard let day = CivilDate(text) else {
                throw ListFault(.entry, line: line, "\(column.name) is no date YYYY-MM-DD")
            }
            return day
        }
        try needed(.ground)
        try needed(.issuingBody)
        try needed(.startDate)
        let start = try day(.startDate)
        let end = try day(.endDate)
        let birth = try day(.birthDate)
        if let start, let end, end < start {
            throw ListFault(.entry, line: line, "endDate lies before startDate")
        }
        if let birth, let start, start < birth {
            throw ListFault(.entry, line: line, "startDate lies before birthDate")
        }
        self.init { column in
            switch column {
            case .startDate: start?.column
            case .endDate: end?.column
            case .birthDate: birth?.column
            case .issuer: fields[.issuer].map(SearchKey.issuer)
            default: fields[column]
            }
        }
        // No passport could ever meet it, and nobody would know.
        if let document = search.document, !SearchKey.isPrintable(document) {
            throw ListFault(.entry, line: line, "documentNumber holds letters that no passport prints")
        }
        if let issuer, !(1...3).contains(issuer.utf8.count) || !issuer.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
            throw ListFault(.entry, line: line, "issuer is no code of one to three letters")
        }
        switch list {
        case .invalidDocuments:
            guard search.document != nil, issuer != nil else {
                throw ListFault(.entry, line: line, "issuer and documentNumber are needed")
            }
        case .exitRestrictions, .wantedPersons:
            guard search.register != nil || search.document != nil || search.name != nil else {
                throw ListFault(.entry, line: line, "nobody can be found by it: a number or a name is needed")
            }
        }
    }
}
