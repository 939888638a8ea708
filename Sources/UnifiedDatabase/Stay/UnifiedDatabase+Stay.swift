internal import BorderLaw
internal import Checkpoint
internal import GRDB
internal import Support
internal import TravelDocument

extension UnifiedDatabase {
    /// What the store knows of a foreigner's stays and rights to stay. Rights that were never entered are unknown, not
    /// absent: the officer looks into the passport. Stays with every document of the person count, a visa belongs to
    /// its document.
    static func foreigner(
        _ query: FactQuery, _ person: PersonDocuments, in db: Database, _ contents: ContentKeys
    ) throws -> ForeignerFacts {
        guard let own = person.documents.first else { return ForeignerFacts() }
        let passings = try passings(of: person.documents, in: db)
        let history = StayHistory(passings.map(\.passing), before: query.direction)
        var facts = ForeignerFacts(
            earlierStays: history.closed, staysKnownSince: history.knownSince, entered: history.entered)
        if history.entered != nil, let entry = passings.last(where: { $0.passing.direction == .entry })?.crossing {
            facts.granted = try stayGrant(at: entry, in: db, contents).map {
                StayGrant(days: $0.days, until: $0.until, officer: $0.officer, authority: $0.authority)
            }
            facts.grantedUntil = try grantedUntil(at: entry, in: db)
        }
        // The day on which a right has to hold: that of the entry.
        let entry = query.direction == .entry ? query.day : history.entered ?? query.day
        var rights = try StoredBook<StayRight>.inForce(of: own, db).map(\.entry)
        if let visa = chosen(.visa, on: entry, from: rights) {
            // A visa that names no first day begins with its issue: nobody entered on it before.
            let used = passings.count { passing in
                passing.document == own && passing.passing.direction == .entry
                    && passing.passing.day >= visa.validFrom ?? visa.issued ?? passing.passing.day
                    && passing.passing.day <= visa.validUntil ?? passing.passing.day
            }
            facts.visa = .found(
                VisaFacts(
                    number: visa.number, validFrom: visa.validFrom, validUntil: visa.validUntil, days: visa.days,
                    entriesLeft: visa.entries.map { max(0, $0 - used) }, documentNumber: own.number))
        }
        if let permit = chosen(.residencePermit, on: query.day, from: rights) {
            facts.residencePermit = .found(
                ResidencePermit(number: permit.number, validUntil: permit.validUntil, documentNumber: own.number))
        }
        if let permission = rights.last(where: { $0.kind == .visaPermission }) {
            facts.visaPermission = .found(
                VisaPermission(number: permission.number, issued: permission.issued ?? permission.validFrom))
        }
        // The person registers, with whichever passport.
        for other in person.documents.dropFirst() {
            rights += try StoredBook<StayRight>.inForce(of: other, db).map(\.entry)
        }
        let registrations = rights.filter { $0.kind == .registration }
        facts.registrationNumber = registrations.last?.number
        facts.registered = firstDay(registrations, since: history.entered)
        facts.residenceCardTaken = firstDay(rights.filter { $0.kind == .residenceCard }, since: nil)
        return facts
    }

    /// The last day that an agreement gave at an entry; see ``BorderLaw/Verdict/agreedStayUntil``.
    private static func grantedUntil(at entry: CrossingID, in db: Database) throws -> CivilDate? {
        try Row.fetchOne(
            try db.cachedStatement(sql: "SELECT stayUntil FROM crossing WHERE id = ?"), arguments: [entry.text]
        )?.optionalDay("stayUntil")
    }

    /// The right of a kind that holds on a day, else the newest, so that the officer sees why it does not.
    private static func chosen(_ kind: StayRight.Kind, on day: CivilDate, from rights: [StayRight]) -> StayRight? {
        let all = rights.filter { $0.kind == kind }
        return all.last { ($0.validFrom ?? $0.issued ?? day) <= day && ($0.validUntil ?? day) >= day } ?? all.last
    }

    /// The first day of these since the present stay began; a registration of an earlier stay says nothing about it.
    private static func firstDay(_ rights: [StayRight], since entered: CivilDate?) -> Lookup<CivilDate> {
        let days = rights.compactMap(\.validFrom).filter { day in entered.map { day >= $0 } ?? true }
        return days.min().map { .found($0) } ?? .unknown
    }

    private struct DocumentPassing {
        var document: DocumentKey
        /// Nil when the id on record is none.
        var crossing: CrossingID?
        var time: UnixTime
        var passing: StayHistory.Passing
    }

    /// Crossings with these documents that let their holder through, oldest first; no more of each than the calculator
    /// counts.
    private static func passings(of documents: [DocumentKey], in db: Database) throws -> [DocumentPassing] {
        var found: [DocumentPassing] = []
        for document in documents {
            found += try Row.fetchAll(
                try db.cachedStatement(
                    sql: """
                        SELECT id, direction, decidedAt FROM crossing
                        WHERE issuer = ? AND documentNumber = ? AND \(borderWasCrossed)
                        ORDER BY decidedAt DESC, id DESC LIMIT ?
                        """),
                arguments: [document.issuer, document.number, Limits.passingsPerDocument]
            ).reversed().map { row in
                let time = try row.time("decidedAt")
                return DocumentPassing(
                    document: document, crossing: CrossingID(try row.decode(String.self, forColumn: "id")), time: time,
                    passing: StayHistory.Passing(
                        direction: try row.word("direction"), day: UlaanbaatarCalendar.day(of: time)))
            }
        }
        // One document's crossings are in order already, also those of one moment.
        return documents.count == 1 ? found : found.sorted { $0.time < $1.time }
    }
}
