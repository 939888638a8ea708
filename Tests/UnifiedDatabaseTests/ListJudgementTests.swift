import GRDB
import Testing

@testable import BorderLaw
@testable import Checkpoint
@testable import TravelDocument
@testable import UnifiedDatabase

/// Holds what is found by tags against a plain judgement of every entry of the list.
@Suite("Whom a list means, judged entry by entry")
struct ListJudgementTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase
    private let files: ListFiles

    init() async throws {
        workspace = try Workspace()
        database = try await workspace.openWithOfficers()
        files = try ListFiles(workspace)
    }

    // MARK: - The plain judgement

    private struct Hit: Hashable, CustomStringConvertible {
        let key: String
        let tier: ListMatchTier
        var description: String { "\(key) \(tier)" }
    }

    /// A false hit: the key, and whom it named when an officer looked at it.
    private struct Noted: Hashable {
        let key: String
        let texts: [String?]

        init(_ entry: ListEntry) {
            key = entry.key
            texts = [
                entry.registerNumber, entry.issuer, entry.documentNumber, entry.primaryIdentifier,
                entry.secondaryIdentifier, entry.birthDate,
            ]
        }
    }

    private static func isInForce(_ entry: ListEntry, on day: String) -> Bool {
        guard let end = entry.endDate else { return entry.startDate <= day }
        return (entry.startDate <= day && end >= day) || end < entry.startDate
    }

    private static func judge(_ entry: ListEntry, _ who: ListSubject) -> (tier: ListMatchTier, byDigits: Bool)? {
        let register = entry.registerNumber.flatMap(SearchKey.register)
        let name = FoldedName(entry.primaryIdentifier ?? "", entry.secondaryIdentifier ?? "")
        let birth = who.birthDate?.description
        if let register, register == who.registerKey { return (.number, false) }
        if let number = entry.documentNumber.flatMap(SearchKey.document), number == who.documentKey,
            entry.issuer == nil || entry.issuer == who.issuer
        {
            return (.number, false)
        }
        let names = [who.name, who.enrolledName].compactMap { $0 }
        let isSameName = name.map { name in names.contains { $0.key == name.key } } ?? false
        if isSameName, let birth, entry.birthDate == birth { return (.nameAndBirthDate, false) }
        if isSameName, entry.birthDate == nil || birth == nil { return (.near, false) }
        if let outline = name?.outline, names.contains(where: { $0.outline == outline }), let birth,
            entry.birthDate == birth
        {
            return (.near, false)
        }
        guard let register, let latin = who.latinRegister, register.hasSuffix(latin.digits),
            who.mayBe(register: register, names: name?.key)
        else { return nil }
        return (.near, true)
    }

    private static func judge(
        _ entries: [ListEntry], _ who: ListSubject, on day: String, falseHits: Set<Noted>
    ) -> [Hit] {
        let hits = entries.compactMap { entry -> Hit? in
            guard isInForce(entry, on: day), let (tier, _) = judge(entry, who) else { return nil }
            return tier != .number && falseHits.contains(Noted(entry)) ? nil : Hit(key: entry.key, tier: tier)
        }
        return ListMatchTier.allCases.flatMap { tier in hits.filter { $0.tier == tier } }
    }

    // MARK: - Invented lists and travellers

    private static let registers = ["УБ85031719", "ҮБ85031719", "аа85031719", "УБ85031727", "85031719", "x", nil, nil]
    private static let numbers = ["E1234567", "e 123 4567", "E7654321", "12", nil, nil]
    private static let issuers = ["MNG", "KOR", "d", nil, nil]
    private static let names = [
        ("Мөнх-Эрдэнэ", "Бат"), ("Мөнхэрдэнэ", "Бат"), ("BAT", "MUNKH ERDENE"), ("Болд", "Дорж"), ("Дорж", "Болд"),
        ("O", "I"), ("", ""), ("", ""),
    ]
    private static let births = ["1985-03-17", "1985-03-18", nil, nil]
    private static let days = ["2026-01-01", "2026-03-10", "2026-03-11", "2027-01-01"]

    /// A line of a list; nil when nobody would be found by it, which lists refuse.
    private static func entry(_ key: String, _ random: inout some RandomNumberGenerator) -> String? {
        let name = names.randomElement(using: &random) ?? ("", "")
        let register = registers.randomElement(using: &random) ?? nil
        let number = numbers.randomElement(using: &random) ?? nil
        guard register != nil || number != nil || !name.0.isEmpty else { return nil }
        let texts: [(String, String?)] = [
            ("registerNumber", register), ("documentNumber", number),
            ("issuer", issuers.randomElement(using: &random) ?? nil),
            ("primaryIdentifier", name.0), ("secondaryIdentifier", name.1),
            ("birthDate", births.randomElement(using: &random) ?? nil),
            ("endDate", [nil, "2026-03-09", "2026-03-10", "2028-01-01"].randomElement(using: &random) ?? nil),
        ]
        let said = texts.compactMap { name, text in text.map { "\"\(name)\":\"\($0)\"" } }
        return ListFiles.entry(key, said.joined(separator: ","))
    }

    private static func traveller(_ random: inout some RandomNumberGenerator) -> ListSubject {
        func name() -> FoldedName? { names.randomElement(using: &random).flatMap { FoldedName($0.0, $0.1) } }
        let optional = ["UB85031719", "AA85031719", "UB85031727", "", ""].randomElement(using: &random) ?? ""
        return ListSubject(
            registerKey: (registers.randomElement(using: &random) ?? nil).flatMap(SearchKey.register),
            latinRegister: LatinRegisterNumber(optionalData: optional),
            issuer: ["MNG", "KOR", "D", ""].randomElement(using: &random) ?? "",
            documentKey: (numbers.randomElement(using: &random) ?? nil).flatMap(SearchKey.document),
            name: name(), enrolledName: Bool.random(using: &random) ? name() : nil,
            birthDate: (births.randomElement(using: &random) ?? nil).flatMap { CivilDate($0) })
    }

    private func found(_ who: ListSubject, on day: CivilDate, _ list: BorderList) async throws -> [Hit] {
        let contents = database.contentKeys
        return try await database.pool.read { db in
            let table = ListTable(list: list)
            guard let load = try table.lastLoad(db) else { return [] }
            return try table.entries(of: who, on: day, load, contents, in: db).map {
                Hit(key: $0.entry.key, tier: $0.tier)
            }
        }
    }

    @Test(arguments: [BorderList.exitRestrictions, .wantedPersons])
    func `tags find exactly the entries that a look at each of them finds, in the same order`(
        _ list: BorderList
    ) async throws {
        var random = SystemRandomNumberGenerator()
        var tiers: [ListMatchTier: Int] = [:]
        var noted: [DocumentKey: Set<Noted>] = [:]
        for round in 1...12 {
            var lines: [String] = []
            while lines.count < 45 {
                if let line = Self.entry("k\(lines.count)", &random) { lines.append(line) }
            }
            try files.load(database, [ListFiles.header(list, version: "\(round)", entries: lines.count)] + lines)
            let entries = try await ListFiles.opened(database, list)
            #expect(entries.count == lines.count)
            for _ in 0..<60 {
                let who = Self.traveller(&random)
                let day = Self.days.randomElement(using: &random) ?? ""
                let document = who.documentKey.flatMap { DocumentKey.possible(who.issuer, $0) }
                let falseHits = document.flatMap { noted[$0] } ?? []
                let expected = Self.judge(entries, who, on: day, falseHits: falseHits)
                let hits = try await found(who, on: #require(CivilDate(day)), list)
                #expect(hits == expected, "\(who) on \(day)")
                for hit in hits { tiers[hit.tier, default: 0] += 1 }
                if let document, let entry = entries.first(where: { $0.key == hits.last?.key }),
                    Int.random(in: 0..<5, using: &random) == 0
                {
                    // Noted already, when a number goes before it.
                    _ = try? await database.falseHits.enter(
                        FalseHit(document: document, list: list, entryKey: entry.key), by: Samples.note())
                    noted[document, default: []].insert(Noted(entry))
                }
            }
        }
        for tier in ListMatchTier.allCases { #expect(tiers[tier, default: 0] > 50, "\(tier) was hardly tried") }
    }

    // MARK: - Odd lists

    private func load(_ entries: [String]) throws {
        try files.load(database, [ListFiles.header(entries: entries.count)] + entries)
    }

    private static let sameName = "\"primaryIdentifier\":\"Батбаяр\",\"secondaryIdentifier\":\"Сарангэрэл\""

    @Test func `numbers stand before thousands of the same name, and these before thousands that are only alike`()
        async throws
    {
        let near = (0..<3000).map { ListFiles.entry("near\($0)", Self.sameName) }
        let same = (0..<60).map { ListFiles.entry("same\($0)", Self.sameName + ",\"birthDate\":\"1985-01-01\"") }
        let digits = (0..<3000).map { ListFiles.entry("digits\($0)", "\"registerNumber\":\"ӨӨ85031719\"") }
        let numbers = (0..<3).map { ListFiles.entry("number\($0)") }
        try load(near + digits + same + numbers)
        let hits = try await database.gather(Samples.query(optional: "UB85031719")).exitRestrictions
        #expect(hits.map(\.key).prefix(3) == ["number0", "number1", "number2"])
        #expect(hits.map(\.key).dropFirst(3) == (0..<47).map { "same\($0)" }[...])
        let other = try await database.gather(Samples.query("E7654321", name: "NEMO<<NOBODY")).exitRestrictions
        #expect(other.isEmpty)
    }

    @Test func `noted false hits make room for the entries behind them`() async throws {
        try load((0..<60).map { ListFiles.entry("k\($0)", Self.sameName) })
        let document = try DocumentKey(issuer: "MNG", number: "E1234567")
        for number in 0..<20 {
            _ = try await database.falseHits.enter(
                FalseHit(document: document, list: .exitRestrictions, entryKey: "k\(number)"), by: Samples.note())
        }
        #expect(
            try await database.gather(Samples.query()).exitRestrictions.map(\.key) == (20..<60).map { "k\($0)" })
        #expect(
            try await database.gather(Samples.query("E7654321")).exitRestrictions.map(\.key)
                == (0..<50).map { "k\($0)" })
    }

    @Test func `an entry that may be meant by its digits is found among many that are not`() async throws {
        let others = (0..<400).map {
            ListFiles.entry("o\($0)", "\"registerNumber\":\"ӨӨ85031719\",\"primaryIdentifier\":\"ДОРЖ\"")
        }
        try load(others + [ListFiles.entry("meant", "\"registerNumber\":\"УБ85031719\"")])
        let hits = try await database.gather(Samples.query(optional: "UB85031719")).exitRestrictions
        #expect(hits.map(\.key) == ["meant"])
    }
}

extension DocumentKey {
    /// The document of a number that was found; nil where officers could not enter it.
    fileprivate static func possible(_ issuer: String, _ number: String) -> DocumentKey? {
        try? DocumentKey(issuer: issuer, number: number)
    }
}
