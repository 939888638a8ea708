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
        let note = try await noteFalseHit("row-1")
        #expect(try await database.gather(Samples.query()).exitRestrictions.isEmpty)
        #expect(try await database.gather(Samples.query("E7654321")).exitRestrictions.count == 1)
        let code = await Workspace.code {
            _ = try await noteFalseHit("row-9")
        }
        #expect(code == .notFound)
        let again = await Workspace.code { _ = try await noteFalseHit("row-1") }
        #expect(again == .constraint)
        _ = try await database.falseHits.withdraw(note.id, by: Samples.note("18"))
        #expect(try await database.gather(Samples.query()).exitRestrictions.count == 1)
    }

    @Test func `a false hit does not hide a number`() async throws {
        let entry = Samples.restriction(document: "E1234567")
        #expect(try await tier(entry, name: "BATBAYAR<<SARANGEREL") == .number)
        _ = try await noteFalseHit("row-1")
        #expect(try await database.gather(Samples.query()).exitRestrictions.count == 1)
    }
}
