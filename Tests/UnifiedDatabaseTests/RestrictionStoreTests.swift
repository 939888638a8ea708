import BorderLaw
import GRDB
import Testing

@testable import Checkpoint
@testable import UnifiedDatabase

@Suite("The exit-restriction list")
struct RestrictionStoreTests {
    private let workspace: Workspace
    private let database: UnifiedDatabase

    init() throws {
        workspace = try Workspace()
        database = try workspace.open()
    }

    private func load(_ entries: [ExitRestrictionEntry], version: String = "1") async throws {
        try await database.replaceExitRestrictions(entries, version: version, loadedAt: Samples.noon)
    }

    private func hits(_ query: FactQuery) async throws -> Int {
        try await database.gather(query).exitRestrictions.count
    }

    @Test func `an entry comes back as it was loaded with the time of the list`() async throws {
        let entry = Samples.restriction(
            to: "2027-01-01", register: "АА85010121", document: "E1234567", names: ("BATBAYAR", "SARANGEREL"),
            birth: "1985-01-01")
        try await load([entry])
        let facts = try await database.gather(Samples.query())
        var found = entry
        found.key = facts.exitRestrictions.first?.key
        #expect(found.key?.hasPrefix("e-") == true)
        found.match = .number
        #expect(facts.exitRestrictions == [found])
        #expect(facts.exitListLoadedAt == Samples.noon)
        let status = try await database.exitRestrictionStatus()
        #expect(status == RestrictionListStatus(version: "1", loadedAt: Samples.noon, entryCount: 1))
    }

    @Test func `an empty list is loaded and a missing one is not`() async throws {
        #expect(try await database.gather(Samples.query()).exitListLoadedAt == nil)
        #expect(try await database.exitRestrictionStatus() == nil)
        try await load([])
        #expect(try await database.gather(Samples.query()).exitListLoadedAt == Samples.noon)
    }

    @Test func `a new list replaces the old one as a whole`() async throws {
        try await load([Samples.restriction(document: "E1234567")])
        try await load([Samples.restriction(document: "E7654321")], version: "2")
        #expect(try await hits(Samples.query("E1234567")) == 0)
        #expect(try await hits(Samples.query("E7654321")) == 1)
    }

    private func deliver(
        _ version: String, issued minutes: Int64, by warrant: ListWarrant = .signed(by: "registry")
    ) async throws(StoreError) {
        try await database.replaceExitRestrictions(
            ListDelivery(
                version: version, issuedAt: Samples.minutes(minutes), entries: [], warrant: warrant, file: [1, 2, 3],
                receivedAt: Samples.noon))
    }

    @Test func `neither an older list nor one from the future takes the place of the one in force`() async throws {
        try await deliver("1", issued: -10)
        for minutes: Int64 in [-11, 61] {
            let code = await Workspace.code { try await deliver("2", issued: minutes) }
            #expect(code == .constraint)
        }
        #expect(try await database.exitRestrictionStatus()?.version == "1")
        try await deliver("3", issued: -10)
        try await deliver("4", issued: 5)
        #expect(try await database.exitRestrictionStatus()?.loadedAt == Samples.noon)
        // By whichever way it comes.
        let files = try ListFiles(workspace)
        #expect(files.fault(database, [ListFiles.header(entries: 1), ListFiles.entry("a")])?.code == .order)
    }

    @Test func `who answers for a list is journaled, and an officer has to be in service`() async throws {
        let code = await Workspace.code { try await deliver("1", issued: 0, by: .officer("17")) }
        #expect(code == .officer)
        #expect(try await database.exitRestrictionStatus() == nil)
        try await database.add(
            Officer(number: "17", name: "Д. Оюун", role: .inspector, addedAt: Samples.noon, addedBy: "admin"))
        try await deliver("1", issued: 0, by: .officer("17"))
        #expect(try await database.listStatus(.exitRestrictions)?.signer == nil)
        try await deliver("2", issued: 0)
        #expect(try await database.listStatus(.exitRestrictions)?.signer == "registry")
        let details = try await database.pool.read { db in
            try String.fetchAll(db, sql: "SELECT details FROM journal WHERE kind = 'listReplaced' ORDER BY sequence")
        }
        #expect(details.count == 2)
        #expect(details.first?.contains(#""officer":"17""#) == true)
        #expect(details.last?.contains(#""signer":"registry""#) == true)
        #expect(details.allSatisfy { $0.contains("039058c6f2c0cb49") }, "the digest of the file")
    }

