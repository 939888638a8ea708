internal import BorderLaw
package import Checkpoint
internal import GRDB
internal import Support
internal import TravelDocument

/// The table of stays that officers granted at entries.
enum GrantSchema {
    /// A later revision counts, the earlier ones stay.
    static let grants = """
        CREATE TABLE crossingGrant (
            crossingID TEXT NOT NULL REFERENCES crossing (id),
            revision INTEGER NOT NULL CHECK (revision > 0),
            days INTEGER CHECK (days > 0),
            until TEXT CHECK ((until IS NULL) <> (days IS NULL)),
            authority TEXT NOT NULL CHECK (authority <> ''),
            officer TEXT NOT NULL REFERENCES officer (number),
            recordedAt INTEGER NOT NULL,
            PRIMARY KEY (crossingID, revision)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER grantIsKept BEFORE DELETE ON crossingGrant BEGIN
            SELECT RAISE(ABORT, 'grants are never deleted');
        END;
        CREATE TRIGGER grantIsNotReplaced BEFORE INSERT ON crossingGrant
        WHEN EXISTS (SELECT 1 FROM crossingGrant WHERE crossingID = NEW.crossingID AND revision = NEW.revision) BEGIN
            SELECT RAISE(ABORT, 'grants are added, not replaced');
        END;
        CREATE TRIGGER grantIsFinal BEFORE UPDATE ON crossingGrant BEGIN
            SELECT RAISE(ABORT, 'grants never change');
        END;
        """
}

extension UnifiedDatabase: GrantStore {
    /// Adds a grant to an entry; see ``GrantStore/grantStay(_:)``.
    package func grantStay(_ grant: EntryGrant) async throws(StoreError) {
        let (key, contents) = (journalKey, contentKeys)
        try await write("grant stay") { db in
            guard
                let row = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT id, direction, decidedAt, sealedContent, \(Self.borderWasCrossed) AS isCrossed
                        FROM crossing WHERE id = ?
                        """, arguments: [grant.crossing.text])
            else { throw StoreError(.notFound, "grant stay: no such record") }
            guard try row.word("direction") as Direction == .entry, try row.decode(Bool.self, forColumn: "isCrossed")
            else { throw StoreError(.constraint, "grant stay: the traveller did not enter by this crossing") }
            guard let page = try CrossingContent(row: row, with: contents).document, page.nationality != Self.homeState
            else { throw StoreError(.constraint, "grant stay: only a foreigner's stay is granted") }
            if let fault = grant.fault(entered: UlaanbaatarCalendar.day(of: try row.time("decidedAt"))) {
                throw StoreError(.constraint, "grant stay: \(fault.field): \(fault.reason)")
            }
            try Officer.require(grant.officer, in: db)
            let revision = try Self.nextRevision(of: grant.crossing, in: "crossingGrant", db)
            let texts = RowTexts(ofGrantAt: grant.crossing, revision, contents)
            try db.execute(
                sql: """
                    INSERT INTO crossingGrant (crossingID, revision, days, until, authority, officer, recordedAt)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    grant.crossing.text, revision, grant.days, grant.until?.column,
                    try texts.seal(grant.authority, "authority"), grant.officer, grant.recordedAt.milliseconds,
                ])
            try JournalWriter(db, key).append(
                JournalEvent(.stayGranted, details: ["officer": grant.officer]), about: .grant(grant.crossing.text))
        }
    }

    /// The newest grant at an entry, or nil.
    package func stayGrant(at crossing: CrossingID) async throws(StoreError) -> EntryGrant? {
        let contents = contentKeys
        return try await read("read grant") { db in try Self.stayGrant(at: crossing, in: db, contents) }
    }

    static func stayGrant(
        at crossing: CrossingID, in db: Database, _ contents: ContentKeys
    ) throws -> EntryGrant? {
        try Row.fetchOne(
            try db.cachedStatement(
                sql: "SELECT * FROM crossingGrant WHERE crossingID = ? ORDER BY revision DESC LIMIT 1"),
            arguments: [crossing.text]
        ).map { row in
            let texts = RowTexts(ofGrantAt: crossing, try row.decode(forColumn: "revision"), contents)
            return EntryGrant(
                crossing: crossing, days: try row.decode(forColumn: "days"), until: try row.optionalDay("until"),
                authority: try row.text("authority", texts), officer: try row.decode(forColumn: "officer"),
                recordedAt: try row.time("recordedAt"))
        }
    }
}

extension RowTexts {
    fileprivate init(ofGrantAt crossing: CrossingID, _ revision: Int64, _ contents: ContentKeys) {
        self.init("crossingGrant", [crossing.text, String(revision)], contents)
    }
}
