internal import BorderLaw
internal import Checkpoint
internal import GRDB
internal import TravelDocument

/// By what a traveller is looked up on the lists.
struct ListSubject {
    let registerKey: String?
    let issuer: String
    let documentKey: String?
    let name: FoldedName?
    /// The names at enrolment: those on a page without a chip are what somebody printed there.
    let enrolledName: FoldedName?
    let birthDate: CivilDate?
}

extension ListTable {
    /// Entries in force on a day that may concern a traveller, with the tier by which each was found. Doubtful hits
    /// are shown, an officer decides; what an officer has noted as a false hit for this very document is not, unless
    /// a number says otherwise.
    func entries(of traveller: ListSubject, on day: CivilDate, in db: Database) throws -> [Row] {
        try Row.fetchAll(
            try db.cachedStatement(sql: selection),
            arguments: [
                "list": list.rawValue, "day": day.column, "register": traveller.registerKey,
                "issuer": traveller.issuer, "document": traveller.documentKey, "names": traveller.name?.key,
                "enrolledNames": traveller.enrolledName?.key, "outline": traveller.name?.outline,
                "enrolledOutline": traveller.enrolledName?.outline, "birth": traveller.birthDate?.column,
                "limit": Limits.restrictionsPerTraveller,
            ])
    }

    /// Each of the keys has an index of its own; a traveller waits for this.
    var selection: String {
        """
        SELECT * FROM (
            SELECT *, CASE
                WHEN registerKey = :register OR (documentKey = :document AND (issuer IS NULL OR issuer = :issuer))
                    THEN 'number'
                WHEN nameKey IN (:names, :enrolledNames) AND birthDate = :birth THEN 'nameAndBirthDate'
                ELSE 'near' END AS tier
            FROM \(name)
            WHERE ((startDate <= :day AND (endDate IS NULL OR endDate >= :day)) OR endDate < startDate)
              AND (registerKey = :register
                   OR (documentKey = :document AND (issuer IS NULL OR issuer = :issuer))
                   OR (nameKey IN (:names, :enrolledNames)
                       AND (birthDate IS NULL OR :birth IS NULL OR birthDate = :birth))
                   OR (outlineKey IN (:outline, :enrolledOutline) AND birthDate = :birth))
        ) AS hit
        WHERE tier = 'number' OR NOT EXISTS (
            SELECT 1 FROM listFalseHit
            WHERE listFalseHit.list = :list AND listFalseHit.entryKey = hit.entryKey
              AND listFalseHit.issuer = :issuer AND listFalseHit.documentNumber = :document
              AND listFalseHit.withdrawnAt IS NULL)
        ORDER BY tier = 'number' DESC, tier = 'nameAndBirthDate' DESC, id LIMIT :limit
        """
    }

    /// Why the list says that a document is invalid; nil when it does not.
    func invalidation(issuer: String, number: String, on day: CivilDate, in db: Database) throws -> Invalidation? {
        try Row.fetchOne(
            try db.cachedStatement(
                sql: """
                    SELECT ground, issuingBody FROM \(name)
                    WHERE documentKey = ? AND issuer = ? AND startDate <= ? AND (endDate IS NULL OR endDate >= ?)
                    ORDER BY id LIMIT 1
                    """),
            arguments: [number, issuer, day.column, day.column]
        ).map { row in
            Invalidation(cause: try row.decode(forColumn: "ground"), body: try row.decode(forColumn: "issuingBody"))
        }
    }
}

extension WantedEntry {
    /// An entry as its row has it.
    init(row: Row) throws {
        self.init(
            key: try row.decode(forColumn: "entryKey"), body: try row.decode(forColumn: "issuingBody"),
            documentNumber: try row.decode(forColumn: "decisionNumber"), match: try row.word("tier"))
    }
}
