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

/// An entry that may concern a traveller.
struct ListHit {
    let entry: ListEntry
    let tier: ListMatchTier
}

extension ListTable {
    /// Entries in force on a day that may concern a traveller, with the tier by which each was found. Doubtful hits
    /// are shown, an officer decides; what an officer has noted as a false hit for this very document is not, unless
    /// a number says otherwise or it names somebody else by now. A register number in Latin letters is a doubtful hit at most.
    ///
    /// Everything but the letters of register numbers is decided by tags, so that no more entries are opened than are
    /// shown, however many have the same name: numbers first, then names with the birth date, then the rest, each in
    /// the order of the list. Of those with the same digits of the register number a bounded count is opened.
    ///
    /// - Parameter load: the last one of the list (``lastLoad(_:)``).
    func entries(
        of traveller: ListSubject, on day: CivilDate, _ load: Row, _ contents: ContentKeys, in db: Database
    ) throws -> [ListHit] {
        let key = try contents.lists.key(of: list, load, in: db)
        let tagger = try ListTagger(key)
        let falseHits = try falseHits(of: traveller, tagger, in: db)
        let rows = try Row.fetchCursor(
            try db.cachedStatement(sql: selection),
            arguments: try arguments(traveller, on: day, tagger, hidden: falseHits.count))
        let opener = ListOpener(key)
        var hits: [ListHit] = []
        while hits.count < Limits.restrictionsPerTraveller, let row = try rows.next() {
            guard let finding = Finding(rawValue: try row.decode(forColumn: "finding")) else { continue }
            let entry = try opener.entry(row)
            if finding != .number, let noted = falseHits[try row.decode(forColumn: "entryTag")],
                try !noted.isDisjoint(with: contents.noteTagger.tags(entry.identity))
            {
                continue
            }
            if finding == .digits, !traveller.mayBe(register: entry.search.register, names: entry.search.name) {
                continue
            }
            hits.append(ListHit(entry: entry, tier: finding.tier))
        }
        return hits
    }

    /// By what a row is found, the better ones first.
    private enum Finding: Int {
        case number, nameAndBirthDate, near, digits

        var tier: ListMatchTier {
            switch self {
            case .number: .number
            case .nameAndBirthDate: .nameAndBirthDate
            case .near, .digits: .near
            }
        }
    }

    /// What is looked for; each condition has an index, in which the rows of one tag stand in the order of the list.
    private static let searches: [(Finding, condition: String)] =
        [
            (.number, "registerTag = :register"), (.number, "documentTag = :document"),
            (.number, "documentTag = :documentOfIssuer"),
        ]
        + ["name", "enrolledName"].flatMap { name in
            [
                (.nameAndBirthDate, "nameTag = :\(name) AND nameBirthTag = :\(name)Birth"),
                (.near, "nameTag = :\(name) AND nameBirthTag IS NULL"),
                // A traveller of whom no birth date is known has whichever stands on the list.
                (.near, "nameTag = :\(name)AnyBirth AND nameBirthTag IS NOT NULL"),
            ]
        }
        + [
            (.near, "outlineTag = :outline"), (.near, "outlineTag = :enrolledOutline"),
            (.digits, "digitsTag = :digits"),
        ]

    /// Each search gives its first rows only: none of the others could be among the first of all.
    var selection: String { Self.selections[list] ?? madeSelection }

    /// Put together once: every traveller is looked for on three lists.
    private static let selections = Dictionary(
        uniqueKeysWithValues: BorderList.allCases.map { ($0, ListTable(list: $0).madeSelection) })

    private var madeSelection: String {
        let found = Self.searches.map { finding, condition in
            """
            SELECT * FROM (
                SELECT id, \(finding.rawValue) AS finding FROM \(name)
                WHERE \(condition)
                  AND ((startDate <= :day AND (endDate IS NULL OR endDate >= :day)) OR endDate < startDate)
                ORDER BY id LIMIT \(finding == .digits ? ":doubts" : ":limit"))
            """
        }
        return """
            SELECT \(Self.columns), finding
            FROM (
                SELECT id AS found, min(finding) AS finding FROM (\(found.joined(separator: "\nUNION ALL ")))
                GROUP BY id
            ) JOIN \(name) ON \(name).id = found
            ORDER BY min(finding, \(Finding.near.rawValue)), id
            """
    }

