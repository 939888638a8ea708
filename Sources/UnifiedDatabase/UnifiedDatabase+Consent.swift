package import Checkpoint
internal import GRDB
internal import Support

/// Consents beside permissions: written with them and as final.
enum ConsentSchema {
    static let consents = """
        CREATE TABLE permissionConsent (
            permissionID INTEGER PRIMARY KEY NOT NULL REFERENCES permission (id),
            textVersion TEXT NOT NULL CHECK (textVersion <> ''),
            way TEXT NOT NULL CHECK (way IN ('written', 'electronic')),
            officer TEXT NOT NULL CHECK (officer <> ''),
            givenAt INTEGER NOT NULL
        ) STRICT;
        CREATE TRIGGER consentIsKept BEFORE DELETE ON permissionConsent BEGIN
            SELECT RAISE(ABORT, 'consents are never deleted');
        END;
        CREATE TRIGGER consentIsNotReplaced BEFORE INSERT ON permissionConsent
        WHEN EXISTS (SELECT 1 FROM permissionConsent WHERE permissionID = NEW.permissionID) BEGIN
            SELECT RAISE(ABORT, 'a permission has one consent');
        END;
        CREATE TRIGGER consentIsFinal BEFORE UPDATE ON permissionConsent BEGIN
            SELECT RAISE(ABORT, 'consents never change');
        END;
        """
}

extension Consent {
    /// Writes the consent to a permission that is written in the same transaction, and tells the journal.
    func store(for permission: Int64, in db: Database, _ journal: JournalWriter) throws {
        try Officer.require(officer, field: "consent.officer", in: db)
        try db.execute(
            sql: """
                INSERT INTO permissionConsent (permissionID, textVersion, way, officer, givenAt) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [permission, textVersion, way.rawValue, officer, givenAt.milliseconds])
        try journal.append(
            JournalEvent(.consentGiven, details: ["textVersion": textVersion, "way": way.rawValue]),
            about: .consent(permission))
    }

    /// The consent to a permission, or nil.
    init?(of permission: Int64, in db: Database) throws {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM permissionConsent WHERE permissionID = ?", arguments: [permission])
        guard let row else { return nil }
        self.init(
            textVersion: try row.decode(forColumn: "textVersion"), way: try row.word("way"),
            officer: try row.decode(forColumn: "officer"), givenAt: try row.time("givenAt"))
    }
}

extension UnifiedDatabase {
    /// The permissions for a document, newest first; none when it was never enrolled.
    package func permissions(
        issuer: String, documentNumber: String
    ) async throws(StoreError) -> [PermissionSummary] {
        guard let number = SearchKey.document(documentNumber) else { return [] }
        return try await read("list permissions") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT permission.* FROM document JOIN permission ON permission.documentID = document.id
                    WHERE document.issuer = ? AND document.number = ? ORDER BY permission.id DESC
                    """,
                arguments: [issuer, number]
            ).map { row in
                let id = try row.decode(Int64.self, forColumn: "id")
                return PermissionSummary(
                    id: id, status: try row.word("status"), issuer: issuer, documentNumber: number,
                    documentExpiry: try row.day("documentExpiry"),
                    primaryIdentifier: try row.decode(forColumn: "primaryIdentifier"),
                    secondaryIdentifier: try row.decode(forColumn: "secondaryIdentifier"),
                    fingers: try Int.fetchAll(
                        db, sql: "SELECT position FROM finger WHERE permissionID = ? ORDER BY position",
                        arguments: [id]),
                    grantedAt: try row.time("grantedAt"), consent: try Consent(of: id, in: db))
            }
        }
    }
}
