/// What every text column of the database is: sealed, or in the clear and why. A test holds it against the schema, so that
/// no column comes in unseen. Columns of bytes that are sealed are in `UnifiedDatabase.sealedColumns` and
/// `UnifiedDatabase.contentColumns`.
///
/// Sealed is what people write in their own words, since that may tell of health, court cases or a family (sensitive
/// personal data: Law on Personal Data Protection 4.1.12), and what tells more of a person than documents, codes and days.
enum TextColumns {
    /// Why a column stands in the clear.
    enum Reason {
        /// One of few words, or the code of a state, rule, list or version.
        case code
        /// By which a document, paper, crossing, flight, train, vehicle or officer is known; found by it.
        case number
        /// A civil day, in one table with its time.
        case day
        /// Who answers for something at this checkpoint, or has sent something to it.
        case responsible
        /// Name of a traveller who is looked for by it, or compared with it.
        case name
        /// A part of the journal, which is signed as it stands; names of persons are sealed in it.
        case journal
    }

    /// The columns of one table.
    struct Table {
        var sealed: Set<String> = []
        var clear: [Reason: Set<String>] = [:]
    }

    /// Whether a column holds only texts that are sealed.
    static func isSealed(_ column: String, of table: String) -> Bool {
        tables[table]?.sealed.contains(column) ?? false
    }

    /// Tables that are looked at as a whole.
    static let wholeTables: [String: String] = [
        "exitRestrictionLoad": "version and signer of a list", "wantedPersonLoad": "version and signer of a list",
        "invalidDocumentLoad": "version and signer of a list",
        "officerPassphrase": "numbers of officers; the hash is sealed",
        "officerLogIn": "numbers of officers and lanes; of tokens there are hashes",
        "grdb_migrations": "names of the steps that have made the tables",
    ]

    static let tables: [String: Table] = [
        "document": Table(
            sealed: ["invalidationCause", "invalidationBody"], clear: [.number: ["issuer", "number", "registerNumber"]]),
        "permission": Table(
            clear: [
                .code: ["status"], .day: ["documentExpiry", "birthDate", "verifiedExtension"],
                .name: ["primaryIdentifier", "secondaryIdentifier"],
            ]),
        "permissionConsent": Table(clear: [.code: ["textVersion", "way"], .responsible: ["officer"]]),
        "crossing": Table(
            clear: [
                .number: ["id", "lane", "issuer", "documentNumber"],
                .code: ["direction", "state", "outcome", "rulebook", "softwareVersion", "station"], .day: ["stayUntil"],
            ]),
        "crossingTrip": Table(clear: [.number: ["crossingID", "number"], .code: ["transport"], .day: ["day"]]),
        "crossingSettlement": Table(
            sealed: ["reason"], clear: [.number: ["crossingID"], .code: ["outcome"], .responsible: ["officer"]]),
        "crossingParticulars": Table(
            sealed: ["purpose"],
            clear: [
                .number: ["crossingID", "companion"], .code: ["fromCountry", "toCountry", "relation"],
                .responsible: ["officer"],
            ]),
        "crossingGrant": Table(
            sealed: ["authority"], clear: [.number: ["crossingID"], .day: ["until"], .responsible: ["officer"]]),
        "officer": Table(clear: [.responsible: ["number", "name", "addedBy", "retiredBy"], .code: ["role"]]),
        "officerDecision": Table(
            sealed: ["reason", "authority"],
            clear: [
                .number: ["crossingID"], .code: ["kind", "overridden"], .responsible: ["officer", "secondOfficer"],
            ]),
        "flight": Table(
            clear: [
                .number: ["carrier", "number"], .code: ["direction", "origin", "destination"],
                .day: ["day", "departure", "arrival"],
            ]),
        "passengerList": Table(
            clear: [
                .code: ["kind", "notes"], .responsible: ["sender", "importedBy"],
                .number: ["interchange", "reference"], .day: ["preparedAt"],
            ]),
        "listedPerson": Table(
            clear: [
                .code: ["role", "sex", "nationality"], .name: ["primaryIdentifier", "secondaryIdentifier"],
                .day: ["birthDate"],
            ]),
        "listedDocument": Table(clear: [.code: ["code", "issuer"], .number: ["number"], .day: ["expiryDate"]]),
        // What entries of lists say is sealed bytes.
        "exitRestriction": Table(clear: [.day: ["startDate", "endDate"]]),
        "wantedPerson": Table(clear: [.day: ["startDate", "endDate"]]),
        "invalidDocument": Table(clear: [.day: ["startDate", "endDate"]]),
        "columnKey": Table(clear: [.code: ["use"]]),
        "zoneTie": Table(clear: [.number: ["number"]]),
        "journal": Table(clear: [.journal: ["kind", "lane", "subject", "details"]]),
        "journalBatch": Table(clear: [.journal: ["subject"]]),
    ].merging(desk) { $1 }

    // MARK: - The desk

    private static let desk: [String: Table] = [
        "stayRight": entry(
            sealed: ["category"],
            clear: [.code: ["kind"], .number: ["number"], .day: ["issued", "validFrom", "validUntil"]]),
        "documentStatement": entry(sealed: ["body"], clear: [.code: ["kind", "cause"], .day: ["issued", "until"]]),
        "deskNote": entry(
            clear: [
                .code: ["replacement", "purpose", "passportClass", "territory", "travelPaper"], .day: ["day"],
            ]),
        "deskNoteCase": Table(clear: [.code: ["remains", "courtesy"]]),
        "personNumber": entry(clear: [.code: ["kind"], .number: ["number"]]),
        "personLink": entry(clear: [.code: ["basis"], .number: ["otherIssuer", "otherNumber"]]),
        "borderCard": entry(
            sealed: ["travelNumber", "purpose", "address", "phone", "occupation"],
            clear: [.code: ["direction", "country", "writer"], .day: ["day"]]),
        "listFalseHit": entry(clear: [.code: ["list"], .number: ["entryKey"]]),
        "childJourney": entry(
            sealed: ["companionGivenName"],
            clear: [
                .code: ["companionKind", "companionNationality", "branch", "destination"],
                .number: ["companionIssuer", "companionNumber"],
                .day: ["day", "childVisaUntil", "companionVisaUntil"],
            ]),
        "childPaper": Table(
            sealed: ["issuer"],
            clear: [
                .code: ["kind", "form", "signatories"],
                .number: ["number", "childDocumentNumber", "companionDocumentNumber"], .day: ["date", "validUntil"],
            ]),
        "childSettlement": entry(clear: [.code: ["outcome"]]),
    ]

    /// A table of entries has the document, who entered and withdrew them, and why.
    private static func entry(sealed: Set<String> = [], clear: [Reason: Set<String>]) -> Table {
        let ends: [Reason: Set<String>] = [
            .number: ["issuer", "documentNumber"], .responsible: ["officer", "withdrawnBy"],
        ]
        return Table(
            sealed: sealed.union(["reason", "withdrawalReason"]), clear: clear.merging(ends) { $0.union($1) })
    }
}