    /// - Parameter hidden: how many entries may be passed over as false hits.
    private func arguments(
        _ traveller: ListSubject, on day: CivilDate, _ tagger: borrowing ListTagger, hidden: Int
    ) throws -> StatementArguments {
        let birth = traveller.birthDate?.column
        var values: [String: (any DatabaseValueConvertible)?] = [
            "day": day.column, "limit": Limits.restrictionsPerTraveller + hidden,
            "doubts": Limits.doubtfulEntries + hidden,
            "register": try tagger.tag(.register, traveller.registerKey),
            "digits": try tagger.tag(.digits, traveller.latinRegister?.digits),
            "document": try tagger.tag(.document, traveller.documentKey),
            "documentOfIssuer": try tagger.tag(.document, traveller.documentKey, with: traveller.issuer),
        ]
        for (name, outline, folded) in [
            ("name", "outline", traveller.name), ("enrolledName", "enrolledOutline", traveller.enrolledName),
        ] {
            let tag = try tagger.tag(.name, folded?.key)
            values.updateValue(tag, forKey: name)
            values.updateValue(
                try birth.flatMap { try tagger.tag(.name, folded?.key, with: $0) }, forKey: name + "Birth")
            values.updateValue(birth == nil ? tag : nil, forKey: name + "AnyBirth")
            values.updateValue(
                try birth.flatMap { try tagger.tag(.outline, folded?.outline, with: $0) }, forKey: outline)
        }
        return StatementArguments(values)
    }

    /// The tags of entries that an officer has noted as false hits for the traveller's document, each with those of whom it
    /// named then (``NotedEntry``).
    private func falseHits(
        of traveller: ListSubject, _ tagger: borrowing ListTagger, in db: Database
    ) throws -> [Int64: Set<Int64>] {
        guard let document = traveller.documentKey else { return [:] }
        let notes = try Row.fetchAll(
            try db.cachedStatement(
                sql: """
                    SELECT entryKey, tag FROM listFalseHit JOIN notedEntry ON noteID = id
                    WHERE issuer = ? AND documentNumber = ? AND list = ? AND withdrawnAt IS NULL
                    """), arguments: [traveller.issuer, document, list.rawValue])
        var tags: [Int64: Set<Int64>] = [:]
        for note in notes {
            let entry: Int64 = try tagger.tag(.entry, note.decode(String.self, forColumn: "entryKey"))
            tags[entry, default: []].insert(try note.decode(forColumn: "tag"))
        }
        return tags
    }

    /// The entry of this key, in force or not; nil when none stands on the list.
    func entry(named entryKey: String, _ keys: ListKeys, in db: Database) throws -> ListEntry? {
        guard let load = try lastLoad(db) else { return nil }
        let key = try keys.key(of: list, load, in: db)
        let tag: Int64 = try ListTagger(key).tag(.entry, entryKey)
        return try Row.fetchOne(
            try db.cachedStatement(sql: "SELECT \(Self.columns) FROM \(name) WHERE entryTag = ?"), arguments: [tag]
        ).map { try ListOpener(key).entry($0) }
    }

    /// Why the list says that a document is invalid; nil when it does not.
    func invalidation(
        issuer: String, number: String, on day: CivilDate, _ load: Row, _ keys: ListKeys, in db: Database
    ) throws -> Invalidation? {
        let key = try keys.key(of: list, load, in: db)
        let tag: Int64 = try ListTagger(key).tag(.document, number, with: issuer)
        let row = try Row.fetchOne(
            try db.cachedStatement(
                sql: """
                    SELECT \(Self.columns) FROM \(name)
                    WHERE documentTag = ? AND startDate <= ? AND (endDate IS NULL OR endDate >= ?)
                    ORDER BY id LIMIT 1
                    """), arguments: [tag, day.column, day.column])
        guard let row else { return nil }
        let entry = try ListOpener(key).entry(row)
        return Invalidation(cause: entry.ground, body: entry.issuingBody)
    }
}

extension WantedEntry {
    /// What is told of an entry.
    init(_ hit: ListHit) {
        self.init(
            key: hit.entry.key, body: hit.entry.issuingBody, documentNumber: hit.entry.decisionNumber, match: hit.tier)
    }
}

extension ExitRestrictionEntry {
    /// What is told of an entry; `corrupt` when a day is none.
    init(_ hit: ListHit) throws {
        let entry = hit.entry
        func day(_ text: String) throws -> CivilDate {
            guard let day = CivilDate(text) else { throw StoreError(.corrupt, "read entry of a list: no date") }
            return day
        }
        self.init(
            ground: entry.ground, issuingBody: entry.issuingBody, decisionNumber: entry.decisionNumber,
            startDate: try day(entry.startDate), endDate: try entry.endDate.map(day),
            registerNumber: entry.registerNumber, documentNumber: entry.documentNumber,
            primaryIdentifier: entry.primaryIdentifier, secondaryIdentifier: entry.secondaryIdentifier,
            birthDate: try entry.birthDate.map(day))
        key = entry.key
        match = hit.tier
    }
}