    @Test func `a list with a faulty entry changes nothing`() async throws {
        try await load([Samples.restriction(document: "E1234567")])
        let keyless = Samples.restriction(document: "<<<")
        let endless = Samples.restriction(document: String(repeating: "1", count: 513))
        for faulty in [keyless, endless] {
            let code = await Workspace.code {
                try await load([Samples.restriction(document: "E7654321"), faulty], version: "2")
            }
            #expect(code == .constraint)
        }
        #expect(try await hits(Samples.query("E1234567")) == 1)
        #expect(try await database.exitRestrictionStatus()?.version == "1")
    }

    @Test(
        arguments: [
            ("2026-03-10", nil, 1), ("2026-03-11", nil, 0), ("2026-01-01", "2026-03-10", 1),
            ("2026-01-01", "2026-03-09", 0), ("2026-12-31", "2026-01-01", 1),
        ] as [(String, String?, Int)])
    func `only entries in force on the day are found`(_ start: String, _ end: String?, _ count: Int) async throws {
        try await load([Samples.restriction(from: start, to: end, document: "E1234567")])
        #expect(try await hits(Samples.query()) == count)
    }

    @Test(arguments: ["АА85010121", "аа 85010121", "AA85010121"])
    func `a person is found by register number however it was typed`(_ typed: String) async throws {
        try await load([Samples.restriction(register: typed)])
        #expect(try await hits(Samples.query()) == 0)
        _ = try await database.grant(Samples.permission())
        #expect(try await hits(Samples.query()) == 1)
    }

    @Test(arguments: ["E1234567", "e 123 4567", "E1234567<"])
    func `a person is found by document number however it was typed`(_ typed: String) async throws {
        try await load([Samples.restriction(document: typed)])
        #expect(try await hits(Samples.query()) == 1)
        #expect(try await hits(Samples.query("E1234568")) == 0)
    }

    @Test(
        arguments: [
            (("BATBAYAR", "SARANGEREL"), "1985-01-01", 1),
            (("Sarangerel", "Batbayar"), "1985-01-01", 1),  // either order, any case
            (("BATBAYAR", "SARANGEREL"), "1985-01-02", 0),
            (("BATBAYAR", "SARANGEREL"), nil, 1),  // no birth date on the list: shown, an officer decides
            (("BATBAYAR", "SARAN"), "1985-01-01", 0),
            (("BATBAYAR", ""), "1985-01-01", 0),
        ] as [((String, String), String?, Int)])
    func `a person is found by names and birth date`(
        _ names: (String, String), _ birth: String?, _ count: Int
    ) async throws {
        try await load([Samples.restriction(names: names, birth: birth)])
        #expect(try await hits(Samples.query()) == count)
    }

    @Test func `names of several words are found in any order`() async throws {
        try await load([Samples.restriction(names: ("MUNKH-ERDENE BAT", "OYUN"), birth: "1985-01-01")])
        #expect(try await hits(Samples.query(name: "BAT<<OYUN<MUNKH<ERDENE")) == 1)
    }

    @Test func `another name printed on the page does not hide the enrolled one`() async throws {
        try await load([Samples.restriction(names: ("BATBAYAR", "SARANGEREL"), birth: "1985-01-01")])
        #expect(try await hits(Samples.query(name: "NEMO<<NOBODY")) == 0)
        _ = try await database.grant(Samples.permission())
        #expect(try await hits(Samples.query(name: "NEMO<<NOBODY")) == 1)
    }

    @Test func `no text of a list is taken for SQL`() async throws {
        try await load([Samples.restriction(register: "x'); DELETE FROM crossing; --", names: ("' OR 1=1", "--"))])
        #expect(try await hits(Samples.query()) == 0)
    }

    @Test func `the lookups use indexes`() async throws {
        let plan = try await database.pool.read { db in
            try Row.fetchAll(
                db,
                sql: "EXPLAIN QUERY PLAN " + ListTable(list: .exitRestrictions).selection,
                arguments: [
                    "day": "2026-03-10", "limit": 5, "doubts": 5, "register": 1, "digits": 2, "document": 3,
                    "documentOfIssuer": 4, "name": 5, "nameBirth": 6, "nameAnyBirth": 7, "enrolledName": 8,
                    "enrolledNameBirth": 9, "enrolledNameAnyBirth": 10, "outline": 11, "enrolledOutline": 12,
                ]
            ).map { $0.description }.joined(separator: "\n")
        }
        #expect(!plan.contains("SCAN exitRestriction"), "\(plan)")
        for index in ["ByRegister", "ByDocument", "ByName", "ByOutline", "ByDigits"] {
            #expect(plan.contains(index), "\(plan)")
        }
    }
}
