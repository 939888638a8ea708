package import Checkpoint
internal import GRDB
internal import TravelDocument

extension PersonNumber: StoredDeskEntry {
    static var table: DeskTable { .personNumber }

    func values(_ texts: RowTexts) -> [(any DatabaseValueConvertible)?] { [kind.rawValue, number] }

    init(row: Row, document: DocumentKey, texts: RowTexts?) throws {
        self.init(document: document, kind: try row.word("kind"), number: try row.decode(forColumn: "number"))
    }

    /// A person has one number of a kind.
    func confront(_ db: Database, _ contents: ContentKeys) throws {
        let person = try PersonDocuments(ofHolderOf: document, db)
        let known = kind == .registerNumber ? person.registerNumber : person.civilID
        if known == number { throw EntryFault("number", .taken) }
        if known != nil { throw EntryFault("number", .contradicted) }
    }
}

extension PersonLink: StoredDeskEntry {
    static var table: DeskTable { .personLink }

    func values(_ texts: RowTexts) -> [(any DatabaseValueConvertible)?] {
        [other.issuer, other.number, basis.rawValue]
    }
    var others: [DocumentKey] { [other] }

    init(row: Row, document: DocumentKey, texts: RowTexts?) throws {
        self.init(
            document: document,
            other: DocumentKey(
                recorded: try row.decode(forColumn: "otherIssuer"), number: try row.decode(forColumn: "otherNumber")),
            basis: try row.word("basis"))
    }

    /// Two different register or civil numbers are two persons; the same data have to be the same on record, too.
    func confront(_ db: Database, _ contents: ContentKeys) throws {
        let one = try PersonDocuments(ofHolderOf: document, db)
        let another = try PersonDocuments(ofHolderOf: other, db)
        if one.documents.contains(other) { throw EntryFault("other", .taken) }
        for (left, right) in [(one.registerNumber, another.registerNumber), (one.civilID, another.civilID)] {
            if let left, let right, left != right { throw EntryFault("other", .contradicted) }
        }
        guard basis == .sameData, let here = try page(of: document, db, contents),
            let there = try page(of: other, db, contents)
        else {
            return
        }
        if here.birthDateText != there.birthDateText || here.sex != there.sex {
            throw EntryFault("basis", .contradicted)
        }
    }

    /// The data page as the last crossing with the document has it.
    private func page(
        of document: DocumentKey, _ db: Database, _ contents: ContentKeys
    ) throws -> CrossingDocument? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT id, sealedContent FROM crossing WHERE issuer = ? AND documentNumber = ?
                ORDER BY decidedAt DESC LIMIT 1
                """,
            arguments: [document.issuer, document.number]
        ).flatMap { try CrossingContent(row: $0, with: contents).document }
    }
}

extension UnifiedDatabase: PersonStore {
    /// The documents of one person; see ``PersonStore/documents(ofHolderOf:)``.
    package func documents(ofHolderOf document: DocumentKey) async throws(StoreError) -> PersonDocuments {
        try await read("read documents of person") { db in try PersonDocuments(ofHolderOf: document, db) }
    }
}

extension PersonDocuments {
    /// Goes from document to document by register number, civil number and confirmed link, no more than
    /// `Limits.documentsPerPerson`. A number that the document itself has goes before one of its companions.
    init(ofHolderOf document: DocumentKey, _ db: Database) throws {
        self.init(documents: [document])
        var next = 0
        while next < documents.count {
            let key = documents[next]
            next += 1
            for (kind, number) in try Self.numbers(of: key, db) {
                switch kind {
                case .registerNumber: registerNumber = registerNumber ?? number
                case .civilID: civilID = civilID ?? number
                }
                try add(Self.documents(with: kind, number, db))
            }
            try add(Self.links(of: key, db))
        }
    }

    private mutating func add(_ found: [DocumentKey]) {
        for document in found where !documents.contains(document) && documents.count < Limits.documentsPerPerson {
            documents.append(document)
        }
    }

    private static func numbers(of key: DocumentKey, _ db: Database) throws -> [(PersonNumber.Kind, String)] {
        try Row.fetchAll(
            try db.cachedStatement(
                sql: """
                    SELECT 'registerNumber' AS kind, registerNumber AS number FROM document
                    WHERE issuer = :issuer AND number = :number AND registerNumber IS NOT NULL
                    UNION
                    SELECT kind, number FROM personNumber
                    WHERE issuer = :issuer AND documentNumber = :number AND withdrawnAt IS NULL
                    """),
            arguments: ["issuer": key.issuer, "number": key.number]
        ).map { (try $0.word("kind"), try $0.decode(forColumn: "number")) }
    }

    private static func documents(
        with kind: PersonNumber.Kind, _ number: String, _ db: Database
    ) throws -> [DocumentKey] {
        try keys(
            """
            SELECT issuer, number FROM document WHERE :kind = 'registerNumber' AND registerNumber = :number
            UNION
            SELECT issuer, documentNumber FROM personNumber
            WHERE kind = :kind AND number = :number AND withdrawnAt IS NULL
            LIMIT \(Limits.documentsPerPerson)
            """, ["kind": kind.rawValue, "number": number], db)
    }

    private static func links(of key: DocumentKey, _ db: Database) throws -> [DocumentKey] {
        try keys(
            """
            SELECT otherIssuer AS issuer, otherNumber AS number FROM personLink
            WHERE issuer = :issuer AND documentNumber = :number AND withdrawnAt IS NULL
            UNION
            SELECT issuer, documentNumber FROM personLink
            WHERE otherIssuer = :issuer AND otherNumber = :number AND withdrawnAt IS NULL
            LIMIT \(Limits.documentsPerPerson)
            """, ["issuer": key.issuer, "number": key.number], db)
    }

    private static func keys(_ sql: String, _ arguments: StatementArguments, _ db: Database) throws -> [DocumentKey] {
        try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: arguments).map {
            DocumentKey(recorded: try $0.decode(forColumn: "issuer"), number: try $0.decode(forColumn: "number"))
        }
    }
}
