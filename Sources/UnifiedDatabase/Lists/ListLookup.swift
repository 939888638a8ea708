internal import BorderLaw
internal import Checkpoint
internal import GRDB
internal import TravelDocument

/// By what a traveller is looked up on the lists.
struct ListSubject {
    let registerKey: String?
    /// The register number in Latin letters, out of the machine-readable zone of a passport of Mongolia.
    let latinRegister: LatinRegisterNumber?
    let issuer: String
    let documentKey: String?
    let name: FoldedName?
    /// The names at enrolment: those on a page without a chip are what somebody printed there.
    let enrolledName: FoldedName?
    let birthDate: CivilDate?

    /// Whether an entry that was found only by the digits of the machine-readable zone may be about the traveller.
    ///
    /// Passports write the letters by no published rule, so that other letters are no other person. But the digits alone
    /// are those of many (a birth date and two more): an entry that names somebody else altogether is not shown for them,
    /// and neither is one with other letters where the number itself is on record and has these digits.
    func mayBe(register listed: String?, names: String?) -> Bool {
        guard let latinRegister, let listed else { return false }
        if let number = try? RegisterNumber(parsing: listed), latinRegister.agreement(with: number) != .digitsOnly {
            return true
        }
        if let registerKey, let known = try? RegisterNumber(parsing: registerKey),
            latinRegister.agreement(with: known) != .differs
        {
            return false
        }
        guard let words = names?.split(separator: " ") else { return true }
        let own = [name, enrolledName].compactMap { $0 }.flatMap(\.words)
        return own.isEmpty || words.contains { own.contains(String($0)) }
    }
}

extension ListTable {
    /// Entries in force on a day that may concern a traveller, with the tier by which each was found. Doubtful hits
    /// are shown, an officer decides; what an officer has noted as a false hit for this very document is not, unless
    /// a number says otherwise. A register number in Latin letters is a doubtful hit at most.
    func entries(of traveller: ListSubject, on day: CivilDate, in db: Database) throws -> [Row] {
        try Row.fetchAll(
            try db.cachedStatement(sql: selection),
            arguments: [
                "list": list.rawValue, "day": day.column, "register": traveller.registerKey,
                "digits": traveller.latinRegister?.digits,
                "issuer": traveller.issuer, "document": traveller.documentKey, "names": traveller.name?.key,
                "enrolledNames": traveller.enrolledName?.key, "outline": traveller.name?.outline,
                "enrolledOutline": traveller.enrolledName?.outline, "birth": traveller.birthDate?.column,
                "limit": Limits.restrictionsPerTraveller,
            ]
        ).filter { row in
            try !row.decode(Bool.self, forColumn: "byDigits")
                || traveller.mayBe(
                    register: try row.decode(String?.self, forColumn: "registerKey"),
                    names: try row.decode(String?.self, forColumn: "nameKey"))
        }
    }

    private static let byNumber = """
        (registerKey = :register OR (documentKey = :document AND (issuer IS NULL OR issuer = :issuer)))
        """
    private static let byName = """
        ((nameKey IN (:names, :enrolledNames) AND (birthDate IS NULL OR :birth IS NULL OR birthDate = :birth))
            OR (outlineKey IN (:outline, :enrolledOutline) AND birthDate = :birth))
        """

    /// Each of the keys has an index of its own; a traveller waits for this.
    var selection: String {
        """
        SELECT * FROM (
            SELECT *, CASE
                WHEN \(Self.byNumber) THEN 'number'
                WHEN nameKey IN (:names, :enrolledNames) AND birthDate = :birth THEN 'nameAndBirthDate'
                ELSE 'near' END AS tier,
                coalesce(\(Self.byNumber) OR \(Self.byName), 0) = 0 AS byDigits
            FROM \(name)
            WHERE ((startDate <= :day AND (endDate IS NULL OR endDate >= :day)) OR endDate < startDate)
              AND (\(Self.byNumber) OR \(Self.byName)
                   OR (registerKey IS NOT NULL AND \(Self.registerDigits) = :digits))
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
