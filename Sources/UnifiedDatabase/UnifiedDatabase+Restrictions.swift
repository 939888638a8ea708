package import Checkpoint
internal import GRDB
package import Support
internal import TravelDocument

/// How old the exit-restriction list is.
package struct RestrictionListStatus: Sendable, Equatable {
    /// Version as it came with the list.
    package let version: String
    /// When it was loaded.
    package let loadedAt: UnixTime
    /// How many entries it has.
    package let entryCount: Int
}

extension UnifiedDatabase: RestrictionStore {
    /// Replaces the whole list in one transaction: readers see the old list or the new one. An entry without any key
    /// (register number, document number or names) fails the whole list: `constraint`.
    package func replaceExitRestrictions(
        _ entries: [ExitRestrictionEntry], version: String, loadedAt: UnixTime
    ) async throws(StoreError) {
        guard entries.count <= Limits.restrictionEntries, version.utf8.count <= Limits.fieldBytes else {
            throw StoreError(.constraint, "replace exit restrictions: the list is too long")
        }
        for (index, entry) in entries.enumerated() where !entry.hasSoundFields {
            throw StoreError(
                .constraint, "replace exit restrictions: a field of entry \(index + 1) is too long or holds NUL")
        }
        // Keys are made before the transaction: lanes that commit a record wait for it.
        let rows = entries.map(\.columns)
        let key = journalKey
        try await write("replace exit restrictions") { db in
            try db.execute(sql: "DELETE FROM exitRestriction")
            let statement = try db.makeStatement(sql: Self.restrictionInsertion)
            for row in rows {
                try statement.execute(arguments: row)
            }
            try db.execute(
                sql: "INSERT INTO exitRestrictionLoad (version, loadedAt, entryCount) VALUES (?, ?, ?)",
                arguments: [version, loadedAt.milliseconds, entries.count])
            try JournalWriter(db, key).append(
                JournalEvent(
                    .listReplaced,
                    details: ["list": "exitRestrictions", "version": version, "entries": "\(rows.count)"]),
                about: .exitRestrictions)
        }
    }

    /// Version, load time and length of the list; nil when it was never loaded.
    package func exitRestrictionStatus() async throws(StoreError) -> RestrictionListStatus? {
        try await read("read list status") { db in
            try Row.fetchOne(db, sql: "SELECT * FROM exitRestrictionLoad ORDER BY id DESC LIMIT 1").map { row in
                RestrictionListStatus(
                    version: try row.decode(forColumn: "version"), loadedAt: try row.time("loadedAt"),
                    entryCount: try row.decode(forColumn: "entryCount"))
            }
        }
    }

    /// Entries in force on a day that may concern a traveller: the same register number, the same document number,
    /// or the same names with a birth date that does not contradict. Doubtful hits are shown: an officer decides.
    static func restrictions(
        of traveller: RestrictionSubject, on day: CivilDate, in db: Database
    ) throws -> [ExitRestrictionEntry] {
        try Row.fetchAll(
            db,
            sql: restrictionSelection,
            arguments: [
                "day": day.column, "register": traveller.registerKey, "document": traveller.documentKey,
                "names": traveller.nameKey, "enrolledNames": traveller.enrolledNameKey,
                "birth": traveller.birthDate?.column, "limit": Limits.restrictionsPerTraveller,
            ]
        ).map { try ExitRestrictionEntry(row: $0) }
    }

    /// Each of the three keys has an index of its own; a traveller waits for this.
    static let restrictionSelection = """
        SELECT * FROM exitRestriction
        WHERE ((startDate <= :day AND (endDate IS NULL OR endDate >= :day)) OR endDate < startDate)
          AND (registerKey = :register OR documentKey = :document
               OR (nameKey IN (:names, :enrolledNames)
                   AND (birthDate IS NULL OR :birth IS NULL OR birthDate = :birth)))
        ORDER BY id LIMIT :limit
        """

    private static let restrictionInsertion = """
        INSERT INTO exitRestriction (
            ground, issuingBody, decisionNumber, startDate, endDate, registerNumber, documentNumber,
            primaryIdentifier, secondaryIdentifier, birthDate, registerKey, documentKey, nameKey
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}

/// By what a traveller is looked up on the list.
struct RestrictionSubject {
    let registerKey: String?
    let documentKey: String?
    let nameKey: String?
    /// The names at enrolment: those on a page without a chip are what somebody printed there.
    let enrolledNameKey: String?
    let birthDate: CivilDate?
}

extension ExitRestrictionEntry {
    /// The values of a row, in the order of the insertion.
    fileprivate var columns: StatementArguments {
        [
            ground, issuingBody, decisionNumber, startDate.column, endDate?.column, registerNumber, documentNumber,
            primaryIdentifier, secondaryIdentifier, birthDate?.column, registerNumber.flatMap(SearchKey.register),
            documentNumber.flatMap(SearchKey.document), SearchKey.names(primaryIdentifier, secondaryIdentifier),
        ]
    }

    fileprivate var hasSoundFields: Bool {
        let texts = [
            ground, issuingBody, decisionNumber, registerNumber ?? "", documentNumber ?? "", primaryIdentifier ?? "",
            secondaryIdentifier ?? "",
        ]
        return texts.allSatisfy(Limits.isField)
    }

    fileprivate init(row: Row) throws {
        self.init(
            ground: try row.decode(forColumn: "ground"),
            issuingBody: try row.decode(forColumn: "issuingBody"),
            decisionNumber: try row.decode(forColumn: "decisionNumber"),
            startDate: try row.day("startDate"),
            endDate: try row.optionalDay("endDate"),
            registerNumber: try row.decode(forColumn: "registerNumber"),
            documentNumber: try row.decode(forColumn: "documentNumber"),
            primaryIdentifier: try row.decode(forColumn: "primaryIdentifier"),
            secondaryIdentifier: try row.decode(forColumn: "secondaryIdentifier"),
            birthDate: try row.optionalDay("birthDate"))
    }
}
