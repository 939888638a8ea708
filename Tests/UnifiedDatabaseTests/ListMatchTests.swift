import GRDB
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("Who is found on a list")
struct ListMatchTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
    }

    private func tier(_ entry: ExitRestrictionEntry, name: String) async throws -> ListMatchTier? {
        try await database.replaceExitRestrictions([entry], version: "1", loadedAt: Samples.noon)
        return try await database.gather(Samples.query(name: name)).exitRestrictions.first?.match
    }

    @Test(
        arguments: [
            ("Мөнх-Эрдэнэ", "Бат", "1985-01-01", "MUNKH<ERDENE<<BAT", .nameAndBirthDate),
            ("Мөнх-Эрдэнэ", "Бат", "1985-01-01", "BAT<<MONKH<ERDENE", .nameAndBirthDate),
            ("Мөнх-Эрдэнэ", "Бат", "1985-01-01", "MUNH<ERDENE<<BAT", .nameAndBirthDate),
            ("Мөнхэрдэнэ", "Бат", "1985-01-01", "BAT<<MUNKH<ERDENE", .near),
            ("Мөнх-Эрдэнэ", "Бат", nil, "MUNKH<ERDENE<<BAT", .near),
            ("Мөнх-Эрдэнэ", "Бат", "1985-01-02", "MUNKH<ERDENE<<BAT", nil),
            ("Мөнхэрдэнэ", "Бат", nil, "BAT<<MUNKH<ERDENE", nil),
            ("Цэцэгмаа", "Дорж", "1985-01-01", "DORJ<<TSETSEGMAA", .nameAndBirthDate),
            ("Болд", "Дорж", "1985-01-01", "DORJ<<TSETSEGMAA", nil),
        ] as [(String, String, String?, String, ListMatchTier?)])
    func `names match in tiers`(
        _ primary: String, _ secondary: String, _ birth: String?, _ page: String, _ expected: ListMatchTier?
    ) async throws {
        #expect(try await tier(Samples.restriction(names: (primary, secondary), birth: birth), name: page) == expected)
    }

    @Test func `a number beats a name`() async throws {
        let entry = Samples.restriction(document: "E1234567", names: ("Болд", "Дорж"), birth: "1960-01-01")
        #expect(try await tier(entry, name: "NEMO<<NOBODY") == .number)
    }

    private func noteFalseHit(_ key: String) async throws -> DeskRecord<FalseHit> {
        let document = try DocumentKey(issuer: "MNG", number: "E1234567")
        return try await database.falseHits.enter(
            FalseHit(document: document, list: .exitRestrictions, entryKey: key), by: Samples.note())
    }

    @Test func `a noted false hit is not shown again for that document and for no other`() async throws {
        let entry = Samples.restriction(names: ("Батбаяр", "Сарангэрэл"), birth: "1985-01-01")
        #expect(try await tier(entry, name: "BATBAYAR<<SARANGEREL") == .nameAndBirthDate)
        let key = try #require(try await database.gather(Samples.query()).exitRestrictions.first?.key)
        let note = try await noteFalseHit(key)
        #expect(try await database.gather(Samples.query()).exitRestrictions.isEmpty)
        #expect(try await database.gather(Samples.query("E7654321")).exitRestrictions.count == 1)
        let code = await Workspace.code {
            _ = try await noteFalseHit("row-9")
        }
        #expect(code == .notFound)
        let again = await Workspace.code { _ = try await noteFalseHit(key) }
        #expect(again == .constraint)
        _ = try await database.falseHits.withdraw(note.id, by: Samples.note("18"))
        #expect(try await database.gather(Samples.query()).exitRestrictions.count == 1)
    }

    @Test func `a false hit does not hide a number`() async throws {
        let entry = Samples.restriction(document: "E1234567")
        #expect(try await tier(entry, name: "BATBAYAR<<SARANGEREL") == .number)
        let key = try #require(try await database.gather(Samples.query()).exitRestrictions.first?.key)
        _ = try await noteFalseHit(key)
        #expect(try await database.gather(Samples.query()).exitRestrictions.count == 1)
    }

    @Test func `a note hides the entry that an officer looked at, wherever it stands on the next list, and no other`()
        async throws
    {
        let namesake = Samples.restriction(names: ("Батбаяр", "Сарангэрэл"), birth: "1985-01-01")
        try await database.replaceExitRestrictions([namesake], version: "1", loadedAt: Samples.noon)
        let key = try #require(try await database.gather(Samples.query()).exitRestrictions.first?.key)
        _ = try await noteFalseHit(key)
        var other = namesake
        other.decisionNumber = "NEW"
        try await database.replaceExitRestrictions(
            [other, namesake, namesake], version: "2", loadedAt: Samples.minutes(1))
        let shown = try await database.gather(Samples.query()).exitRestrictions
        // The same decision told twice is two entries; the second has not been looked at.
        #expect(shown.map(\.decisionNumber) == ["NEW", "123/45"])
        #expect(shown.map(\.key) == [shown[0].key, key + "-2"])
    }

    @Test func `a note hides an entry only as long as it names the same person`() async throws {
        let files = try ListFiles(workspace)
        let name = "\"primaryIdentifier\":\"Батбаяр\",\"secondaryIdentifier\":\"Сарангэрэл\""
        try files.load(
            database, [ListFiles.header(.wantedPersons, entries: 1), ListFiles.entry("w1", name)])
        #expect(try await database.gather(Samples.query()).wanted?.map(\.match) == [.near])
        let document = try DocumentKey(issuer: "MNG", number: "E1234567")
        let hit = FalseHit(document: document, list: .wantedPersons, entryKey: "w1")
        _ = try await database.falseHits.enter(hit, by: Samples.note())
        #expect(try await database.gather(Samples.query()).wanted == [])
        // Another ground is no other person.
        func change(_ version: String, _ base: String, _ more: String) throws {
            try files.load(
                database,
                [
                    ListFiles.header(.wantedPersons, version: version, base: base, entries: 1),
                    ListFiles.entry("w1", name + more),
                ])
        }
        try change("2", "1", ",\"decisionNumber\":\"9\"")
        #expect(try await database.gather(Samples.query()).wanted == [])
        try change("3", "2", ",\"birthDate\":\"1985-01-01\"")
        #expect(try await database.gather(Samples.query()).wanted?.map(\.match) == [.nameAndBirthDate])
        // The officer looks again, and may note it again.
        _ = try await database.falseHits.enter(hit, by: Samples.note("18"))
        #expect(try await database.gather(Samples.query()).wanted == [])
        #expect(
            await Workspace.code { _ = try await database.falseHits.enter(hit, by: Samples.note()) } == .constraint)
    }

    @Test func `a note of which nobody knows any more whom it meant hides nothing`() async throws {
        let entry = Samples.restriction(names: ("Батбаяр", "Сарангэрэл"), birth: "1985-01-01")
        try await database.replaceExitRestrictions([entry], version: "1", loadedAt: Samples.noon)
        let key = try #require(try await database.gather(Samples.query()).exitRestrictions.first?.key)
        _ = try await noteFalseHit(key)
        #expect(try await database.gather(Samples.query()).exitRestrictions.isEmpty)
        try await database.write("forget") { try $0.execute(sql: "DELETE FROM notedEntry") }
        #expect(try await database.gather(Samples.query()).exitRestrictions.count == 1)
    }

    @Test(arguments: [
        "Е1234567", "е 1234567", "E-1234567", "E/1234567", "Ｅ１２３４５６７", "E1234567<", "\u{200B}E1234567",
    ])
    func `a number that was typed the local way is meant as a passport prints it`(_ typed: String) async throws {
        try await database.replaceExitRestrictions(
            [Samples.restriction(document: typed)], version: "1", loadedAt: Samples.noon)
        #expect(try await database.gather(Samples.query()).exitRestrictions.map(\.match) == [.number])
    }

    @Test(arguments: [("MNG", "MNG"), ("mng ", "MNG"), ("МNG", "MNG"), ("DEU", "D"), ("D", "D")])
    func `an issuer that was typed another way is the one that passports print`(
        _ typed: String, _ printed: String
    ) async throws {
        let files = try ListFiles(workspace)
        try files.load(
            database,
            [
                ListFiles.header(.invalidDocuments, entries: 1),
                ListFiles.entry("i1", "\"issuer\":\"\(typed)\",\"documentNumber\":\"E1234567\""),
            ])
        var query = try Samples.query()
        query.document.issuer = printed
        #expect(try await database.gather(query).invalidation?.cause == "courtDecision")
        #expect(try DocumentKey(issuer: "deu", number: "C1") == DocumentKey(issuer: "D", number: "C1"))
    }

    @Test func `what no passport can print is refused with its line`() async throws {
        let files = try ListFiles(workspace)
        let header = ListFiles.header(.invalidDocuments, entries: 1)
        for (issuer, number, reason) in [
            ("MNG", "Ж1234567", "documentNumber holds letters that no passport prints"),
            ("Mongolia", "E1234567", "issuer is no code of one to three letters"),
            ("M1", "E1234567", "issuer is no code of one to three letters"),
        ] {
            let entry = ListFiles.entry("i1", "\"issuer\":\"\(issuer)\",\"documentNumber\":\"\(number)\"")
            let fault = files.fault(database, [header, entry])
            #expect(fault?.line == 2 && fault?.reason == reason, "\(String(describing: fault))")
        }
        let code = await Workspace.code {
            try await database.replaceExitRestrictions(
                [Samples.restriction(document: "Ж1234567")], version: "1", loadedAt: Samples.noon)
        }
        #expect(code == .constraint)
    }

    private func tier(ofRegister listed: String, optional: String, at station: Station) async throws -> ListMatchTier? {
        try await database.replaceExitRestrictions(
            [Samples.restriction(register: listed)], version: "1", loadedAt: Samples.noon)
        let query = try Samples.query(optional: optional, at: station)
        return try await database.gather(query).exitRestrictions.first?.match
    }

    @Test(
        arguments: [
            ("УБ85031719", "UZ85031719", .near), ("УБ85031719", "UB85031719", .near),
            (" уб85031719", "UB85031719", .near), ("UZ85031719", "UZ85031719", .near),
            ("УБ85031718", "UB85031719", nil),
            ("УБ85031719", "UB85131719", nil), ("УБ85031719", "", nil),
        ] as [(String, String, ListMatchTier?)], [Station.desk, .eGate])
    func `a passport that nobody enrolled meets a register number by the digits of its page, which is doubt`(
        _ row: (String, String, ListMatchTier?), _ station: Station
    ) async throws {
        #expect(try await tier(ofRegister: row.0, optional: row.1, at: station) == row.2)
    }

    @Test(
        arguments: [
            // Digits are those of many: an entry that names somebody else is not shown for them alone.
            ("UZ85031719", ("ДОРЖ", "СҮХЭЭ"), nil), ("UZ85031719", ("BAATAR", "SARANGEREL"), .near),
            ("UZ85031719", ("БАТБАЯР", "НЯМАА"), .near), ("UZ85031719", nil, .near),
            // With the letters it is, whatever the name: people change theirs.
            ("UB85031719", ("ДОРЖ", "СҮХЭЭ"), .near),
        ] as [(String, (String, String)?, ListMatchTier?)])
    func `digits alone do not bring up an entry that names somebody else`(
        _ row: (optional: String, names: (String, String)?, expected: ListMatchTier?)
    ) async throws {
        try await database.replaceExitRestrictions(
            [Samples.restriction(register: "УБ85031719", names: row.names)], version: "1", loadedAt: Samples.noon)
        let found = try await database.gather(Samples.query(optional: row.optional)).exitRestrictions
        #expect(found.first?.match == row.expected)
    }

    @Test func `a register number on record goes before the page, whose letters then have to fit`() async throws {
        _ = try await database.grant(Samples.permission(register: "УБ85031719"))
        #expect(try await tier(ofRegister: "УБ85031719", optional: "UB85031719", at: .eGate) == .number)
        #expect(try await tier(ofRegister: "ҮБ85031719", optional: "UB85031719", at: .eGate) == .near)
        #expect(try await tier(ofRegister: "АА85031719", optional: "UB85031719", at: .eGate) == nil)
        // A page that contradicts the record leaves both in doubt.
        #expect(try await tier(ofRegister: "АА85031727", optional: "UB85031727", at: .eGate) == .near)
        #expect(try await tier(ofRegister: "УБ85031719", optional: "UB85031727", at: .eGate) == .number)
    }

    @Test func `other states' optional data is no register number`() async throws {
        try await database.replaceExitRestrictions(
            [Samples.restriction(register: "УБ85031719")], version: "1", loadedAt: Samples.noon)
        var query = try Samples.query(optional: "UB85031719")
        query.document.issuer = "KOR"
        #expect(try await database.gather(query).exitRestrictions.isEmpty)
    }

    @Test func `digits meet the wanted list, a loaded file and a noted false hit, too`() async throws {
        let files = try ListFiles(workspace)
        try files.load(
            database,
            [
                ListFiles.header(.wantedPersons, entries: 1),
                ListFiles.entry("w1", "\"registerNumber\":\"УБ85031719\""),
            ])
        let query = try Samples.query(optional: "UB85031719")
        #expect(try await database.gather(query).wanted?.map(\.match) == [.near])
        let document = try DocumentKey(issuer: "MNG", number: "E1234567")
        _ = try await database.falseHits.enter(
            FalseHit(document: document, list: .wantedPersons, entryKey: "w1"), by: Samples.note())
        #expect(try await database.gather(query).wanted == [])
    }
}
